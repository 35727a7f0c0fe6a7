// SPDX-License-Identifier: GPL-3.0-or-later
// A local case in words and as a drawing: the sentences that matter, at the ends of their figures
// too, and a chart only where there is something to draw.
#include "server/render/breakeven_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/evidence/record_json.h"
#include "server/render/breakeven_chart.h"
#include "tests/unit/sample.h"

namespace outturn::render {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

evidence::Record sample() { return evidence::from_json(testing::sample_json()).value(); }

evidence::LocalInputs inputs_of(const evidence::Record& record, double cost,
                                const evidence::LocalChoice& choice = {}) {
  evidence::LocalInputs inputs;
  inputs.cost = cost;
  inputs.caseload = 10;
  inputs.basis = evidence::local_basis(&record, choice).value();
  inputs.options.draws = 1000;
  return inputs;
}

std::vector<std::string> warnings(const evidence::Record& record,
                                  const evidence::LocalInputs& inputs) {
  return warning_sentences(&record, inputs, evidence::answer_local(inputs).value());
}

TEST(BreakevenWords, AmountsAreNeverRoundedToNothing) {
  const std::optional<std::string> pounds = "GBP";
  EXPECT_EQ(amount_text(0.00123, pounds), "£0.0012");
  EXPECT_EQ(amount_text(-0.0049, pounds), "\u2212£0.0049");
  EXPECT_EQ(amount_text(1e-15, pounds), "£1e-15");
  EXPECT_EQ(amount_text(0, pounds), "£0");
  EXPECT_EQ(amount_text(1.5, pounds), "£1.50");
  EXPECT_EQ(whole_amount(0.4, pounds), "£0.40");
  EXPECT_EQ(whole_amount(-1234.56, pounds), "\u2212£1,235");
}

TEST(BreakevenWords, FewDrawsAreNotSaidToAgree) {
  const auto record = sample();
  auto inputs = inputs_of(record, 5000);
  for (const auto& [draws, words] : {std::pair<std::size_t, const char*>{1, "1 draw of the effect"},
                                     {999, "too few"},
                                     {1000, "agrees"}}) {
    inputs.options.draws = draws;
    const auto steps = working_sentences(inputs, evidence::answer_local(inputs).value());
    EXPECT_THAT(steps, Contains(HasSubstr(words))) << draws;
    EXPECT_EQ(draws < 1000, !::testing::Value(steps, Contains(HasSubstr("agrees")))) << draws;
  }
}

TEST(BreakevenWords, OtherEffectsAreWarnedOf) {
  // Effects of -0.4, -0.2 and 0 where lower is better, each with an SE of 0.2, worth 6,970 at the
  // one used: with a cost of 5,000, Phi((1 - 0.717360) x 0.2 / 0.2) = Phi(0.282640) = 61.1%.
  auto record = sample();
  auto& first = record.findings[0];
  ASSERT_EQ(first.better, "lower");
  record.findings.resize(1);
  EXPECT_THAT(warnings(record, inputs_of(record, 5000)), Not(Contains(HasSubstr("effects; this"))));
  auto weak = record.findings[0];
  weak.value = -0.2;
  weak.se = 0.2;
  auto none = weak;
  none.value = 0;
  record.findings.push_back(weak);
  record.findings.push_back(none);
  EXPECT_THAT(warnings(record, inputs_of(record, 5000)),
              Contains(AllOf(HasSubstr("The record has 3 effects; this one, on"),
                             HasSubstr("is the most favourable."),
                             HasSubstr("1 other gives a chance of paying back of 61.1%."),
                             HasSubstr("With 1 other it would pay back at no caseload"))));
  evidence::LocalChoice choice;
  choice.finding = 1;
  EXPECT_THAT(warnings(record, inputs_of(record, 5000, choice)),
              Contains(HasSubstr("is not the most favourable.")));
  choice = {};
  choice.effect = -0.3;
  EXPECT_THAT(warnings(record, inputs_of(record, 5000, choice)),
              Not(Contains(HasSubstr("effects; this"))))
      << "the reader's own effect is not one of the record's";
}

TEST(BreakevenWords, WithoutAGainNothingIsSaidToBeWorthAnything) {
  auto record = sample();
  record.findings[0].value = 0;
  evidence::LocalChoice choice;
  choice.finding = 0;
  const auto inputs = inputs_of(record, 5000, choice);
  const auto answer = evidence::answer_local(inputs).value();
  EXPECT_EQ(answer.verdict, evidence::Verdict::kAtNoCaseload);
  EXPECT_FALSE(answer.worth);
  EXPECT_THAT(working_sentences(inputs, answer),
              Not(Contains(HasSubstr("Worth of the effect for one participant"))));
}

TEST(BreakevenWords, FiguresAtTheirEnds) {
  EXPECT_EQ(chance_text(0.99584), "99.6%");
  EXPECT_EQ(chance_text(1), "more than 99.9%");
  EXPECT_EQ(chance_text(0), "less than 0.1%");
  EXPECT_EQ(worked_effect(-0.2995), "\u22120.30");
  EXPECT_EQ(worked_effect(0.0123), "+0.012");
  EXPECT_EQ(worked_effect(0), "0.00");
  EXPECT_EQ(share_text(0.3403), "34%");
  EXPECT_EQ(share_text(0.0125), "1.2%");
  EXPECT_EQ(share_text(12), "12.0 times");
  EXPECT_EQ(points_text(0.0005), "0.05");
  EXPECT_EQ(points_text(1e-6), "less than 0.01");
}

TEST(BreakevenWords, TheWorkingHasEveryStep) {
  const auto record = sample();
  const auto inputs = inputs_of(record, 5000);
  const auto answer = evidence::answer_local(inputs).value();
  const auto steps = working_sentences(inputs, answer);
  EXPECT_THAT(steps, Contains(HasSubstr("£5,000 / £697 = 7.17, in whole people 8 people")));
  EXPECT_THAT(steps, Contains(HasSubstr("10 × £697 = £6,970")));
  EXPECT_THAT(steps, Contains(HasSubstr("72% of \u22120.40 is \u22120.29")));
  EXPECT_THAT(steps, Contains(HasSubstr("1.13 standard errors above the cost")));
  EXPECT_THAT(steps, Contains(HasSubstr("agrees")));
}

TEST(BreakevenWords, WhatIsMissingSaysWhy) {
  const auto record = sample();
  evidence::LocalChoice choice;
  choice.se = 0;
  const auto inputs = inputs_of(record, 5000, choice);
  const auto answer = evidence::answer_local(inputs).value();
  EXPECT_THAT(working_sentences(inputs, answer), Contains(HasSubstr("error of 0 would mean")));
}

TEST(BreakevenWords, PricesAreWarnedOf) {
  auto record = sample();
  EXPECT_THAT(warnings(record, inputs_of(record, 5000)),
              Contains(HasSubstr("does not state the price year")));
  record.appraisals[0].price_year = 2010;
  EXPECT_THAT(warnings(record, inputs_of(record, 5000)),
              Contains(HasSubstr("in prices of 2010; the same uprated is among the values")));
  evidence::LocalChoice choice;
  choice.value_from = "0.benefits.uprated";
  EXPECT_THAT(warnings(record, inputs_of(record, 5000, choice)), Contains(HasSubstr(", uprated.")));
  record.appraisals[0].currency = "USD";
  EXPECT_THAT(warnings(record, inputs_of(record, 5000)), Contains(HasSubstr("in USD")));
  record.appraisals[0].currency.reset();
  EXPECT_THAT(warnings(record, inputs_of(record, 5000)),
              Contains(HasSubstr("does not state the currency")));
  choice = {};
  choice.value = 700;
  EXPECT_THAT(warnings(record, inputs_of(record, 5000, choice)),
              Not(Contains(HasSubstr("currency"))))
      << "a value given is in the reader's own money";
}

TEST(BreakevenChart, DrawnOnlyWhereThereIsABreakeven) {
  const auto record = sample();
  const auto inputs = inputs_of(record, 5000);
  const auto chart = breakeven_chart(inputs, evidence::answer_local(inputs).value());
  ASSERT_TRUE(chart.is_object());
  const auto x = [&](const char* name) {
    return std::stod(chart.at(name).at("x").get<std::string>());
  };
  EXPECT_LT(x("zero"), x("breakeven"));
  EXPECT_LT(x("breakeven"), x("published")) << "right favours, though the figures are negative";
  const auto far = inputs_of(record, 1e6);
  const auto beyond = breakeven_chart(far, evidence::answer_local(far).value());
  EXPECT_TRUE(beyond.at("band").is_null());
  EXPECT_THAT(beyond.at("breakeven").at("text").get<std::string>(), HasSubstr("far off"));
  evidence::LocalChoice choice;
  choice.value = -1;
  const auto none = inputs_of(record, 5000, choice);
  EXPECT_TRUE(breakeven_chart(none, evidence::answer_local(none).value()).is_null());
}

}  // namespace
}  // namespace outturn::render
