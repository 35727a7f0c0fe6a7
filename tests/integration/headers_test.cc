// SPDX-License-Identifier: GPL-3.0-or-later
// What answers say of themselves (security, caching, encoding), and pages below a base URL.
#include <gtest/gtest.h>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

constexpr const char* kGzip = "Accept-Encoding: gzip\r\n";

TEST(Headers, SecurityEverywhere) {
  for (const char* path : {"/", "/search", "/search?sort=x", "/records/none", "/api/v1/search",
                           "/records/family-nurse-partnership", "/healthz", "/nothing"}) {
    const Reply reply = server().get(path);
    EXPECT_NE(reply.header("content-security-policy").find("default-src 'self'"), std::string::npos)
        << path;
    EXPECT_EQ(reply.header("x-content-type-options"), "nosniff") << path;
    EXPECT_EQ(reply.header("referrer-policy"), "same-origin") << path;
    EXPECT_EQ(reply.header("server"), "") << path;
    EXPECT_NE(reply.header("content-type"), "") << path;
  }
}

TEST(Headers, PagesKeepToTheirPolicy) {
  for (const char* path : {"/", "/search?q=nurse", "/records/family-nurse-partnership"}) {
    const std::string body = server().get(path).body;
    EXPECT_EQ(body.find(" style=\""), std::string::npos) << path << ": an inline style is blocked";
    EXPECT_EQ(body.find("<style"), std::string::npos) << path;
    EXPECT_EQ(body.find("<script>"), std::string::npos) << path << ": an inline script is blocked";
    EXPECT_EQ(body.find(" onclick="), std::string::npos) << path;
    EXPECT_EQ(body.find("src=\"http"), std::string::npos) << path;
  }
}

TEST(Headers, Gzip) {
  for (const char* path : {"/search", "/api/v1/search", "/records/family-nurse-partnership"}) {
    const Reply plain = server().get(path);
    const Reply packed = server().get(path, kGzip);
    EXPECT_EQ(packed.header("content-encoding"), "gzip") << path;
    EXPECT_NE(plain.header("vary").find("Accept-Encoding"), std::string::npos) << path;
    EXPECT_EQ(gunzip(packed.body), plain.body) << path;
    EXPECT_LT(packed.body.size(), plain.body.size() / 2) << path;
    EXPECT_EQ(server().get(path, "Accept-Encoding: br\r\n").header("content-encoding"), "") << path;
  }
}

TEST(Headers, EntityTags) {
  for (const char* path :
       {"/search?q=nurse", "/api/v1/search?q=nurse", "/",
        "/api/v1/records/family-nurse-partnership", "/records/family-nurse-partnership"}) {
    const std::string tag = server().get(path).header("etag");
    ASSERT_NE(tag, "") << path;
    const Reply again = server().get(path, "If-None-Match: " + tag + "\r\n");
    EXPECT_EQ(again.status, 304) << path;
    EXPECT_EQ(again.body, "") << path;
    EXPECT_EQ(again.header("etag"), tag) << path;
    const std::string packed = server().get(path, kGzip).header("etag");
    EXPECT_NE(packed, tag) << path;
    EXPECT_EQ(server().get(path, std::string(kGzip) + "If-None-Match: " + packed + "\r\n").status,
              304)
        << path;
    EXPECT_EQ(server().get(path, "If-None-Match: \"other\"\r\n").status, 200) << path;
  }
  EXPECT_NE(server().get("/api/v1/search?q=nurse").header("etag"),
            server().get("/api/v1/search?q=school").header("etag"));
}

TEST(Headers, FragmentsForHtmx) {
  const Reply page = server().get("/search?q=nurse");
  const Reply part = server().get("/search?q=nurse", "HX-Request: true\r\n");
  EXPECT_EQ(part.status, 200);
  EXPECT_EQ(part.body.find("<html"), std::string::npos);
  EXPECT_NE(part.body.find("family-nurse-partnership"), std::string::npos);
  EXPECT_LT(part.body.size(), page.body.size());
  EXPECT_NE(part.header("vary").find("HX-Request"), std::string::npos);
  EXPECT_NE(page.header("vary").find("HX-Request"), std::string::npos);
  EXPECT_NE(part.header("etag"), page.header("etag"));
  const Reply restored =
      server().get("/search?q=nurse", "HX-Request: true\r\nHX-History-Restore-Request: true\r\n");
  EXPECT_EQ(restored.body, page.body);
}

/// Values of href, src and action attributes, and of htmx's own, as written.
std::vector<std::string> addresses(const std::string& html) {
  std::vector<std::string> out;
  for (const std::string name : {" href=\"", " src=\"", " action=\"", " hx-get=\"", " srcset=\""}) {
    for (std::size_t at = 0; (at = html.find(name, at)) != std::string::npos;) {
      at += name.size();
      out.push_back(html.substr(at, html.find('"', at) - at));
    }
  }
  return out;
}

TEST(Headers, AssetsAreImmutable) {
  std::size_t assets = 0;
  for (const std::string& address : addresses(server().get("/").body)) {
    if (!address.starts_with("/assets/")) continue;
    ++assets;
    const Reply plain = server().get(address);
    EXPECT_EQ(plain.status, 200) << address;
    EXPECT_EQ(plain.header("cache-control"), "public, max-age=31536000, immutable") << address;
    EXPECT_NE(plain.header("content-type"), "application/octet-stream") << address;
    const Reply packed = server().get(address, kGzip);
    if (packed.header("content-encoding") == "gzip") {
      EXPECT_EQ(gunzip(packed.body), plain.body) << address;
    }
  }
  EXPECT_GT(assets, 0U) << "the front page links no asset";
}

TEST(Prefix, EveryAddressBeginsWithIt) {
  const ServeProcess below(shared_base(), {"--base-url", "/evidence"});
  EXPECT_EQ(below.prefix(), "/evidence");
  std::size_t seen = 0;
  for (const char* path :
       {"/", "/search", "/search?q=nurse&outcome=crime&per_page=5", "/search?q=zzzzqqqq",
        "/search?sort=x", "/records/none", "/records/family-nurse-partnership"}) {
    for (const std::string& address : addresses(below.get(path).body)) {
      ++seen;
      const bool local = address.starts_with('#') || address.starts_with('?');
      const bool abroad = address.starts_with("http://") || address.starts_with("https://") ||
                          address.starts_with("mailto:") || address.starts_with("data:");
      EXPECT_TRUE(local || abroad || address == "/evidence" || address.starts_with("/evidence/") ||
                  address.starts_with("/evidence?"))
          << path << ": " << address;
      if (address.starts_with("/evidence/assets/")) {
        EXPECT_EQ(get(below.port(), address).status, 200) << address;
      }
    }
  }
  EXPECT_GT(seen, 50U);
}

TEST(Prefix, AnswersOnlyBelowIt) {
  const ServeProcess below(shared_base(), {"--base-url", "/evidence"});
  EXPECT_EQ(below.get("/search").status, 200);
  EXPECT_EQ(below.get("/api/v1/search").status, 200);
  EXPECT_EQ(get(below.port(), "/search").status, 404);
  EXPECT_EQ(get(below.port(), "/evidences").status, 404);
  const Reply moved = get(below.port(), "/evidence");
  EXPECT_EQ(moved.status, 308);
  EXPECT_EQ(moved.header("location"), "/evidence/");
}

}  // namespace
}  // namespace outturn::test
