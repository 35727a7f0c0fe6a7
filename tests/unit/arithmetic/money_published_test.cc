// SPDX-License-Identifier: GPL-3.0-or-later
// The published examples of appraisal arithmetic, in tests/fixtures/published/money.json.
#include <gtest/gtest.h>

#include "schema/evidence/arithmetic/appraisal.h"
#include "schema/evidence/arithmetic/discounting.h"
#include "schema/evidence/arithmetic/prices.h"
#include "tests/unit/arithmetic/published.h"

namespace outturn::arithmetic {
namespace {

using nlohmann::json;

json perspectives(const json& input) {
  std::vector<PerspectiveBenefit> benefits;
  for (const auto& [name, amount] : input.at("benefits").items())
    benefits.push_back({name, amount});
  const auto totals = appraise(benefits, input.at("cost")).value();
  return {{"total_benefits", totals.benefits},
          {"net_benefit", totals.net_benefit},
          {"ratio", totals.ratio}};
}

json factors_of(const DiscountSchedule& schedule, const json& years) {
  json factors = json::array();
  for (const int year : years) factors.push_back(discount_factor(schedule, year).value());
  return {{"factors", factors}};
}

json green_book_factors(const json& input) {
  DiscountSchedule schedule;
  for (const auto& band : input.at("bands"))
    schedule.bands.push_back({band.at("from_year"), band.at("rate")});
  return factors_of(schedule, input.at("years"));
}

json deflator_examples(const json& input) {
  Series series;
  series.label = "illustrative deflator";
  series.years = YearBasis::kFinancial;
  series.first_year = input.at("first_year");
  series.values = input.at("values").get<std::vector<double>>();
  const auto restated = [&](double amount, std::string_view from, std::string_view to) {
    return uprate(amount, financial_year(from).value(), financial_year(to).value(), series)
        .value()
        .amount;
  };
  const auto growth = [&](const json& years) {
    return 100 * restated(1, years[0].get<std::string>(), years[1].get<std::string>()) - 100;
  };
  return {{"inflation_1998_99_to_1999_00_pct", growth(input.at("inflation"))},
          {"cumulative_1997_98_to_2002_03_pct", growth(input.at("cumulative"))},
          {"value_2003_04_million", restated(input.at("value_1998_99"), "1998-99", "2003-04")},
          {"value_85_32_2002_03_in_1992_93",
           restated(input.at("value_2002_03"), "2002-03", "1992-93")}};
}

json wellby(const json& input) {
  const auto value = [&](const char* of) {
    return wellbeing_value({input.at("points"), 1, 1, input.at(of)}).value();
  };
  return {
      {"value_per_person_year", value("central")}, {"low", value("low")}, {"high", value("high")}};
}

json wellby_uprated(const json& input) {
  Series series;
  series.label = "implied index";
  series.first_year = 2019;
  series.values = {input.at("index").at("2019"), 1, 1, 1, input.at("index").at("2023")};
  return {{"value", uprate(input.at("value_2019"), 2019, 2023, series).value().amount}};
}

json categories(const json& input) {
  json names = json::array();
  for (const double ratio : input.at("ratios"))
    names.push_back(std::string(value_for_money(ratio).value().name));
  return {{"categories", names}};
}

json payback(const json& input) {
  const auto flows = input.at("flows").get<std::vector<double>>();
  const auto schedule = constant_discount_rate(input.at("rate")).value();
  return {{"undiscounted_years", payback_years(flows).value()},
          {"discounted_years", discounted_payback_years(flows, schedule).value()},
          {"npv", present_value(flows, schedule).value()}};
}

json projects(const json& input) {
  const auto schedule = constant_discount_rate(input.at("rate")).value();
  const auto value = [&](const char* project) {
    return present_value(input.at(project).get<std::vector<double>>(), schedule).value();
  };
  return {{"A", value("A")}, {"B", value("B")}};
}

json time_preference(const json& input) {
  return {{"stpr", social_time_preference_rate(
                       {input.at("delta"), input.at("L"), input.at("mu"), input.at("g")})
                       .value()}};
}

TEST(MoneyPublished, Agrees) {
  test::hold_against_published(
      "money.json", {{"wsipp_fft_probation_2016usd", perspectives},
                     {"wsipp_p32_later_vintage_a", perspectives},
                     {"wsipp_p32_later_vintage_b", perspectives},
                     {"green_book_discount_factors_standard", green_book_factors},
                     {"green_book_stpr_decomposition", time_preference},
                     {"green_book_projects_A_B", projects},
                     {"health_rate_1_5pct",
                      [](const json& input) {
                        return factors_of(constant_discount_rate(input.at("rate")).value(),
                                          input.at("years"));
                      }},
                     {"hmt_gdp_deflator_examples", deflator_examples},
                     {"wellby_workplace", wellby},
                     {"wellby_uprated", wellby_uprated},
                     {"vfm_category_dft", categories},
                     {"breakeven_discounted_interpolated", payback}});
}

}  // namespace
}  // namespace outturn::arithmetic
