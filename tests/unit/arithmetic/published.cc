// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the published examples, runs their workings, compares and prints; and holds every example
// to saying where its figures stand.
#include "tests/unit/arithmetic/published.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string_view>

namespace outturn::test {

namespace {

using nlohmann::json;

constexpr std::string_view kFolder = OUTTURN_SOURCE_DIR "/tests/fixtures/published/";

json read(const std::string& file) {
  std::ifstream stream(std::string(kFolder) + file);
  return stream ? json::parse(stream) : json();
}

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

bool names_a_place(const std::string& source) {
  static const std::regex kPlace(
      R"(\bpp?\. \d)"                                                      // page
      R"(|\b(eqs?\. |[Tt]able |[Ss]ections? |[Ee]xamples? )("|[A-Z]?\d))"  // numbered or titled
      R"(|\b([Pp]aragraph |[Bb]ox |[Aa]ppendix )([A-Z]?\d|[A-Z]\b))"
      R"(|\b\w[\w./-]*\.(Rd|R|r|py)\b)");  // a file of a package
  return std::regex_search(source, kPlace);
}

void hold_against_published(const std::string& file,
                            const std::map<std::string, Worked>& workings) {
  const json document = read(file);
  ASSERT_TRUE(document.is_object()) << file;
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

TEST(PublishedFixtures, EveryExampleSaysWhereItsFiguresStand) {
  // No publication has these; their source shows the working.
  const std::set<std::string> by_hand{"breakeven_discounted_interpolated"};
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".json") continue;
    const std::string file = entry.path().filename().string();
    const json document = read(file);
    for (const json& example : document.at("examples")) {
      ++seen;
      const auto id = example.at("id").get<std::string>();
      const auto source = example.at("source").get<std::string>();
      if (by_hand.contains(id))
        EXPECT_EQ(source.find("Computed by hand"), 0U) << file << ": " << id << ": " << source;
      else
        EXPECT_TRUE(names_a_place(source)) << file << ": " << id << ": " << source;
    }
  }
  EXPECT_GT(seen, 100U);
}

TEST(PublishedFixtures, ATitleOrAChapterIsNoPlace) {
  for (const char* source :
       {"", "Borenstein and others (2009) chapter 4, independent groups",
        "HM Treasury, The Green Book, discounting annex (2003, 2018)", "R package metafor",
        "Hedges (1981)", "JAMA 271, 698-702", "Wellbeing Guidance for Appraisal, section on values",
        "The Green Book 2022 (page not verified)", "wsipp.wa.gov/BenefitCost/Program/32"})
    EXPECT_FALSE(names_a_place(source)) << source;
  for (const char* source :
       {"Borenstein and others (2009) p. 27", "pp. 698-702", "Hedges (1981) eq. 6e",
        "eqs. 4.18 and 4.19", "table 13.4", "Table \"Months' Progress\"",
        "Cochrane Handbook 5.1, section 7.7.3.3", "The Green Book, paragraph A6.6", "box 29",
        "appendix F", "example 2", "metafor man/conv.wald.Rd",
        "tests/testthat/test_misc_escalc.r, measure \"PHI\"", "statsmodels test_meta.py"})
    EXPECT_TRUE(names_a_place(source)) << source;
}

}  // namespace outturn::test
