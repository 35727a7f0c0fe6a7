// SPDX-License-Identifier: GPL-3.0-or-later
// Breakeven lines and scenario tables: sound ones are explained in a note, a line that is put wrong
// is found.
#include "tests/unit/evidence/audit_fixture.h"

namespace outturn::testing {
namespace {

using evidence::Flag;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Multi-disciplinary Hubs - Bradford (2024), breakeven table.
constexpr const char* kBradford = R"({"breakeven": [
    {"value_per_beneficiary": 3288, "beneficiaries": 98},
    {"value_per_beneficiary": 1850, "beneficiaries": 175},
    {"value_per_beneficiary": 1126, "beneficiaries": 288},
    {"value_per_beneficiary": 888, "beneficiaries": 364}]})";

TEST(AuditBreakeven, OneCostOnEveryLineIsANote) {
  const auto flags = flags_of_appraisal(kBradford);
  ASSERT_THAT(places(flags), ElementsAre("breakeven_cost /appraisals/0/breakeven"));
  EXPECT_EQ(flags[0].severity, evidence::Severity::kNote);
  EXPECT_NEAR(flags[0].derived.value(), 323373.5, 1e-6);
  EXPECT_THAT(flags[0].sentence, HasSubstr("all 4 lines"));
  EXPECT_THAT(flags[0].sentence, HasSubstr("£322,224 to £324,288"));
}

TEST(AuditBreakeven, ALineThatIsPutWrongIsNamed) {
  struct Row {
    const char* field;
    double value;
  };
  const double cost_of_the_others[] = {(323750.0 + 324288 + 323232) / 3};
  for (const Row& row :
       {Row{"beneficiaries", 89}, Row{"beneficiaries", 980}, Row{"value_per_beneficiary", 2388}}) {
    json appraisal = json::parse(kBradford);
    appraisal["breakeven"][0][row.field] = row.value;
    const auto flags = flags_of_appraisal(appraisal);
    ASSERT_THAT(places(flags),
                ElementsAre("breakeven_differs /appraisals/0/breakeven/0/beneficiaries"));
    const double worth = appraisal["breakeven"][0]["value_per_beneficiary"];
    EXPECT_NEAR(flags[0].derived.value(), cost_of_the_others[0] / worth, 1e-9);
  }
}

TEST(AuditBreakeven, APrintedCostDecides) {
  json appraisal = json::parse(kBradford);
  appraisal["total_cost"] = 323700;
  EXPECT_THAT(places(flags_of_appraisal(appraisal)),
              ElementsAre("breakeven_cost /appraisals/0/breakeven"));
  appraisal["total_cost"] = 230000;  // against all lines: the cost is in doubt, not every line
  EXPECT_THAT(places(flags_of_appraisal(appraisal)),
              ElementsAre("breakeven_differs /appraisals/0/breakeven"));
  appraisal["total_cost"] = 981;
  appraisal["participants"] = 330;
  EXPECT_THAT(places(flags_of_appraisal(appraisal)),
              ElementsAre("breakeven_cost /appraisals/0/breakeven"));
  EXPECT_THAT(places(flags_of_appraisal(
                  R"({"total_cost": 50, "participants": 200, "breakeven": [
                      {"value_per_beneficiary": 500, "beneficiaries": 20}]})")),
              IsEmpty());
  const auto flags = flags_of_appraisal(
      R"({"total_cost": 100000, "breakeven": [{"value_per_beneficiary": 500,
          "beneficiaries": 20}]})");
  ASSERT_THAT(places(flags),
              ElementsAre("breakeven_differs /appraisals/0/breakeven/0/beneficiaries"));
  EXPECT_DOUBLE_EQ(flags[0].derived.value(), 200);
}

TEST(AuditBreakeven, TwoLinesThatDisagreeAreBothInDoubt) {
  EXPECT_THAT(places(flags_of_appraisal(
                  R"({"breakeven": [{"value_per_beneficiary": 100, "beneficiaries": 10},
                                    {"value_per_beneficiary": 100, "beneficiaries": 20}]})")),
              ElementsAre("breakeven_differs /appraisals/0/breakeven"));
  EXPECT_THAT(places(flags_of_appraisal(
                  R"({"breakeven": [{"value_per_beneficiary": 100, "beneficiaries": 10}]})")),
              IsEmpty());
}

TEST(AuditBreakeven, PrintsAreHeldAgainstTheOtherLines) {
  json appraisal = json::parse(kBradford);
  appraisal["breakeven"][1]["as_printed"] = {{"beneficiaries", "715"}};
  EXPECT_THAT(places(flags_of_appraisal(appraisal)),
              ElementsAre("breakeven_cost /appraisals/0/breakeven",
                          "print_restored /appraisals/0/breakeven/1/beneficiaries"));
  appraisal = json::parse(kBradford);
  appraisal["breakeven"][1].erase("beneficiaries");
  appraisal["breakeven"][1]["as_printed"] = {{"beneficiaries", "1?5"}};
  const auto flags = flags_of_appraisal(appraisal);
  ASSERT_EQ(flags.size(), 2U);
  EXPECT_EQ(flags[1].code, "print_unreadable");
  EXPECT_NEAR(flags[1].derived.value(), 175, 1);
}

// Oldham Thriving Communities (2021), scenario table.
constexpr const char* kOldham = R"({
    "ratio": {"low": 1.97, "high": 3.94},
    "total_benefits_low": 1092000, "total_benefits_high": 2184000,
    "scenarios": [{"share": 0.01, "low": 11000, "high": 22000},
                  {"share": 0.05, "low": 55000, "high": 110000},
                  {"share": 0.1, "low": 110000, "high": 220000},
                  {"share": 0.25, "low": 273000, "high": 546000}]})";

TEST(AuditScenarios, SharesOfOneFigureAreANote) {
  const auto flags = flags_of_appraisal(kOldham);
  ASSERT_THAT(places(flags), ElementsAre("scenario_share /appraisals/0/scenarios",
                                         "breakeven_share /appraisals/0/scenarios"));
  EXPECT_THAT(flags[0].sentence, HasSubstr("£1,092,000 to £2,184,000; 3 of 8 cells"));
  EXPECT_NEAR(flags[1].derived.value(), 1 / 3.94, 1e-9);
  EXPECT_THAT(flags[1].sentence, HasSubstr("about 25% of £2,184,000 and 51% of £1,092,000"));
}

TEST(AuditScenarios, ACellThatIsNoShareIsNamed) {
  for (const double wrong : {237000.0, 27300.0, 546000.0}) {
    json appraisal = json::parse(kOldham);
    appraisal["scenarios"][3]["low"] = wrong;
    const auto flags = flags_of_appraisal(appraisal);
    ASSERT_FALSE(flags.empty());
    EXPECT_EQ(places(flags)[0], "scenario_differs /appraisals/0/scenarios/3/low") << wrong;
    EXPECT_DOUBLE_EQ(flags[0].derived.value(), 273000);
    EXPECT_EQ(flags[0].severity, evidence::Severity::kContradiction);
  }
}

TEST(AuditScenarios, RowsThatAreNoSharesAreLeftAlone) {
  EXPECT_THAT(places(flags_of_appraisal(
                  R"({"total_benefits": 1000000, "scenarios": [{"share": 0.5, "low": 300000},
                      {"share": 0.75, "low": 500000}, {"share": 1, "low": 1000000}]})")),
              IsEmpty());
  EXPECT_THAT(places(flags_of_appraisal(R"({"scenarios": [{"share": 0.5, "low": 3},
                                            {"low": 5}, {"share": 0}]})")),
              IsEmpty());
}

TEST(AuditScenarios, TheBreakevenShareOfTheSourceIsChecked) {
  const json says = {{"breakeven", {{{"as_printed", {{"beneficiaries", "about 25% of them"}}}}}}};
  const auto agrees = evidence::audit(record_with({}, {json::parse(kOldham), says}));
  EXPECT_THAT(places(agrees),
              ElementsAre("scenario_share /appraisals/0/scenarios",
                          "breakeven_share /appraisals/1/breakeven/0/beneficiaries"));
  const json wrong = {{"breakeven", {{{"as_printed", {{"beneficiaries", "about 15%"}}}}}}};
  const auto differs = evidence::audit(record_with({}, {json::parse(kOldham), wrong}));
  ASSERT_EQ(differs.size(), 2U);
  EXPECT_EQ(differs[1].code, "breakeven_share_differs");
  EXPECT_THAT(differs[1].sentence, HasSubstr("which does not agree"));
}

TEST(AuditBreakeven, FiguresPastAllSense) {
  for (const double huge : {1e308, -1e308, 0.0, 5e-324}) {
    json appraisal = json::parse(kBradford);
    appraisal["breakeven"][0]["value_per_beneficiary"] = huge;
    appraisal["breakeven"][1]["beneficiaries"] = std::abs(huge);
    for (const Flag& flag : flags_of_appraisal(appraisal))
      EXPECT_TRUE(!flag.derived || std::isfinite(*flag.derived)) << flag.sentence;
    appraisal = json::parse(kOldham);
    appraisal["total_benefits_high"] = huge;
    appraisal["scenarios"][0]["low"] = huge;
    for (const Flag& flag : flags_of_appraisal(appraisal))
      EXPECT_TRUE(!flag.derived || std::isfinite(*flag.derived)) << flag.sentence;
  }
}

}  // namespace
}  // namespace outturn::testing
