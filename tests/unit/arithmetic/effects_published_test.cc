// SPDX-License-Identifier: GPL-3.0-or-later
// Effect sizes and conversions against published worked examples.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "schema/evidence/arithmetic/cluster.h"
#include "schema/evidence/arithmetic/conversion.h"
#include "schema/evidence/arithmetic/months_progress.h"
#include "schema/evidence/arithmetic/uncertainty.h"
#include "tests/unit/arithmetic/published.h"

namespace outturn::arithmetic {
namespace {

using nlohmann::json;

std::vector<TwoByTwo> tables(const json& input) {
  std::vector<TwoByTwo> found;
  for (const json& row : input.at("tables")) found.push_back({row[0], row[1], row[2], row[3]});
  return found;
}

std::vector<std::pair<Group, Group>> groups(const json& input) {
  std::vector<std::pair<Group, Group>> found;
  for (const json& row : input.at("groups"))
    found.push_back({{row[0], row[1], row[2]}, {row[3], row[4], row[5]}});
  return found;
}

json risk_ratios(const json& input) {
  json got{{"yi", json::array()}, {"vi", json::array()}};
  for (const TwoByTwo& table : tables(input)) {
    const TableEffect effect = ln_risk_ratio(table).value();
    EXPECT_EQ(effect.added, 0);
    got["yi"].push_back(effect.estimate.value);
    got["vi"].push_back(effect.estimate.variance);
  }
  return got;
}

json mantel_haenszel(const json& input) {
  const Estimate effect = mantel_haenszel_ln_risk_ratio(tables(input)).value();
  const Interval ends = interval(effect.value, effect.se(), 0.95).value();
  return {
      {"rr", std::exp(effect.value)}, {"low", std::exp(ends.low)}, {"high", std::exp(ends.high)}};
}

json hedges(const json& input, const HedgesOptions& options) {
  json got{{"yi", json::array()}, {"vi", json::array()}};
  for (const auto& [first, second] : groups(input)) {
    const Estimate g = hedges_g(first, second, options).value();
    got["yi"].push_back(g.value);
    got["vi"].push_back(g.variance);
  }
  return got;
}

json independent_groups(const json& input) {
  const auto [first, second] = groups(input).at(0);
  const Estimate d = cohen_d(first, second).value();
  const Estimate g =
      hedges_g(first, second, {SmallSample::kApproximate, SmdVariance::kCorrected}).value();
  return {{"sp", pooled_sd(first, second).value()},
          {"d", d.value},
          {"v_d", d.variance},
          {"se_d", d.se()},
          {"J", hedges_j_approximate(first.n + second.n - 2).value()},
          {"g", g.value},
          {"v_g", g.variance},
          {"se_g", g.se()}};
}

json matched_groups(const json& input) {
  const Matched matched{input["mean_difference"], input["sd_difference"], input["n"],
                        input["correlation"]};
  const Estimate d = matched_d(matched).value();
  return {{"s_within", within_sd(matched.sd_difference, matched.correlation).value()},
          {"d", d.value},
          {"se_d", d.se()}};
}

json two_by_two(const json& input) {
  const TwoByTwo table = tables(input).at(0);
  const Estimate rr = ln_risk_ratio(table).value().estimate;
  const Estimate odds = ln_odds_ratio(table).value().estimate;
  const Estimate rd = risk_difference(table).value();
  return {{"RR", std::exp(rr.value)},
          {"lnRR", rr.value},
          {"v_lnRR", rr.variance},
          {"se_lnRR", rr.se()},
          {"OR", std::exp(odds.value)},
          {"lnOR", odds.value},
          {"v_lnOR", odds.variance},
          {"se_lnOR", odds.se()},
          {"RD", rd.value},
          {"v_RD", rd.variance},
          {"se_RD", rd.se()},
          {"NNT", number_needed_to_treat(rd.value).value()}};
}

json odds_to_d(const json& input) {
  const Estimate d =
      d_from_ln_odds_ratio({input["lnOR"], input["v_lnOR"]}, LatentScale::kLogistic).value();
  return {{"d", d.value}, {"v_d", d.variance}};
}

json d_to_odds(const json& input) {
  const Estimate odds =
      ln_odds_ratio_from_d({input["d"], input["v_d"]}, LatentScale::kLogistic).value();
  return {{"lnOR", odds.value}, {"v_lnOR", odds.variance}};
}

json r_to_z_and_d(const json& input) {
  const Estimate z = fisher_z(input["r"], input["n"]).value();
  const Estimate r = correlation(input["r"], input["n"]).value();
  const Estimate d = d_from_correlation(r).value();
  return {{"z", z.value},      {"v_z", z.variance}, {"se_z", z.se()},
          {"v_r", r.variance}, {"d", d.value},      {"v_d", d.variance}};
}

json d_to_r(const json& input) {
  const Estimate r =
      correlation_from_d({input["d"], input["v_d"]}, input["n1"], input["n2"]).value();
  return {{"r", r.value}, {"v_r", r.variance}};
}

json table_to_d(const json& input) {
  const Estimate odds = ln_odds_ratio(tables(input).at(0)).value().estimate;
  const Estimate d = d_from_ln_odds_ratio(odds, LatentScale::kLogistic).value();
  return {{"lnOR", odds.value}, {"d", d.value}, {"se_d", d.se()}};
}

json wald(const json& input) {
  const double se = se_from_ratio_interval(input["low"], input["high"], input["level"]).value();
  return {{"yi", std::log(input["odds_ratio"].get<double>())}, {"vi", se * se}};
}

json p_to_sd(const json& input) {
  const double n1 = input["n1"];
  const double n2 = input["n2"];
  const double t = t_from_p(input["p"], n1 + n2 - 2).value();
  const double se = se_from_t(input["difference"], t).value();
  return {{"t", t}, {"se", se}, {"sd", sd_from_se(se, n1, n2).value()}};
}

json clusters(const json& input) {
  const double people = input["n_t"].get<double>() + input["n_c"].get<double>();
  const double mean =
      people / (input["clusters_t"].get<double>() + input["clusters_c"].get<double>());
  const double effect = design_effect(input["rounded_mean"], input["icc"]).value();
  const auto effective = [&](const char* name) {
    return effective_sample_size(input[name], effect).value();
  };
  return {{"mean_cluster", mean},
          {"design_effect", effect},
          {"eff_events_t", effective("events_t")},
          {"eff_n_t", effective("n_t")},
          {"eff_events_c", effective("events_c")},
          {"eff_n_c", effective("n_c")}};
}

json improvement_indices(const json& input) {
  json got{{"index", json::array()}};
  for (const json& g : input["g"]) got["index"].push_back(improvement_index(g).value());
  return got;
}

json months(const json& input) {
  json got{{"months", json::array()}};
  for (const json& d : input["effect_size"])
    got["months"].push_back(months_from_effect_size(d).value());
  return got;
}

TEST(Published, Effects) {
  test::hold_against_published(
      "effects.json",
      {{"bcg_logrr_per_study", risk_ratios},
       {"bcg_rr_mantel_haenszel", mantel_haenszel},
       {"borenstein_smd_metafor",
        [](const json& input) {
          return hedges(input, {SmallSample::kExact, SmdVariance::kLargeSample});
        }},
       {"borenstein_smd_R_meta",
        [](const json& input) {
          return hedges(input, {SmallSample::kApproximate, SmdVariance::kLargeSample});
        }},
       {"borenstein_ch4_independent_groups", independent_groups},
       {"borenstein_ch4_matched_groups", matched_groups},
       {"borenstein_ch5_2x2", two_by_two},
       {"lnOR_to_d_logistic", odds_to_d},
       {"d_to_lnOR_logistic", d_to_odds},
       {"r_to_z_and_d", r_to_z_and_d},
       {"d_to_r_equal_n", d_to_r},
       {"or2d_logistic_2x2", table_to_d},
       {"phi_2x2",
        [](const json& input) {
          return json{{"phi", phi(tables(input).at(0)).value()}};
        }},
       {"wald_ci_to_variance_OR", wald},
       {"cochrane_t_to_se_sd", p_to_sd},
       {"cochrane_cluster_design_effect", clusters},
       {"wwc_improvement_index", improvement_indices},
       {"eef_months_old_table", months},
       {"eef_months_both_ends_of_every_band", months}});
}

}  // namespace
}  // namespace outturn::arithmetic
