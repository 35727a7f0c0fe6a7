// SPDX-License-Identifier: GPL-3.0-or-later
// What to offer while a person types: programmes, outcomes, places, then words. A typed beginning
// fits a name at the start of any of its words: "nur" finds "Family Nurse Partnership".
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/evidence/record.h"
#include "server/search/query/lexicon.h"

namespace outturn::query {

enum class SuggestionKind : std::uint8_t { kProgramme, kOutcome, kPlace, kWord };
inline constexpr std::size_t kSuggestionKinds = 4;

/// Names past so many of one kind are not offered, which bounds memory to some 50 MB at the very
/// worst; the corpus's take 100 kB.
inline constexpr std::size_t kMostSuggestions = 100'000;
inline constexpr std::size_t kMostSuggestedWords = 50'000;
/// Longer typed text is not looked up.
inline constexpr std::size_t kLongestTyped = 100;

struct Suggestion {
  SuggestionKind kind = SuggestionKind::kWord;
  std::string text;           ///< what to search for
  std::string id;             ///< outcome and country: the vocabulary's id; else empty
  std::uint32_t records = 0;  ///< that have it
};

/// Immutable: safe from any thread.
class Suggestions {
 public:
  /// Gathers names record by record; `finish` may be called once.
  class Builder {
   public:
    void add(const evidence::Record& record);
    /// Words that say something, of four letters or more.
    void add(const Lexicon& lexicon);
    Suggestions finish();

   private:
    void count(SuggestionKind kind, std::string_view text, std::string_view id,
               std::string_view typed_as);
    using Key = std::pair<SuggestionKind, std::string>;  ///< as people may type it, folded
    std::map<Key, Suggestion> names_;
    std::array<std::size_t, kSuggestionKinds> held_{};
  };

  /// At most `most`, best first: by kind in the order above, where no kind takes more than half
  /// while another has something to offer; then names that begin so, then most records. Empty for
  /// blank text.
  std::vector<Suggestion> offer(std::string_view typed, std::size_t most) const;

  std::size_t size() const { return names_.size(); }
  /// Bytes held, near enough.
  std::size_t memory() const;

 private:
  struct Name {
    Suggestion suggestion;
    std::string folded;  ///< what typed text is compared with
  };
  struct Start {
    std::uint32_t name;
    std::uint32_t offset;   ///< where a word of it begins
    std::uint32_t records;  ///< the name's, so that a long stretch is read in one go
    SuggestionKind kind;    ///< the name's
  };
  std::string_view from(const Start& start) const {
    return std::string_view(names_[start.name].folded).substr(start.offset);
  }
  using Best = std::vector<const Start*>;
  std::array<Best, kSuggestionKinds> best_for(std::string_view folded, std::size_t most) const;

  std::vector<Name> names_;
  std::vector<Start> starts_;  ///< by the text from there on
};

}  // namespace outturn::query
