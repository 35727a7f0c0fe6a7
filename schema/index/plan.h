// SPDX-License-Identifier: GPL-3.0-or-later
// The index plan: which words, filter terms and sort values stand for a record. Pure data, so that
// it can be read in a test; the indexer's writer merely hands it to the full-text library.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "schema/evidence/record.h"
#include "schema/index/fields.h"

namespace outturn::index {

/// Raised whenever a plan for the same record would change: the index must then be built anew.
inline constexpr int kIndexVersion = 3;

/// Value slots; persisted, do not change.
inline constexpr unsigned kRatioSlot = 0;
inline constexpr unsigned kTitleSlot = 1;
inline constexpr unsigned kRatioLowSlot = 2;
inline constexpr unsigned kRatioHighSlot = 3;

/// A filter term is this, the facet's letter, then the value: "QAcrime".
inline constexpr char kFilterPrefix = 'Q';

struct Text {
  std::size_t field;  ///< index into kTextFields
  std::string words;
};

/// A figure and the range it may lie in; a figure reported without a range is its own range.
struct Span {
  double low = 0;
  double middle = 0;  ///< by which it is ordered
  double high = 0;
};

struct Plan {
  std::vector<Text> texts;
  std::array<std::vector<std::string>, kFacetCount> filters;  ///< each value once
  std::optional<Span> ratio;                                  ///< headline benefit per 1 of cost
  std::string title_key;  ///< lower-case title: titles sort as people read them
};

Plan plan(const evidence::Record& record);

/// The filter term of a facet's value. Values are ids of at most 100 bytes, well under Xapian's
/// 245.
std::string filter_term(std::size_t facet, std::string_view value);

}  // namespace outturn::index
