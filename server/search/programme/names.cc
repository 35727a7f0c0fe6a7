// SPDX-License-Identifier: GPL-3.0-or-later
// See names.h.
#include "server/search/programme/names.h"

#include <algorithm>

#include "server/search/programme/slug.h"

namespace outturn::search {
namespace {

/// FNV-1a, 64 bits: a slug that is found is compared whole.
std::uint64_t digest(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

}  // namespace

ProgrammeNames::ProgrammeNames(const MatchIndex& index) {
  const auto names = index.values_of(index::FilterId::kProgramme);
  by_slug_.reserve(names.size());
  for (const ValueId id : names)
    by_slug_.emplace_back(digest(programme_slug(index.value(id).text)), id);
  std::sort(by_slug_.begin(), by_slug_.end());
}

std::vector<std::string> ProgrammeNames::with_slug(const MatchIndex& index,
                                                   std::string_view slug) const {
  std::vector<std::string> names;
  const std::pair<std::uint64_t, ValueId> wanted{digest(slug), 0};
  for (auto at = std::lower_bound(by_slug_.begin(), by_slug_.end(), wanted);
       at != by_slug_.end() && at->first == wanted.first; ++at)
    if (programme_slug(index.value(at->second).text) == slug)
      names.emplace_back(index.value(at->second).text);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace outturn::search
