// SPDX-License-Identifier: GPL-3.0-or-later
// What a pasted description mentions: terms of the vocabularies by their labels and synonyms, ages,
// and names that may be places. Read as words stand there; what is denied or only compared with is
// taken for mentioned too, so a page says what was read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/index/filters.h"

namespace outturn::search {

struct Mention {
  index::FilterId filter;
  std::string value;
  bool operator==(const Mention&) const = default;
};

struct Mentions {
  std::vector<Mention> values;     ///< outcomes, people, settings, countries; each once
  std::vector<std::string> names;  ///< up to three words in a row, the outer ones with a capital
  std::optional<double> age_min;   ///< years
  std::optional<double> age_max;
};

/// A longer description is not read further.
inline constexpr std::size_t kLongestDescription = 20'000;

/// Safe from any thread. Looks at the first kLongestDescription bytes.
Mentions read_mentions(std::string_view description);

}  // namespace outturn::search
