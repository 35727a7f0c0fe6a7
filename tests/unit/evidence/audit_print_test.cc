// SPDX-License-Identifier: GPL-3.0-or-later
// Prints that differ from what is held: which reading the other figures bear out, and what is said
// where they bear out none. And the reader of printed cells itself.
#include "schema/evidence/audit/print_reading.h"
#include "schema/evidence/audit/tolerance.h"
#include "tests/unit/evidence/audit_fixture.h"

namespace outturn::testing {
namespace {

using evidence::Print;
using evidence::PrintKind;
using evidence::read_print;
using evidence::Wording;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(ReadPrint, Cells) {
  struct Row {
    const char* text;
    PrintKind kind;
    std::optional<double> number;
  };
  const Row rows[] = {{"2428", PrintKind::kNumber, 2428},
                      {".03", PrintKind::kNumber, 0.03},
                      {"- £38,704", PrintKind::kNumber, -38704},
                      {"−0.21", PrintKind::kNumber, -0.21},
                      {"– 0.21", PrintKind::kNumber, -0.21},
                      {"£1,092,000", PrintKind::kNumber, 1092000},
                      {"£2.69m", PrintKind::kNumber, 2690000},
                      {"5 466", PrintKind::kNumber, 5466},
                      {"1 092 000.50", PrintKind::kNumber, 1092000.5},
                      {"1:3.03", PrintKind::kNumber, 3.03},
                      {"3.03:1", PrintKind::kNumber, 3.03},
                      {"49%", PrintKind::kNumber, 49},
                      {"0.00", PrintKind::kNumber, 0},
                      {"7 0.08", PrintKind::kBroken, 70.08},
                      {"0 .32", PrintKind::kBroken, 0.32},
                      {"2 2.80", PrintKind::kBroken, 22.8},
                      {"1.2 3.4", PrintKind::kBroken, std::nullopt},
                      {"over 330", PrintKind::kQualified, 330},
                      {"between 3 and 4", PrintKind::kQualified, 3},
                      {"3-4", PrintKind::kQualified, 3},
                      {"< 0.001", PrintKind::kQualified, 0.001},
                      {"approximately 25% of social care referrals", PrintKind::kQualified, 25},
                      {"467 per child", PrintKind::kQualified, 467},
                      {"", PrintKind::kNoFigure, std::nullopt},
                      {"n/a", PrintKind::kNoFigure, std::nullopt},
                      {"–", PrintKind::kNoFigure, std::nullopt},
                      {"Not reported", PrintKind::kNoFigure, std::nullopt},
                      {"Age 11–14", PrintKind::kWords, std::nullopt},
                      {"Crime", PrintKind::kWords, std::nullopt},
                      {"Earnings (including taxes)", PrintKind::kWords, std::nullopt},
                      {"Table 3", PrintKind::kWords, std::nullopt}};
  for (const Row& row : rows) {
    const Print print = read_print(row.text);
    EXPECT_EQ(print.kind, row.kind) << row.text;
    EXPECT_EQ(print.number.has_value(), row.number.has_value()) << row.text;
    if (print.number && row.number) {
      EXPECT_DOUBLE_EQ(*print.number, *row.number) << row.text;
    }
  }
  EXPECT_DOUBLE_EQ(read_print("2.80").half_unit.value(), 0.005);
  EXPECT_DOUBLE_EQ(read_print("£2.69m").half_unit.value(), 5000);
}

TEST(ReadPrint, WordsAroundTheValueOrAGarbleInWords) {
  struct Row {
    const char* text;
    double value;
    Wording wording;
  };
  const Row rows[] = {{"ROI 1:3.4", 3.4, Wording::kSame},
                      {"SROI 1:3.75", 3.75, Wording::kSame},
                      {"£3.40 for every £1", 3.4, Wording::kSame},
                      {"SROI 1:3.4 (2012)", 3.4, Wording::kSame},
                      {"conservatively estimated at £170,800", 170800, Wording::kSame},
                      {"estimated to save £900 per person in the first year", 900, Wording::kSame},
                      {"over 330", 330, Wording::kSame},
                      {"nearly £40,000", 40000, Wording::kSame},
                      {"nearly £11.5 million", 11.5e6, Wording::kSame},
                      {"£4 million upwards", 4e6, Wording::kSame},
                      {"less than 23 per cent", 0.23, Wording::kSame},
                      {"almost NZ$17m in deficit", -17e6, Wording::kSame},
                      {"on track to make an $8m surplus", 8e6, Wording::kSame},
                      {"57% ... (i.e. 13 out of 23)", 0.57, Wording::kSame},
                      {"a saving of 90 per cent (£57,000 / 62,000)", 0.9, Wording::kSame},
                      {"116 out of 126", 116, Wording::kSame},
                      {"fell from 54% to 44%", 0.44, Wording::kSame},
                      {"p < .01", 0.01, Wording::kSame},
                      {"5 466", 5466, Wording::kSame},
                      // which way it went
                      {"32% lower", -32, Wording::kSame},
                      {"reduced by 13.6%", -13.6, Wording::kSame},
                      {"a fall of 13.6%", -13.6, Wording::kSame},
                      {"20% less crime than before", -20, Wording::kSame},
                      {"- 32% higher", 32, Wording::kSame},
                      {"32% higher", -32, Wording::kTurned},
                      {"- 32% lower", 32, Wording::kTurned},
                      {"less than 5", -5, Wording::kTurned},
                      {"up to 5", -5, Wording::kTurned},
                      {"down to 5", -5, Wording::kTurned},
                      {"about 0.21", -0.21, Wording::kTurned},
                      {"- 0.21", 0.21, Wording::kTurned},
                      // digits lost, split, strange or of something else
                      {"ROI .03", 3.03, Wording::kOther},
                      {"SROI 7 0.08", 70.08, Wording::kOther},
                      {"SROI 7 0.08", 7, Wording::kOther},
                      {"about 7 0.08", 70.08, Wording::kOther},
                      {"ROI 1:3 .4", 3.4, Wording::kOther},
                      {"ROI 1:3 .4", 3, Wording::kOther},
                      {"7 0.08", 70.08, Wording::kOther},
                      {"over 2428", 428, Wording::kOther},
                      {"over 40", 340, Wording::kOther},
                      {"estimated at £17,800", 170800, Wording::kOther},
                      {"about 24Z8", 8, Wording::kOther},
                      {"about 24Z8", 24, Wording::kOther},
                      {"ROI l.61", 0.61, Wording::kOther},
                      {"about 4?8", 4, Wording::kOther},
                      {"Age 11–14", 11, Wording::kOther},
                      {"between 3 and 4", 3, Wording::kOther},
                      {"SROI 1:2 to 1:8", 2, Wording::kOther},
                      {"£2m to £3m", 3e6, Wording::kOther},
                      {"the majority", 0.6, Wording::kNoDigits},
                      {"halved", -50, Wording::kNoDigits}};
  for (const Row& row : rows)
    EXPECT_EQ(wording(read_print(row.text), row.value), row.wording) << row.text << row.value;
}

TEST(ReadPrint, AnyBytesAreRead) {
  for (const char* text : {"\xff\xfe", "---", "....", ",,,", ".", "1.", "1,", "1e999", "% %", ":",
                           "1:", ":1", "9999999999999999999999999999999999999999", "£", "<<"})
    (void)read_print(text);
  (void)read_print(std::string(100000, '9'));
  EXPECT_EQ(read_print(std::string(390, '9')).number, std::nullopt) << "more than a double holds";
}

TEST(Tolerance, HalfAUnitOfTheLastDigit) {
  const std::pair<double, double> rows[] = {
      {3.03, 0.005}, {3, 0.5},       {697, 0.5},    {400, 0.5}, {1092000, 500}, {400000, 5e3},
      {1.2e6, 5e4},  {0.1234, 5e-5}, {-38704, 0.5}, {0, 0.5},   {1e-7, 5e-8},   {2690000, 5e3}};
  for (const auto& [value, half] : rows)
    EXPECT_NEAR(evidence::half_unit(value), half, half * 1e-9) << value;
  EXPECT_EQ(evidence::decimals_of(2.8), 1);
  EXPECT_NEAR(evidence::rounded(2.8, {{"ratio", "2 2.80"}}, "ratio").high, 2.805, 1e-12);
}

TEST(AuditPrint, WhatAgreesWithThePrintIsSilent) {
  const char* const rows[] = {
      R"({"benefits": [{"amount": 697}], "net_benefit": 467, "ratio": {"central": 3.03},
          "as_printed": {"net_benefit": "467", "ratio": "1:3.03"}})",
      R"({"total_benefits": 1200000, "as_printed": {"total_benefits": "over £1.2m"}})",
      R"({"as_printed": {"ratio": "n/a"}})",
      // words around the figure, and figures in words
      R"({"benefits": [{"amount": 697}], "net_benefit": 467, "ratio": {"central": 3.03},
          "as_printed": {"net_benefit": "estimated at £467 a head", "ratio": "ROI 1:3.03"}})",
      R"({"benefits": [{"amount": 697, "as_printed": {"amount": "worth £697"}}],
          "total_benefits": 697, "total_cost": 230})",
      R"({"total_benefits": 900, "as_printed": {"total_benefits": "set to save £900 in year 1"}})",
      R"({"total_benefits": 60, "total_cost": 20, "ratio": {"central": 3},
          "as_printed": {"ratio": "threefold"}})",
      R"({"net_benefit": -38704, "as_printed": {"net_benefit": "a net cost of £38,704"}})",
      R"({"breakeven": [{"beneficiaries": 98, "as_printed": {"beneficiaries": "only 98"}}]})",
      R"({"benefits": [{"as_printed": {"amount": "not available"}}]})"};
  for (const char* row : rows) EXPECT_THAT(places(flags_of_appraisal(row)), IsEmpty()) << row;
}

struct Row {
  const char* appraisal;
  const char* place;
  std::optional<double> derived;
  const char* says;
};

TEST(AuditPrint, EachReadingIsPutToTheOtherFigures) {
  const Row rows[] = {
      {R"({"benefits": [{"amount": 697}], "net_benefit": 467, "ratio": {"central": 3.03},
           "as_printed": {"ratio": ".03"}})",
       "print_restored /appraisals/0/ratio/central", 697.0 / 230, "it is read as 3.03"},
      {R"({"benefits": [{"amount": 5466}], "net_benefit": 5388, "ratio": {"central": 70.08},
           "as_printed": {"net_benefit": "£5,466"}})",
       "print_restored /appraisals/0/net_benefit", 5466 - 5466 / 70.08, "leave no cost"},
      {R"({"benefits": [{"amount": 1918}], "net_benefit": 1233, "ratio": {"central": 2.8},
           "as_printed": {"ratio": "2 2.80"}})",
       "print_broken /appraisals/0/ratio/central", 1918.0 / 685, "22.80 would not agree"},
      {R"({"benefits": [{"label": "Care", "amount": 428, "as_printed": {"amount": "2428"}},
                        {"amount": 2128}],
           "total_cost": 3538, "net_benefit": -982, "ratio": {"central": 0.72}})",
       "print_restored /appraisals/0/benefits/0/amount", 428, "\"Care\" is printed \"2428\""},
      // nothing to put it to
      {R"({"net_benefit": 5388, "as_printed": {"net_benefit": "£5,466"}})",
       "print_unproven /appraisals/0/net_benefit", std::nullopt, "no other figure can tell"},
      // within the rounding of the rest the print is as good
      {R"({"benefits": [{"amount": 697}], "net_benefit": 467, "ratio": {"central": 3.03},
           "as_printed": {"ratio": "3.04"}})",
       "print_unproven /appraisals/0/ratio/central", 697.0 / 230, "both readings agree"},
      // another line has no amount, so nothing depends on this one
      {R"({"benefits": [{"amount": 428, "as_printed": {"amount": "2428"}}, {}],
           "total_benefits": 2556, "total_cost": 3538, "net_benefit": -982})",
       "print_unproven /appraisals/0/benefits/0/amount", std::nullopt, "no other figure can tell"},
      // words do not make a garble sound
      {R"({"benefits": [{"amount": 697}], "net_benefit": 467, "ratio": {"central": 3.03},
           "as_printed": {"ratio": "ROI .03"}})",
       "print_restored /appraisals/0/ratio/central", 697.0 / 230, "it is read as 3.03"},
      {R"({"benefits": [{"label": "Care", "amount": 428, "as_printed": {"amount": "over 2428"}},
                        {"amount": 2128}],
           "total_cost": 3538, "net_benefit": -982, "ratio": {"central": 0.72}})",
       "print_restored /appraisals/0/benefits/0/amount", 428, "\"over 2428\""},
      {R"({"ratio": {"central": 70.08}, "as_printed": {"ratio": "SROI 7 0.08"}})",
       "print_unproven /appraisals/0/ratio/central", std::nullopt, "no other figure can tell"},
      {R"({"net_benefit": 38704, "as_printed": {"net_benefit": "about - £38,704"}})",
       "print_unproven /appraisals/0/net_benefit", std::nullopt, "no other figure can tell"},
      {R"({"breakeven": [{"beneficiaries": 98, "as_printed": {"beneficiaries": "only 89"}}]})",
       "print_unproven /appraisals/0/breakeven/0/beneficiaries", std::nullopt, "read as 98"},
      // said without a figure
      {R"({"as_printed": {"ratio": "positive cost-benefit ratios"}})",
       "stated_in_words /appraisals/0/ratio", std::nullopt, "nothing else printed gives it"},
      {R"({"total_benefits": 697, "total_cost": 230, "as_printed": {"ratio": "a high return"}})",
       "stated_in_words /appraisals/0/ratio", 697.0 / 230, "give about 3.03"},
      // a number that was not entered
      {R"({"benefits": [{"amount": 697}], "net_benefit": 467, "as_printed": {"ratio": ".03"}})",
       "print_unreadable /appraisals/0/ratio", 697.0 / 230, "the other figures give about 3.03"},
      {R"({"benefits": [{"label": "Care", "as_printed": {"amount": "4?8"}}, {"amount": 2128}],
           "total_benefits": 2556})",
       "print_unreadable /appraisals/0/benefits/0/amount", 428, "give about £428"},
      {R"({"as_printed": {"ratio": "Age 11–14"}})", "wrong_column /appraisals/0/ratio",
       std::nullopt, "something else in the figure's place"},
      {R"({"benefits": [{"as_printed": {"amount": "Crime"}}, {"as_printed": {"amount": "Health"}}],
           "net_benefit": 8205, "ratio": {"central": 1.61}})",
       "words_for_figures /appraisals/0/benefits", 8205 * 1.61 / 0.61, "about £21,656"}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.appraisal);
    const auto flags = flags_of_appraisal(row.appraisal);
    EXPECT_THAT(places(flags), ElementsAre(row.place));
    if (flags.size() != 1) continue;
    EXPECT_TRUE(flags[0].printed);
    EXPECT_EQ(flags[0].derived.has_value(), row.derived.has_value());
    if (row.derived && flags[0].derived) {
      EXPECT_NEAR(*flags[0].derived, *row.derived, 1e-6);
    }
    EXPECT_THAT(flags[0].sentence, HasSubstr(row.says));
  }
}

TEST(AuditPrint, AValueThatDoesNotReconcileIsNoRestoration) {
  EXPECT_THAT(places(flags_of_appraisal(
                  R"({"benefits": [{"amount": 697}], "net_benefit": 467, "ratio": {"central": 4.03},
                      "as_printed": {"ratio": ".03"}})")),
              ElementsAre("print_unproven /appraisals/0/ratio/central",
                          "ratio_differs /appraisals/0/ratio/central"));
}

TEST(AuditPrint, OfFindings) {
  struct Case {
    const char* finding;
    std::vector<std::string> places;
  };
  const Case rows[] = {
      {R"({"value": 0.21, "as_printed": {"value": "- 0.21"}})", {"sign_or_dash /findings/0/value"}},
      {R"({"value": 0.21, "as_printed": {"value": "0.21"}})", {}},
      {R"({"value": 330, "metric": "count", "as_printed": {"value": "over 330"}})", {}},
      {R"({"metric": "count", "as_printed": {"value": "between 3 and 4"}})", {}},
      {R"({"value": 0.49, "metric": "proportion", "as_printed": {"value": "49%"}})", {}},
      {R"({"value": 0.21, "as_printed": {"value": "0.12"}})", {"print_unproven /findings/0/value"}},
      {R"({"value": 0.21, "as_printed": {"value": "0 .21"}})", {"print_broken /findings/0/value"}},
      {R"({"metric": "percent_change", "value": -32, "as_printed": {"value": "32% lower"}})", {}},
      {R"({"metric": "percent_change", "value": -32, "as_printed": {"value": "32% higher"}})",
       {"sign_or_dash /findings/0/value"}},
      {R"({"metric": "percent_change", "value": 32, "as_printed": {"value": "- 32% higher"}})", {}},
      {R"({"metric": "percent_change", "value": 32, "as_printed": {"value": "- 32% lower"}})",
       {"sign_or_dash /findings/0/value"}},
      {R"({"metric": "percent_change", "value": -50, "as_printed": {"value": "halved"}})", {}},
      {R"({"metric": "count", "value": 330, "as_printed": {"value": "over 33"}})",
       {"print_unproven /findings/0/value"}},
      {R"({"metric": "count", "value": 3, "as_printed": {"value": "between 3 and 4"}})",
       {"print_unproven /findings/0/value"}},
      {R"({"metric": "narrative", "as_printed": {"value": "far more", "before": "almost no one"}})",
       {}},
      {R"({"metric": "proportion", "as_printed": {"value": "the majority"}})", {}},
      {R"({"metric": "percent_change", "as_printed": {"value": "by 20 to 30 per cent"}})", {}},
      {R"({"metric": "count", "before": 5, "as_printed": {"before": "more than 50"}})",
       {"print_unproven /findings/0/before"}},
      {R"({"metric": "count", "as_printed": {"before": "17"}})",
       {"wrong_column /findings/0/before"}},
      {R"({"as_printed": {"value": "Age 11-14"}})", {"wrong_column /findings/0/value"}},
      {R"({"value": 0.2, "se": 0.1, "as_printed": {"se": "1.0"}})",
       {"print_unproven /findings/0/se"}}};
  for (const Case& row : rows)
    EXPECT_EQ(places(flags_of_finding(row.finding)), row.places) << row.finding;
}

}  // namespace
}  // namespace outturn::testing
