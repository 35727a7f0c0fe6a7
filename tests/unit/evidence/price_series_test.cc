// SPDX-License-Identifier: GPL-3.0-or-later
// The series that ship: what they hold, which way round they are, and what a faulty file is told.
#include "schema/evidence/price_series.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "schema/evidence/corpus_file.h"

namespace outturn::evidence {
namespace {

using arithmetic::YearBasis;
using nlohmann::json;
using testing::HasSubstr;

TEST(PriceSeries, TreasuryDeflatorsOfMarch2020) {
  const auto& series = *gdp_deflator("GB-ENG", YearBasis::kFinancial).value();
  EXPECT_EQ(series.source, "HM Treasury, March 2020");
  EXPECT_EQ(series.first_year, 1955);
  EXPECT_EQ(series.last_year(), 2018);
  EXPECT_EQ(arithmetic::value_in(series, 2018).value(), 100);
  EXPECT_NEAR(arithmetic::value_in(series, 2008).value(), 84.190175, 1e-9);
  // The Treasury's own old example has 2.21% here: editions revise, so the edition is named.
  EXPECT_NEAR(arithmetic::uprate(100, 1998, 1999, series)->amount, 100.396, 0.001);
  EXPECT_THAT(arithmetic::uprate(1, 2018, 2020, series).error().message,
              HasSubstr("holds 1955-56 to 2018-19; 2020-21 is outside it"));
}

TEST(PriceSeries, CalendarDeflatorsOfSixPlaces) {
  for (const auto* place : {"GB", "US", "EU", "AU", "CA", "NZ"}) {
    const auto& series = *gdp_deflator(place, YearBasis::kCalendar).value();
    EXPECT_EQ(series.first_year, 1960) << place;
    EXPECT_EQ(series.last_year(), 2024) << place;
    EXPECT_EQ(arithmetic::value_in(series, 2020).value(), 100) << place;
  }
  EXPECT_FALSE(gdp_deflator("US", YearBasis::kFinancial));
  // measure-up.org has 15,258 for a WELLBY of 2019 in 2023, by an index of its own.
  const auto& uk = *gdp_deflator("GB", YearBasis::kCalendar).value();
  EXPECT_GT(std::abs(arithmetic::uprate(13000, 2019, 2023, uk)->amount - 15258), 100);
}

TEST(PriceSeries, RatesAreUnitsForOneDollar) {
  const auto& pound = *market_rate("GBP").value();
  // A pound has been worth more than a dollar in every year since 1971.
  for (const double per_dollar : pound.values) EXPECT_LT(per_dollar, 1);
  EXPECT_EQ(pound.last_year(), 2025);
  EXPECT_NEAR(arithmetic::value_in(pound, 2019).value(), 0.783317, 1e-6);
  const auto& dollar = *market_rate("USD").value();
  EXPECT_NEAR(arithmetic::convert_currency(100, 2019, dollar, pound)->amount, 78.33, 0.01);
  for (const auto* weaker : {"AUD", "CAD", "NZD", "DKK", "SEK", "NOK", "ZAR"})
    EXPECT_GT(arithmetic::value_in(*market_rate(weaker).value(), 2019).value(), 1) << weaker;
  EXPECT_EQ(market_rate("EUR").value()->first_year, 1999);
  EXPECT_THAT(market_rate("XYZ").error().hint, HasSubstr("held: USD, GBP, EUR"));
}

TEST(PriceSeries, ParitiesAreByCountry) {
  const auto& uk = *purchasing_power("GB-SCT").value();
  const auto& us = *purchasing_power("US").value();
  const auto converted = arithmetic::convert_currency(1000, 2016, us, uk).value();
  EXPECT_NEAR(converted.amount, 688.603, 0.001);
  EXPECT_THAT(converted.method, HasSubstr("purchasing power parity of 2016"));
  EXPECT_EQ(purchasing_power("IE").value()->currency, "EUR");
  EXPECT_EQ(purchasing_power("EU").error().code, base::Code::kNotFound);
  const auto& deflator = *gdp_deflator("GB", YearBasis::kCalendar).value();
  EXPECT_TRUE(arithmetic::restate(1000, {2016, 2024}, us, uk, deflator));
}

TEST(PriceSeries, DiscountSchedulesAreDataAndUnderReview) {
  const auto& standard = *discount_schedule("green_book_standard").value();
  EXPECT_THAT(standard.note, HasSubstr("under review"));
  EXPECT_NEAR(arithmetic::discount_factor(standard, 30).value(), 0.356278, 1e-6);
  EXPECT_NEAR(arithmetic::discount_factor(standard, 125).value(), 0.027411, 1e-6);
  EXPECT_FALSE(arithmetic::discount_factor(standard, 126));
  const auto& health = *discount_schedule("green_book_health").value();
  EXPECT_NEAR(arithmetic::discount_factor(health, 30).value(), 0.639762, 1e-6);
  EXPECT_TRUE(arithmetic::discount_factor(*discount_schedule("green_book_2003").value(), 400));
  EXPECT_THAT(discount_schedule("none").error().hint, HasSubstr("green_book_reduced"));
}

json series_file() {
  return json::parse(R"({"format": "outturn-series/1", "kind": "gdp_deflator",
    "sources": [{"id": "s", "publisher": "P", "title": "T", "edition": "E", "licence": "L",
                 "note": "N"}],
    "series": [{"id": "one", "label": "One", "area": "GB", "currency": "GBP",
                "years": "calendar", "base": "2000 = 100", "source": "s", "first_year": 2000,
                "values": [100, 102.5]}]})");
}

json schedule_file() {
  json file = series_file();
  file["kind"] = "discount_schedule";
  file.erase("series");
  file["schedules"] = json::parse(R"([{"id": "one", "label": "One", "source": "s",
                                       "bands": [{"from_year": 1, "rate": 0.03}]}])");
  return file;
}

TEST(PriceTables, ReadsBothKindsOfFile) {
  const auto tables = read_price_tables(series_file()).value();
  ASSERT_EQ(tables.series.size(), 1U);
  EXPECT_EQ(tables.series[0].source, "P, E");
  EXPECT_EQ(tables.series[0].values[1], 102.5);
  const auto schedules = read_price_tables(schedule_file()).value().schedules;
  ASSERT_EQ(schedules.size(), 1U);
  EXPECT_FALSE(schedules[0].last_year);
}

TEST(PriceTables, AFaultIsNamedWithItsPlace) {
  const struct {
    json (*file)();
    const char* pointer;
    json value;  ///< null drops the field
    const char* where;
  } kFaults[] = {
      {series_file, "/format", "outturn-series/2", "/format"},
      {series_file, "/kind", "prices", "/kind"},
      {series_file, "/kind", nullptr, ""},
      {series_file, "/sources", json::array(), "/sources"},
      {series_file, "/sources/0/licence", 3, "/sources/0/licence"},
      {series_file, "/sources/0/edition", nullptr, "/sources/0"},
      {series_file, "/series", 7, "/series"},
      {series_file, "/series/0", 7, "/series/0"},
      {series_file, "/series/0/source", "t", "/series/0/source"},
      {series_file, "/series/0/years", "school", "/series/0/years"},
      {series_file, "/series/0/first_year", 2000.5, "/series/0/first_year"},
      {series_file, "/series/0/first_year", 99999999999, "/series/0/first_year"},
      {series_file, "/series/0/values", json::array(), "/series/0/values"},
      {series_file, "/series/0/values", json(5000, 1), "/series/0/values"},
      {series_file, "/series/0/values/1", 0, "/series/0/values/1"},
      {series_file, "/series/0/values/1", "2", "/series/0/values/1"},
      {schedule_file, "/schedules/0/bands/0/from_year", 2, "/schedules/0"},
      {schedule_file, "/schedules/0/bands/0/rate", -1, "/schedules/0"},
      {schedule_file, "/schedules/0/bands/0/rate", "3%", "/schedules/0/bands/0/rate"},
      {schedule_file, "/schedules/0/last_year", 0, "/schedules/0/last_year"},
  };
  for (const auto& fault : kFaults) {
    json file = fault.file();
    const json::json_pointer pointer(fault.pointer);
    if (fault.value.is_null())
      file[pointer.parent_pointer()].erase(pointer.back());
    else
      file[pointer] = fault.value;
    const auto tables = read_price_tables(file);
    ASSERT_FALSE(tables) << fault.pointer;
    EXPECT_EQ(tables.error().where, fault.where) << tables.error().message;
    EXPECT_EQ(tables.error().code, base::Code::kInvalidData);
  }
  json twice = series_file();
  twice["series"].push_back(twice["series"][0]);
  EXPECT_EQ(read_price_tables(twice).error().where, "/series/1/id");
  EXPECT_FALSE(read_price_tables(json::array()));
}

TEST(PriceTables, StandBesideRecordsInTheCorpus) {
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(OUTTURN_CORPUS_DIR) + "/economics")) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    std::ifstream stream(entry.path());
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const auto corpus = read_corpus(text);
    EXPECT_EQ(corpus.holds, Holds::kSeries) << entry.path();
    EXPECT_TRUE(corpus.problems.empty()) << entry.path();
    EXPECT_TRUE(corpus.records.empty()) << entry.path();
  }
  EXPECT_EQ(files, 4U);
  json broken = series_file();
  broken["series"][0]["values"][1] = -1;
  const auto corpus = read_corpus(broken.dump());
  ASSERT_EQ(corpus.problems.size(), 1U);
  EXPECT_EQ(corpus.problems[0].pointer, "/series/0/values/1");
}

}  // namespace
}  // namespace outturn::evidence
