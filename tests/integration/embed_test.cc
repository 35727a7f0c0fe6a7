// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on pages of other sites, over HTTP: who may frame it, what it may do, what is
// refused.
#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kRecord = "/embed/records/family-nurse-partnership";

std::string policy(const Reply& reply) { return reply.header("content-security-policy"); }

TEST(Embed, FramesAreForThoseNamedAlone) {
  for (const char* path :
       {"/embed/search?q=nurse", kRecord, "/embed/records/none", "/embed/search?sort=price"}) {
    EXPECT_THAT(policy(server().get(path)), HasSubstr("frame-ancestors 'self'")) << path;
    EXPECT_EQ(policy(server().get(path)).find("frame-ancestors 'self' "), std::string::npos)
        << path;
  }
  const ServeProcess open(shared_base(),
                          {"--frame-ancestors", "https://intranet.example", "--frame-ancestors",
                           "https://*.nhs.uk", "--frame-ancestors", "self"});
  for (const char* path : {"/embed/search?q=nurse", kRecord, "/embed/records/none"})
    EXPECT_THAT(
        policy(open.get(path)),
        ::testing::EndsWith("frame-ancestors 'self' https://intranet.example https://*.nhs.uk"))
        << path;
  // Nothing but what is made for frames.
  for (const char* path :
       {"/", "/search", "/records/family-nurse-partnership", "/embed", "/embed/preview?tier=form"})
    EXPECT_EQ(policy(open.get(path)).find("intranet.example"), std::string::npos) << path;
}

// A frame that may not show why it is refused stays empty.
TEST(Embed, FramesMayShowWhatTheEdgeRefuses) {
  const std::string ours = "frame-ancestors 'self' https://intranet.example";
  const ServeProcess open(shared_base(), {"--frame-ancestors", "https://intranet.example"});
  const std::string query(100'000, 'a');
  for (const std::string path : {"/embed/search?q=", "/embed/records/x?y="}) {
    const Reply reply = open.get(path + query);
    EXPECT_EQ(reply.status, 414) << path;
    EXPECT_THAT(policy(reply), ::testing::EndsWith(ours)) << path;
  }
  const Reply page = open.get("/search?q=" + query);
  EXPECT_EQ(page.status, 414);
  EXPECT_THAT(policy(page), HasSubstr("frame-ancestors 'self'"));
  EXPECT_THAT(policy(page), Not(HasSubstr("intranet.example")));

  // Who asks nothing holds a thread or a place in the line before them; then both are full.
  std::vector<std::unique_ptr<RawClient>> silent;
  Reply refused;
  constexpr std::size_t kMoreThanHeld = 400;
  while (refused.status != 503 && silent.size() < kMoreThanHeld) {
    for (int i = 0; i < 100; ++i) silent.push_back(std::make_unique<RawClient>(open.port()));
    RawClient client(open.port());
    constexpr int kAtOnce = 500;  // in the line it would wait for the silent ones
    if (client.send("GET /embed/search?q=nurse HTTP/1.1\r\nHost: x\r\n\r\n"))
      refused = client.read(false, kAtOnce);
  }
  ASSERT_EQ(refused.status, 503) << silent.size() << " connections";
  EXPECT_THAT(policy(refused), ::testing::EndsWith(ours));
}

TEST(Embed, AnotherListOfSitesIsAnotherPage) {
  // Browsers keep the policy of their copy when they are told that it is still good.
  const ServeProcess open(shared_base(), {"--frame-ancestors", "https://intranet.example"});
  const std::string tag = server().get(kRecord).header("etag");
  ASSERT_NE(tag, "");
  EXPECT_EQ(open.get(kRecord, "If-None-Match: " + tag + "\r\n").status, 200);
}

TEST(Embed, AWrongSiteIsAUsageError) {
  for (const char* given :
       {"*", "https://a.example/path", "intranet.example", "https://a; img-src *"}) {
    const Finished ended = run({setting("OUTTURN_SERVE"), "--base", shared_base(), "--listen",
                                "127.0.0.1:0", "--frame-ancestors", given});
    EXPECT_EQ(ended.code, 64) << given;
    EXPECT_THAT(ended.err, HasSubstr("--frame-ancestors")) << given;
    EXPECT_THAT(ended.err, HasSubstr("https://*.nhs.uk")) << given;
  }
}

TEST(Embed, SetsNoCookieAndRunsNothingOfOthers) {
  for (const char* path : {"/embed", "/embed/search?q=nurse", kRecord, "/fragment/search?q=nurse",
                           "/embed/preview?tier=component", "/embed/search?height=yes"}) {
    const Reply reply = server().get(path);
    EXPECT_EQ(reply.status, 200) << path;
    EXPECT_EQ(reply.header("set-cookie"), "") << path;
    EXPECT_EQ(reply.body.find(" style=\""), std::string::npos) << path;
    EXPECT_EQ(reply.body.find("<script>"), std::string::npos) << path;
    EXPECT_EQ(policy(reply).find("unsafe"), std::string::npos) << path;
  }
  EXPECT_THAT(policy(server().get(kRecord)), HasSubstr("default-src 'none'"));
}

TEST(Embed, TheFrameTellsItsHeightOnlyWhereAsked) {
  EXPECT_EQ(server().get("/embed/search?q=nurse").body.find("<script"), std::string::npos);
  EXPECT_THAT(server().get("/embed/search?q=nurse&height=yes").body, HasSubstr("<script src="));
  EXPECT_THAT(server().get(std::string(kRecord) + "?height=yes").body, HasSubstr("<script src="));
}

TEST(Embed, WhatIsWrongIsSaidInTheFrame) {
  const struct {
    const char* path;
    int status;
    const char* says;
  } cases[] = {{"/embed/records/none", 404, "There is no record at this address."},
               {"/embed/records/family-nurse-partnership?color=red", 400, "<code>color</code>"},
               {"/embed/search?height=640", 400, "<code>height</code>"},
               {"/embed/search?prefix=a", 400, "<code>prefix</code>"},
               {"/embed/search?outcome=crimes", 400, "<code>outcome</code>"},
               {"/embed/search?cursor=forged", 400, "<code>cursor</code>"},
               {"/fragment/search?prefix=%22%3E%3Cscript%3E", 400, "<code>prefix</code>"},
               {"/fragment/search?prefix=Not_plain", 400, "<code>prefix</code>"},
               {"/fragment/search?heading=1", 400, "<code>heading</code>"},
               {"/fragment/search?heading=6", 400, "<code>heading</code>"},
               {"/fragment/search?heading=2&heading=3", 400, "more than once"},
               {"/embed/preview?tier=popup", 400, "<code>tier</code>"},
               {"/embed?tier=popup", 400, "<code>tier</code>"},
               {"/embed?record=none", 404, "There is no record at this address."}};
  for (const auto& one : cases) {
    const Reply reply = server().get(one.path);
    EXPECT_EQ(reply.status, one.status) << one.path;
    EXPECT_THAT(reply.body, HasSubstr(one.says)) << one.path;
    EXPECT_EQ(reply.header("cache-control"), "no-store") << one.path;
    EXPECT_EQ(reply.body.find("<script>"), std::string::npos) << one.path;
  }
}

TEST(Embed, AFragmentIsNoPage) {
  const Reply reply = server().get("/fragment/search?q=nurse&per_page=3&heading=3&prefix=a-");
  EXPECT_EQ(reply.status, 200);
  for (const char* never : {"<html", "<head", "<body", "<script", "id=\"outturn-"})
    EXPECT_THAT(reply.body, Not(HasSubstr(never)));
  EXPECT_THAT(reply.body, HasSubstr("<h3 class=\"outturn-count\" id=\"a-found\">"));
  EXPECT_THAT(reply.body, HasSubstr("href=\"http://"));
  EXPECT_EQ(server().get("/fragment/search?sort=price").body.find("<html"), std::string::npos);
}

TEST(Embed, AddressesAreThoseOfTheRequestOrOfTheOperator) {
  const ServeProcess below(shared_base(), {"--base-url", "https://evidence.example/evidence"});
  for (const char* path :
       {"/fragment/search?q=nurse", "/embed?q=nurse&tier=component&height=yes"}) {
    const std::string body = below.get(path).body;
    EXPECT_THAT(body, HasSubstr("https://evidence.example/evidence/search")) << path;
    EXPECT_THAT(body, Not(HasSubstr("http://127.0.0.1"))) << path;
  }
}

TEST(Embed, ThePrintedScriptIsTheOneThatIsServed) {
  const std::string page = server().get("/embed?tier=component").body;
  const auto between = [&](const std::string& from, const std::string& to) {
    const auto at = page.find(from);
    if (at == std::string::npos) return std::string();
    const auto begin = at + from.size();
    return page.substr(begin, page.find(to, begin) - begin);
  };
  const std::string src = between("src=&quot;", "&quot;");
  const auto path = src.find("/assets/");
  ASSERT_NE(path, std::string::npos) << src;
  const Reply script = server().get(src.substr(path), "Origin: https://intranet.example\r\n");
  EXPECT_EQ(script.status, 200);
  EXPECT_EQ(script.header("access-control-allow-origin"), "*");
  EXPECT_EQ(script.header("cross-origin-resource-policy"), "cross-origin");
  EXPECT_EQ(script.header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(script.header("content-type"), "text/javascript; charset=utf-8");
  const Reply packed = server().get(src.substr(path), "Accept-Encoding: gzip\r\n");
  EXPECT_LT(packed.body.size(), 20U * 1000) << "20 kB over the wire at most";
  EXPECT_EQ(gunzip(packed.body), script.body);
  // The browser holds the hash against the script; here it is enough that there is one.
  EXPECT_EQ(between("integrity=&quot;", "&quot;").substr(0, 7), "sha384-");
}

TEST(Embed, TheBuilderPrintsWhatWasChosen) {
  const std::string body =
      server().get("/embed?q=nurse&outcome=crime&tier=component&lock=yes&open=yes&heading=3").body;
  EXPECT_THAT(body, HasSubstr("data-locked=&quot;outcome=crime&quot; data-open "
                              "data-heading=&quot;3&quot;"));
  EXPECT_THAT(body, HasSubstr("&lt;input type=&quot;hidden&quot; name=&quot;outcome&quot;"));
  EXPECT_THAT(body, HasSubstr("src=\"/embed/preview?q=nurse&amp;outcome=crime&amp;tier=component"));
  const std::string record = server().get("/embed?record=family-nurse-partnership").body;
  EXPECT_THAT(record, HasSubstr("/embed/records/family-nurse-partnership"));
  EXPECT_EQ(record.find("code-component"), std::string::npos) << "a record comes in a frame alone";
}

}  // namespace
}  // namespace outturn::test
