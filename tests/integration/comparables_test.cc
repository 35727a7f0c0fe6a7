// SPDX-License-Identifier: GPL-3.0-or-later
// Comparable interventions over HTTP: pages and API agree, programmes stand apart, null and harmful
// results are there, and odd input is answered or refused, never a fault and never for long.
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <set>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

constexpr const char* kNurses =
    "q=Nurses+visit+first-time+mothers+at+home+to+bring+down+child+abuse+and+neglect";

Json ask(const std::string& query, int status = 200) {
  return server().json("/api/v1/comparables?" + query, status);
}

std::string page(const std::string& query, int status = 200) {
  const Reply reply = server().get("/comparables" + query);
  EXPECT_EQ(reply.status, status) << query.substr(0, 100);
  return reply.body;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::vector<std::string> ids(const Json& answer) {
  std::vector<std::string> out;
  for (const Json& one : answer.at("comparables")) out.push_back(one.at("id"));
  return out;
}

TEST(Comparables, ARecordAndItsAddressesAgree) {
  const Json by_path = server().json("/api/v1/records/family-nurse-partnership/comparables");
  const Json by_id = ask("id=family-nurse-partnership");
  EXPECT_EQ(by_path.at("comparables"), by_id.at("comparables"));
  ASSERT_EQ(by_id.at("comparables").size(), 10U);
  const std::string html = page("?id=family-nurse-partnership");
  for (const Json& one : by_id.at("comparables")) {
    EXPECT_TRUE(has(html, "/records/" + one.at("id").get<std::string>() + "\""));
    EXPECT_NE(one.at("id"), "family-nurse-partnership");
  }
  const std::string record = server().get("/records/family-nurse-partnership").body;
  EXPECT_TRUE(has(record, "<h2 id=\"comparables\">"));
  for (std::size_t i = 0; i < 5; ++i)
    EXPECT_TRUE(has(record, "/records/" + ids(by_id)[i] + "\"")) << ids(by_id)[i];
  EXPECT_TRUE(has(record, "/comparables?id=family-nurse-partnership"));
}

TEST(Comparables, EveryRecordHasThem) {
  std::set<std::string> directions;
  for (const std::string& id : all_ids(server())) {
    const Json answer = server().json("/api/v1/records/" + percent_encode(id) + "/comparables");
    EXPECT_GE(answer.at("comparables").size(), 5U) << id;
    double last = 1;
    for (const Json& one : answer.at("comparables")) {
      EXPECT_NE(one.at("id"), id);
      EXPECT_LE(one.at("score").get<double>(), last) << id;
      last = one.at("score");
      EXPECT_FALSE(one.at("reason").get<std::string>().empty()) << id;
      const Json& programme = answer.at("same_programme").at("programme");
      if (!programme.is_null()) {
        EXPECT_NE(one.at("programme"), programme) << id;
      }
      for (const char* way : {"positive", "null", "negative"})
        if (one.at("results").at(way) != 0) directions.insert(way);
    }
  }
  EXPECT_EQ(directions, (std::set<std::string>{"positive", "null", "negative"}));
}

TEST(Comparables, ADescriptionFindsItsLikeAndSaysWhy) {
  const Json answer = ask(kNurses);
  EXPECT_EQ(ids(answer).front(), "family-nurse-partnership");
  EXPECT_TRUE(has(answer.at("comparables").at(0).at("reason"), "child maltreatment"));
  EXPECT_TRUE(has(answer.at("asked").dump(), "child_maltreatment"));
  EXPECT_EQ(ask(std::string(kNurses) + "&limit=3").at("comparables").size(), 3U);
  for (const Json& one : ask(std::string(kNurses) + "&country=AU").at("comparables"))
    EXPECT_EQ(one.at("places").at(0).at("country"), "AU");
}

TEST(Comparables, TheFormKeepsWhatWasTyped) {
  EXPECT_TRUE(has(page(""), "<textarea"));
  EXPECT_TRUE(has(page("?q=drug+%3Cb%3E+lessons&setting=school"), ">drug &lt;b&gt; lessons<"));
  const std::string empty = page("?q=++", 400);
  EXPECT_TRUE(has(empty, "href=\"#description\""));
  const std::string refused = page("?q=and+of+the&setting=school&limit=0", 400);
  EXPECT_TRUE(has(refused, ">and of the<"));
  EXPECT_TRUE(has(refused, "limit"));
  const std::string longer = page("?q=" + std::string(20'500, 'x'), 400);
  EXPECT_TRUE(has(longer, "20,000"));
}

TEST(Comparables, WhatIsWrongIsSaid) {
  EXPECT_EQ(ask("id=no-such-record", 404).at("error").at("code"), "not_found");
  EXPECT_EQ(ask("", 400).at("error").at("code"), "bad_request");
  EXPECT_EQ(ask("q=+", 400).at("error").at("problems").size(), 1U);
  EXPECT_EQ(ask("q=and+of+the", 400).at("error").at("problems").at(0).at("parameter"), "q");
  EXPECT_EQ(ask("q=nurse&id=safecare", 400).at("error").at("problems").size(), 1U);
  EXPECT_EQ(
      ask("q=nurse&limit=1000&nonsense=1&outcome=nonsense", 400).at("error").at("problems").size(),
      3U);
  server().json("/api/v1/records/no-such-record/comparables", 404);
  server().json("/api/v1/records/safecare/comparables?q=nurse", 400);
  page("?id=no-such-record", 404);
  const Reply longest = server().get("/comparables?q=" + std::string(100'000, 'x'));
  EXPECT_EQ(longest.status, 414);
  EXPECT_TRUE(has(longest.body, "20,000 characters"));
}

TEST(Comparables, AnythingMayBePasted) {
  using Clock = std::chrono::steady_clock;
  for (const std::string& text :
       {std::string("%00%00nurse"), std::string("%FF%FE%80"), std::string("((((((%22%22-NOT"),
        std::string("%F0%9F%91%B6%F0%9F%8F%AB"), std::string("%D9%85%D8%AF%D8%B1%D8%B3%D8%A9"),
        std::string("a*"), std::string("title:+outcome:"), std::string(19'900, 'a')}) {
    const auto start = Clock::now();
    const Reply reply = server().get("/api/v1/comparables?q=" + text);
    EXPECT_TRUE(reply.status == 200 || reply.status == 400) << text.substr(0, 60);
    EXPECT_LT(Clock::now() - start, std::chrono::seconds(2)) << text.substr(0, 60);
    const int status = server().get("/comparables?q=" + text).status;
    EXPECT_TRUE(status == 200 || status == 400) << text.substr(0, 60);
  }
  std::string many;
  while (many.size() < 19'000) many += "nurse+visits+mothers+crime+schools+Oldham+";
  EXPECT_EQ(server().get("/comparables?q=" + many).status, 200);
}

TEST(Comparables, ARemovedRecordIsGone) {
  const std::filesystem::path base = std::filesystem::temp_directory_path() /
                                     ("outturn-comparables-" + std::to_string(::getpid()));
  ASSERT_EQ(index({"build", setting("OUTTURN_CORPUS"), "--base", base.string()}).code, 0);
  ASSERT_EQ(index({"remove", "safecare", "--reason", "a test", "--base", base.string()}).code, 0);
  {
    const ServeProcess other(base.string());
    EXPECT_EQ(other.json("/api/v1/comparables?id=safecare", 410).at("error").at("code"), "gone");
    EXPECT_EQ(other.get("/comparables?id=safecare").status, 410);
    const Json answer = other.json("/api/v1/comparables?id=triple-p");
    for (const Json& one : answer.at("comparables")) EXPECT_NE(one.at("id"), "safecare");
  }
  std::filesystem::remove_all(base);
}

}  // namespace
}  // namespace outturn::test
