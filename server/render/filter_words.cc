// SPDX-License-Identifier: GPL-3.0-or-later
// The filters in words; contract in filter_words.h.
#include "server/render/filter_words.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using index::FilterId;

struct Many {
  FilterId filter;
  std::string_view words;
};
constexpr std::array kMany{
    Many{FilterId::kOutcome, "outcomes"},
    Many{FilterId::kGroup, "groups of people"},
    Many{FilterId::kSetting, "settings"},
    Many{FilterId::kCountry, "countries"},
    Many{FilterId::kArea, "areas"},
    Many{FilterId::kType, "types"},
    Many{FilterId::kProgramme, "programmes"},
    Many{FilterId::kSource, "sources"},
    Many{FilterId::kDesign, "kinds of evidence"},
    Many{FilterId::kRating, "ratings"},
    Many{FilterId::kKind, "kinds of appraisal"},
    Many{FilterId::kCurrency, "currencies"},
};

/// How the boxes of one range are labelled and explained.
struct Boxes {
  FilterId filter;
  std::string_view least;
  std::string_view most;
  std::string_view hint;
};
constexpr std::array kBoxes{
    Boxes{FilterId::kRatio, "At least", "At most",
          "1 means it returns what it costs. A reported range counts where it reaches in."},
    Boxes{FilterId::kEffect, "At least", "At most",
          "In standard deviations; above 0 favours the intervention, whichever way is better."},
    Boxes{FilterId::kCost, "At least", "At most",
          "As reported, in the currency and the prices of the appraisal."},
    Boxes{FilterId::kPriceYear, "From", "To", "The year whose prices the money is in."},
    Boxes{FilterId::kAge, "From", "To",
          "In years. Finds what is for any of these ages, and leaves out what names no ages."},
    Boxes{FilterId::kYear, "From", "To", "When the document was published."},
};

const Boxes& boxes_of(FilterId filter) {
  for (const Boxes& row : kBoxes)
    if (row.filter == filter) return row;
  return kBoxes.front();
}

bool counts_years(FilterId filter) {
  return filter == FilterId::kYear || filter == FilterId::kPriceYear || filter == FilterId::kAge;
}

/// Whether it would fill a line with digits, or be said as 0 though it is not.
bool unwieldy(double value) {
  constexpr double kLargest = 1e15;
  constexpr double kSmallest = 1e-4;
  return std::fabs(value) >= kLargest || (value != 0 && std::fabs(value) < kSmallest);
}

std::string figure_with_unit(const search::FilterSet& filters, FilterId filter, double value) {
  const std::vector<std::string>& currencies = chosen_of(filters, FilterId::kCurrency);
  if (filter == FilterId::kCost && currencies.size() == 1 && !unwieldy(value))
    return money(value, currencies.front());
  return filter_figure(filter, value);
}

BoxName box_name(FilterId filter, std::string_view end, std::string_view label) {
  const index::Filter& row = index::filter(filter);
  return {fmt::format("{}_{}", row.name, end), std::string(label),
          fmt::format("{}, {}", row.label, mid_sentence(std::string(label)))};
}

}  // namespace

const std::vector<std::string>& chosen_of(const search::FilterSet& filters, FilterId filter) {
  return filters.values[index::number_of(filter)];
}

const search::Range& range_of(const search::FilterSet& filters, FilterId filter) {
  return filters.ranges[index::number_of(filter)];
}

bool has_boxes(FilterId filter) { return index::filter(filter).asked != index::Asked::kValues; }

std::string_view many_of(FilterId filter) {
  for (const Many& row : kMany)
    if (row.filter == filter) return row.words;
  return "options";
}

std::string filter_figure(FilterId filter, double value) {
  if (unwieldy(value)) return fmt::format("{:g}", value);
  if (!counts_years(filter)) return figure(value);
  std::string text = fmt::format("{}", std::fabs(value));
  return value < 0 ? "\u2212" + text : text;
}

std::string range_words(const search::FilterSet& filters, FilterId filter) {
  const search::Range& range = range_of(filters, filter);
  const auto words = [&](double value) { return figure_with_unit(filters, filter, value); };
  if (range.least && range.most) {
    if (*range.least == *range.most) return fmt::format("exactly {}", words(*range.least));
    return fmt::format("{} to {}", words(*range.least), words(*range.most));
  }
  const bool dated = filter == FilterId::kYear || filter == FilterId::kPriceYear;
  if (range.least) return fmt::format("{} or {}", words(*range.least), dated ? "later" : "more");
  return range.most ? fmt::format("up to {}", words(*range.most)) : std::string{};
}

std::string option_label(FilterId filter, const search::FacetOption& option) {
  const std::size_t colon = option.label.find(':');
  if (filter != FilterId::kRating || colon == std::string::npos) return option.label;
  return fmt::format("{}: {}", label("scale", option.label.substr(0, colon)),
                     option.label.substr(colon + 1));
}

std::string option_words(const search::Answer& answer, FilterId filter, const std::string& value) {
  for (const search::FacetOption& option : search::facet_of(answer, filter).options)
    if (option.value == value) return option_label(filter, option);
  return value;
}

std::string filter_in_words(const search::Answer& answer, FilterId filter) {
  const search::FilterSet& filters = answer.question.filters;
  std::string words;
  for (const std::string& value : chosen_of(filters, filter))
    words += (words.empty() ? "" : " or ") + option_words(answer, filter, value);
  if (range_of(filters, filter).any()) words = range_words(filters, filter);
  return fmt::format("{}: {}", index::filter(filter).label, words);
}

BoxName least_box(FilterId filter) { return box_name(filter, "min", boxes_of(filter).least); }

BoxName most_box(FilterId filter) { return box_name(filter, "max", boxes_of(filter).most); }

std::string_view box_hint(FilterId filter) { return boxes_of(filter).hint; }

search::Question from_start(search::Question question) {
  question.offset = 0;
  return question;
}

search::Question without_filter(search::Question question, FilterId filter) {
  question.filters.chosen(filter).clear();
  question.filters.range(filter) = {};
  return from_start(std::move(question));
}

search::Question without_filters(search::Question question) {
  question.filters = {};
  return from_start(std::move(question));
}

}  // namespace outturn::render
