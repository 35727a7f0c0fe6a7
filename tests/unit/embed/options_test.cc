// SPDX-License-Identifier: GPL-3.0-or-later
// The options of embedding: what is read, what is left to the search, what is refused.
#include <gmock/gmock.h>

#include <array>

#include "server/api/embed.h"

namespace outturn::api {
namespace {

constexpr std::array<std::string_view, 8> kAll{"tier", "record", "prefix", "heading",
                                               "form", "height", "open",   "lock"};

EmbedReading read(std::vector<Parameter> parameters) {
  return read_embed({"/embed", std::move(parameters)}, kAll);
}

TEST(EmbedOptions, AreUsualWhereNothingIsGiven) {
  const auto reading = read({{"q", "nurse"}, {"prefix", ""}, {"heading", " "}});
  EXPECT_TRUE(reading.problems.empty());
  EXPECT_EQ(reading.options.prefix, "outturn-");
  EXPECT_EQ(reading.options.heading, 2);
  EXPECT_TRUE(reading.options.form);
  EXPECT_FALSE(reading.options.height);
  ASSERT_EQ(reading.search.parameters.size(), 1U);
  EXPECT_EQ(reading.search.parameters[0].name, "q");
  EXPECT_EQ(reading.search.path, "/embed");
}

TEST(EmbedOptions, AreTakenOutOfTheSearch) {
  const auto reading = read({{"tier", "component"},
                             {"prefix", "a-1"},
                             {"heading", "5"},
                             {"form", "no"},
                             {"height", "yes"},
                             {"open", "yes"},
                             {"lock", "yes"},
                             {"record", "x"},
                             {"sort", "year"}});
  EXPECT_TRUE(reading.problems.empty());
  EXPECT_EQ(reading.options.tier, Tier::kComponent);
  EXPECT_EQ(reading.options.name("q"), "a-1q");
  EXPECT_EQ(reading.options.heading, 5);
  EXPECT_FALSE(reading.options.form);
  EXPECT_TRUE(reading.options.height && reading.options.open && reading.options.lock);
  EXPECT_EQ(reading.options.record, "x");
  ASSERT_EQ(reading.search.parameters.size(), 1U);
}

TEST(EmbedOptions, OfAnotherAddressStayInTheSearch) {
  constexpr std::array<std::string_view, 1> kOne{"height"};
  const auto reading = read_embed({"/embed/search", {{"prefix", "a"}, {"height", "no"}}}, kOne);
  ASSERT_EQ(reading.search.parameters.size(), 1U);
  EXPECT_EQ(reading.search.parameters[0].name, "prefix");
  EXPECT_EQ(reading.options.prefix, "outturn-");
}

TEST(EmbedOptions, OfTheWrongKindAreRefused) {
  const std::string longest(kLongestPrefix, 'a');
  EXPECT_TRUE(read({{"prefix", longest}}).problems.empty());
  const std::vector<Parameter> wrong{{"prefix", longest + "a"},
                                     {"prefix", "A"},
                                     {"prefix", "a b"},
                                     {"prefix", "\"><script>"},
                                     {"prefix", "a_b"},
                                     {"prefix", "\xc3\xa9"},
                                     {"heading", "1"},
                                     {"heading", "6"},
                                     {"heading", "-2"},
                                     {"heading", "2.5"},
                                     {"heading", "h3"},
                                     {"heading", "99999999999999999999"},
                                     {"tier", "popup"},
                                     {"height", "640"},
                                     {"form", "true"},
                                     {"lock", "on"},
                                     {"record", std::string(201, 'x')}};
  for (const Parameter& one : wrong) {
    const auto reading = read({one});
    ASSERT_EQ(reading.problems.size(), 1U) << one.name << " " << one.value;
    EXPECT_EQ(reading.problems[0].parameter, one.name);
    EXPECT_LT(reading.problems[0].message.size(), 120U);
    EXPECT_EQ(reading.options.prefix, "outturn-");
    EXPECT_EQ(reading.options.heading, 2);
  }
}

TEST(EmbedOptions, AreGivenOnce) {
  const auto reading = read({{"prefix", "a"}, {"prefix", "b"}});
  ASSERT_EQ(reading.problems.size(), 1U);
  EXPECT_THAT(reading.problems[0].message, ::testing::HasSubstr("more than once"));
}

}  // namespace
}  // namespace outturn::api
