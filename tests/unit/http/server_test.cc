// SPDX-License-Identifier: GPL-3.0-or-later
// The server over real sockets: routing, headers, compression, conditional answers, assets, base
// URL.
#include "server/http/server.h"

#include "tests/unit/http/server_fixture.h"

namespace outturn::http {
namespace {

using test::get;
using test::RawClient;
using test::Reply;
using test::request;

TEST(Server, HandsOverPathAndParameters) {
  RunningServer server;
  const Reply reply = get(server.port(), "/a%20b?v=a=b&q=x+y?&q=%41");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "/a b\nv|a=b\nq|x y?\nq|A");
}

TEST(Server, SecurityHeadersOnEveryAnswer) {
  RunningServer server;
  for (const char* target : {"/", "/gone", "/throw", "/assets/none", "/big"}) {
    const Reply reply = get(server.port(), target);
    EXPECT_EQ(reply.header("content-security-policy"),
              "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
              "frame-ancestors 'self'")
        << target;
    EXPECT_EQ(reply.header("x-content-type-options"), "nosniff") << target;
    EXPECT_EQ(reply.header("referrer-policy"), "same-origin") << target;
    EXPECT_EQ(reply.header("server"), "") << target;
    EXPECT_NE(reply.header("date"), "") << target;
  }
  EXPECT_EQ(get(server.port(), "/own-csp").header("content-security-policy"), "default-src 'none'");
}

TEST(Server, HandlersCannotSplitHeaders) {
  RunningServer server;
  const Reply reply = get(server.port(), "/inject");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("x-echo"), "");
  EXPECT_EQ(reply.header("set-cookie"), "");
  EXPECT_EQ(reply.header("x-fine"), "yes");
}

TEST(Server, ExceptionsBecomePlain500) {
  RunningServer server;
  const Reply reply = get(server.port(), "/throw");
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body.find("secret"), std::string::npos);
  EXPECT_EQ(reply.header("exception_what"), "");
  EXPECT_TRUE(reply.body.starts_with("error 500 /throw"));
}

TEST(Server, FailingErrorPageIsStillAnAnswer) {
  Options options;
  options.port = 0;
  Server server(
      options, [](const api::Request&) -> api::Response { throw 1; },
      [](const std::string&, int, const std::string&) -> api::Response { throw 2; });
  const auto port = server.bind();
  ASSERT_TRUE(port);
  std::thread thread([&server] { server.run(); });
  EXPECT_EQ(get(*port, "/").status, 500);
  server.stop();
  thread.join();
}

TEST(Server, CompressesWhereAskedAndWorthIt) {
  RunningServer server;
  const Reply plain = get(server.port(), "/big");
  EXPECT_EQ(plain.header("content-encoding"), "");
  EXPECT_EQ(plain.body.size(), 60000U);
  EXPECT_NE(plain.header("vary").find("Accept-Encoding"), std::string::npos);
  EXPECT_EQ(plain.header("etag"), "\"g1\"");
  const Reply packed = get(server.port(), "/big", "Accept-Encoding: br, gzip\r\n");
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_EQ(test::gunzip(packed.body), plain.body);
  EXPECT_EQ(packed.header("etag"), "\"g1-gzip\"");
  EXPECT_EQ(get(server.port(), "/big", "Accept-Encoding: br\r\n").header("content-encoding"), "");
  EXPECT_EQ(get(server.port(), "/", "Accept-Encoding: gzip\r\n").header("content-encoding"), "");
  EXPECT_EQ(get(server.port(), "/huge", "Accept-Encoding: gzip\r\n").header("content-encoding"),
            "");
}

TEST(Server, NotModified) {
  RunningServer server;
  const Reply same = get(server.port(), "/big", "If-None-Match: \"g1\"\r\n");
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.header("etag"), "\"g1\"");
  EXPECT_EQ(same.header("content-length"), "");
  EXPECT_NE(same.header("vary").find("Accept-Encoding"), std::string::npos);
  const std::string gzip = "Accept-Encoding: gzip\r\n";
  EXPECT_EQ(get(server.port(), "/big", gzip + "If-None-Match: \"g1-gzip\"\r\n").status, 304);
  EXPECT_EQ(get(server.port(), "/big", gzip + "If-None-Match: \"g1\"\r\n").status, 200);
  EXPECT_EQ(get(server.port(), "/big", "If-None-Match: \"g0\"\r\n").status, 200);
  EXPECT_EQ(get(server.port(), "/gone", "If-None-Match: \"g1\"\r\n").status, 404);
}

TEST(Server, HeadHasTheHeadersOfGet) {
  RunningServer server;
  const Reply head = request(server.port(), "HEAD", "/big");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), "60000");
  RawClient client(server.port());
  client.send("HEAD /big HTTP/1.1\r\nHost: x\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read(true).status, 200);
  EXPECT_EQ(client.read().body, "/next");
}

TEST(Server, OtherMethodsAre405) {
  RunningServer server;
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"}) {
    const Reply reply = request(server.port(), method, "/search");
    EXPECT_EQ(reply.status, 405) << method;
    EXPECT_EQ(reply.header("allow"), "GET, HEAD") << method;
    EXPECT_TRUE(reply.body.starts_with("error 405 /search")) << reply.body;
  }
}

TEST(Server, RangesAreIgnored) {
  RunningServer server;
  const Reply reply = get(server.port(), "/big", "Range: bytes=0-1,0-1,0-1\r\n");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.size(), 60000U);
}

TEST(Server, Fragments) {
  RunningServer server;
  const std::string htmx = "HX-Request: true\r\n";
  EXPECT_EQ(get(server.port(), "/x", htmx).body, "/x fragment");
  EXPECT_EQ(get(server.port(), "/x", htmx + "HX-History-Restore-Request: true\r\n").body, "/x");
  EXPECT_EQ(get(server.port(), "/x").body, "/x");
  const Reply page = get(server.port(), "/big");
  EXPECT_NE(page.header("vary").find("HX-Request"), std::string::npos);
  const Reply part = get(server.port(), "/big", htmx);
  EXPECT_NE(part.header("vary").find("HX-Request"), std::string::npos);
  EXPECT_NE(part.header("etag"), page.header("etag"));
}

class Assets : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() / ("outturn-assets-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_ / "assets" / "sub");
    write("assets/app.12ab.js", std::string(3000, 'j'));
    write("assets/app.12ab.css", "body{}");
    write("assets/app.12ab.css.gz", "packed");
    write("assets/sub/icon.svg", "<svg/>");
    write("assets/.hidden", "secret");
    write("secret.txt", "secret");
    options_.assets = folder_ / "assets";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const char* name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  std::filesystem::path folder_;
  Options options_;
};

TEST_F(Assets, ServedImmutableWithTheirType) {
  RunningServer server(options_);
  const Reply css = get(server.port(), "/assets/app.12ab.css");
  EXPECT_EQ(css.status, 200);
  EXPECT_EQ(css.body, "body{}");
  EXPECT_EQ(css.header("content-type"), "text/css; charset=utf-8");
  EXPECT_EQ(css.header("cache-control"), "public, max-age=31536000, immutable");
  const Reply packed = get(server.port(), "/assets/app.12ab.css", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(packed.body, "packed");
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_EQ(packed.header("content-type"), "text/css; charset=utf-8");
  EXPECT_EQ(packed.header("vary"), "Accept-Encoding");
  const Reply script = get(server.port(), "/assets/app.12ab.js", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(test::gunzip(script.body), std::string(3000, 'j'));
  EXPECT_EQ(get(server.port(), "/assets/sub/icon.svg").header("content-type"), "image/svg+xml");
}

TEST_F(Assets, NothingElseIsReachable) {
  RunningServer server(options_);
  for (const char* target :
       {"/assets/", "/assets/none", "/assets/sub", "/assets/../secret.txt",
        "/assets/%2e%2e/secret.txt", "/assets/..%2fsecret.txt", "/assets/sub/../../secret.txt",
        "/assets//etc/passwd", "/assets/.hidden", "/assets/./app.12ab.js",
        "/assets/app.12ab.js%00.css", "/assets/..%5csecret.txt", "/assets/app.12ab.js/"}) {
    const Reply reply = get(server.port(), target);
    EXPECT_EQ(reply.status, 404) << target;
    EXPECT_NE(reply.body, "secret") << target;
  }
}

TEST_F(Assets, BaseUrlIsCutOff) {
  options_.base_url = "/evidence";
  RunningServer server(options_);
  EXPECT_EQ(get(server.port(), "/evidence/").body, "/");
  EXPECT_EQ(get(server.port(), "/evidence/search?q=1").body, "/search\nq|1");
  EXPECT_EQ(get(server.port(), "/evidence/assets/app.12ab.css").body, "body{}");
  const Reply moved = get(server.port(), "/evidence");
  EXPECT_EQ(moved.status, 308);
  EXPECT_EQ(moved.header("location"), "/evidence/");
  EXPECT_EQ(get(server.port(), "/evidence?q=%0d%0aX").header("location"), "/evidence/?q=%0d%0aX");
  for (const char* outside : {"/", "/search", "/evidences", "/assets/app.12ab.css", "//evidence/"})
    EXPECT_EQ(get(server.port(), outside).status, 404) << outside;
}

TEST(Bind, SaysWhatIsWrong) {
  RunningServer server;
  const auto bind = [](const std::string& host, int port) {
    Options options;
    options.host = host;
    options.port = port;
    return Server(options, echo, plain_error).bind();
  };
  const auto taken = bind("127.0.0.1", server.port());
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, base::Code::kAddressInUse);
  EXPECT_NE(taken.error().where.find(std::to_string(server.port())), std::string::npos);
  EXPECT_EQ(bind("0.0.0.0", server.port()).error().code, base::Code::kAddressInUse);
  EXPECT_EQ(bind("192.0.2.1", 0).error().code, base::Code::kUsage);
  EXPECT_EQ(bind("no such host", 0).error().code, base::Code::kUsage);
  EXPECT_EQ(bind("127.0.0.1", 70000).error().code, base::Code::kUsage);
  for (const char* host : {"127.0.0.1", "0.0.0.0", "localhost"}) EXPECT_TRUE(bind(host, 0)) << host;
}

std::string pieces_body() {
  std::string body;
  for (int piece = 0; piece < 40; ++piece)
    body += std::string(10000, static_cast<char>('a' + piece % 26));
  return body;
}

TEST(Pieces, ComeWholeAndTheConnectionLivesOn) {
  const RunningServer server;
  RawClient client(server.port());
  for (int round = 0; round < 2; ++round) {
    client.send("GET /pieces HTTP/1.1\r\nHost: x\r\n\r\n");
    const Reply reply = client.read();
    EXPECT_EQ(reply.status, 200);
    EXPECT_TRUE(reply.whole);
    EXPECT_EQ(reply.header("content-length"), "");
    EXPECT_TRUE(reply.body == pieces_body());
  }
}

TEST(Pieces, AreCompressedAsTheyGo) {
  const RunningServer server;
  const Reply reply = request(server.port(), "GET", "/pieces", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(reply.header("content-encoding"), "gzip");
  EXPECT_LT(reply.body.size(), 20000U);
  EXPECT_TRUE(test::gunzip(reply.body) == pieces_body());
}

TEST(Pieces, HeadGetsNone) {
  const RunningServer server;
  RawClient client(server.port());
  client.send("HEAD /pieces HTTP/1.1\r\nHost: x\r\n\r\nGET /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read(true).status, 200);
  EXPECT_EQ(client.read().body, "/a");
}

TEST(Pieces, AnOldClientGetsThemUntilTheConnectionCloses) {
  const RunningServer server;
  RawClient client(server.port());
  client.send("GET /pieces HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const Reply reply = client.read();
  EXPECT_EQ(reply.header("content-length"), "");
  EXPECT_EQ(reply.header("transfer-encoding"), "");
  EXPECT_EQ(reply.header("connection"), "close");
  EXPECT_TRUE(client.rest() == pieces_body());
}

TEST(Pieces, WhatBreaksOffHasNoEnd) {
  const RunningServer server;
  RawClient client(server.port());
  client.send("GET /cut-off HTTP/1.1\r\nHost: x\r\n\r\n");
  const Reply reply = client.read();
  EXPECT_EQ(reply.status, 200);
  EXPECT_FALSE(reply.whole);
  EXPECT_EQ(reply.body.size(), 30000U);
  EXPECT_TRUE(client.closed_within(2000));
}

TEST(Origin, OfTheRequestOrOfTheOperator) {
  const RunningServer server;
  EXPECT_EQ(request(server.port(), "GET", "/origin", "X-Forwarded-Proto: https\r\n").body,
            "https://localhost");
  Options named;
  named.origin = "https://evidence.example";
  const RunningServer other(named);
  EXPECT_EQ(request(other.port(), "GET", "/origin").body, "https://evidence.example");
}

}  // namespace
}  // namespace outturn::http
