// SPDX-License-Identifier: GPL-3.0-or-later
// Orders in words; contract in order_view.h.
#include "server/render/order_view.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "server/render/filter_words.h"
#include "server/render/format.h"
#include "server/render/words.h"
#include "server/search/cursor.h"

namespace outturn::render {
namespace {

using nlohmann::json;
using search::Answer;
using search::Sort;

constexpr std::string_view kByTitle = "Title, A to Z";

struct OrderRow {
  Sort sort;
  std::string_view label;
};
constexpr std::array kOrders{
    OrderRow{Sort::kRelevance, "Best match"},
    OrderRow{Sort::kRatio, "Return on cost, highest first"},
    OrderRow{Sort::kEffect, "Effect, most in favour first"},
    OrderRow{Sort::kStrength, "Evidence, strongest first"},
    OrderRow{Sort::kCost, "Cost per participant, lowest first"},
    OrderRow{Sort::kYear, "Year, newest first"},
    OrderRow{Sort::kTitle, kByTitle},
};

bool by_title_without_words(const search::Question& question, Sort sort) {
  return question.text.empty() && (sort == Sort::kRelevance || sort == Sort::kTitle);
}

std::string seen_by(std::string_view perspective) {
  if (perspective == "society") return "for society as a whole";
  if (perspective == "public_purse") return "for the public purse";
  if (perspective == "agency") return "for one agency";
  if (perspective == "participant") return "for participants";
  if (perspective == "community") return "for the community";
  return "seen by " + std::string(perspective);
}

/// "12 of 40 records have one".
std::string how_many(const Answer& answer) {
  return fmt::format("{}{} of {} {} one", answer.approximate ? "about " : "",
                     count_figure(answer.with_figure), plural(answer.total, "record", "records"),
                     answer.with_figure == 1 ? "has" : "have");
}

std::string ratio_rule(const Answer& answer) {
  return fmt::format(
      "Ordered by one kind of ratio: {}, {} ({}). Ratios of other kinds or perspectives are not "
      "comparable with it and come last, with records that have no ratio. To order by another "
      "kind, choose it under \u201cCost and return\u201d.",
      mid_sentence(label("kind", answer.comparable.kind)), seen_by(answer.comparable.perspective),
      how_many(answer));
}

std::string effect_rule(const Answer& answer) {
  if (answer.comparable.domain.empty()) {
    const bool one = chosen_of(answer.question.filters, index::FilterId::kOutcome).size() == 1;
    return fmt::format(
        "Ordered by the largest effect on the {} chosen ({}), in standard deviations. Records "
        "without one come last.",
        one ? "outcome" : "outcomes", how_many(answer));
  }
  return fmt::format(
      "Ordered by the largest effect on one domain, the commonest here: {} ({}), in standard "
      "deviations. Effects on other outcomes are not comparable with it and come last. To order "
      "by another outcome, choose it under \u201cOutcome\u201d.",
      mid_sentence(label("outcome", answer.comparable.domain)), how_many(answer));
}

std::string cost_rule(const Answer& answer) {
  return fmt::format(
      "Ordered by cost per participant in one currency, {} ({}), as reported and in the prices of "
      "its year. Costs in other currencies are not comparable and come last, with records that "
      "give none.",
      answer.comparable.currency, how_many(answer));
}

}  // namespace

json order_options(const search::Question& question) {
  const Sort spare = question.sort == Sort::kTitle ? Sort::kRelevance : Sort::kTitle;
  json list = json::array();
  for (const OrderRow& row : kOrders) {
    const bool by_title = by_title_without_words(question, row.sort);
    if (by_title && row.sort == spare) continue;
    list.push_back({{"sort_value", search::name_in(search::kSorts, row.sort)},
                    {"sort_label", by_title ? kByTitle : row.label},
                    {"sort_selected", question.sort == row.sort}});
  }
  return list;
}

std::string order_words(const search::Question& question) {
  if (by_title_without_words(question, question.sort)) return std::string(kByTitle);
  for (const OrderRow& row : kOrders)
    if (row.sort == question.sort) return std::string(row.label);
  return {};
}

std::string order_rule(const Answer& answer) {
  const Sort sort = answer.question.sort;
  const bool figures = sort == Sort::kRatio || sort == Sort::kEffect || sort == Sort::kCost;
  if (figures && answer.with_figure == 0) {
    const char* figure = sort == Sort::kRatio    ? "a ratio of benefit to cost"
                         : sort == Sort::kEffect ? "an effect that can be compared"
                                                 : "a cost per participant";
    return fmt::format("None of these records has {}, so they are by title.", figure);
  }
  switch (sort) {
    case Sort::kRatio:
      return ratio_rule(answer);
    case Sort::kEffect:
      return effect_rule(answer);
    case Sort::kCost:
      return cost_rule(answer);
    case Sort::kStrength:
      return "Systematic reviews and meta-analyses first, then by Maryland level, or by design "
             "where no level is given. How well something is known says nothing of how well it "
             "works.";
    case Sort::kYear:
      return "By the year the document was published. Records without a year come last.";
    default:
      return {};
  }
}

}  // namespace outturn::render
