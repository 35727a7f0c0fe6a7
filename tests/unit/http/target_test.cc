// SPDX-License-Identifier: GPL-3.0-or-later
// Request targets: tables of what a client may write and what it means.
#include "server/http/target.h"

#include <gtest/gtest.h>

namespace outturn::http {
namespace {

std::string shown(const std::vector<api::Parameter>& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters) out += "[" + name + "|" + value + "]";
  return out;
}

struct QueryRow {
  const char* query;
  const char* expected;
};

TEST(ParseQuery, Table) {
  const QueryRow rows[] = {
      {"", ""},
      {"q=nurse", "[q|nurse]"},
      {"v=a=b", "[v|a=b]"},
      {"v==", "[v|=]"},
      {"q=nurse+home+visits", "[q|nurse home visits]"},
      {"q=a%2Bb", "[q|a+b]"},
      {"q=what?&r=?", "[q|what?][r|?]"},
      {"q", "[q|]"},
      {"=x", "[|x]"},
      {"&&q=1&", "[q|1]"},
      {"a=1&a=2&b=3", "[a|1][a|2][b|3]"},
      {"q=100%", "[q|100%]"},
      {"q=%zz%4", "[q|%zz%4]"},
      {"q=%4", "[q|%4]"},
      {"q=%41%6a", "[q|Aj]"},
      {"q=%26%3D%3F", "[q|&=?]"},
      {"q=%ff", "[q|\xff]"},
      {"q=caf%C3%A9", "[q|caf\xC3\xA9]"},
      {"%71=x", "[q|x]"},
      {"q=%252e", "[q|%2e]"},
  };
  for (const auto& [query, expected] : rows)
    EXPECT_EQ(shown(parse_query(query)), expected) << query;
}

TEST(ParseQuery, KeepsNulBytes) {
  const auto parameters = parse_query("q=a%00b");
  ASSERT_EQ(parameters.size(), 1U);
  EXPECT_EQ(parameters[0].value, std::string("a\0b", 3));
}

struct TargetRow {
  const char* raw;
  const char* path;
  const char* query;
};

TEST(ParseTarget, Table) {
  const TargetRow rows[] = {
      {"/", "/", ""},
      {"/search?q=x", "/search", "q=x"},
      {"/search?q=a?b", "/search", "q=a?b"},
      {"/a+b", "/a+b", ""},
      {"/a%20b", "/a b", ""},
      {"/%2e%2e/x", "/../x", ""},
      {"/x%", "/x%", ""},
      {"/x?", "/x", ""},
      {"http://host/search?q=1", "/search", "q=1"},
      {"http://host", "/", ""},
      {"http://host?q=1", "/", "q=1"},
      {"*", "", ""},
      {"host:443", "", ""},
      {"", "", ""},
  };
  for (const auto& [raw, path, query] : rows) {
    const Target target = parse_target(raw);
    EXPECT_EQ(target.path, path) << raw;
    EXPECT_EQ(target.query, query) << raw;
  }
}

}  // namespace
}  // namespace outturn::http
