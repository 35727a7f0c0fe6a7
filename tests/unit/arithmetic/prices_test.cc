// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/evidence/arithmetic/prices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/unit/arithmetic/not_numbers.h"

namespace outturn::arithmetic {
namespace {

using test::kInfinity;
using test::kNan;
using testing::HasSubstr;

Series make(SeriesKind kind, std::string currency, std::vector<double> values) {
  Series series;
  series.kind = kind;
  series.label = currency + " series";
  series.currency = std::move(currency);
  series.source = "Office, May 2020";
  series.first_year = 2000;
  series.values = std::move(values);
  return series;
}

TEST(Prices, YearsAreNamedAsTheTreasuryNamesThem) {
  EXPECT_EQ(year_label(YearBasis::kCalendar, 1999), "1999");
  EXPECT_EQ(year_label(YearBasis::kFinancial, 2018), "2018-19");
  EXPECT_EQ(year_label(YearBasis::kFinancial, 1999), "1999-00");
  EXPECT_EQ(year_label(YearBasis::kFinancial, 2008), "2008-09");
  EXPECT_EQ(financial_year("1999-00").value(), 1999);
  EXPECT_EQ(financial_year("2008/09").value(), 2008);
  for (const auto* wrong : {"", "2018", "2018-20", "2018-2019", "18-19", "abcd-ef", "2018-1 "})
    EXPECT_FALSE(financial_year(wrong)) << wrong;
}

TEST(Prices, UpratingGoesBothWaysAndSaysHow) {
  auto deflator = make(SeriesKind::kGdpDeflator, "GBP", {80, 100, 120});
  deflator.label = "UK GDP deflator, financial years";
  deflator.years = YearBasis::kFinancial;
  const auto up = uprate(-50, 2001, 2002, deflator).value();
  EXPECT_DOUBLE_EQ(up.amount, -60);
  EXPECT_EQ(up.method,
            "uprated from 2001-02 to 2002-03 prices by the UK GDP deflator, financial years "
            "(Office, May 2020): x 1.2");
  EXPECT_DOUBLE_EQ(uprate(50, 2001, 2000, deflator)->amount, 40);
  EXPECT_DOUBLE_EQ(uprate(50, 2001, 2001, deflator)->factor, 1);
}

TEST(Prices, NothingIsGuessedBeyondTheSeries) {
  const auto deflator = make(SeriesKind::kGdpDeflator, "GBP", {80, 100, 120});
  EXPECT_EQ(uprate(1, 2001, 2003, deflator).error().message,
            "GBP series (Office, May 2020) holds 2000 to 2002; 2003 is outside it");
  EXPECT_FALSE(uprate(1, 1999, 2001, deflator));
  EXPECT_FALSE(uprate(1, std::numeric_limits<int>::min(), 2001, deflator));
  EXPECT_FALSE(uprate(1, std::numeric_limits<int>::max(), 2001, deflator));
  EXPECT_FALSE(uprate(1, 2000, 2000, make(SeriesKind::kGdpDeflator, "GBP", {})));
}

TEST(Prices, ASeriesMayBeginInTheLastYearThereIs) {
  auto deflator = make(SeriesKind::kGdpDeflator, "GBP", {80, 100, 120});
  deflator.first_year = std::numeric_limits<int>::max();
  EXPECT_EQ(deflator.last_year(), deflator.first_year);
  EXPECT_EQ(*value_in(deflator, deflator.first_year), 80);
  EXPECT_FALSE(value_in(deflator, 2001));
}

TEST(Prices, RefusesWhatCannotBeReckonedWith) {
  const auto deflator = make(SeriesKind::kGdpDeflator, "GBP", {1e-300, 100, 1e300, 0, kNan, -1});
  EXPECT_FALSE(uprate(kNan, 2001, 2001, deflator));
  EXPECT_FALSE(uprate(kInfinity, 2001, 2001, deflator));
  EXPECT_FALSE(uprate(1, 2000, 2002, deflator));      // a factor of 1e600
  EXPECT_FALSE(uprate(1, 2002, 2000, deflator));      // a factor of 1e-600
  EXPECT_FALSE(uprate(1e308, 2001, 2002, deflator));  // an amount past the range
  for (const int year : {2003, 2004, 2005}) EXPECT_FALSE(uprate(1, 2001, year, deflator)) << year;
  EXPECT_FALSE(uprate(1, 2000, 2000, make(SeriesKind::kMarketRate, "GBP", {1})));
}

TEST(Prices, ConvertsByTheRateOfThePriceYearAndNamesIt) {
  const auto pounds = make(SeriesKind::kMarketRate, "GBP", {0.66, 0.8});
  const auto dollars = make(SeriesKind::kMarketRate, "USD", {1, 1});
  const auto to_pounds = convert_currency(100, 2000, dollars, pounds).value();
  EXPECT_DOUBLE_EQ(to_pounds.amount, 66);
  EXPECT_EQ(to_pounds.method,
            "converted from USD to GBP at the mean market exchange rate of 2000: 0.66 GBP for "
            "1 USD (Office, May 2020)");
  EXPECT_DOUBLE_EQ(convert_currency(66, 2000, pounds, dollars)->amount, 100);
  const auto parity = make(SeriesKind::kPurchasingPower, "GBP", {0.7, 0.7});
  const auto parity_usd = make(SeriesKind::kPurchasingPower, "USD", {1, 1});
  EXPECT_THAT(convert_currency(1, 2001, parity, parity_usd)->method,
              HasSubstr("by the purchasing power parity of 2001"));
  EXPECT_THAT(convert_currency(1, 2000, parity, dollars).error().message, HasSubstr("mixed"));
  EXPECT_FALSE(convert_currency(1, 2002, pounds, dollars));
  EXPECT_FALSE(convert_currency(kNan, 2000, pounds, dollars));
  const auto deflator = make(SeriesKind::kGdpDeflator, "USD", {1, 1});
  EXPECT_FALSE(convert_currency(1, 2000, deflator, deflator));
}

TEST(Prices, RestatesByConvertingFirst) {
  const auto pounds = make(SeriesKind::kMarketRate, "GBP", {0.5, 0.8});
  const auto dollars = make(SeriesKind::kMarketRate, "USD", {1, 1});
  auto deflator = make(SeriesKind::kGdpDeflator, "GBP", {100, 110});
  const auto restated = restate(100, {2000, 2001}, dollars, pounds, deflator).value();
  EXPECT_DOUBLE_EQ(restated.amount, 55);  // 100 x 0.5 x 1.1, and not 100 x 0.8
  EXPECT_DOUBLE_EQ(restated.factor, 0.55);
  EXPECT_THAT(restated.method, HasSubstr("; uprated from 2000 to 2001 prices"));
  deflator.years = YearBasis::kFinancial;
  EXPECT_FALSE(restate(100, {2000, 2001}, dollars, pounds, deflator));
  const auto wrong = make(SeriesKind::kGdpDeflator, "USD", {100, 110});
  EXPECT_FALSE(restate(100, {2000, 2001}, dollars, pounds, wrong));
}

TEST(Prices, AWellbyFollowsIncomesToo) {
  EXPECT_DOUBLE_EQ(uprate_wellby(13000, {1.1, 1, 1.3}).value(), 14300);
  EXPECT_DOUBLE_EQ(uprate_wellby(13000, {1, 1.05, 1.3}).value(), 13000 * std::pow(1.05, 1.3));
  EXPECT_FALSE(uprate_wellby(13000, {0, 1, 1.3}));
  EXPECT_FALSE(uprate_wellby(kNan, {}));
  EXPECT_FALSE(uprate_wellby(1, {1, 1e300, 5}));
}

}  // namespace
}  // namespace outturn::arithmetic
