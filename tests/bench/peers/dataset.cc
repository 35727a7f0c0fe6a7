// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what all peers are given; contract in dataset.h.
#include "tests/bench/peers/dataset.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "schema/evidence/vocabulary.h"
#include "tests/bench/engine/synthetic.h"
#include "tests/bench/peers/fields.h"

namespace outturn::bench {
namespace {

bool is_peer_facet(index::FilterId filter) {
  return std::any_of(kPeerFacets.begin(), kPeerFacets.end(),
                     [&](const PeerFacet& facet) { return facet.filter == filter; });
}

}  // namespace

index::Contribution contribution(std::uint32_t number) {
  static const std::string kind = evidence::vocabulary("kind").terms().front().id;
  static const std::string perspective = evidence::vocabulary("perspective").terms().front().id;
  index::Contribution record = synthetic(number);
  for (index::Values& of : record.values)
    if (is_peer_facet(of.filter)) of.values.resize(1);
  bool has_ratio = false;
  for (index::AppraisalRow& row : record.appraisals) {
    if (std::isnan(row.ratio_mid)) continue;
    if (has_ratio) {
      row.ratio_low = row.ratio_mid = row.ratio_high = index::kNoFigure;
      continue;
    }
    has_ratio = true;
    row.ratio_low = row.ratio_high = row.ratio_mid;
    row.kind = kind;  // ratios are only put in order within one kind and perspective
    row.perspective = perspective;
  }
  return record;
}

std::string value_of(const index::Contribution& record, std::size_t facet) {
  const index::FilterId filter = kPeerFacets[facet].filter;
  if (filter == index::FilterId::kYear)
    return record.year == 0 ? std::string() : std::to_string(record.year);
  for (const index::Values& of : record.values)
    if (of.filter == filter && !of.values.empty()) return of.values.front();
  return {};
}

double ratio_of(const index::Contribution& record) {
  for (const index::AppraisalRow& row : record.appraisals)
    if (!std::isnan(row.ratio_mid)) return row.ratio_mid;
  return index::kNoFigure;
}

Dictionary read_dictionary(const std::filesystem::path& folder) {
  std::ifstream file(folder / "values.tsv");
  Dictionary out;
  for (auto& values : out) values.emplace_back();
  for (std::string line; std::getline(file, line);) {
    const auto fields = split(line, '\t');
    const auto facet = need_number<std::size_t>(fields.at(0));
    if (fields.size() != 3 || facet >= kPeerFacetCount ||
        need_number<std::size_t>(fields[1]) != out[facet].size())
      throw std::runtime_error("values.tsv: not as outturn_peer_data writes it: " + line);
    out[facet].emplace_back(fields[2]);
  }
  if (out[0].size() < 2) throw std::runtime_error("values.tsv is missing or empty");
  return out;
}

Rows::Rows(const std::filesystem::path& folder) : file_(folder / "records.tsv") {
  if (!file_) throw std::runtime_error((folder / "records.tsv").string() + " cannot be read");
}

bool Rows::next(Row& row) {
  if (!std::getline(file_, line_)) return false;
  const auto fields = split(line_, '\t');
  if (fields.size() != kPeerFacetCount + 3)
    throw std::runtime_error("records.tsv: not as outturn_peer_data writes it");
  row.number = need_number<std::uint32_t>(fields[0]);
  row.ratio = fields[1].empty() ? index::kNoFigure : need_number<double>(fields[1]);
  for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet)
    row.codes[facet] = need_number<Code>(fields[facet + 2]);
  row.words.assign(fields.back());
  return true;
}

}  // namespace outturn::bench
