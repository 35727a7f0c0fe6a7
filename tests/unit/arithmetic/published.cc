// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the published examples, runs their workings, compares and prints.
#include "tests/unit/arithmetic/published.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <set>

namespace outturn::test {

namespace {

using nlohmann::json;

double tolerance_of(const json& example, const std::string& name) {
  const json& tolerance = example.at("tolerance");
  if (tolerance.is_number()) return tolerance.get<double>();
  return tolerance.contains(name) ? tolerance.at(name).get<double>()
                                  : tolerance.at("*").get<double>();
}

void compare(const std::string& id, const std::string& name, const json& expected, const json& got,
             double tolerance) {
  if (expected.is_array()) {
    ASSERT_TRUE(got.is_array()) << id << ": " << name;
    ASSERT_EQ(expected.size(), got.size()) << id << ": " << name;
    for (std::size_t i = 0; i < expected.size(); ++i)
      compare(id, fmt::format("{}[{}]", name, i), expected[i], got[i], tolerance);
    return;
  }
  if (expected.is_string()) {
    fmt::print("{:<40} {:<28} {:>16} {:>16}\n", id, name, expected.get<std::string>(), got.dump());
    EXPECT_EQ(expected, got) << id << ": " << name;
    return;
  }
  ASSERT_TRUE(got.is_number()) << id << ": " << name << " is " << got.dump();
  const double difference = got.get<double>() - expected.get<double>();
  fmt::print("{:<40} {:<28} {:>16.10g} {:>16.10g} {:>10.1e}\n", id, name, expected.get<double>(),
             got.get<double>(), difference);
  EXPECT_LE(std::abs(difference), tolerance) << id << ": " << name;
}

}  // namespace

void hold_against_published(const std::string& file,
                            const std::map<std::string, Worked>& workings) {
  std::ifstream stream(std::string(OUTTURN_SOURCE_DIR) + "/tests/fixtures/published/" + file);
  ASSERT_TRUE(stream) << file;
  const json document = json::parse(stream);
  std::set<std::string> unused;
  for (const auto& [id, working] : workings) unused.insert(id);
  for (const json& example : document.at("examples")) {
    const auto id = example.at("id").get<std::string>();
    const auto working = workings.find(id);
    if (working == workings.end()) {
      ADD_FAILURE() << file << ": nothing works out " << id;
      continue;
    }
    unused.erase(id);
    EXPECT_FALSE(example.at("source").get<std::string>().empty()) << id;
    const json got = working->second(example.at("input"));
    for (const auto& [name, expected] : example.at("expected").items()) {
      if (!got.contains(name)) {
        ADD_FAILURE() << id << ": no " << name;
        continue;
      }
      compare(id, name, expected, got.at(name), tolerance_of(example, name));
    }
  }
  for (const std::string& id : unused) ADD_FAILURE() << file << " has no example " << id;
}

}  // namespace outturn::test
