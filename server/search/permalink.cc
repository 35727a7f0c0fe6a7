// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a Question as a query string; contract in permalink.h.
#include "server/search/permalink.h"

#include <fmt/format.h>

#include "schema/base/text.h"
#include "schema/index/filters.h"
#include "server/search/cursor.h"

namespace outturn::search {
namespace {

class QueryString {
 public:
  void add(std::string_view name, std::string_view value) {
    if (!text_.empty()) text_ += '&';
    text_ += fmt::format("{}={}", name, base::percent_encode(value));
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace

std::string permalink(const Question& question) {
  QueryString query;
  if (!question.text.empty()) query.add("q", question.text);
  if (!question.widen) query.add("widen", "no");
  if (!question.correct) query.add("correct", "no");
  for (const index::Filter& row : index::kFilters) {
    const std::size_t filter = index::number_of(row.id);
    for (const std::string& value : question.filters.values[filter]) query.add(row.name, value);
    const Range& range = question.filters.ranges[filter];
    if (range.least) query.add(fmt::format("{}_min", row.name), fmt::format("{}", *range.least));
    if (range.most) query.add(fmt::format("{}_max", row.name), fmt::format("{}", *range.most));
  }
  if (question.sort != Sort::kRelevance) query.add("sort", name_in(kSorts, question.sort));
  if (question.grouping != Grouping::kNone)
    query.add("group_by", name_in(kGroupings, question.grouping));
  if (question.view != View::kList) query.add("view", name_in(kViews, question.view));
  for (const std::string& column : question.columns) query.add("columns", column);
  if (question.per_page != kDefaultPerPage)
    query.add("per_page", std::to_string(question.per_page));
  if (question.offset > 0) query.add("cursor", cursor_text(question.offset, question.seal));
  return query.take();
}

std::string filters_query(const FilterSet& filters) {
  Question question;
  question.filters = filters;
  return permalink(question);
}

}  // namespace outturn::search
