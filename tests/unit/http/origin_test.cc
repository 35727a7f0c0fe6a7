// SPDX-License-Identifier: GPL-3.0-or-later
// Origins: what may be written into an address, and what may not.
#include "server/http/origin.h"

#include <gtest/gtest.h>

namespace outturn::http {
namespace {

TEST(IsOrigin, Table) {
  for (const char* text : {"http://x", "https://evidence.example", "https://evidence.example:8443",
                           "http://127.0.0.1:8080", "http://[::1]:8080", "http://[::1]"})
    EXPECT_TRUE(is_origin(text)) << text;
  for (const char* text : {"", "evidence.example", "ftp://x", "http://", "http://x/", "http://x:",
                           "http://x:123456", "http://x:8a", "http://\"><script>", "http://x y",
                           "http://[::1", "http://[]", "http://a@b", "http://x\r\nSet-Cookie: a"})
    EXPECT_FALSE(is_origin(text)) << text;
  EXPECT_FALSE(is_origin("http://" + std::string(300, 'a')));
}

std::string origin_with(const std::string& host, const std::string& proto = "") {
  Head head;
  head.fields.emplace_back("host", host);
  if (!proto.empty()) head.fields.emplace_back("x-forwarded-proto", proto);
  return origin_of(head);
}

TEST(OriginOf, HostAndForwardedScheme) {
  EXPECT_EQ(origin_with("evidence.example"), "http://evidence.example");
  EXPECT_EQ(origin_with("evidence.example:81", "https"), "https://evidence.example:81");
  EXPECT_EQ(origin_with("evidence.example", "https, http"), "https://evidence.example");
  EXPECT_EQ(origin_with("evidence.example", "javascript"), "http://evidence.example");
  EXPECT_EQ(origin_with("\"><script>"), "");
  EXPECT_EQ(origin_of(Head{}), "");
}

}  // namespace
}  // namespace outturn::http
