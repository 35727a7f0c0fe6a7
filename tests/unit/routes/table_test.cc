// SPDX-License-Identifier: GPL-3.0-or-later
// The table of addresses: which row answers what, and that every row can be reached.
#include "server/routes/table.h"

#include <gtest/gtest.h>

#include <set>

namespace outturn::routes {
namespace {

std::string pattern_of(std::string_view path) {
  const auto found = find(path);
  return found ? std::string(found->route.pattern) : "none";
}

TEST(Find, PagesAndTheApi) {
  EXPECT_EQ(pattern_of("/"), "/");
  EXPECT_EQ(pattern_of("/search"), "/search");
  EXPECT_EQ(pattern_of("/records/a-b"), "/records/{id}");
  EXPECT_EQ(pattern_of("/records/a-b/history"), "/records/{id}/history");
  EXPECT_EQ(pattern_of("/api/v1/records/a-b/comparables"), "/api/v1/records/{id}/comparables");
  EXPECT_EQ(find("/records/a-b")->id, "a-b");
  EXPECT_EQ(find("/api/v1/records/x/history")->id, "x");
}

TEST(Find, NothingElse) {
  for (const char* path :
       {"/records", "/records/", "/records/a/b", "/records//history", "/Search", "/search/", "//",
        "/api", "/api/v1", "/api/v2/search", "/records/a/history/", "/records/a/history/x"})
    EXPECT_EQ(pattern_of(path), "none") << path;
}

TEST(Table, EveryRowIsReachedAndSaysWhatItIs) {
  std::set<std::string_view> seen;
  for (const Route& route : table()) {
    EXPECT_TRUE(seen.insert(route.pattern).second) << route.pattern;
    EXPECT_FALSE(route.summary.empty()) << route.pattern;
    const std::string_view example = route.example;
    EXPECT_EQ(pattern_of(example.substr(0, example.find('?'))), route.pattern) << example;
  }
}

}  // namespace
}  // namespace outturn::routes
