// SPDX-License-Identifier: GPL-3.0-or-later
// Vocabulary ids and parts of a record in words; see words.h.
#include "server/render/words.h"

#include <fmt/format.h>

#include "schema/evidence/field_words.h"
#include "schema/evidence/vocabulary.h"
#include "server/render/format.h"

namespace outturn::render {

std::string field_words(std::string_view field) { return evidence::field_words(field); }

std::string label(std::string_view vocabulary, std::string_view id) {
  return std::string(evidence::vocabulary(vocabulary).label_of(id));
}

std::string place_text(const evidence::Place& place) {
  const std::string country = label("country", place.country);
  return place.area ? fmt::format("{}, {}", *place.area, country) : country;
}

std::string places_text(const evidence::Record& record) {
  std::string text;
  for (const evidence::Place& place : record.places) {
    if (!text.empty()) text += "; ";
    text += place_text(place);
  }
  return text;
}

std::string period_text(const std::optional<evidence::Period>& period) {
  if (!period) return {};
  const std::string start = period->start ? date_text(*period->start) : "";
  const std::string end = period->end ? date_text(*period->end) : "";
  if (start.empty()) return end.empty() ? "" : "until " + end;
  if (end.empty()) return "from " + start;
  return start == end ? start : fmt::format("{} to {}", start, end);
}

std::string ages_text(const evidence::Population& population) {
  const std::optional<double>& low = population.age_min;
  const std::optional<double>& high = population.age_max;
  if (low && high) return fmt::format("ages {} to {}", figure(*low), figure(*high));
  if (low) return fmt::format("from age {}", figure(*low));
  if (high) return fmt::format("up to age {}", figure(*high));
  return {};
}

std::string class_text(const evidence::Appraisal& appraisal) {
  const std::string who = mid_sentence(label("perspective", appraisal.perspective));
  const std::string basis = mid_sentence(label("basis", appraisal.basis));
  if (appraisal.kind == "bcr") return fmt::format("{}, {}", who, basis);
  return fmt::format("{}; {}, {}", mid_sentence(label("kind", appraisal.kind)), who, basis);
}

std::string credit_text(const evidence::Source& source) {
  std::string text = list_text(source.authors);
  if (text.empty() && source.publisher) text = *source.publisher;
  if (source.year) text += fmt::format("{}({})", text.empty() ? "" : " ", *source.year);
  return text;
}

bool is_web_address(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

std::vector<std::string> print_sentences(const evidence::AsPrinted& as_printed) {
  std::vector<std::string> sentences;
  for (const auto& [field, print] : as_printed) {
    sentences.push_back(
        fmt::format("The {} is printed as \u201c{}\u201d.", field_words(field), print));
  }
  return sentences;
}

}  // namespace outturn::render
