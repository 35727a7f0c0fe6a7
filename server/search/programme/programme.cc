// SPDX-License-Identifier: GPL-3.0-or-later
// See programme.h.
#include "server/search/programme/programme.h"

#include <algorithm>

#include "server/search/engine.h"
#include "server/search/programme/slug.h"

namespace outturn::search {
namespace {

constexpr std::size_t kMostAliases = 20;

bool holds(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

void add_aliases(const evidence::Record& record, Programme& programme) {
  if (!record.programme) return;
  for (const std::string& alias : record.programme->aliases)
    if (programme.aliases.size() < kMostAliases && !holds(programme.aliases, alias) &&
        !holds(programme.names, alias))
      programme.aliases.push_back(alias);
}

}  // namespace

base::Result<Programme> find_programme(const Generation& generation, const std::string& id) {
  Programme out;
  out.id = id;
  if (id.size() <= kLongestSlug)
    out.names = generation.programmes().with_slug(generation.matches().index(), id);
  if (out.names.empty())
    return base::fail(base::Code::kNotFound, "there is no programme of that id",
                      "search for it by name; its records lead to its address");
  out.question.filters.chosen(index::FilterId::kProgramme) = out.names;
  Question question = out.question;
  question.sort = Sort::kStrength;
  question.per_page = kMostOfProgramme;
  Answer found = answer(generation, question);
  out.total = found.total;
  for (Hit& hit : found.hits) {
    add_aliases(hit.record, out);
    out.records.push_back(std::move(hit.record));
  }
  return out;
}

}  // namespace outturn::search
