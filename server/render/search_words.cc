// SPDX-License-Identifier: GPL-3.0-or-later
// See search_words.h.
#include "server/render/search_words.h"

#include "schema/index/filters.h"
#include "server/render/filter_words.h"

namespace outturn::render {

std::string search_words(const search::Answer& answer) {
  const search::FilterSet& filters = answer.question.filters;
  std::string words = answer.question.text;
  for (const index::Filter& row : index::kFilters) {
    if (chosen_of(filters, row.id).empty() && !range_of(filters, row.id).any()) continue;
    if (!words.empty()) words += "; ";
    words += filter_in_words(answer, row.id);
  }
  return words;
}

std::string feed_title(const std::string& words) {
  return "Outturn: " + (words.empty() ? "all records" : words);
}

}  // namespace outturn::render
