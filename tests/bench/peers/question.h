// SPDX-License-Identifier: GPL-3.0-or-later
// What every peer is asked, and what it must answer: the total, ten facets, and ten records.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/bench/peers/dataset.h"

namespace outturn::bench {

enum class Kind : std::uint8_t {
  kBrowse,    ///< every record
  kCommon,    ///< a word that 2 to 20% of the records have
  kTwo,       ///< both of two words of 0.5 to 20%
  kThree,     ///< any of three such words
  kPhrase,    ///< two words of 0.2 to 20% side by side
  kFiltered,  ///< a common word and one value each of three facets
  kRange,     ///< ratio between two ends, the highest first
  kOwnLifted  ///< as kFiltered; each of the three facets is counted without its own choice
};

struct KindRow {
  Kind kind;
  std::string_view name;   ///< in files
  std::string_view label;  ///< what a person reads
};
inline constexpr std::array kKinds{
    KindRow{Kind::kBrowse, "browse", "browse all"},
    KindRow{Kind::kCommon, "common", "one common word"},
    KindRow{Kind::kTwo, "two", "two words, both"},
    KindRow{Kind::kThree, "three", "three words, any"},
    KindRow{Kind::kPhrase, "phrase", "phrase"},
    KindRow{Kind::kFiltered, "filtered", "word and 3 filters"},
    KindRow{Kind::kRange, "range", "ratio range, by ratio"},
    KindRow{Kind::kOwnLifted, "lifted", "word and 3 filters, own choice lifted"}};
inline constexpr std::size_t kKindCount = kKinds.size();

inline constexpr std::size_t kTop = 10;

struct Chosen {
  std::size_t facet;
  Code code;
};

struct Question {
  Kind kind = Kind::kBrowse;
  std::vector<std::string> words;
  std::vector<Chosen> chosen;
  double low = 0;
  double high = 0;
};

/// Throws std::runtime_error where questions.tsv is missing or is not of its form.
std::vector<Question> read_questions(const std::filesystem::path& folder);
std::string to_line(const Question& question);

/// The same question without its choice in that facet.
Question without(const Question& question, std::size_t facet);

struct Answer {
  std::size_t total = 0;
  /// Code and count, in any order; codes without a record may be left out.
  std::array<std::vector<std::pair<Code, std::size_t>>, kPeerFacetCount> facets;
  std::vector<std::uint32_t> top;
};

/// What two peers must agree on, as one line: the total; each facet's listed values with their
/// counts (of a facet with a choice that is not lifted, the chosen value alone: the others are 0 to
/// some and not to others); of a range, the ratios of the first ten. Which ten come first by
/// relevance is each peer's own affair; there must be as many as there can be.
std::string comparable_text(const Question& question, Answer answer);

}  // namespace outturn::bench
