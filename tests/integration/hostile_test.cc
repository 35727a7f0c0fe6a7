// SPDX-License-Identifier: GPL-3.0-or-later
// What no honest client sends: the server must answer plainly, quickly, and be there for the next
// one.
#include <gtest/gtest.h>

#include <chrono>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

std::string repeat(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

class Hostile : public testing::Test {
 protected:
  void SetUp() override { server(); }
  void TearDown() override {
    EXPECT_EQ(server().get("/healthz").status, 200) << "the server did not live through it";
  }
};

TEST_F(Hostile, LongQueryIs414) {
  for (const char* path : {"/search?q=", "/api/v1/search?q="}) {
    const Reply reply = server().get(path + std::string(100000, 'a'));
    EXPECT_EQ(reply.status, 414) << path;
    EXPECT_FALSE(reply.body.empty());
  }
  const Reply api = server().get("/api/v1/search?q=" + std::string(100000, 'a'));
  EXPECT_FALSE(Json::parse(api.body, nullptr, false).is_discarded()) << api.body.substr(0, 200);
}

TEST_F(Hostile, OddQueriesAreSearchedAsWords) {
  const std::string rows[] = {
      "a%00b",
      "%c3%28%ed%a0%80",
      "%01%02%1b%5b31m",
      "%0d%0aSet-Cookie:+x=1",
      "100%25",
      "%",
      "%zz",
      "%22",
      "%22unclosed",
      "AND",
      "OR+OR+OR",
      "NOT",
      "-",
      "--+--",
      "title:",
      "nosuchfield:x",
      "*",
      "a*",
      "***",
      "%28%28%28",
      "%29%29%29",
      "+++",
      "%27%3B+DROP+TABLE+record%3B--",
      "%F0%9F%91%B6",
      "%E2%80%AE",
      repeat("a", 1000),
      repeat("%C3%A9", 300),
      repeat("w%20", 1000),
      repeat("(", 2000),
      repeat("(", 990) + "nurse" + repeat(")", 990),
      repeat("%22+", 1000),
      repeat("-x+", 660),
      repeat("a+NEAR+", 280),
      repeat("x+OR+", 400),
      repeat("NOT+", 500),
  };
  for (const std::string& q : rows) {
    const auto start = std::chrono::steady_clock::now();
    const Reply page = server().get("/search?q=" + q);
    EXPECT_EQ(page.status, 200) << q.substr(0, 60);
    const Reply api = server().get("/api/v1/search?q=" + q);
    EXPECT_EQ(api.status, 200) << q.substr(0, 60) << api.body.substr(0, 300);
    EXPECT_FALSE(Json::parse(api.body, nullptr, false).is_discarded()) << q.substr(0, 60);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2)) << q.substr(0, 60);
  }
}

TEST_F(Hostile, WordsAndBracketsByTheThousand) {
  std::string words;
  for (int i = 0; i < 7000; ++i) words += "w" + std::to_string(i % 10) + "+";
  // Longer than a question may be: the answer names the parameter. Longer than any address: 414.
  for (const std::string& q : {words, repeat("(", 10'000) + "nurse" + repeat(")", 10'000)}) {
    const Json answer = server().json("/api/v1/search?q=" + q, 400);
    EXPECT_EQ(answer.at("error").at("problems").at(0).at("parameter"), "q");
    EXPECT_EQ(server().get("/search?q=" + q).status, 400);
  }
  EXPECT_EQ(server().get("/api/v1/search?q=" + repeat("(", 30'000)).status, 414);
  words.resize(19'999);
  EXPECT_EQ(server().get("/api/v1/search?q=" + words).status, 200);
}

TEST_F(Hostile, EveryLinkOfALongSearchCanBeFollowed) {
  const std::string words = repeat("nurse+visits+", 1530);  // 19,890 bytes
  const Reply page = server().get("/search?q=" + words);
  ASSERT_EQ(page.status, 200);
  const std::string search = " href=\"";
  std::size_t longest = 0;
  std::size_t links = 0;
  std::string address;
  for (std::size_t at = 0; (at = page.body.find(search, at)) != std::string::npos; ++links) {
    at += search.size();
    std::string link = page.body.substr(at, page.body.find('"', at) - at);
    if (!link.starts_with("/")) continue;
    for (std::size_t amp; (amp = link.find("&amp;")) != std::string::npos;) link.erase(amp + 1, 4);
    if (link.size() > longest) address = link;
    longest = std::max(longest, link.size());
  }
  EXPECT_GT(links, 40U);
  EXPECT_GT(longest, words.size()) << "the filters lead to this search";
  EXPECT_EQ(get(server().port(), address).status, 200) << "the longest of its links";
  EXPECT_EQ(server().get("/comparables?q=" + words).status, 200);
}

TEST_F(Hostile, MarkupComesBackEscaped) {
  const std::string markup = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>";
  const std::string encoded = percent_encode(markup);
  for (const std::string& path :
       {"/search?q=" + encoded, "/search?sort=" + encoded, "/search?" + encoded + "=1",
        "/records/" + encoded, "/" + encoded, "/search?outcome=" + encoded,
        "/search?ratio_min=" + encoded, "/search?cursor=" + encoded,
        "/records/family-nurse-partnership?back=" + encoded, "/search?source=" + encoded}) {
    const Reply reply = server().get(path);
    EXPECT_NE(reply.status, 0) << path;
    EXPECT_NE(reply.status, 500) << path;
    EXPECT_EQ(reply.body.find("<script>alert"), std::string::npos) << path;
    EXPECT_EQ(reply.body.find("<img src=x"), std::string::npos) << path;
    EXPECT_EQ(reply.body.find("\"'><b>"), std::string::npos) << path;
  }
  const Reply page = server().get("/search?q=" + encoded);
  EXPECT_NE(page.body.find("&lt;script&gt;"), std::string::npos) << "the question is not shown";
  const Reply script_url =
      server().get("/records/family-nurse-partnership?back=javascript:alert(1)");
  EXPECT_EQ(script_url.body.find("href=\"javascript:"), std::string::npos);
}

TEST_F(Hostile, WhatHoldsNoTextAtAllIsRefusedByName) {
  for (const char* q : {"%00", "%ff", "%ff%fe", "%01%02"}) {
    const Reply api = server().get(std::string("/api/v1/search?q=") + q);
    EXPECT_EQ(api.status, 400) << q;
    EXPECT_EQ(Json::parse(api.body).at("error").at("problems").at(0).at("parameter"), "q") << q;
    EXPECT_EQ(server().get(std::string("/search?q=") + q).status, 400) << q;
  }
  EXPECT_EQ(server().get("/search?q=%20%20").status, 200) << "blank is not given";
}

TEST_F(Hostile, PagesNeverCarryRawControlCharactersOrBrokenUtf8) {
  for (const char* q : {"a%00b", "%01x", "%1b%5b31m", "%ff%fe", "%c3%28"}) {
    const std::string body = server().get(std::string("/search?q=") + q).body;
    for (const char c : body)
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r')
        FAIL() << q << ": control character " << static_cast<int>(c);
    EXPECT_FALSE(
        Json(body).dump(-1, ' ', false, Json::error_handler_t::replace).find("\xEF\xBF\xBD") !=
            std::string::npos &&
        body.find("\xEF\xBF\xBD") == std::string::npos)
        << q << ": invalid UTF-8 in the page";
  }
}

TEST_F(Hostile, VeryManyParameters) {
  std::string query;
  for (int i = 0; i < 700; ++i) query += "p" + std::to_string(i) + "=1&";
  const Reply reply = server().get("/api/v1/search?" + query);
  EXPECT_EQ(reply.status, 400);
  const Reply same = server().get("/api/v1/search?" + repeat("outcome=crime&", 500));
  EXPECT_TRUE(same.status == 200 || same.status == 400) << same.status;
  EXPECT_EQ(server().get("/search?" + query).status, 400);
  EXPECT_EQ(server().get("/search?" + repeat("&", 5000)).status, 200);
}

TEST_F(Hostile, PathsThatClimb) {
  for (const char* path :
       {"/%2e%2e/", "/%2e%2e/%2e%2e/etc/passwd", "/../etc/passwd", "/assets/%2e%2e/templates/",
        "/assets/..%2f..%2fetc%2fpasswd", "/assets/....//x", "/records/../../etc/passwd",
        "/records/%2e%2e%2f", "/api/v1/records/%2e%2e%2fx", "/assets//etc/passwd"}) {
    const Reply reply = server().get(path);
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_EQ(reply.body.find("root:"), std::string::npos) << path;
  }
}

TEST_F(Hostile, RudeBytes) {
  for (const std::string& bytes :
       {std::string("\x16\x03\x01\x02\x00", 5), std::string("GET\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\n\r\n"), std::string("\r\n\r\n\r\n"),
        std::string("GET / HTTP/1.1\nHost: x\n\n"), std::string(200000, 'A')}) {
    RawClient client(server().port());
    ASSERT_TRUE(client.connected());
    client.send(bytes + "\r\n\r\n");
    const int status = client.read().status;
    EXPECT_TRUE(status == 400 || status == 414 || status == 0 || status == 408) << status;
  }
}

}  // namespace
}  // namespace outturn::test
