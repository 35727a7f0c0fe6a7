// SPDX-License-Identifier: GPL-3.0-or-later
// Request heads: what is read, and what is refused before anyone looks at it.
#include "server/http/head.h"

#include <gtest/gtest.h>

namespace outturn::http {
namespace {

struct Row {
  std::string text;
  int status;  ///< 0: accepted; -1: incomplete
};

int verdict(const std::string& text, const Limits& limits = {}) {
  const HeadResult result = parse_head(text, limits);
  if (result.state == HeadState::kIncomplete) return -1;
  if (result.state == HeadState::kRefused) return result.refusal.status;
  const auto refusal = vet(result.head, limits);
  return refusal ? refusal->status : 0;
}

TEST(Head, Table) {
  const std::string get = "GET / HTTP/1.1\r\nHost: x\r\n";
  const std::string post = "POST / HTTP/1.1\r\nHost: x\r\n";
  const Row rows[] = {
      {get + "\r\n", 0},
      {"\r\n" + get + "\r\n", 0},
      {"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", 0},
      {"GET / HTTP/1.0\r\n\r\n", 0},
      {get + "Content-Length: 0\r\n\r\n", 0},
      {get + "Range: bytes=0-1,2-3\r\nREMOTE_ADDR: 1.2.3.4\r\n\r\n", 0},
      {"", -1},
      {get, -1},
      {"GET / HT", -1},
      {"GET /\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {get + "Host: y\r\n\r\n", 400},
      {"GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET /a\tb HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"G(T / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505},
      {"GET / SPDY/1\r\nHost: x\r\n\r\n", 400},
      {"GET / HTTP/1.1\nHost: x\n\n", 400},
      {get + "A: 1\n\r\n\r\n", 400},
      {get + " folded: x\r\n\r\n", 400},
      {get + "Bad Name: x\r\n\r\n", 400},
      {get + "Name : x\r\n\r\n", 400},
      {get + "no colon\r\n\r\n", 400},
      {get + std::string("A: x\0y\r\n\r\n", 10), 400},
      {get + "Content-Length: 5\r\n\r\n", 400},
      {get + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n", 400},
      {get + "Content-Length: -1\r\n\r\n", 400},
      {get + "Content-Length: 99999999999999999999999\r\n\r\n", 413},
      {get + "Transfer-Encoding: chunked\r\n\r\n", 400},
      {get + "Content-Encoding: gzip\r\n\r\n", 415},
      {post + "\r\n", 405},
      {post + "Content-Length: 5\r\n\r\nhello", 405},
      {post + "Content-Length: 70000\r\n\r\n", 413},
      {post + "Content-Encoding: gzip\r\n\r\n", 415},
      {"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 405},
      {"GET /" + std::string(25'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
      {"GET /" + std::string(25'000, 'a'), 414},
      {"GET /" + std::string(8000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 0},
      {get + "A: " + std::string(40000, 'a'), 431},
      {get + "A: " + std::string(40000, 'a') + "\r\n\r\n", 431},
  };
  for (const auto& [text, status] : rows) EXPECT_EQ(verdict(text), status) << text.substr(0, 120);
}

TEST(Head, TooManyFields) {
  std::string text = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (int i = 0; i < 200; ++i) text += "A: 1\r\n";
  EXPECT_EQ(verdict(text + "\r\n"), 431);
}

TEST(Head, LeavesTheNextRequestInTheBuffer) {
  const std::string one = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n";
  const HeadResult result = parse_head(one + "GET /2 HTTP/1.1\r\n", {});
  ASSERT_EQ(result.state, HeadState::kComplete);
  EXPECT_EQ(result.consumed, one.size());
  EXPECT_EQ(result.head.target, "/1");
}

TEST(Head, FieldsAndKeepAlive) {
  const auto head = [](const std::string& text) { return parse_head(text, {}).head; };
  const Head both = head("GET / HTTP/1.1\r\nAccept: a\r\naccept:  b \r\n\r\n");
  EXPECT_EQ(both.field("accept"), "a, b");
  EXPECT_EQ(both.field("none"), std::nullopt);
  EXPECT_TRUE(both.keep_alive());
  EXPECT_FALSE(head("GET / HTTP/1.1\r\nConnection: foo, Close\r\n\r\n").keep_alive());
  EXPECT_FALSE(head("GET / HTTP/1.0\r\n\r\n").keep_alive());
  EXPECT_TRUE(head("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").keep_alive());
}

}  // namespace
}  // namespace outturn::http
