// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of comparables, and an answer as JSON.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server/api/comparable.h"
#include "server/search/permalink.h"
#include "tests/unit/published_corpus.h"
#include "tests/unit/sample.h"

namespace outturn::api {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const search::Generation& generation() {
  static const testing::TemporaryFolder folder;
  static const auto published = testing::publish(testing::shipped_corpus(), folder);
  return *published;
}

ComparableReading read(std::vector<Parameter> parameters, std::string_view id = {}) {
  return read_comparable({"/comparables", std::move(parameters), false}, generation(), id);
}

TEST(ComparableReading, NothingIsAskedWithoutParameters) {
  const auto reading = read({});
  EXPECT_FALSE(reading.asked);
  EXPECT_THAT(reading.problems, IsEmpty());
}

TEST(ComparableReading, ADescriptionIsTrimmedAndKept) {
  const auto reading = read({{"q", "  nurses\r\n\r\nvisit  mothers "}, {"setting", "home"}});
  EXPECT_TRUE(reading.asked);
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_EQ(reading.question.description, "nurses visit mothers");
  EXPECT_TRUE(reading.question.filters.active(index::FilterId::kSetting));
  EXPECT_EQ(search::filters_query(reading.question.filters), "setting=home");
}

TEST(ComparableReading, EveryProblemIsNamed) {
  const auto reading = read({{"q", std::string(kLongestTyped + 1, 'x')},
                             {"limit", "0"},
                             {"outcome", "nonsense"},
                             {"age_min", "many"},
                             {"sort", "title"},
                             {"page", "2"}});
  EXPECT_THAT(reading.problems, SizeIs(6));
  for (const auto& [name, value] : {std::pair("limit", "51"), std::pair("limit", "-1"),
                                    std::pair("limit", "ten"), std::pair("id_min", "1")})
    EXPECT_THAT(read({{"q", "nurse"}, {name, value}}).problems, SizeIs(1)) << value;
}

TEST(ComparableReading, AnEmptyDescriptionIsAProblem) {
  for (const char* text : {"", "   ", "\r\n"})
    EXPECT_THAT(read({{"q", text}}).problems, SizeIs(1)) << text;
  EXPECT_THAT(read({{"id", ""}, {"q", ""}}).problems, SizeIs(1));
  EXPECT_THAT(read({{"id", "safecare"}, {"q", ""}}).problems, IsEmpty());
}

TEST(ComparableReading, OneThingIsCompared) {
  EXPECT_THAT(read({{"id", "safecare"}, {"q", "nurse"}}).problems, SizeIs(1));
  EXPECT_THAT(read({{"q", "nurse"}, {"q", "doctor"}}).problems, SizeIs(1));
  EXPECT_THAT(read({{"q", "nurse"}}, "safecare").problems, SizeIs(1));
  EXPECT_THAT(read({{"limit", "5"}}, "safecare").problems, IsEmpty());
}

nlohmann::json answer(std::vector<Parameter> parameters, std::string_view id = {}) {
  const auto reading = read(std::move(parameters), id);
  EXPECT_THAT(reading.problems, IsEmpty());
  const auto found = search::comparables(generation(), reading.question);
  if (!found) return base::row(found.error().code).slug;
  return nlohmann::json::parse(comparables_json(*found).body);
}

TEST(ComparablesJson, HoldsReasonsAndResults) {
  const auto json = answer({{"limit", "3"}}, "family-nurse-partnership");
  ASSERT_EQ(json.at("comparables").size(), 3U);
  for (const auto& one : json.at("comparables")) {
    EXPECT_FALSE(one.at("reason").get<std::string>().empty());
    EXPECT_FALSE(one.at("results").at("text").get<std::string>().empty());
    double sum = 0;
    for (const auto& part : one.at("parts"))
      sum += part.at("weight").get<double>() * part.at("likeness").get<double>();
    EXPECT_NEAR(sum, one.at("score").get<double>(), 0.05);
  }
}

TEST(ComparablesJson, TheProgrammeStandsApart) {
  const auto json = answer({}, "signs-of-safety-swansea");
  EXPECT_EQ(json.at("same_programme").at("programme"), "Signs of Safety");
  EXPECT_EQ(json.at("same_programme").at("total"), 12);
  EXPECT_EQ(json.at("same_programme").at("records").size(), 5U);
  for (const auto& one : json.at("comparables")) EXPECT_NE(one.at("programme"), "Signs of Safety");
}

TEST(ComparablesJson, FiltersHold) {
  const auto json = answer({{"q", "parents and schools"}, {"type", "review"}});
  ASSERT_FALSE(json.at("comparables").empty());
  for (const auto& one : json.at("comparables")) EXPECT_EQ(one.at("type"), "review");
}

TEST(ComparablesJson, WhatCannotBeComparedIsRefused) {
  EXPECT_EQ(answer({{"q", "and of the with"}}), "bad_request");
  EXPECT_EQ(answer({{"q", "?!"}}), "bad_request");
  EXPECT_EQ(answer({}, "no-such-record"), "not_found");
  EXPECT_EQ(answer({}, std::string(5'000, 'x')), "not_found");
}

}  // namespace
}  // namespace outturn::api
