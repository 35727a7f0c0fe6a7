// SPDX-License-Identifier: GPL-3.0-or-later
// Money: discounting, prices, appraisal, agencies, breakeven, social return, Monte Carlo.
#include "schema/evidence/arithmetic/agencies.h"
#include "schema/evidence/arithmetic/appraisal.h"
#include "schema/evidence/arithmetic/breakeven.h"
#include "schema/evidence/arithmetic/discounting.h"
#include "schema/evidence/arithmetic/monte_carlo.h"
#include "schema/evidence/arithmetic/prices.h"
#include "schema/evidence/arithmetic/sroi.h"
#include "tests/fuzz/arithmetic_areas.h"
#include "tests/fuzz/sound.h"

namespace outturn::fuzz {

using namespace arithmetic;

namespace {

DiscountSchedule schedule(Bytes& in) {
  DiscountSchedule read;
  read.label = in.text();
  if (!in.one_in(8)) {
    read.bands = {{1, in.share()}};
    if (in.one_in(2)) read.bands.push_back({static_cast<int>(2 + in.below(40)), in.share()});
  } else {
    read.bands = in.list(4, [&] { return DiscountBand{in.integer(), in.number()}; });
  }
  if (in.one_in(4)) read.last_year = in.integer();
  return read;
}

Series series(Bytes& in, SeriesKind kind) {
  Series read;
  read.label = in.text();
  read.kind = in.one_in(8) ? in.one_of(SeriesKind::kMarketRate) : kind;
  read.years = in.one_in(8) ? YearBasis::kFinancial : YearBasis::kCalendar;
  read.currency = in.one_in(8) ? in.text() : "GBP";
  read.source = in.text();
  read.first_year = in.one_in(4) ? in.integer() : 2018;
  read.values = in.list(6, [&] { return in.positive(); });
  return read;
}

int year(Bytes& in) { return in.one_in(8) ? in.integer() : static_cast<int>(2018 + in.below(6)); }

void check(std::string_view function, const Restated& restated) {
  finite(function, {restated.amount});
  within(function, kPositive, {restated.factor});
  require(!restated.method.empty(), function, "does not say how");
}

void check(const AgencySums& sums) {
  finite("by_agency", {sums.costs, sums.cashable, sums.not_cashable, sums.not_stated, sums.net,
                       sums.cashable_net});
}

void check(const AgencyRow& row) {
  check(row.undiscounted);
  check(row.present_value);
  for (const AgencyYear& each : row.years) check(each.sums);
}

Distribution distribution(Bytes& in) {
  const auto ends = [&] {
    std::array<double, 3> three{in.number(), in.number(), in.number()};
    if (!in.one_in(8)) std::sort(three.begin(), three.end());
    return three;
  };
  switch (in.below(6)) {
    case 0:
      return Fixed{in.number()};
    case 1:
      return Normal{in.number(), in.positive()};
    case 2: {
      const auto [low, unused, high] = ends();
      return Uniform{low, high};
    }
    case 3: {
      const auto [low, mode, high] = ends();
      return Triangular{low, mode, high};
    }
    case 4:
      return Lognormal{in.positive(), in.positive()};
    default: {
      const auto [low, mode, high] = ends();
      return Pert{low, mode, high};
    }
  }
}

void check(const MonteCarloResult& result) {
  constexpr std::string_view kName = "simulate";
  within(kName, kShare, {result.chance_benefits_exceed_costs});
  within(kName, kPositive, {result.chance_standard_error});
  finite(kName, {result.mean_net_benefit});
  within(kName, kNotNegative, {result.sd_net_benefit});
  double before = -kMost;
  for (const NetPercentile& each : result.percentiles) {
    within(kName, kShare, {each.probability});
    finite(kName, {each.net_benefit});
    require(before <= each.net_benefit, kName, "has percentiles out of order");
    before = each.net_benefit;
  }
}

}  // namespace

void discounted(Bytes& in) {
  const DiscountSchedule given = schedule(in);
  const int last = in.integer();
  const double rate = in.number();
  const TimePreference parts{in.number(), in.number(), in.positive(), in.number()};
  const auto flows = in.numbers(40);

  const auto refusal = check_schedule(given);
  if (refusal) explained("check_schedule", *refusal);
  holds("constant_discount_rate", constant_discount_rate(rate), [](const DiscountSchedule& made) {
    require(!check_schedule(made), "constant_discount_rate", "makes no schedule");
  });
  holds("discount_factors", discount_factors(given, last), [&](const std::vector<double>& all) {
    require(!refusal && all.size() == static_cast<std::size_t>(last) + 1, "discount_factors",
            "has too few years or too many");
    for (const double factor : all) within("discount_factors", kNotNegative, {factor});
  });
  holds("discount_factor", kNotNegative, discount_factor(given, last));
  holds("present_value", kAny, present_value(flows, given));
  holds("social_time_preference_rate", kAny, social_time_preference_rate(parts));
  holds("discounted_payback_years", {0, 40}, discounted_payback_years(flows, given));
  holds("payback_years", {0, 40}, payback_years(flows));
}

void restated_prices(Bytes& in) {
  const double amount = in.number();
  const int from_year = year(in);
  const int to_year = year(in);
  const Series deflator = series(in, SeriesKind::kGdpDeflator);
  const Series from = series(in, SeriesKind::kPurchasingPower);
  const Series to = series(in, SeriesKind::kPurchasingPower);
  const WellbyUprating wellby{in.positive(), in.positive(), in.positive()};
  const std::string label = in.text();

  require(!year_label(deflator.years, from_year).empty(), "year_label", "is empty");
  holds("financial_year", financial_year(label), [](int) {});
  holds("financial_year", financial_year(year_label(YearBasis::kFinancial, from_year)), [&](int y) {
    require(y == from_year, "financial_year", "does not read what year_label writes");
  });
  holds("value_in", kPositive, value_in(deflator, from_year));
  const auto checked = [](std::string_view function, const Result<Restated>& result) {
    holds(function, result, [&](const Restated& restated) { check(function, restated); });
  };
  checked("uprate", uprate(amount, from_year, to_year, deflator));
  checked("convert_currency", convert_currency(amount, from_year, from, to));
  checked("restate", restate(amount, {from_year, to_year}, from, to, deflator));
  holds("uprate_wellby", kAny, uprate_wellby(amount, wellby));
}

void appraised(Bytes& in) {
  const double cost = in.positive();
  const double amount = in.number();
  const double participants = in.positive();
  const WellbeingGain gain{in.number(), in.positive(), in.positive(), in.positive()};
  const auto amounts = in.numbers(12);
  const auto benefits = in.list(6, [&] { return PerspectiveBenefit{in.text(), in.number()}; });

  holds("total", kAny, total("the amounts", amounts));
  holds("appraise", appraise(benefits, cost), [](const Totals& totals) {
    finite("appraise", {totals.benefits, totals.net_benefit, totals.ratio});
  });
  holds("net_benefit", kAny, net_benefit(amount, cost));
  holds("benefit_cost_ratio", kAny, benefit_cost_ratio(amount, cost));
  holds("cost_per_participant", kNotNegative, cost_per_participant(cost, participants));
  holds("payback_years", {0, 12}, payback_years(amounts));
  holds("value_for_money", value_for_money(amount), [](const ValueForMoneyRow& row) {
    require(!row.name.empty(), "value_for_money", "gives no name");
    finite("value_for_money", {row.from_ratio});
  });
  holds("wellbeing_value", kAny, wellbeing_value(gain));
}

void agency_tables(Bytes& in) {
  const DiscountSchedule given = schedule(in);
  const auto flows = in.list(16, [&] {
    AgencyFlow flow;
    flow.agency = in.text();
    flow.year = in.one_in(8) ? in.integer() : static_cast<int>(in.below(8));
    flow.amount = in.number();
    flow.kind = in.one_of(FlowKind::kBenefit);
    if (flow.kind == FlowKind::kBenefit || in.one_in(16)) flow.cashable = in.one_of(Cashable::kNo);
    return flow;
  });
  holds("by_agency", by_agency(flows, given), [](const AgencyTable& table) {
    check(table.all);
    for (const AgencyRow& row : table.rows) check(row);
  });
}

void breakevens(Bytes& in) {
  const LocalCase local{in.number(), in.positive(), in.positive(), in.positive()};
  const double se = in.positive();
  const PrintRounding rounding{in.one_of(WholePeople::kRoundedToNearest), in.share()};
  const auto lines = in.list(6, [&] {
    const double value = in.positive();
    const double people = in.positive();
    return BreakevenLine{value, in.one_in(8) ? people : std::ceil(people)};
  });

  holds("breakeven_people", breakeven_people(local.cost, local.value_per_participant),
        [](std::int64_t people) { require(people >= 1, "breakeven_people", "is below 1"); });
  holds("breakeven_effect", breakeven_effect(local), [&](const BreakevenEffect& found) {
    finite("breakeven_effect", {found.effect, found.may_shrink_by});
    within("breakeven_effect", kPositive, {found.share_needed, found.value_as_published});
    require(found.effect != 0 && (found.effect > 0) == (local.published_effect > 0),
            "breakeven_effect", "turns the effect round");
  });
  holds("chance_of_paying_back", kShare, chance_of_paying_back(local, se));
  const auto check_cost = [](std::string_view function, const CostInterval& cost) {
    within(function, kNotNegative, {cost.low, cost.high, cost.product});
  };
  for (const BreakevenLine& line : lines) {
    holds("implied_cost", implied_cost(line, rounding), [&](const CostInterval& cost) {
      check_cost("implied_cost", cost);
      require(cost.low <= cost.product && cost.product <= cost.high, "implied_cost",
              "does not hold the product");
    });
  }
  holds("common_cost", common_cost(lines, rounding), [&](const CommonCost& common) {
    check_cost("common_cost", common.interval);
    within("common_cost", kNotNegative,
           {common.mean_product, common.lowest_product, common.highest_product});
    require(common.agrees == (common.interval.low <= common.interval.high), "common_cost",
            "agrees with itself not");
  });
}

void social_returns(Bytes& in) {
  const DiscountSchedule given = schedule(in);
  const double inputs = in.positive();
  const auto outcomes = in.list(6, [&] {
    SroiOutcome outcome;
    outcome.name = in.text();
    outcome.gross_value = in.number();
    outcome.filters = {in.share(), in.share(), in.share(), in.share()};
    outcome.first_year = in.one_in(8) ? in.integer() : 1;
    outcome.duration = in.one_in(8) ? in.integer() : 3;
    return outcome;
  });
  const Headline headline{in.number(), in.number(), inputs};
  const auto shares = in.list(8, [&] { return in.share(); });
  const auto rows = in.list(8, [&] { return PrintedScenario{in.share(), in.number()}; });

  for (const SroiOutcome& outcome : outcomes)
    holds("claimed_value", kAny, claimed_value(outcome.gross_value, outcome.filters));
  holds("social_return", social_return(outcomes, inputs, given), [](const SroiResult& found) {
    finite("social_return",
           {found.gross_value, found.present_value, found.net_present_value, found.ratio});
    for (const SroiOutcomeValue& each : found.outcomes) {
      finite("social_return", {each.present_value});
      for (const double value : each.by_year) finite("social_return", {value});
    }
  });
  holds("scenario_table", scenario_table(headline, shares), [](const ScenarioTable& table) {
    within("scenario_table", kNotNegative,
           {table.breakeven_share_low.value_or(0), table.breakeven_share_high.value_or(0)});
    for (const ScenarioRow& row : table.rows)
      finite("scenario_table", {row.share, row.benefits_low, row.benefits_high, row.net_low,
                                row.net_high, row.ratio_low, row.ratio_high});
  });
  holds("common_whole", common_whole(rows), [](const CommonWhole& whole) {
    finite("common_whole", {whole.mean, whole.lowest, whole.highest});
    within("common_whole", kNotNegative, {whole.spread});
  });
}

void simulations(Bytes& in) {
  MonteCarloOptions options;
  options.seed = in.raw<std::uint16_t>();
  options.draws = in.below(256);
  if (in.one_in(32)) options.draws = kMostDraws + 1;
  const auto terms = [&] {
    return in.list(4, [&] {
      UncertainTerm term{in.text(), distribution(in), 1};
      if (in.one_in(4)) term.scale = in.number();
      return term;
    });
  };
  const UncertainCase given{terms(), terms()};
  const NormalAmount benefits{in.number(), in.positive()};
  const NormalAmount costs{in.number(), in.positive()};
  const double low = in.positive();
  const double high = in.positive();
  const double level = in.share();

  holds("simulate", simulate(given, options),
        [](const MonteCarloResult& result) { check(result); });
  holds("chance_closed_form", kShare, chance_closed_form(benefits, costs));
  holds("lognormal_from_interval", lognormal_from_interval(low, high, level),
        [](const Lognormal& made) {
          within("lognormal_from_interval", kPositive, {made.median, made.log_sd});
        });
}

}  // namespace outturn::fuzz
