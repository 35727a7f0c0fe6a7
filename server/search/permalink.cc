// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a Question as a query string; contract in permalink.h.
#include "server/search/permalink.h"

#include <fmt/format.h>

#include "schema/base/text.h"
#include "schema/index/fields.h"
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
  for (std::size_t facet = 0; facet < index::kFacetCount; ++facet)
    for (const std::string& value : question.selected[facet])
      query.add(index::kFacets[facet].name, value);
  if (question.ratio_min) query.add("ratio_min", fmt::format("{}", *question.ratio_min));
  if (question.ratio_max) query.add("ratio_max", fmt::format("{}", *question.ratio_max));
  if (question.sort != Sort::kRelevance) query.add("sort", sort_name(question.sort));
  if (question.per_page != kDefaultPerPage)
    query.add("per_page", std::to_string(question.per_page));
  if (question.offset > 0) query.add("cursor", cursor_text(question.offset));
  return query.take();
}

}  // namespace outturn::search
