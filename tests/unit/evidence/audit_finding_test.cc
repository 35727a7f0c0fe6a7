// SPDX-License-Identifier: GPL-3.0-or-later
// The audit of a finding, and of figures that two records share.
#include <cmath>
#include <random>

#include "schema/evidence/arithmetic/uncertainty.h"
#include "tests/unit/evidence/audit_fixture.h"

namespace outturn::testing {
namespace {

using evidence::Flag;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(AuditFinding, SoundFindingsAreSilent) {
  const char* const rows[] = {
      R"({"value": -0.42, "se": 0.28})", R"({"value": -0.42, "se": 0.28, "result": "positive"})",
      R"({"value": 0.42, "better": "higher", "result": "positive"})",
      R"({"value": 0.42, "better": "higher", "result": "null"})",
      R"({"value": 0.42, "better": "lower", "result": "mixed"})",
      R"({"value": 0, "better": "lower", "result": "positive"})",
      R"({"value": 3, "better": "higher"})",
      R"({"value": 200, "metric": "count", "better": "lower", "result": "positive"})",
      R"({"value": 0.8, "metric": "odds_ratio", "better": "lower", "result": "positive"})",
      R"({"value": 0.5, "se": 0.1, "ci_low": 0.3, "ci_high": 0.7, "ci_level": 0.95})",
      R"({"value": 0.5, "se": 0.1, "ci_low": 0.34, "ci_high": 0.66})",  // a 90% interval
      // the estimate at the very end, by rounding
      R"({"value": 0.3, "ci_low": 0.32, "ci_high": 0.7})",
      // by Student's t with 8 degrees of freedom: 2.306 standard errors either way
      R"({"value": 5, "se": 1.0, "ci_low": 2.7, "ci_high": 7.3, "ci_level": 0.95, "n_total": 10,
          "metric": "mean_difference"})",
      // ratios: the interval is even on the log scale
      R"({"value": 2, "metric": "odds_ratio", "ci_low": 1.33, "ci_high": 3.01, "se": 0.21,
          "p_value": 0.0009})",
      R"({"value": 2, "metric": "odds_ratio", "ci_low": 1.33, "ci_high": 3.01, "se": 0.42})",
      R"({"value": 0.196, "se": 0.1, "p_value": 0.05})",
      R"({"value": 0.4, "se": 0.1, "p_value": 0.001})",  // "p < 0.001" entered as its bound
      R"({"value": 0.8, "se": 0.1, "p_value": 0.01, "as_printed": {"p_value": "< .01"}})",
      R"({"value": 0.165, "se": 0.1, "p_value": 0.049})",  // one-sided
      R"({"value": 0.2, "se": 0.1, "p_value": 0})",
      R"({"value": 0.05, "metric": "risk_difference", "treatment_value": 0.25,
          "control_value": 0.2})",
      R"({"value": 0.05, "metric": "risk_difference", "treatment_value": 25,
          "control_value": 20})",
      R"({"value": 5, "metric": "percentage_points", "before": 20.4, "after": 25})",
      R"({"value": 25, "metric": "percent_change", "before": 20, "after": 25})",
      R"({"value": 1.25, "metric": "risk_ratio", "treatment_value": 25, "control_value": 20})",
      R"({"value": 1.33, "metric": "odds_ratio", "treatment_value": 0.25, "control_value": 0.2})",
      R"({"value": 0.3, "treatment_value": 105, "control_value": 100})",
      // the value is the level of the treated, or after: judged by the way from the other to it
      R"({"value": 5, "metric": "percent_change", "treatment_value": 5, "control_value": 9.7,
          "better": "lower", "result": "positive"})",
      R"({"value": 12, "metric": "percent_change", "before": 20, "after": 12, "better": "lower",
          "result": "positive"})",
      R"({"value": 0.44, "metric": "proportion", "before": 0.54, "after": 0.44,
          "better": "lower", "result": "positive"})",
      R"({"value": 25, "metric": "count", "treatment_value": 25, "control_value": 40,
          "better": "higher", "result": "positive"})",
      R"({"value": 0.25, "metric": "proportion", "treatment_value": 0.25, "control_value": 0.25,
          "better": "higher", "result": "negative"})"};
  for (const char* row : rows) EXPECT_THAT(places(flags_of_finding(row)), IsEmpty()) << row;
}

struct Row {
  const char* finding;
  const char* place;
  std::optional<double> derived;
  const char* says;
};

TEST(AuditFinding, EachFaultIsFound) {
  const Row rows[] = {
      {R"({"value": 207.7})", "smd_implausible /findings/0/value", {}, "207.7"},
      {R"({"value": -3.1, "metric": "hedges_g"})",
       "smd_implausible /findings/0/value",
       {},
       "more than 3"},
      {R"({"value": -0.14, "se": 0, "as_printed": {"se": "0.00"}})",
       "se_zero /findings/0/se",
       {},
       "anything below 0.005"},
      {R"({"value": 0.4, "better": "lower", "result": "positive"})",
       "sign_against_result /findings/0/value",
       {},
       "against the intervention"},
      {R"({"value": 0.4, "better": "higher", "result": "negative"})",
       "sign_against_result /findings/0/value",
       {},
       "for the intervention"},
      {R"({"value": 1.4, "metric": "risk_ratio", "better": "lower", "result": "positive"})",
       "sign_against_result /findings/0/value",
       {},
       "against the intervention"},
      // levels that speak against the claim
      {R"({"value": 9.7, "metric": "percent_change", "treatment_value": 9.7, "control_value": 5,
           "better": "lower", "result": "positive"})",
       "sign_against_result /findings/0/value",
       {},
       "9.7 and 5, on an outcome where lower is better speak against"},
      {R"({"value": 0.44, "metric": "proportion", "before": 0.54, "after": 0.44,
           "better": "higher", "result": "positive"})",
       "sign_against_result /findings/0/value",
       {},
       "after and before"},
      // the level of the control is not that of the treated
      {R"({"value": 9.7, "metric": "percent_change", "treatment_value": 5, "control_value": 9.7})",
       "pair_differs /findings/0/value", -48.4536, "treated and control"},
      {R"({"value": 0.9, "ci_low": 0.3, "ci_high": 0.7})",
       "interval_misses_estimate /findings/0/value",
       {},
       "above its own confidence interval"},
      {R"({"value": -0.5, "ci_low": 0.3, "ci_high": 0.7})",
       "interval_misses_estimate /findings/0/value",
       {},
       "below its own confidence interval"},
      {R"({"value": 0.5, "se": 0.2, "ci_low": 0.3, "ci_high": 0.7, "ci_level": 0.95})",
       "se_differs /findings/0/se", 0.4 / (2 * 1.959963984540054), "95% interval of 0.3 to 0.7"},
      {R"({"value": 2, "metric": "odds_ratio", "ci_low": 1.33, "ci_high": 3.01, "se": 0.84})",
       "se_differs /findings/0/se", 0.2083662, "one of about 0.21"},
      {R"({"value": 0.4, "se": 0.1, "p_value": 0.4})", "p_differs /findings/0/p_value", 6.334e-5,
       "0.001 or less"},
      {R"({"value": 0.11, "se": 0.12, "p_value": 0.002})", "p_differs /findings/0/p_value",
       0.359321, "about 0.36"},
      {R"({"value": 0.5, "metric": "risk_difference", "treatment_value": 0.25,
           "control_value": 0.2})",
       "pair_differs /findings/0/value", 0.05, "treated and control"},
      {R"({"value": -5, "metric": "mean_difference", "treatment_value": 25, "control_value": 20})",
       "pair_differs /findings/0/value", 5, "the sign is turned"},
      {R"({"value": 52, "metric": "percent_change", "before": 20, "after": 25})",
       "pair_differs /findings/0/value", 25, "after and before"},
      {R"({"value": 2.5, "metric": "odds_ratio", "treatment_value": 0.25, "control_value": 0.2})",
       "pair_differs /findings/0/value", 4.0 / 3, "adjusted"}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.finding);
    const auto flags = flags_of_finding(row.finding);
    EXPECT_THAT(places(flags), ElementsAre(row.place));
    if (flags.size() != 1) continue;
    EXPECT_TRUE(flags[0].reported);
    EXPECT_EQ(flags[0].derived.has_value(), row.derived.has_value());
    if (row.derived && flags[0].derived) {
      EXPECT_NEAR(*flags[0].derived, *row.derived, 1e-3 * std::abs(*row.derived));
    }
    EXPECT_THAT(flags[0].sentence, HasSubstr(row.says));
  }
}

double to_decimals(double value, int decimals) {
  const double unit = std::pow(10, decimals);
  return std::round(value * unit) / unit;
}

/// Estimate, error, interval and p as a source prints them that worked by t with n - 2 degrees of
/// freedom (by the normal distribution where n is left out).
json printed_effect(std::mt19937& random, bool ratio) {
  const double effect = std::normal_distribution<double>(0.1, 0.4)(random);
  const double se = std::uniform_real_distribution<double>(0.03, 0.5)(random);
  const int n = std::uniform_int_distribution<int>(12, 400)(random);
  const bool by_t = random() % 2 == 0;
  const double quantile = by_t ? arithmetic::t_quantile(0.95, n - 2).value() : 1.959963984540054;
  const double p = by_t ? arithmetic::two_sided_t_p(effect, se, n - 2).value()
                        : arithmetic::two_sided_p(effect, se).value();
  const auto print = [&](double value) { return to_decimals(ratio ? std::exp(value) : value, 2); };
  json finding{{"metric", ratio ? "odds_ratio" : "hedges_g"},
               {"value", print(effect)},
               {"ci_low", print(effect - quantile * se)},
               {"ci_high", print(effect + quantile * se)},
               {"ci_level", 0.95},
               {"p_value", to_decimals(p, 3)}};
  if (to_decimals(se, 2) > 0) finding["se"] = to_decimals(se, 2);
  if (by_t) finding["n_total"] = n;
  if (random() % 3 == 0) finding.erase("se");
  return finding;
}

TEST(AuditFinding, RoundingAndStudentsTNeverFlag) {
  std::mt19937 random(20261122);
  for (int run = 0; run < 3000; ++run) {
    const json finding = printed_effect(random, run % 2 == 0);
    EXPECT_THAT(places(flags_of_finding(finding.dump().c_str())), IsEmpty()) << finding.dump();
  }
}

TEST(AuditFinding, FiguresPastAllSense) {
  for (const double huge : {1e308, -1e308, 5e-324, 0.0}) {
    for (const char* metric : {"smd", "odds_ratio", "percent_change", "risk_difference"}) {
      json finding = {{"metric", metric},          {"value", huge},
                      {"se", std::abs(huge)},      {"ci_low", -std::abs(huge)},
                      {"ci_high", std::abs(huge)}, {"p_value", 0.5},
                      {"treatment_value", huge},   {"control_value", -huge},
                      {"n_total", 1000000000000}};
      for (const Flag& flag : evidence::audit(record_with({finding}, {}))) {
        EXPECT_TRUE(!flag.derived || std::isfinite(*flag.derived)) << flag.sentence;
        EXPECT_LT(flag.sentence.size(), 1000U);
      }
    }
  }
}

evidence::Record named(const char* id, const std::vector<json>& findings,
                       const std::vector<json>& appraisals) {
  auto record = record_with(findings, appraisals);
  record.id = id;
  record.title = std::string("Title of ") + id;
  return record;
}

TEST(AuditAcross, ManyEqualDigitsAreNoChance) {
  const json finding = {{"value", 0.312}, {"se", 0.045}, {"n_total", 1237}};
  const json appraisal = {{"benefits", {{{"amount", 665}}, {{"amount", 15}}}},
                          {"net_benefit", 467},
                          {"ratio", {{"central", 3.03}}}};
  const std::vector<evidence::Record> records{named("one", {finding}, {appraisal}),
                                              named("two", {finding}, {appraisal}),
                                              named("three", {}, {})};
  const auto flags = evidence::audit_across(records);
  ASSERT_EQ(flags.size(), 4U);
  EXPECT_EQ(flags[0].record, 0U);
  EXPECT_EQ(flags[0].flag.pointer, "/appraisals/0");
  EXPECT_EQ(flags[1].flag.pointer, "/findings/0");
  EXPECT_EQ(flags[2].record, 1U);
  EXPECT_EQ(flags[0].flag.code, "duplicate_figures");
  EXPECT_THAT(flags[0].flag.sentence, HasSubstr("\"Title of two\" (two)"));
  EXPECT_THAT(flags[2].flag.sentence, HasSubstr("(one)"));
}

TEST(AuditAcross, WhatChanceExplainsIsSilent) {
  const json few = {{"value", 0.13}, {"se", 0.05}};  // as two rows of Family 2020 nearly have
  const json one = {{"value", 0.312}, {"se", 0.045}, {"n_total", 1237}};
  const json other = {{"value", 0.312}, {"se", 0.045}, {"n_total", 1238}};
  EXPECT_THAT(evidence::audit_across(std::vector{named("a", {few}, {}), named("b", {few}, {})}),
              IsEmpty());
  EXPECT_THAT(evidence::audit_across(std::vector{named("a", {one}, {}), named("b", {other}, {})}),
              IsEmpty());
  EXPECT_THAT(evidence::audit_across(std::vector{named("a", {one, one}, {})}), IsEmpty());
  auto newer = named("b", {one}, {});
  newer.supersedes = {"a"};
  EXPECT_THAT(evidence::audit_across(std::vector{named("a", {one}, {}), newer}), IsEmpty());
}

TEST(AuditTable, CodesAreKnownAndSeveritiesNamed) {
  for (const auto& check : evidence::kChecks) {
    EXPECT_EQ(evidence::find_check(check.code), &check);
    EXPECT_FALSE(check.recomputes.empty());
    EXPECT_EQ(check.shown == evidence::Shown::kCounted, check.code == "price_basis");
  }
  EXPECT_EQ(evidence::find_check("nonsense"), nullptr);
}

}  // namespace
}  // namespace outturn::testing
