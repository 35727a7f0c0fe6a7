// SPDX-License-Identifier: GPL-3.0-or-later
// See search_words.h.
#include "server/render/search_words.h"

#include <fmt/format.h>

#include "schema/base/text.h"
#include "schema/index/filters.h"
#include "server/render/filter_words.h"

namespace outturn::render {

namespace {

/// The text, and what is set of each filter.
std::string joined(const std::string& text, const search::Answer& answer) {
  const std::string filters = filters_in_words(answer);
  return text.empty() || filters.empty() ? text + filters : text + "; " + filters;
}

}  // namespace

std::string filters_in_words(const search::Answer& answer) {
  std::string words;
  for (const index::Filter& row : index::kFilters) {
    if (!answer.question.filters.active(row.id)) continue;
    if (!words.empty()) words += "; ";
    words += filter_in_words(answer, row.id);
  }
  return words;
}

std::string search_words(const search::Answer& answer) {
  return joined(answer.question.text, answer);
}

std::string question_words(const search::Answer& answer) {
  const std::string& text = answer.question.text;
  return joined(text.empty() ? text : fmt::format("\u201c{}\u201d", base::printable(text)), answer);
}

std::string feed_title(const std::string& words) {
  return "Outturn: " + (words.empty() ? "all records" : words);
}

}  // namespace outturn::render
