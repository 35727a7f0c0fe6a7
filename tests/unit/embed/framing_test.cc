// SPDX-License-Identifier: GPL-3.0-or-later
// Who may be named as a site that frames the embedded pages, and who must not.
#include "server/http/framing.h"

#include <gtest/gtest.h>

namespace outturn::http {
namespace {

TEST(Framing, TakesOriginsAndHostsBelowAName) {
  for (const char* given :
       {"https://intranet.example", "http://localhost:8090", "https://intranet.example:8443",
        "https://*.nhs.uk", "https://*.gov.uk:8443", "http://[::1]:80"}) {
    const auto source = framing_source(given);
    ASSERT_TRUE(source) << given;
    EXPECT_EQ(*source, given);
  }
  EXPECT_EQ(framing_source("self").value_or(""), "'self'");
  EXPECT_EQ(framing_source("'self'").value_or(""), "'self'");
}

TEST(Framing, RefusesWhatIsNoSite) {
  for (const char* given : {"",
                            "*",
                            "https://*",
                            "https://*.",
                            "*.nhs.uk",
                            "intranet.example",
                            "https://a.example/",
                            "https://a.example/path",
                            "https:",
                            "https://",
                            "'none'",
                            "none",
                            "data:",
                            "ftp://a.example",
                            "https://a.example b.example",
                            "https://a.example; script-src *",
                            "https://a.*.example",
                            "https://*.*.example",
                            "https://*.[::1]",
                            "https://a.example\r\nX: y",
                            "https://a.example,b",
                            "https://a:b@c.example",
                            "https://a.example:",
                            "https://a.example:123456"}) {
    const auto source = framing_source(given);
    ASSERT_FALSE(source) << given;
    EXPECT_EQ(source.error().code, base::Code::kUsage) << given;
    EXPECT_EQ(source.error().where, "--frame-ancestors");
    EXPECT_EQ(source.error().message.find('\n'), std::string::npos);
  }
}

}  // namespace
}  // namespace outturn::http
