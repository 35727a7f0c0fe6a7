// SPDX-License-Identifier: GPL-3.0-or-later
// The audit of an appraisal: sound tables stay silent, and every single figure that is put wrong is
// found, at its own place, with the value it had.
#include <cmath>
#include <random>

#include "tests/unit/evidence/audit_fixture.h"

namespace outturn::testing {
namespace {

using evidence::Flag;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Figures of the FAST row of Family 2020, Table 1, with the total and the cost it implies.
constexpr const char* kWhole = R"({
  "benefits": [{"label": "Earnings", "amount": 665}, {"label": "Crime", "amount": 15},
               {"label": "Healthcare", "amount": 17}],
  "total_benefits": 697, "total_cost": 230, "net_benefit": 467, "ratio": {"central": 3.03}})";

TEST(AuditAppraisal, SoundTablesAreSilent) {
  const char* const rows[] = {
      kWhole, R"({"benefits": [{"amount": 697}], "net_benefit": 467, "ratio": {"central": 3.03}})",
      R"({"benefits": [{"amount": 697}], "total_cost": 230, "ratio": {"central": 3.0}})",
      // whole pounds on every line: 2.01 by the figures, 2.02 as printed (SafeCare, Table 1)
      R"({"benefits": [{"amount": 35}, {"amount": 177}, {"amount": 335}, {"amount": 20},
          {"amount": 11}], "net_benefit": 291, "ratio": {"central": 2.02}})",
      // a cost above the benefits
      R"({"benefits": [{"amount": 2940}], "net_benefit": -1767, "ratio": {"central": 0.62}})",
      // a programme that does harm: its ratio is negative
      R"({"total_benefits": -100, "total_cost": 50, "net_benefit": -150,
          "ratio": {"central": -2}})",
      // millions to one decimal
      R"({"total_benefits": 1200000, "total_cost": 400000, "ratio": {"central": 2.9}})",
      // the cost is for all, the benefits are for each participant
      R"({"total_benefits": 697, "total_cost": 23000, "participants": 100, "net_benefit": 467,
          "ratio": {"central": 3.03}})",
      R"({"total_benefits": 697, "cost_per_participant": 230, "ratio": {"central": 3.03}})",
      R"({"total_benefits": 69700, "cost_per_participant": 230, "participants": 100,
          "ratio": {"central": 3.03}})",
      // nothing to compare
      R"({"ratio": {"central": 26.9}})",
      R"({"benefits": [{"amount": 5}, {}], "net_benefit": 400, "ratio": {"central": 3}})",
      R"({"total_benefits": 697, "total_cost": 0, "net_benefit": 697})",
      R"({"ratio": {"low": 1.97, "central": 2.5, "high": 3.94}})",
      R"({"ratio": {"low": 2, "high": 4}, "total_benefits_low": 200, "total_benefits_high": 400,
          "total_cost": 100})"};
  for (const char* row : rows) EXPECT_THAT(places(flags_of_appraisal(row)), IsEmpty()) << row;
}

struct Mutation {
  const char* pointer;
  double value;
  const char* code;
  const char* flagged;
  double derived;
};

TEST(AuditAppraisal, OneWrongFigureAmongFiveIsNamed) {
  const Mutation rows[] = {{"/ratio/central", 3.33, "ratio_differs", "/ratio/central", 697.0 / 230},
                           {"/ratio/central", 0.33, "ratio_differs", "/ratio/central", 697.0 / 230},
                           {"/net_benefit", 647, "net_differs", "/net_benefit", 467},
                           {"/net_benefit", -467, "net_differs", "/net_benefit", 467},
                           {"/net_benefit", 697, "net_differs", "/net_benefit", 467},
                           {"/total_cost", 320, "cost_differs", "/total_cost", 230},
                           {"/total_cost", 2300, "cost_differs", "/total_cost", 230},
                           {"/total_benefits", 967, "total_differs", "/total_benefits", 697},
                           {"/benefits/0/amount", 656, "lines_differ", "/benefits", 697},
                           {"/benefits/2/amount", 170, "lines_differ", "/benefits", 697}};
  for (const Mutation& row : rows) {
    SCOPED_TRACE(std::string(row.pointer) + " " + std::to_string(row.value));
    json appraisal = json::parse(kWhole);
    appraisal[json::json_pointer(row.pointer)] = row.value;
    const auto flags = flags_of_appraisal(appraisal);
    EXPECT_THAT(places(flags), ElementsAre(std::string(row.code) + " /appraisals/0" + row.flagged));
    if (flags.size() != 1) continue;
    EXPECT_EQ(flags[0].severity, evidence::Severity::kContradiction);
    ASSERT_TRUE(flags[0].derived);
    EXPECT_NEAR(*flags[0].derived, row.derived, 1e-9);
    EXPECT_EQ(flags[0].reported.has_value(), true);
  }
}

/// A table whose true figures agree exactly, printed in whole pounds and two decimals.
json printed_table(std::mt19937& random) {
  std::uniform_real_distribution<double> amount(-200, 5000);
  std::uniform_int_distribution<int> lines(1, 10);
  json table;
  double total = 0;
  for (int i = lines(random); i > 0; --i) {
    const double line = amount(random);
    total += line;
    table["benefits"].push_back({{"amount", std::round(line)}});
  }
  const double cost = std::uniform_real_distribution<double>(20, 6000)(random);
  table["total_benefits"] = std::round(total);
  table["total_cost"] = std::round(cost);
  table["net_benefit"] = std::round(total - cost);
  table["ratio"]["central"] = std::round(100 * total / cost) / 100;
  return table;
}

TEST(AuditAppraisal, RoundingAloneNeverFlagsAndAWrongFigureAlwaysDoes) {
  std::mt19937 random(20261122);
  const std::vector<std::string> figures{"total_benefits", "total_cost", "net_benefit"};
  for (int run = 0; run < 1500; ++run) {
    json table = printed_table(random);
    // Sources leave some of the figures out.
    for (const std::string& figure : figures)
      if (random() % 3 == 0) table.erase(figure);
    EXPECT_THAT(places(flags_of_appraisal(table)), IsEmpty()) << table.dump();
    table = printed_table(random);
    const std::string& wrong = figures[random() % figures.size()];
    table[wrong] = 1.5 * table[wrong].get<double>() + 40;
    EXPECT_FALSE(flags_of_appraisal(table).empty()) << wrong << table.dump();
  }
}

TEST(AuditAppraisal, WithOneEquationTheComputedFigureIsFlagged) {
  struct Row {
    const char* appraisal;
    const char* place;
    double derived;
  };
  const Row rows[] = {
      {R"({"benefits": [{"amount": 697}], "net_benefit": 467, "ratio": {"central": 2.03}})",
       "ratio_differs /appraisals/0/ratio/central", 697.0 / 230},
      {R"({"total_benefits": 697, "total_cost": 230, "ratio": {"central": 2.03}})",
       "ratio_differs /appraisals/0/ratio/central", 697.0 / 230},
      {R"({"net_benefit": 467, "total_cost": 230, "ratio": {"central": 2.03}})",
       "ratio_differs /appraisals/0/ratio/central", 697.0 / 230},
      {R"({"total_benefits": 697, "total_cost": 230, "net_benefit": 476})",
       "net_differs /appraisals/0/net_benefit", 467},
      {R"({"benefits": [{"amount": 665}, {"amount": 15}], "total_benefits": 697})",
       "total_differs /appraisals/0/total_benefits", 680},
      {R"({"ratio": {"low": 2, "high": 5}, "total_benefits_low": 200, "total_benefits_high": 400,
          "total_cost": 100})",
       "ratio_differs /appraisals/0/ratio/high", 4}};
  for (const Row& row : rows) {
    const auto flags = flags_of_appraisal(row.appraisal);
    EXPECT_THAT(places(flags), ElementsAre(row.place)) << row.appraisal;
    if (flags.size() == 1) {
      EXPECT_NEAR(flags[0].derived.value_or(0), row.derived, 1e-9);
    }
  }
}

TEST(AuditAppraisal, ASlipThatWouldExplainItIsSaid) {
  // Parents as Teachers, Family 2020, Table 1, entered as printed.
  const auto flags = flags_of_appraisal(R"({
    "benefits": [{"label": "Crime", "amount": 88}, {"label": "Social services", "amount": 2428},
                 {"label": "Special education", "amount": 29}, {"label": "Health", "amount": 26},
                 {"label": "Earnings", "amount": 1991}, {"label": "Mother", "amount": -6}],
    "net_benefit": -982, "ratio": {
  "central" : 0.72
}
})");
  ASSERT_EQ(flags.size(), 1U);
  EXPECT_THAT(flags[0].sentence,
              HasSubstr("it would all agree if the benefit line \"Social services\" were £428 and "
                        "not £2,428"));
  const auto lost = flags_of_appraisal(
      R"({"benefits": [{"amount": 697}], "net_benefit": 467, "ratio": {"central": 0.03}})");
  ASSERT_EQ(lost.size(), 1U);
  EXPECT_THAT(lost[0].sentence, HasSubstr("if the ratio were 3.03 and not 0.03"));
}

TEST(AuditAppraisal, SentencesNameTheMoney) {
  const auto flags = flags_of_appraisal(
      R"({"currency": "EUR", "total_benefits": 69700, "total_cost": 23000,
          "ratio": {"central": 2}})");
  ASSERT_EQ(flags.size(), 1U);
  EXPECT_THAT(flags[0].sentence, HasSubstr("The ratio is 2.00, but benefits of €69,700 over a cost "
                                           "of €23,000 give a ratio of 3.03"));
}

TEST(AuditAppraisal, ANetBenefitAsLargeAsTheGrossNeedsReading) {
  EXPECT_THAT(
      places(flags_of_appraisal(R"({"benefits": [{"amount": 5466}], "net_benefit": 5466})")),
      ElementsAre("net_without_cost /appraisals/0/net_benefit"));
  EXPECT_THAT(places(flags_of_appraisal(
                  R"({"benefits": [{"amount": 5466}], "net_benefit": 5466,
                      "ratio": {"central": 70.08}})")),
              ElementsAre("ratio_differs /appraisals/0/ratio/central"));
}

TEST(AuditAppraisal, ACostTheSourceGivesElsewhereIsPutToTheRatio) {
  const json ratio = {{"total_benefits", 4700000}, {"ratio", {{"central", 3.4}}}};
  const auto with_cost = [&](json cost, const json& rest = json::object()) {
    json spent = {{"kind", "programme_cost"}, {"basis", "evaluative"}, {"total_cost", cost}};
    spent.update(rest);
    return evidence::audit(record_with({}, {ratio, spent}));
  };
  const auto flags = with_cost(689515);
  ASSERT_THAT(places(flags), ElementsAre("cost_elsewhere /appraisals/0/ratio/central"));
  EXPECT_NEAR(flags[0].derived.value(), 4700000 / 689515.0, 1e-9);
  EXPECT_THAT(flags[0].sentence, HasSubstr("mean a cost of about £1,382,353"));
  EXPECT_THAT(places(with_cost(1380000)), IsEmpty());
  EXPECT_THAT(places(with_cost(689515, {{"basis", "forecast"}})), IsEmpty()) << "not spent yet";
  EXPECT_THAT(places(with_cost(689515, {{"currency", "EUR"}})), IsEmpty());
  EXPECT_THAT(places(with_cost(689515, {{"kind", "unit_cost"}})), IsEmpty());
  const json year = {{"kind", "programme_cost"}, {"basis", "evaluative"}, {"total_cost", 689515}};
  EXPECT_THAT(places(evidence::audit(record_with({}, {ratio, year, year}))), IsEmpty())
      << "two years of it";
  EXPECT_THAT(places(evidence::audit(record_with({}, {ratio}))), IsEmpty());
}

TEST(AuditAppraisal, RangesHoldTheirMiddle) {
  EXPECT_THAT(places(flags_of_appraisal(R"({"ratio": {"low": 2, "central": 1.5, "high": 4}})")),
              ElementsAre("ratio_outside_range /appraisals/0/ratio/central"));
  EXPECT_THAT(places(flags_of_appraisal(R"({"ratio": {"central": 1.5, "high": 1.4}})")),
              ElementsAre("ratio_outside_range /appraisals/0/ratio/central"));
  EXPECT_THAT(
      places(flags_of_appraisal(
          R"({"total_benefits_low": 10, "total_benefits": 25, "total_benefits_high": 20})")),
      ElementsAre("total_outside_range /appraisals/0/total_benefits"));
}

TEST(AuditAppraisal, AMissingPriceYearIsANoteAndNoDispute) {
  auto record = record_with({}, {json::parse(kWhole)});
  record.appraisals[0].price_year.reset();
  const auto flags = evidence::audit(record);
  ASSERT_THAT(places(flags), ElementsAre("price_basis /appraisals/0"));
  EXPECT_FALSE(disputes(flags[0].severity));
  EXPECT_THAT(flags[0].sentence, HasSubstr("No price year"));
  record.appraisals[0].currency.reset();
  EXPECT_THAT(evidence::audit(record)[0].sentence, HasSubstr("No currency or price year"));
}

TEST(AuditAppraisal, FiguresPastAllSenseGiveNoNonsense) {
  for (const double huge : {1e308, -1e308, 5e-324, 0.0}) {
    for (const char* pointer : {"/ratio/central", "/net_benefit", "/total_cost", "/total_benefits",
                                "/benefits/0/amount", "/benefits/2/amount"}) {
      json appraisal = json::parse(kWhole);
      appraisal[json::json_pointer(pointer)] = huge;
      if (huge != 0) appraisal["benefits"][1]["amount"] = huge;
      for (const Flag& flag : flags_of_appraisal(appraisal)) {
        EXPECT_TRUE(!flag.derived || std::isfinite(*flag.derived));
        EXPECT_THAT(flag.sentence, ::testing::Not(HasSubstr("nan"))) << flag.sentence;
        EXPECT_LT(flag.sentence.size(), 1000U);
      }
    }
  }
}

}  // namespace
}  // namespace outturn::testing
