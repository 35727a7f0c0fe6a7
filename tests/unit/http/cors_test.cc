// SPDX-License-Identifier: GPL-3.0-or-later
// Which answers pages of other sites may read, and that nothing of a request's origin comes back.
#include "server/http/cors.h"

#include <gtest/gtest.h>

#include "server/http/reply.h"
#include "tests/unit/http/server_fixture.h"

namespace outturn::http {
namespace {

using test::get;
using test::RawClient;
using test::Reply;
using test::request;

std::string value(const api::Response& response, std::string_view wanted) {
  for (const auto& [name, value] : response.headers)
    if (name == wanted) return value;
  return {};
}

TEST(Cors, AnswersOfTheApiAreForEveryone) {
  for (const char* path : {"/api", "/api/v1/search", "/api/v2", "/api/"}) {
    api::Response response;
    share(path, response);
    EXPECT_EQ(value(response, "Access-Control-Allow-Origin"), "*") << path;
    EXPECT_EQ(value(response, "Access-Control-Expose-Headers").substr(0, 4), "ETag") << path;
  }
  for (const char* path : {"/", "/search", "/apis", "/assets/api/x", ""}) {
    api::Response response;
    share(path, response);
    EXPECT_TRUE(response.headers.empty()) << path;
  }
}

TEST(Cors, PreflightsAreAnsweredBelowTheApiAlone) {
  RunningServer server;
  const Reply reply = request(server.port(), "OPTIONS", "/api/v1/search");
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.body, "");
  EXPECT_EQ(reply.header("content-length"), "");
  EXPECT_EQ(reply.header("access-control-allow-origin"), "*");
  EXPECT_EQ(reply.header("access-control-allow-methods"), "GET, HEAD");
  EXPECT_EQ(reply.header("access-control-allow-headers"), "If-None-Match");
  EXPECT_EQ(request(server.port(), "OPTIONS", "/search").status, 405);
  EXPECT_EQ(request(server.port(), "OPTIONS", "/assets/x").status, 405);
}

TEST(Cors, ErrorsAreSharedToo) {
  RunningServer server;
  for (const char* path : {"/api/v1/\x01", "/api/v1/x y"}) {
    RawClient client(server.port());
    client.send(std::string("GET ") + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.read().status, 400) << path;
  }
  EXPECT_EQ(request(server.port(), "POST", "/api/v1/search").header("access-control-allow-origin"),
            "*");
  EXPECT_EQ(get(server.port(), "/api/v1/" + std::string(30'000, 'a'))
                .header("access-control-allow-origin"),
            "*");
}

TEST(Cors, NoOriginIsEverReflected) {
  RunningServer server;
  const std::string mark = "evil.example";
  for (const std::string& origin :
       {std::string("https://") + mark, std::string("null"), mark + std::string(10'000, 'x'),
        "https://" + mark + "\r\nX-More: " + mark, mark + "%0d%0aX-More: 1", "\"" + mark + "\"",
        mark + "\t" + mark}) {
    const Reply reply = get(server.port(), "/api/v1/x", "Origin: " + origin + "\r\n");
    EXPECT_EQ(reply.status, 200) << origin.substr(0, 60);
    EXPECT_EQ(reply.header("access-control-allow-origin"), "*");
    for (const auto& [name, value] : reply.headers)
      EXPECT_EQ(value.find(mark), std::string::npos) << name;
  }
  for (const char c : {'\x01', '\x7f', '\n', '\r', '\0'}) {
    RawClient client(server.port());
    client.send("GET /api/v1/x HTTP/1.1\r\nHost: x\r\nOrigin: a" + std::string(1, c) + mark +
                "\r\n\r\n");
    const Reply reply = client.read();
    EXPECT_EQ(reply.status, 400) << static_cast<int>(c);
    for (const auto& [name, value] : reply.headers)
      EXPECT_EQ(value.find(mark), std::string::npos) << name;
  }
  EXPECT_EQ(get(server.port(), "/api/v1/x", "Origin: " + std::string(40'000, 'x') + "\r\n").status,
            431);
}

}  // namespace
}  // namespace outturn::http
