// SPDX-License-Identifier: GPL-3.0-or-later
// Validation: each kind of mistake gets a message at its place, and all come at once.
#include "schema/evidence/validate.h"

#include <gmock/gmock.h>

#include <functional>
#include <ostream>

#include "tests/unit/sample.h"

namespace outturn::evidence {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

TEST(Validate, TheSampleIsSound) {
  EXPECT_TRUE(validate_record(outturn::testing::sample_json()).empty());
}

struct Mistake {
  const char* name;
  std::function<void(json&)> make;
  const char* pointer;
  const char* words;  ///< in message or hint
};

void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.name; }

class Mistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, IsNamedAtItsPlace) {
  json record = outturn::testing::sample_json();
  GetParam().make(record);
  const auto problems = validate_record(record);
  ASSERT_FALSE(problems.empty());
  bool found = false;
  std::string all;
  for (const auto& problem : problems) {
    const std::string text = problem.message + " | " + problem.hint;
    all += problem.pointer + ": " + text + "\n";
    found = found || (problem.pointer == GetParam().pointer &&
                      text.find(GetParam().words) != std::string::npos);
  }
  EXPECT_TRUE(found) << all;
}

INSTANTIATE_TEST_SUITE_P(
    All, Mistakes,
    ::testing::Values(
        Mistake{"no_title", [](json& r) { r.erase("title"); }, "", "\"title\" is missing"},
        Mistake{"unknown_field", [](json& r) { r["titel"] = "x"; }, "/titel", "not known"},
        Mistake{"wrong_type", [](json& r) { r["findings"][0]["value"] = "0.4"; },
                "/findings/0/value", "right type"},
        Mistake{"bad_id", [](json& r) { r["id"] = "Not a slug"; }, "/id", "form"},
        Mistake{"bad_date", [](json& r) { r["curation"]["added"] = "22/11/2026"; },
                "/curation/added", "form"},
        Mistake{"script_url", [](json& r) { r["sources"][0]["url"] = "javascript:alert(1)"; },
                "/sources/0/url", "http://"},
        Mistake{"unknown_term", [](json& r) { r["findings"][0]["outcome"] = "crimes"; },
                "/findings/0/outcome", "did you mean \"crime\"?"},
        Mistake{"unknown_country", [](json& r) { r["places"][0]["country"] = "XX"; },
                "/places/0/country", "not in the vocabulary \"country\""},
        Mistake{"negative_se", [](json& r) { r["findings"][0]["se"] = -1; }, "/findings/0/se",
                "greater"},
        Mistake{"ages", [](json& r) { r["population"]["age_min"] = 9; }, "/population/age_min",
                "greater than"},
        Mistake{"interval",
                [](json& r) {
                  r["findings"][0]["ci_low"] = 1;
                  r["findings"][0]["ci_high"] = 0;
                },
                "/findings/0/ci_low", "greater than"},
        Mistake{"source", [](json& r) { r["findings"][0]["source"] = "elsewhere"; },
                "/findings/0/source", "not one of the record's sources"},
        Mistake{"printed",
                [](json& r) {
                  r["appraisals"][0]["as_printed"] = {{"ratoi", ".03"}};
                },
                "/appraisals/0/as_printed/ratoi", "not a field"},
        Mistake{"long_text", [](json& r) { r["summary"] = std::string(100'000, 'a'); }, "/summary",
                "longer than"},
        Mistake{"control",
                [](json& r) {
                  r["title"] =
                      "A\x07"
                      "B";
                },
                "/title", "control character"},
        Mistake{"huge_count",
                [](json& r) { r["evidence"]["sample_size"] = 18446744073709551615ULL; },
                "/evidence/sample_size", "Expected number"}),
    [](const auto& mistake) { return mistake.param.name; });

TEST(Validate, AllProblemsComeAtOnce) {
  json record = outturn::testing::sample_json();
  record.erase("summary");
  record["findings"][0]["outcome"] = "nonsense";
  record["findings"][0].erase("locator");
  record["settings"] = {"hoome"};
  EXPECT_GE(validate_record(record).size(), 4U);
}

TEST(Validate, DeepNestingIsRefusedNotFollowed) {
  json record = outturn::testing::sample_json();
  json deep = 1;
  for (int i = 0; i < 5000; ++i) deep = json::array({std::move(deep)});
  record["settings"] = std::move(deep);
  const auto problems = validate_record(record);
  ASSERT_FALSE(problems.empty());
  EXPECT_THAT(problems[0].message, HasSubstr("levels deep"));
}

TEST(Validate, AnythingAtAllMayBeGiven) {
  for (const char* text :
       {"null", "1", "[]", "\"x\"", "{}", "{\"sources\": 3}", "{\"findings\": {}}"})
    EXPECT_FALSE(validate_record(json::parse(text)).empty()) << text;
}

}  // namespace
}  // namespace outturn::evidence
