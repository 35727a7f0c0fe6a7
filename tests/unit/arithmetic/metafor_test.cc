// SPDX-License-Identifier: GPL-3.0-or-later
// Pooling against R's metafor 3.8-1 on three of its data sets, all methods and intervals. The data
// are not in the tree; without them the tests skip. metafor.R beside the fixture made its figures.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/evidence/arithmetic/pooling_parts.h"
#include "tests/unit/arithmetic/pooling_data.h"
#include "tests/unit/arithmetic/published.h"

namespace outturn::test {
namespace {

using namespace arithmetic;  // NOLINT(google-build-using-namespace)
using nlohmann::json;

constexpr const char* kMethods[] = {"EE", "DL", "PM", "REML"};

json pair(const Interval& interval) { return {interval.low, interval.high}; }

std::vector<Study> set_of(const json& input) {
  const auto name = input.at("data").get<std::string>();
  return name == "bcg" ? bcg("RR") : pooling_data(name).value();
}

PoolOptions options_of(const json& input) {
  PoolOptions options;
  options.method = method_named(input.at("method").get<std::string>());
  const std::string test = input.value("test", "z");
  options.test = test == "knha"    ? IntervalTest::kKnappHartung
                 : test == "adhoc" ? IntervalTest::kKnappHartungAdHoc
                                   : IntervalTest::kNormal;
  return options;
}

json pooled(const json& input) {
  const std::vector<Study> studies = set_of(input);
  PoolOptions options = options_of(input);
  const Pooled found = pool(studies, options).value();
  const Heterogeneity& spread = found.heterogeneity;
  json got{{"estimate", found.estimate},
           {"se", found.se},
           {"ci", pair(found.ci)},
           {"statistic", found.statistic},
           {"p", found.p},
           {"q", spread.q.q},
           {"q_p", spread.q.p},
           {"tau2", spread.tau2.value},
           {"weights", found.weights},
           {"i2_higgins_thompson", spread.i2_higgins_thompson},
           {"h2_higgins_thompson", spread.h2_higgins_thompson},
           {"i2_generalised", spread.i2_generalised},
           {"h2_generalised", spread.h2_generalised},
           {"tau2_interval", pair(spread.tau2_interval.value())},
           {"i2_interval", pair(spread.i2_interval.value())},
           {"h2_interval", pair(spread.h2_interval.value())}};
  if (!spread.tau2.se) return got;
  got["tau2_se"] = *spread.tau2.se;
  const auto predicted = [&](PredictionInterval kind) {
    options.prediction = kind;
    return pair(pool(studies, options)->prediction->interval);
  };
  got["prediction_normal"] = predicted(PredictionInterval::kNormal);
  got["prediction_k_minus_1"] = predicted(PredictionInterval::kStudentKMinus1);
  got["prediction_k_minus_2"] = predicted(PredictionInterval::kStudentKMinus2);
  return got;
}

json stepped(const std::vector<Step>& steps) {
  json got;
  for (const Step& step : steps) {
    got["estimate"].push_back(step.pooled.estimate);
    got["se"].push_back(step.pooled.se);
    got["p"].push_back(step.pooled.p);
    got["q"].push_back(step.pooled.heterogeneity.q.q);
    got["tau2"].push_back(step.pooled.heterogeneity.tau2.value);
    got["i2_generalised"].push_back(step.pooled.heterogeneity.i2_generalised);
    got["h2_generalised"].push_back(step.pooled.heterogeneity.h2_generalised);
  }
  return got;
}

json one_left_out(const json& input) {
  return stepped(leave_one_out(set_of(input), options_of(input)).value());
}
json in_order(const json& input) {
  return stepped(cumulative(set_of(input), options_of(input)).value());
}

json by_group(const json& input, SubgroupTau2 kind) {
  const Subgroups found = pool_subgroups(set_of(input), options_of(input), kind).value();
  json got{{"q_between", found.between.q}, {"q_between_p", found.between.p}};
  for (const Subgroup& group : found.groups) {
    got["estimate"].push_back(group.pooled.estimate);
    got["se"].push_back(group.pooled.se);
    if (!found.common) {
      got["tau2"].push_back(group.pooled.heterogeneity.tau2.value);
      got["q"].push_back(group.pooled.heterogeneity.q.q);
    }
  }
  if (!found.common) return got;
  got["tau2"] = found.common->tau2.value;
  got["tau2_se"] = found.common->tau2.se.value_or(0);
  got["q_within"] = found.common->q.q;
  got["q_within_p"] = found.common->q.p;
  got["i2_generalised"] = found.common->i2_generalised;
  got["tau2_interval"] = pair(found.common->tau2_interval.value());
  return got;
}
json separate(const json& input) { return by_group(input, SubgroupTau2::kSeparate); }
json common(const json& input) { return by_group(input, SubgroupTau2::kCommon); }

std::map<std::string, Worked> workings_of(std::initializer_list<const char*> sets) {
  std::map<std::string, Worked> workings;
  for (const char* set : sets) {
    for (const char* method : kMethods) {
      const std::string stem = fmt::format("{}_{}_", set, method);
      for (const char* test : {"z", "knha", "adhoc"}) workings[stem + test] = pooled;
      workings[stem + "separate"] = separate;
      workings[stem + "common"] = common;
      if (std::string_view(method) == "PM") continue;
      workings[stem + "leave1out"] = one_left_out;
      workings[stem + "cumul"] = in_order;
    }
  }
  return workings;
}

TEST(Metafor, AgreesOnBcg) { hold_against_published("metafor_bcg.json", workings_of({"bcg"})); }

TEST(Metafor, AgreesOnDataOutsideTheTree) {
  for (const char* set : {"raudenbush1985", "bangertdrowns2004"})
    if (!pooling_data(set))
      GTEST_SKIP() << "no dat." << set << ".csv in $OUTTURN_DATA/pooling or ../shared/data/pooling";
  hold_against_published("metafor.json", workings_of({"raudenbush1985", "bangertdrowns2004"}));
}

TEST(Metafor, OurCountsOfBcgAreThoseOfItsDataSet) {
  const auto theirs = pooling_data("bcg");
  if (!theirs) GTEST_SKIP() << "no dat.bcg.csv in $OUTTURN_DATA/pooling or ../shared/data/pooling";
  const std::vector<Study> ours = bcg("RR");
  ASSERT_EQ(theirs->size(), ours.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    EXPECT_EQ((*theirs)[i].yi, ours[i].yi) << ours[i].label;
    EXPECT_EQ((*theirs)[i].vi, ours[i].vi) << ours[i].label;
    EXPECT_EQ((*theirs)[i].order, ours[i].order) << ours[i].label;
    EXPECT_EQ((*theirs)[i].subgroup, ours[i].subgroup) << ours[i].label;
  }
}

// Several effects per study: dat.tannersmith2016 names them by studyid, dat.assink2016 by study.
TEST(Metafor, SetsWithManyEffectsPerStudyAreRefusedOnceTheStudiesAreNamed) {
  const std::pair<const char*, const char*> sets[] = {{"dat.tannersmith2016", "studyid"},
                                                      {"dat.assink2016", "study"}};
  for (const auto& [name, id] : sets) {
    const auto table = pooling_table(name);
    if (!table)
      GTEST_SKIP() << "no " << name << ".csv in $OUTTURN_DATA/pooling or ../shared/data/pooling";
    std::vector<Study> studies;
    for (std::size_t i = 0; i < table->rows.size(); ++i) {
      Study study;
      study.yi = std::stod(table->at(i, "yi"));
      study.vi = std::stod(table->at(i, "vi"));
      studies.push_back(study);
    }
    const auto together = pool(studies, {});
    ASSERT_TRUE(together) << name << ": " << together.error().message;
    EXPECT_EQ(together->k, table->rows.size());
    for (std::size_t i = 0; i < studies.size(); ++i) studies[i].sample = table->at(i, id);
    const auto refused = pool(studies, {});
    ASSERT_FALSE(refused) << name;
    EXPECT_THAT(refused.error().message, testing::HasSubstr("report on the same people"));
    fmt::print("{}: {}\n", name, refused.error().message);
  }
}

}  // namespace
}  // namespace outturn::test
