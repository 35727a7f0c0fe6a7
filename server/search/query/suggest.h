// SPDX-License-Identifier: GPL-3.0-or-later
// What to offer while a person types: programmes, outcomes, places, then words. A typed beginning
// fits a name at the start of any of its words: "nur" finds "Family Nurse Partnership".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/query/lexicon.h"

namespace outturn::query {

enum class SuggestionKind : std::uint8_t { kProgramme, kOutcome, kPlace, kWord };
inline constexpr std::size_t kSuggestionKinds = 4;

/// Names past so many of one kind are not offered, which bounds memory to some 30 MB at the very
/// worst; the corpus's take 100 kB.
inline constexpr std::size_t kMostSuggestions = 100'000;
inline constexpr std::size_t kMostSuggestedWords = 50'000;
/// Longer names are not offered, and longer typed text is not looked up.
inline constexpr std::size_t kLongestSuggestion = 160;
inline constexpr std::size_t kLongestTyped = 100;

struct Suggestion {
  SuggestionKind kind = SuggestionKind::kWord;
  std::string text;           ///< what people read
  std::string id;             ///< of an outcome, a country, or a record that names no programme
  std::string as;             ///< the other name of it that was typed; empty: its own
  std::uint32_t records = 0;  ///< that have it
};

/// Immutable: safe from any thread.
class Suggestions {
 private:
  struct Piece {  ///< of the one text that holds them all
    std::uint32_t at = 0;
    std::uint32_t size = 0;
  };
  struct Name {
    Piece text;
    Piece id;
    Piece as;
    Piece folded;  ///< what typed text is compared with
    std::uint32_t records = 0;
    SuggestionKind kind = SuggestionKind::kWord;
  };

 public:
  /// Gathers names; `finish` may be called once.
  class Builder {
   public:
    /// `one.as` is another name that people may type for it, or empty. Of one kind no more than
    /// kMostSuggestions are taken; the same name twice counts once, with the greater number.
    void add(const Suggestion& one);
    /// Words that say something, of four letters or more.
    void add(const Lexicon& lexicon);
    Suggestions finish();

   private:
    Piece keep(std::string_view text);
    void drop_doubles();
    std::string all_;
    std::vector<Name> names_;
    std::array<std::size_t, kSuggestionKinds> held_{};
  };

  /// At most `most`, best first: by kind in the order above, where each that has something to offer
  /// has room for a quarter, and none takes more than half while another can fill it; then what
  /// is typed in full, names that begin so, most records. Names must fit the whole text, words its
  /// last word. Empty for blank text.
  std::vector<Suggestion> offer(std::string_view typed, std::size_t most) const;

  std::size_t size() const { return names_.size(); }
  /// Bytes held, near enough.
  std::size_t memory() const;

 private:
  /// Where a word of a name begins: the name's number, and the place in what it is compared with.
  static constexpr unsigned kPlaceBits = 8;
  static_assert(kLongestSuggestion < (1U << kPlaceBits));
  using Start = std::uint32_t;

  std::string_view view(const Piece& piece) const {
    return std::string_view(all_).substr(piece.at, piece.size);
  }
  std::string_view from(Start start) const {
    return view(names_[start >> kPlaceBits].folded).substr(start & ((1U << kPlaceBits) - 1));
  }
  void find_starts();
  std::vector<Suggestion> best(SuggestionKind kind, std::string_view folded,
                               std::size_t most) const;

  std::string all_;
  std::vector<Name> names_;  ///< by kind, then most records, then own names before other ones
  /// By kind: by the text from there on.
  std::array<std::vector<Start>, kSuggestionKinds> starts_;
};

/// The last word of a text, still being typed; empty where the text does not end in one.
std::string_view last_word(std::string_view typed);

}  // namespace outturn::query
