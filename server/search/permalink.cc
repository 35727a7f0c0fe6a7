// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a Question as a query string; contract in permalink.h.
#include "server/search/permalink.h"

#include <fmt/format.h>

#include "schema/base/text.h"
#include "schema/index/filters.h"
#include "server/search/cursor.h"

namespace outturn::search {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

void add_filter(Parts& parts, const FilterSet& filters, const index::Filter& row) {
  const std::size_t filter = index::number_of(row.id);
  for (const std::string& value : filters.values[filter]) parts.emplace_back(row.name, value);
  const Range& range = filters.ranges[filter];
  if (range.least)
    parts.emplace_back(fmt::format("{}_min", row.name), fmt::format("{}", *range.least));
  if (range.most)
    parts.emplace_back(fmt::format("{}_max", row.name), fmt::format("{}", *range.most));
}

}  // namespace

Parts permalink_parts(const Question& question) {
  Parts parts;
  if (!question.text.empty()) parts.emplace_back("q", question.text);
  if (!question.widen) parts.emplace_back("widen", "no");
  if (!question.correct) parts.emplace_back("correct", "no");
  for (const index::Filter& row : index::kFilters) add_filter(parts, question.filters, row);
  if (question.sort != Sort::kRelevance) parts.emplace_back("sort", name_in(kSorts, question.sort));
  if (question.grouping != Grouping::kNone)
    parts.emplace_back("group_by", name_in(kGroupings, question.grouping));
  if (question.view != View::kList) parts.emplace_back("view", name_in(kViews, question.view));
  for (const std::string& column : question.columns) parts.emplace_back("columns", column);
  if (question.per_page != kDefaultPerPage)
    parts.emplace_back("per_page", std::to_string(question.per_page));
  if (question.offset > 0)
    parts.emplace_back("cursor", cursor_text(question.offset, question.seal));
  return parts;
}

std::string permalink(const Question& question) {
  std::string query;
  for (const auto& [name, value] : permalink_parts(question)) {
    if (!query.empty()) query += '&';
    query += fmt::format("{}={}", name, base::query_encode(value));
  }
  return query;
}

Question what_finds(const Question& question) {
  Question out;
  out.text = question.text;
  out.widen = question.widen;
  out.correct = question.correct;
  out.filters = question.filters;
  return out;
}

std::string filters_query(const FilterSet& filters) {
  Question question;
  question.filters = filters;
  return permalink(question);
}

}  // namespace outturn::search
