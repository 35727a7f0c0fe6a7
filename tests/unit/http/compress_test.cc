// SPDX-License-Identifier: GPL-3.0-or-later
// Compression and entity tags: who gets gzip, what it unpacks to, and which tags name which
// variant.
#include "server/http/compress.h"

#include <gtest/gtest.h>

#include "server/http/conditional.h"
#include "tests/unit/http/raw_client.h"

namespace outturn::http {
namespace {

struct AcceptRow {
  const char* value;
  bool expected;
};

TEST(AcceptsGzip, Table) {
  const AcceptRow rows[] = {
      {"", false},
      {"gzip", true},
      {"GZip", true},
      {"x-gzip", true},
      {"deflate, gzip, br", true},
      {"br", false},
      {"identity", false},
      {"gzip;q=0", false},
      {"gzip;q=0.000", false},
      {"gzip; q=0.5", true},
      {"gzip;Q=0.001", true},
      {"gzip;q=1", true},
      {"gzip;q=nonsense", false},
      {"*", true},
      {"*;q=0", false},
      {"*;q=0, gzip", true},
      {"gzip;q=0, *", false},
      {"gzipped", false},
      {",,gzip,", true},
  };
  for (const auto& [value, expected] : rows) EXPECT_EQ(accepts_gzip(value), expected) << value;
}

TEST(IsCompressible, Table) {
  const AcceptRow rows[] = {
      {"text/html; charset=utf-8", true},
      {"application/json", true},
      {"image/svg+xml", true},
      {"application/problem+json", true},
      {"text/javascript", true},
      {"TEXT/CSV", true},
      {"image/png", false},
      {"font/woff2", false},
      {"application/gzip", false},
      {"", false},
  };
  for (const auto& [value, expected] : rows) EXPECT_EQ(is_compressible(value), expected) << value;
}

TEST(Gzip, UnpacksToWhatWentIn) {
  std::string noise;
  unsigned state = 1;
  for (int i = 0; i < 300000; ++i) {
    state = state * 1664525U + 1013904223U;
    noise += static_cast<char>(state >> 24U);
  }
  for (const std::string& body :
       {std::string(), std::string("a"), std::string(100000, 'x'), noise}) {
    const std::string packed = gzip(body);
    EXPECT_EQ(test::gunzip(packed), body) << body.size();
  }
  EXPECT_LT(gzip(std::string(100000, 'x')).size(), 1000U);
}

TEST(EntityTag, Shape) {
  for (const char* tag : {"\"\"", "\"a\"", "W/\"a\"", "\"2026-11-22.1-abc,def\""})
    EXPECT_TRUE(is_entity_tag(tag)) << tag;
  for (const char* tag : {"", "a", "\"", "\"a", "\"a\"b\"", "w/\"a\"", "\"a\r\n\"", "\"a b\""})
    EXPECT_FALSE(is_entity_tag(tag)) << tag;
}

TEST(EntityTag, Variant) {
  EXPECT_EQ(variant_tag("\"a\"", "gzip"), "\"a-gzip\"");
  EXPECT_EQ(variant_tag("W/\"a\"", "gzip"), "W/\"a-gzip\"");
}

struct MatchRow {
  const char* held;
  const char* tag;
  bool expected;
};

TEST(NoneMatch, Table) {
  const MatchRow rows[] = {
      {"\"a\"", "\"a\"", true},
      {"\"a\"", "\"b\"", false},
      {"*", "\"a\"", true},
      {"W/\"a\"", "\"a\"", true},
      {"\"a\"", "W/\"a\"", true},
      {"\"x\", \"a\"", "\"a\"", true},
      {"\"x\",W/\"a\"", "\"a\"", true},
      {"", "\"a\"", false},
      {"a", "\"a\"", false},
      {"\"a", "\"a\"", false},
      {"\"x,y\"", "\"x,y\"", true},
      {"\"a-gzip\"", "\"a\"", false},
  };
  for (const auto& [held, tag, expected] : rows)
    EXPECT_EQ(none_match_hits(held, tag), expected) << held << " against " << tag;
}

}  // namespace
}  // namespace outturn::http
