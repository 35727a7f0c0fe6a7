// SPDX-License-Identifier: GPL-3.0-or-later
// JSON written as it goes is, to the letter, what the library writes of the same values.
#include "server/api/json_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace outturn::api {
namespace {

using evidence::Json;

template <typename Value>
std::string written(const Value& value) {
  JsonText out;
  out.write(value);
  return out.take();
}

std::string dumped(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

TEST(JsonText, TextsAreEscapedAsTheLibraryEscapesThem) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = {'a', static_cast<char>(byte), 'b'};
    EXPECT_EQ(written(text), dumped(text)) << byte;
  }
  for (const char* text : {"", "a \"quoted\" word", "a\\b", "\u00e9t\u00e9 \u2026 \U0001F600",
                           "cut off \xE2\x80", "\xC0\xAF", "</script>", "\x7F"})
    EXPECT_EQ(written(text), dumped(text)) << text;
}

TEST(JsonText, Figures) {
  for (const double value :
       {0.0, -0.0, 1.0, -3.0, 0.1, 1e-7, 123456.789, 9007199254740992.0, 1e300,
        std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
    EXPECT_EQ(written(value), dumped(evidence::number(value)));
  EXPECT_EQ(written(std::numeric_limits<std::size_t>::max()), "18446744073709551615");
  EXPECT_EQ(written(-7), "-7");
  EXPECT_EQ(written(true), "true");
  EXPECT_EQ(written(std::optional<int>()), "null");
}

TEST(JsonText, OnlyWhatStandsSideBySideIsPartedByCommas) {
  JsonText out;
  out.object([&] {
    out.field("none", std::vector<int>());
    out.field("some", std::vector<std::string>{"a", "b"});
    out.field("empty", [&] { out.object([] {}); });
    out.field("list", [&] {
      out.array([&] {
        out.object([&] { out.field("x", 1); });
        out.object([&] { out.field("x", nullptr); });
      });
    });
    out.field("last", 1.5);
  });
  EXPECT_EQ(out.take(),
            R"({"none":[],"some":["a","b"],"empty":{},"list":[{"x":1},{"x":null}],"last":1.5})");
}

}  // namespace
}  // namespace outturn::api
