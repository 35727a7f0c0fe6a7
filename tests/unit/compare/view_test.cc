// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a comparison: axes that columns share and classes do not, marks in words, links on.
#include "server/render/compare_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/render/compare_rows.h"
#include "tests/unit/compare/fixture.h"

namespace outturn::render {
namespace {

using compare::all_of;
using compare::compare;
using compare::named;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

const Site kSite{"/x", {{"app.css", "app.0.css"}}};
const Release kRelease{"2026-11-22.1", "2026-11-22T09:00:00Z", 3, 3, 3};

evidence::Record record(const std::string& title, double effect, const std::string& kind,
                        double ratio) {
  evidence::Record out = named(title);
  out.findings = {effect_on("crime", effect, 0.1)};
  out.appraisals = {appraisal_with(kind, "society", {{}, ratio, {}})};
  return out;
}

json group(const json& groups, const std::string& name) {
  for (const json& one : groups)
    if (one["group_name"] == name) return one;
  return nullptr;
}

TEST(CompareView, EffectsOfAllColumnsStandOnOneScale) {
  const json groups =
      compare_groups(compare(all_of({record("a", 0.2, "bcr", 2), record("b", 1.4, "bcr", 3)})));
  const json row = group(groups, "effects")["rows"][0];
  EXPECT_EQ(row["axis_labels"][0]["text"], "\u22120.5");
  EXPECT_EQ(row["axis_labels"][2]["text"], "2");
  const double zero = std::stod(row["axis_labels"][1]["x"].get<std::string>());
  for (const json& cell : row["cells"]) {
    const json plot = cell["entries"][0]["plot"];
    EXPECT_NEAR(std::stod(plot["mark"].get<std::string>()), zero, 0.11) << "the line at 0";
  }
  EXPECT_LT(row["cells"][0]["entries"][0]["plot"]["square"]["x"].get<std::string>().size(), 6U);
}

TEST(CompareView, EachClassOfRatioHasItsOwnRowAndAxis) {
  const json groups =
      compare_groups(compare(all_of({record("a", 0.2, "bcr", 2), record("b", 0.3, "sroi", 40)})));
  const json ratios = group(groups, "ratios");
  ASSERT_EQ(ratios["rows"].size(), 2U);
  EXPECT_EQ(ratios["rows"][0]["axis_labels"].back()["text"], "5");
  EXPECT_EQ(ratios["rows"][1]["axis_labels"].back()["text"], "50");
  EXPECT_EQ(ratios["rows"][0]["cells"][1]["missing"], "not of this class");
  EXPECT_FALSE(ratios["rows"][0]["cells"][1]["drawn"]);
  EXPECT_THAT(ratios["says"][0]["sentence"].get<std::string>(), HasSubstr("of 2 classes"));
}

TEST(CompareView, DifferencesAreSaidInWordsAndSigns) {
  evidence::Record other = record("b", 0.3, "bcr", 3);
  other.evidence.design = "case_study";
  const json groups = compare_groups(compare(all_of({record("a", 0.2, "bcr", 2), other})));
  const json design = group(groups, "evidence")["rows"][0];
  EXPECT_EQ(design["row_name"], "design");
  EXPECT_EQ(design["mark"]["mark_words"], "differs");
  EXPECT_EQ(design["mark"]["sign"], "\u2260");
}

TEST(CompareView, LinksLeaveOneOutAndKeepTheSearch) {
  ComparePage page{{"r", "/x", "q=a&sort=ratio", {}}, "2026-11-22", nullptr};
  const auto found = compare(
      all_of({record("a", 0.2, "bcr", 2), record("b", 0.3, "bcr", 3), record("c", 0.3, "bcr", 3)}));
  const json view = compare_view(kSite, kRelease, found, page);
  EXPECT_EQ(view["columns"][1]["drop_href"], "/x/compare?ids=a,c&back=q%3Da%26sort%3Dratio");
  EXPECT_EQ(view["json_href"], "/x/api/v1/compare?ids=a,b,c");
  const auto two = compare(all_of({record("a", 0.2, "bcr", 2), record("b", 0.3, "bcr", 3)}));
  EXPECT_TRUE(compare_view(kSite, kRelease, two, page)["columns"][0]["drop_href"].is_null());
}

TEST(CompareView, IsDrawnWithEverythingEscaped) {
  evidence::Record odd = record("<script>x</script>", 0.2, "bcr", 2);
  odd.id = "odd";
  odd.evidence.design = "case_study";
  ComparePage page{{"r", "/x", "", {{"gone", "<b>Gone</b>", "2026-11-21T10:00:00Z", "<i>"}}},
                   "2026-11-22",
                   nullptr};
  const json view =
      compare_view(kSite, kRelease, compare(all_of({odd, record("b", 0.3, "sroi", 3)})), page);
  const std::string html = drawn("_compare_table", view) + drawn("_compare_gone", view);
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
  EXPECT_THAT(html, Not(HasSubstr("<i>")));
  EXPECT_THAT(html, Not(HasSubstr("style=")));
  EXPECT_THAT(html, HasSubstr("was removed on 21 November 2026"));
  EXPECT_THAT(html, HasSubstr("</span> differs</span>"));
}

}  // namespace
}  // namespace outturn::render
