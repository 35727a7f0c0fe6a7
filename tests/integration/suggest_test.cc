// SPDX-License-Identifier: GPL-3.0-or-later
// Suggestions over HTTP: what is offered leads to as many records as it says; what is odd or wrong
// is answered plainly and quickly.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

Json suggestions(const std::string& typed, const std::string& more = "") {
  const std::string path = "/api/v1/suggest?q=" + percent_encode(typed) + more;
  for (int i = 0; i < 500; ++i) {
    const Json answer = server().json(path);
    if (answer.at("ready") == true) return answer.at("suggestions");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ADD_FAILURE() << "no suggestions were made within 5 s";
  return Json::array();
}

TEST(Suggest, NamesAreOfferedWithWhereTheyLead) {
  const Json offered = suggestions("fnp");
  ASSERT_FALSE(offered.empty());
  EXPECT_EQ(offered.at(0).at("kind"), "programme");
  EXPECT_EQ(offered.at(0).at("text"), "Family Nurse Partnership");
  EXPECT_EQ(offered.at(0).at("as"), "FNP");
  EXPECT_EQ(offered.at(0).at("href"),
            server().prefix() + "/search?programme=Family+Nurse+Partnership");
  EXPECT_EQ(suggestions("delinq").at(0).at("id"), "crime");
  EXPECT_EQ(suggestions("nurs", "&limit=3").size(), 3U);
  EXPECT_EQ(server().json("/api/v1/suggest").at("suggestions").size(), 0U);
}

TEST(Suggest, EverySuggestionLeadsToAsManyRecordsAsItSays) {
  std::size_t followed = 0;
  for (const char* typed : {"a", "b", "c", "fa", "gb", "h", "m", "nur", "o", "s", "sch", "t"})
    for (const Json& one : suggestions(typed, "&limit=20")) {
      std::string path = one.at("href").get<std::string>().substr(server().prefix().size());
      ++followed;
      if (path.starts_with("/records/")) {
        EXPECT_EQ(server().get(path).status, 200) << path;
        EXPECT_EQ(one.at("records"), 1) << path;
        continue;
      }
      const Json found = server().json("/api/v1" + path);
      // A word's number is of the word as it stands; a search finds its other endings too.
      if (one.at("kind") == "word")
        EXPECT_GE(found.at("total"), one.at("records")) << path;
      else
        EXPECT_EQ(found.at("total"), one.at("records")) << path;
    }
  EXPECT_GT(followed, 100U);
}

TEST(Suggest, AreKeptOnlyOnceTheyAreMade) {
  suggestions("nur");
  const Reply made = server().get("/api/v1/suggest?q=nur");
  EXPECT_FALSE(made.header("etag").empty());
  EXPECT_EQ(server()
                .get("/api/v1/suggest?q=nur", "If-None-Match: " + made.header("etag") + "\r\n")
                .status,
            304);
}

TEST(Suggest, WrongParametersAreAllNamed) {
  const Json answer = server().json("/api/v1/suggest?q=a&q=b&limit=0&sort=x&%00=1", 400);
  EXPECT_EQ(answer.at("error").at("problems").size(), 4U) << answer;
  for (const char* query : {"limit=21", "limit=x", "limit=1.5", "limit=-1", "page=2"})
    server().json(std::string("/api/v1/suggest?q=a&") + query, 400);
}

TEST(Suggest, OddTextIsAnsweredQuickly) {
  suggestions("nur");
  for (const std::string& typed :
       {std::string("a\0b", 3), std::string("\xff\xfe\xc3"), std::string(" "), std::string("%"),
        std::string("\"("), std::string("\u202e\u05e2\u05d1"), std::string("e\u0301"),
        std::string("\U0001f476\U0001f3fd"), std::string(3000, 'a'), std::string(2000, ' '),
        std::string("<script>"), std::string("'; DROP TABLE")}) {
    const auto start = std::chrono::steady_clock::now();
    const Json answer = server().json("/api/v1/suggest?q=" + percent_encode(typed));
    EXPECT_TRUE(answer.at("suggestions").is_array());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(200));
  }
  EXPECT_EQ(server().get("/api/v1/suggest?q=" + std::string(100'000, 'a')).status, 414);
}

}  // namespace
}  // namespace outturn::test
