// SPDX-License-Identifier: GPL-3.0-or-later
// A local cost and caseload against a published effect and value: figures worked by hand, cases
// that have no answer, and input without sense.
#include "schema/evidence/local_case.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/unit/sample.h"

namespace outturn::evidence {
namespace {

const Record& shipped(const std::string& id) {
  static const std::vector<Record> kAll = testing::shipped_corpus();
  for (const Record& record : kAll)
    if (record.id == id) return record;
  throw std::runtime_error("no record " + id);
}

LocalInputs inputs_of(const Record* record, double cost, double caseload,
                      const LocalChoice& choice = {}) {
  LocalInputs inputs;
  inputs.cost = cost;
  inputs.caseload = caseload;
  inputs.basis = local_basis(record, choice).value();
  inputs.options = {1, 20'000};
  return inputs;
}

LocalChoice figures(double value, double effect, std::optional<double> se) {
  LocalChoice choice;
  choice.value = value;
  choice.effect = effect;
  choice.se = se;
  return choice;
}

/// The first finding of the family-nurse-partnership, not the one that its benefits are mostly of.
const LocalChoice kMaltreatment{0, {}, {}, {}, {}, {}};

TEST(LocalCase, FamilyNursePartnershipByHand) {
  const auto inputs = inputs_of(&shipped("family-nurse-partnership"), 500'000, 100, kMaltreatment);
  EXPECT_DOUBLE_EQ(inputs.basis.effect->value, -0.88) << "the sign its source gives it";
  EXPECT_EQ(inputs.basis.effect->from, From::kRecord);
  EXPECT_EQ(inputs.basis.effect->pointer, "/findings/0/value");
  EXPECT_DOUBLE_EQ(inputs.basis.se->value, 0.22);
  EXPECT_EQ(inputs.basis.se->pointer, "/findings/0/se");
  const auto answer = answer_local(inputs).value();
  EXPECT_EQ(answer.verdict, Verdict::kPaysBack);
  EXPECT_DOUBLE_EQ(answer.cost_per_person, 5000);
  EXPECT_DOUBLE_EQ(answer.worth.value(), 1'469'300);
  EXPECT_EQ(answer.people.value(), 35);  // 500,000 / 14,693 = 34.03
  EXPECT_NEAR(answer.effect->share_needed, 0.340298, 1e-6);
  EXPECT_NEAR(answer.effect->effect, -0.299462, 1e-6);
  EXPECT_NEAR(answer.closed_form.value(), 0.99584,
              1e-5);  // Phi((1 - 0.340298) / 0.25) = Phi(2.6388)
  ASSERT_TRUE(answer.monte_carlo.has_value());
  EXPECT_NEAR(answer.monte_carlo->chance_benefits_exceed_costs, *answer.closed_form,
              4 * answer.monte_carlo->chance_standard_error);
  EXPECT_EQ(answer.chance(), answer.closed_form.value());
}

TEST(LocalCase, RowsGoThroughTheBreakeven) {
  const auto answer =
      answer_local(inputs_of(&shipped("family-nurse-partnership"), 500'000, 100, kMaltreatment))
          .value();
  ASSERT_EQ(answer.rows.size(), 5U);
  for (const EffectRow& row : answer.rows) {
    EXPECT_NEAR(row.worth - 500'000, row.net, 1e-6);
    EXPECT_NEAR(row.worth, 1'469'300 * row.effect / -0.88, 1e-3);
    if (row.point == EffectPoint::kBreakeven) {
      EXPECT_EQ(row.net, 0);
    }
    if (row.point == EffectPoint::kLeastFavourable) {
      EXPECT_NEAR(row.effect, -0.4488, 1e-4);
    }
    if (row.point == EffectPoint::kNone) {
      EXPECT_FALSE(std::signbit(row.effect)) << "never -0";
    }
  }
}

TEST(LocalCase, BradfordAsksForPeopleWhoGain) {
  const Record& record = shipped("bradford-wellbeing-hubs");
  // Each line as the source prints it, at the cost that the lines imply (98 x 3,288).
  const std::pair<const char*, int> lines[] = {{"0.breakeven_0", 98},
                                               {"0.breakeven_1", 175},
                                               {"0.breakeven_2", 287},
                                               {"0.breakeven_3", 363}};
  for (const auto& [id, people] : lines) {
    LocalChoice choice;
    choice.value_from = id;
    const auto answer = answer_local(inputs_of(&record, 322'224, 400, choice)).value();
    EXPECT_EQ(answer.people.value(), people) << id;
    EXPECT_EQ(answer.verdict, Verdict::kDependsOnPeople) << id;
    EXPECT_FALSE(answer.effect.has_value());
    EXPECT_FALSE(answer.chance().has_value());
    EXPECT_FALSE(answer.worth.has_value());
    EXPECT_EQ(answer.by_value.size(), 4U);
  }
  const auto few = answer_local(inputs_of(&record, 322'224, 97)).value();
  EXPECT_EQ(few.verdict, Verdict::kDoesNotPayBack) << "more must gain than are served";
}

TEST(LocalCase, PaysBackJustWhenThereAreEnoughPeople) {
  const auto choice = figures(1.1, 0.5, 0.1);
  EXPECT_EQ(answer_local(inputs_of(nullptr, 3.3, 3, choice))->verdict, Verdict::kPaysBack);
  EXPECT_EQ(answer_local(inputs_of(nullptr, 3.3, 2, choice))->verdict, Verdict::kDoesNotPayBack);
}

TEST(LocalCase, ARangeOfCostIsSimulated) {
  auto inputs = inputs_of(nullptr, 100, 10, figures(10, 1, 0.2));
  const auto fixed = answer_local(inputs).value();
  EXPECT_NEAR(fixed.closed_form.value(), 0.5, 1e-12);
  EXPECT_FALSE(fixed.cost_range);
  inputs.cost_high = 200;
  const auto ranged = answer_local(inputs).value();
  EXPECT_TRUE(ranged.cost_range);
  EXPECT_LT(ranged.chance().value(), 0.3) << "the cost can only be higher";
  EXPECT_EQ(ranged.chance(), ranged.monte_carlo->chance_benefits_exceed_costs);
  EXPECT_EQ(ranged.chance(), answer_local(inputs)->chance()) << "the seed sets the run";
  inputs.cost_high = 100;
  EXPECT_FALSE(answer_local(inputs)->cost_range) << "low, cost and high are one";
}

TEST(LocalCase, WithoutAStandardErrorNoChance) {
  for (const std::optional<double> se : {std::optional<double>{}, std::optional<double>{0.0}}) {
    const auto inputs = inputs_of(nullptr, 100, 10, figures(20, 1, se));
    const auto answer = answer_local(inputs).value();
    EXPECT_FALSE(answer.chance().has_value());
    EXPECT_FALSE(answer.closed_form.has_value());
    EXPECT_FALSE(inputs.basis.no_se.empty());
    EXPECT_EQ(answer.people.value(), 5);
    EXPECT_NEAR(answer.effect->effect, 0.5, 1e-12);
  }
  const auto printed = inputs_of(&shipped("triple-p"), 1000, 10);
  EXPECT_NE(printed.basis.no_se.find("printed as 0"), std::string::npos) << printed.basis.no_se;
  EXPECT_FALSE(answer_local(printed)->chance().has_value());
}

TEST(LocalCase, NobodyGainsAnything) {
  for (const auto& choice : {figures(0, 1, 0.1), figures(-5, 1, 0.1), figures(5, 0, 0.1)}) {
    const auto answer = answer_local(inputs_of(nullptr, 100, 10, choice)).value();
    EXPECT_EQ(answer.verdict, Verdict::kAtNoCaseload);
    EXPECT_FALSE(answer.people.has_value());
    EXPECT_FALSE(answer.people.error().message.empty());
    EXPECT_FALSE(answer.effect.has_value());
    EXPECT_FALSE(answer.chance().has_value());
  }
  LocalChoice adverse;
  adverse.finding = 4;  // special education: +0.29 where lower is better
  const auto answer =
      answer_local(inputs_of(&shipped("family-nurse-partnership"), 500'000, 100, adverse)).value();
  EXPECT_EQ(answer.verdict, Verdict::kAtNoCaseload);
  EXPECT_NE(answer.people.error().message.find("comparison"), std::string::npos);
  EXPECT_FALSE(answer.worth) << "there is no gain to be worth anything";
}

TEST(LocalCase, AtExactlyTheBreakevenNothingIsLeft) {
  // 0.49 x (7000 / 0.49) is not 7000 in doubles.
  for (const double effect : {0.49, 0.1, 0.07, -0.3}) {
    const auto answer = answer_local(inputs_of(nullptr, 7000, 10, figures(700, effect, 0.1)));
    for (const EffectRow& row : answer->rows) {
      if (row.point != EffectPoint::kPublished) continue;
      EXPECT_EQ(row.worth, 7000) << effect;
      EXPECT_EQ(row.net, 0) << effect;
    }
  }
}

Finding effect_on(const char* outcome, double value, double se) {
  Finding one;
  one.outcome = outcome;
  one.metric = "smd";
  one.better = "higher";
  one.value = value;
  one.se = se;
  return one;
}

TEST(LocalCase, TheFindingIsOnTheOutcomeThatTheValueIsMostlyOf) {
  Record record;
  record.findings = {effect_on("wellbeing", 0.9, 0.1), effect_on("test_scores", 0.2, 0.1),
                     effect_on("test_scores", 0.3, 0.1), effect_on("reoffending", 0.5, 0.1)};
  Appraisal appraisal;
  appraisal.kind = "bcr";
  const std::pair<const char*, double> amounts[] = {
      {"test_scores", 300}, {"earnings", 5000}, {"test_scores", 300}, {"reoffending", 500}};
  for (const auto& [outcome, amount] : amounts) {
    BenefitLine line;
    line.outcome = outcome;
    line.amount = amount;
    appraisal.benefits.push_back(line);
  }
  record.appraisals.push_back(appraisal);
  EXPECT_EQ(local_basis(&record, {})->finding, 2U) << "600 against 500; nothing is on earnings";
  record.appraisals[0].benefits.resize(2);
  record.appraisals[0].benefits.erase(record.appraisals[0].benefits.begin());
  EXPECT_EQ(local_basis(&record, {})->finding, 0U) << "no line fits: the best effect";
  LocalChoice choice;
  choice.finding = 3;
  EXPECT_EQ(local_basis(&record, choice)->finding, 3U);
  EXPECT_EQ(local_basis(&shipped("family-nurse-partnership"), {})->finding, 1U) << "crime";
}

TEST(LocalCase, EveryEffectOfTheRecordIsAnsweredForComparison) {
  const auto inputs = inputs_of(&shipped("family-nurse-partnership"), 500'000, 100);
  const auto answer = answer_local(inputs).value();
  ASSERT_EQ(answer.by_finding.size(), inputs.basis.effects.size());
  bool used = false;
  for (const OptionRow& row : answer.by_finding) {
    const EffectOption& one = inputs.basis.effects[row.option];
    LocalChoice choice;
    choice.finding = one.finding;
    const auto alone =
        answer_local(inputs_of(&shipped("family-nurse-partnership"), 500'000, 100, choice));
    EXPECT_EQ(row.chance, alone->chance()) << one.finding;
    EXPECT_EQ(row.gains, alone->verdict != Verdict::kAtNoCaseload) << one.finding;
    used = used || one.finding == inputs.basis.finding;
  }
  EXPECT_TRUE(used);
}

TEST(LocalCase, TheSignOfAGivenEffectIsThatOfTheFinding) {
  LocalChoice choice = kMaltreatment;
  choice.effect = 0.88;  // on child maltreatment, where lower is better
  const Record& record = shipped("family-nurse-partnership");
  EXPECT_EQ(answer_local(inputs_of(&record, 500'000, 100, choice))->verdict,
            Verdict::kAtNoCaseload);
  choice.effect = -0.44;
  const auto answer = answer_local(inputs_of(&record, 500'000, 100, choice)).value();
  EXPECT_EQ(answer.verdict, Verdict::kPaysBack);
  EXPECT_NEAR(answer.worth.value(), 1'469'300 / 2.0, 1e-6) << "half the effect is worth half";
  EXPECT_EQ(answer.people.value(), 69);
  EXPECT_NEAR(answer.effect->effect, -0.88 * 500'000 / 1'469'300, 1e-9) << "the same breakeven";
  choice.value = 14'693;  // of the effect given
  EXPECT_NEAR(answer_local(inputs_of(&record, 500'000, 100, choice))->effect->effect,
              -0.44 * 500'000 / 1'469'300, 1e-9);
}

TEST(LocalCase, WithoutARecordAValueSaysThatTheEffectIsGood) {
  for (const double effect : {0.4, -0.4}) {
    const auto answer =
        answer_local(inputs_of(nullptr, 1000, 10, figures(200, effect, 0.1))).value();
    EXPECT_EQ(answer.verdict, Verdict::kPaysBack);
    EXPECT_NEAR(answer.effect->effect, effect / 2, 1e-12);
    EXPECT_NEAR(answer.closed_form.value(), 0.97725, 1e-5);  // Phi(0.5 / 0.25)
  }
}

TEST(LocalCase, WithoutAValueItSaysWhatEachMustGain) {
  const Record& record = shipped("good-behaviour-game");  // a ratio, no costs, no benefits
  const auto inputs = inputs_of(&record, 1000, 10);
  EXPECT_NE(inputs.basis.no_value.find("ratio"), std::string::npos) << inputs.basis.no_value;
  const auto answer = answer_local(inputs).value();
  EXPECT_EQ(answer.verdict, Verdict::kNotKnown);
  EXPECT_DOUBLE_EQ(answer.cost_per_person, 100);
  EXPECT_FALSE(answer.people.has_value());
}

TEST(LocalCase, WrongChoicesAreNamed) {
  const Record& record = shipped("family-nurse-partnership");
  LocalChoice choice;
  choice.finding = 99;
  EXPECT_EQ(local_basis(&record, choice).error().where, "finding");
  EXPECT_EQ(local_basis(nullptr, choice).error().where, "finding");
  choice = {};
  choice.appraisal = 1;
  EXPECT_EQ(local_basis(&record, choice).error().where, "appraisal");
  EXPECT_EQ(local_basis(nullptr, choice).error().where, "appraisal");
  choice = {};
  choice.value_from = "0.total";
  EXPECT_EQ(local_basis(&record, choice).error().where, "value_from");
  EXPECT_NE(local_basis(&record, choice).error().hint.find("0.benefits"), std::string::npos);
  choice.value_from = "x";
  EXPECT_EQ(local_basis(nullptr, choice).error().where, "value_from");
}

TEST(LocalCase, InputWithoutSenseIsRefusedAndNeverNaN) {
  const double odd[] = {
      0, -1, 1e308, -1e308, 1e-308, std::nan(""), std::numeric_limits<double>::infinity()};
  std::size_t answered = 0;
  for (const double cost : odd)
    for (const double caseload : odd)
      for (const double value : odd)
        for (const double effect : odd) {
          auto inputs = inputs_of(nullptr, cost, caseload, figures(value, effect, effect));
          inputs.options.draws = 10;
          inputs.cost_high = cost * 2;
          const auto answer = answer_local(inputs);
          const bool sound =
              cost > 0 && std::isfinite(cost * 2) && caseload > 0 && std::isfinite(caseload);
          EXPECT_EQ(answer.has_value(), sound) << cost << ' ' << caseload;
          if (!answer) continue;
          ++answered;
          if (answer->worth) {
            EXPECT_TRUE(std::isfinite(*answer->worth));
          }
          if (answer->effect) {
            EXPECT_TRUE(std::isfinite(answer->effect->effect));
          }
          if (answer->chance()) {
            EXPECT_TRUE(*answer->chance() >= 0 && *answer->chance() <= 1);
          }
          for (const EffectRow& row : answer->rows)
            EXPECT_TRUE(std::isfinite(row.worth) && std::isfinite(row.net) &&
                        std::isfinite(row.effect));
        }
  EXPECT_GT(answered, 0U);
}

TEST(LocalCase, EveryFindingOfTheCorpusIsAnswered) {
  for (const Record& record : testing::shipped_corpus())
    for (std::size_t i = 0; i < record.findings.size(); ++i) {
      LocalChoice choice;
      choice.finding = i;
      const auto inputs = inputs_of(&record, 100'000, 50, choice);
      EXPECT_EQ(inputs.basis.effect.has_value(), inputs.basis.no_effect.empty()) << record.id << i;
      EXPECT_TRUE(answer_local(inputs).has_value()) << record.id << i;
    }
}

TEST(LocalGains, LinesByAgencyForTheCaseload) {
  const Record& record = shipped("family-nurse-partnership");
  const auto gains = who_gains(record, local_basis(&record, {}).value(), 100).value();
  EXPECT_DOUBLE_EQ(gains.all.of_one.net, 14'693);
  EXPECT_DOUBLE_EQ(gains.all.of_all.net, 1'469'300);
  EXPECT_FALSE(gains.cashable_stated);
  double sum = 0;
  for (const AgencyGain& row : gains.rows) {
    sum += row.of_all.net;
    EXPECT_NEAR(row.of_all.net, 100 * row.of_one.net, 1e-6) << row.agency;
    if (row.agency == "education") {
      EXPECT_DOUBLE_EQ(row.of_one.net, -427);  // 46 - 473
    }
  }
  EXPECT_NEAR(sum, 1'469'300, 1e-6);
}

TEST(LocalGains, FollowTheEffectGiven) {
  LocalChoice choice = kMaltreatment;
  choice.effect = -0.44;
  const Record& record = shipped("family-nurse-partnership");
  const auto gains = who_gains(record, local_basis(&record, choice).value(), 100).value();
  EXPECT_NEAR(gains.all.of_all.net, 1'469'300 / 2.0, 1e-6);
}

TEST(LocalGains, CashableIsKeptApartAndUnreadableLinesAreCounted) {
  Record record;
  Appraisal appraisal;
  appraisal.kind = "bcr";
  appraisal.participants = 10;
  appraisal.total_benefits = 1000;
  appraisal.benefits.resize(3);
  appraisal.benefits[0].amount = 600;
  appraisal.benefits[0].beneficiary = "nhs";
  appraisal.benefits[0].cashable = true;
  appraisal.benefits[1].amount = 400;
  record.appraisals.push_back(appraisal);
  const auto basis = local_basis(&record, {}).value();
  const auto gains = who_gains(record, basis, 5).value();
  ASSERT_EQ(gains.rows.size(), 2U);
  EXPECT_DOUBLE_EQ(gains.rows[0].of_all.cashable, 300);
  EXPECT_EQ(gains.rows[1].agency, "") << "nobody is named";
  EXPECT_DOUBLE_EQ(gains.rows[1].of_all.not_stated, 200);
  EXPECT_EQ(gains.unreadable, 1U);
  EXPECT_TRUE(gains.cashable_stated);
  EXPECT_FALSE(who_gains(record, basis, 0).has_value());
  EXPECT_FALSE(who_gains(record, basis, std::nan("")).has_value());
  EXPECT_FALSE(who_gains(shipped("bradford-wellbeing-hubs"),
                         local_basis(&shipped("bradford-wellbeing-hubs"), {}).value(), 5)
                   .has_value());
}

}  // namespace
}  // namespace outturn::evidence
