// SPDX-License-Identifier: GPL-3.0-or-later
// The key of a filter set; contract in filter_set.h.
#include "server/search/match/filter_set.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace outturn::search {
namespace {

void put_number(std::string& out, std::uint64_t number) {
  for (unsigned i = 0; i < 8; ++i) out += static_cast<char>(number >> (8 * i));
}

void put_end(std::string& out, const std::optional<double>& end) {
  out += end ? '1' : '0';
  if (end) put_number(out, std::bit_cast<std::uint64_t>(*end));
}

}  // namespace

std::string FilterSet::key() const {
  std::string out;
  for (std::size_t filter = 0; filter < index::kFilterCount; ++filter) {
    if (!active(filter)) continue;
    out += static_cast<char>(filter);
    put_end(out, ranges[filter].least);
    put_end(out, ranges[filter].most);
    std::vector<std::string> sorted = values[filter];
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    put_number(out, sorted.size());
    for (const std::string& value : sorted) {
      put_number(out, value.size());
      out += value;
    }
  }
  return out;
}

}  // namespace outturn::search
