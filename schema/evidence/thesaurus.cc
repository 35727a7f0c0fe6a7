// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the thesaurus and refuses what would make a search guess.
#include "schema/evidence/thesaurus.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "schema/base/text.h"

namespace outturn::evidence {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> kKinds{"abbreviation", "spelling", "synonym"};
constexpr const char* kShape = "a set has \"kind\", \"terms\" and \"why\"";

tl::unexpected<base::Error> wrong(std::string where, std::string message, std::string hint = {}) {
  return base::fail(base::Code::kInvalidData, std::move(message), std::move(hint),
                    std::move(where));
}

/// A text of a set that is there and not blank.
const std::string* text_of(const json& set, const char* field) {
  const auto found = set.find(field);
  if (found == set.end() || !found->is_string()) return nullptr;
  const auto* text = found->get_ptr<const json::string_t*>();
  return base::trim(*text).empty() ? nullptr : text;
}

base::Result<TermSet> read_set(const json& set, const std::string& where) {
  if (!set.is_object()) return wrong(where, "not a set of terms", kShape);
  for (const auto& [key, value] : set.items())
    if (key != "kind" && key != "terms" && key != "why")
      return wrong(where, fmt::format("\"{}\" is not known", base::clip(key, 40)), kShape);
  const std::string* kind = text_of(set, "kind");
  if (kind == nullptr || std::find(kKinds.begin(), kKinds.end(), *kind) == kKinds.end())
    return wrong(where + "/kind", "not a kind of set", "abbreviation, spelling or synonym");
  const std::string* why = text_of(set, "why");
  if (why == nullptr)
    return wrong(where + "/why", "a set says where it comes from or why its terms are one");
  TermSet out{*kind, {}, *why};
  const auto terms = set.find("terms");
  if (terms == set.end() || !terms->is_array() || terms->size() < 2)
    return wrong(where + "/terms", "a set has two terms or more", kShape);
  for (const json& term : *terms) {
    if (!term.is_string() || base::trim(term.get<std::string>()).empty())
      return wrong(where + "/terms", "a term is a text", kShape);
    out.terms.push_back(term.get<std::string>());
  }
  return out;
}

}  // namespace

base::Result<std::vector<TermSet>> read_thesaurus(const json& file) {
  const auto list = file.find("sets");
  if (list == file.end() || !list->is_array())
    return wrong("/sets", "a thesaurus has a list of sets", kShape);
  std::vector<TermSet> sets;
  std::map<std::string, std::size_t> places;  // term, lowered -> its set
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string where = fmt::format("/sets/{}", i);
    auto set = read_set((*list)[i], where);
    if (!set) return tl::unexpected(set.error());
    for (const std::string& term : set->terms) {
      const auto [first, fresh] = places.emplace(base::lower(term), i);
      if (!fresh)
        return wrong(where + "/terms",
                     fmt::format("\"{}\" stands in /sets/{} already", term, first->second),
                     "a word of two meanings widens a search in two directions: choose one");
    }
    sets.push_back(std::move(*set));
  }
  return sets;
}

}  // namespace outturn::evidence
