// SPDX-License-Identifier: GPL-3.0-or-later
// What every peer is given: records of a text, ten facets of at most one value each, and at most
// one ratio. Values go by codes, so that a peer that keeps numbers may; code 0 is no value, and
// codes of a facet are in the order of their values. All of it lies in a folder: records.tsv,
// values.tsv and questions.tsv, written by outturn_peer_data.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "schema/index/columns_layout.h"
#include "schema/index/contribution.h"
#include "schema/index/filters.h"
#include "server/search/match/match.h"

namespace outturn::bench {

/// A facet that all peers count. Its name is a column of the databases.
struct PeerFacet {
  std::string_view name;
  index::FilterId filter;
};
inline constexpr std::array kPeerFacets{PeerFacet{"design", index::FilterId::kDesign},
                                        PeerFacet{"type", index::FilterId::kType},
                                        PeerFacet{"country", index::FilterId::kCountry},
                                        PeerFacet{"setting", index::FilterId::kSetting},
                                        PeerFacet{"people", index::FilterId::kGroup},
                                        PeerFacet{"targeting", index::FilterId::kTargeting},
                                        PeerFacet{"maryland", index::FilterId::kMaryland},
                                        PeerFacet{"rating", index::FilterId::kRating},
                                        PeerFacet{"area", index::FilterId::kArea},
                                        PeerFacet{"year", index::FilterId::kYear}};
inline constexpr std::size_t kPeerFacetCount = kPeerFacets.size();

/// Of a facet with more values than this, the commonest are compared: those that Outturn lists.
constexpr std::size_t most_listed(std::size_t facet) {
  return index::is_name(kPeerFacets[facet].filter) ? search::kMostNames : search::kMostOptions;
}

using Code = std::uint16_t;
using Codes = std::array<Code, kPeerFacetCount>;

/// What Outturn's columns hold of a record: made-up contributions in lifelike proportions (all
/// findings, appraisals, sources and programmes among them), cut down to one value of each of the
/// ten facets and one ratio, since the peers' columns hold one.
index::Contribution contribution(std::uint32_t number);

/// The value of a facet; empty where the record has none.
std::string value_of(const index::Contribution& record, std::size_t facet);

/// The one ratio; a NaN where there is none.
double ratio_of(const index::Contribution& record);

struct Row {
  std::uint32_t number = 0;
  double ratio = index::kNoFigure;
  Codes codes{};
  std::string words;  ///< ASCII letters, lower-case, one space between words
};

/// Values by facet and code.
using Dictionary = std::array<std::vector<std::string>, kPeerFacetCount>;

/// The files of a folder, read from their beginning. All throw std::runtime_error where a file is
/// missing or is not of its form.
Dictionary read_dictionary(const std::filesystem::path& folder);

class Rows {
 public:
  explicit Rows(const std::filesystem::path& folder);
  /// False behind the last one.
  bool next(Row& row);

 private:
  std::ifstream file_;
  std::string line_;
};

}  // namespace outturn::bench
