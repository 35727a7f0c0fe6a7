// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of suggestions, and the answer: its shape and where each suggestion leads.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server/api/suggest.h"
#include "server/search/permalink.h"

namespace outturn::api {
namespace {

using nlohmann::json;

SuggestReading reading(std::vector<Parameter> parameters) {
  return read_suggest({"/api/v1/suggest", std::move(parameters), false});
}

TEST(SuggestJson, EveryWrongParameterIsNamed) {
  const auto wrong = reading(
      {{"q", "a"}, {"q", "b"}, {"limit", "0"}, {"sort", "x"}, {"prefix", "y"}, {"limit", "3"}});
  EXPECT_EQ(wrong.problems.size(), 5U);
  for (const char* limit : {"0", "21", "-1", "1.5", "x", "99999999999999999999"})
    EXPECT_EQ(reading({{"q", "a"}, {"limit", limit}}).problems.size(), 1U) << limit;
}

TEST(SuggestJson, NothingIsAskedForByAnEmptyBox) {
  EXPECT_TRUE(reading({}).problems.empty());
  EXPECT_EQ(reading({{"q", ""}, {"limit", ""}}).most, kUsualSuggestions);
  EXPECT_EQ(reading({{"q", "nur"}, {"limit", "20"}}).most, 20U);
}

Addresses addresses() {
  return {[](const search::Question& question) { return "/search?" + search::permalink(question); },
          [](std::string_view id) { return "/records/" + std::string(id); }};
}

query::Suggestions names() {
  using query::SuggestionKind;
  query::Suggestions::Builder builder;
  builder.add({SuggestionKind::kProgramme, "Nurse & Family", "", "", 4});
  builder.add({SuggestionKind::kProgramme, "Nurse & Family", "", "NF", 4});
  builder.add({SuggestionKind::kProgramme, "Nursing at home", "nursing-at-home", "", 1});
  builder.add({SuggestionKind::kOutcome, "Nurture", "nurture", "", 3});
  builder.add({SuggestionKind::kPlace, "Nuremberg", "", "", 2});
  builder.add({SuggestionKind::kPlace, "Nurland", "NL", "", 2});
  builder.add(query::Lexicon({{"nurse", 7}}));
  return builder.finish();
}

TEST(SuggestJson, SaysWhereEachLeads) {
  const auto made = names();
  const auto response = suggest_json("r1", reading({{"q", "home nur"}}), &made, addresses());
  const json answer = json::parse(response.body);
  EXPECT_EQ(answer.at("release"), "r1");
  EXPECT_EQ(answer.at("ready"), true);
  ASSERT_EQ(answer.at("suggestions").size(), 1U);
  EXPECT_EQ(answer.at("suggestions").at(0),
            json::parse(R"({"kind": "word", "text": "nurse", "as": null, "id": null, "records": 7,
                            "href": "/search?q=home+nurse"})"));
  EXPECT_TRUE(response.headers.empty()) << "it may be kept";

  const json all =
      json::parse(suggest_json("r1", reading({{"q", "nur"}}), &made, addresses()).body);
  std::vector<std::string> leads;
  for (const json& one : all.at("suggestions")) leads.push_back(one.at("href"));
  const std::vector<std::string> expected{
      "/records/nursing-at-home", "/search?programme=Nurse+%26+Family",
      "/search?outcome=nurture",  "/search?country=NL",
      "/search?area=Nuremberg",   "/search?q=nurse"};
  std::sort(leads.begin(), leads.end());
  auto sorted = expected;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(leads, sorted);

  const json by_alias =
      json::parse(suggest_json("r1", reading({{"q", "nf"}}), &made, addresses()).body);
  EXPECT_EQ(by_alias.at("suggestions").at(0).at("as"), "NF");
}

TEST(SuggestJson, UntilTheyAreMadeNothingIsOfferedNorKept) {
  const auto response = suggest_json("r1", reading({{"q", "nur"}}), nullptr, addresses());
  const json answer = json::parse(response.body);
  EXPECT_EQ(answer.at("ready"), false);
  EXPECT_TRUE(answer.at("suggestions").empty());
  ASSERT_EQ(response.headers.size(), 1U);
  EXPECT_EQ(response.headers[0].second, "no-store");
}

}  // namespace
}  // namespace outturn::api
