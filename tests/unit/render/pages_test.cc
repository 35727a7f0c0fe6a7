// SPDX-License-Identifier: GPL-3.0-or-later
// Whole pages from the real templates: what a record says is escaped, links carry the base URL,
// figures that are missing are said to be missing, and the sentence that checks an appraisal adds
// up. Reads web/templates of the source tree, named by the definition OUTTURN_SOURCE_DIR.
#include "server/render/pages.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "server/render/appraisal_view.h"
#include "server/render/templates.h"

namespace outturn::render {
namespace {

namespace fs = std::filesystem;

/// A web folder as web/build.sh leaves it, made of the source templates and an empty stylesheet.
class PagesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    web_ = fs::temp_directory_path() / ("outturn-pages-" + std::to_string(::getpid()));
    fs::create_directories(web_);
    fs::copy(fs::path(OUTTURN_SOURCE_DIR) / "web" / "templates", web_ / "templates",
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    std::ofstream(web_ / "assets.json") << R"({"app.css": "app.0.css", "app.js": "app.0.js"})";
  }
  void TearDown() override { fs::remove_all(web_); }

  static evidence::Record record() {
    evidence::Record record;
    record.id = "a-b";
    record.title = "<script>alert(1)</script>";
    record.summary = "Tom & \"Jerry\" <b>";
    record.type = "programme";
    record.evidence.design = "rct";
    record.sources.push_back({"s", "A <source>", {}, {}, 2016, "javascript:alert(1)", {}});
    record.curation.added = "2026-11-22";
    return record;
  }

  static search::Answer answer_with(const evidence::Record& record) {
    search::Answer answer;
    answer.total = 1;
    search::Hit hit;
    hit.record = record;
    hit.snippet_html = "one <mark>word</mark>";
    answer.hits.push_back(hit);
    return answer;
  }

  fs::path web_;
  Release release_{"2026-11-22.1", "2026-11-22T00:00:00Z", 1, 0, 0};
};

bool has(const std::string& page, const std::string& text) {
  return page.find(text) != std::string::npos;
}

TEST_F(PagesTest, TitleIsEscapedOnEveryPage) {
  const Pages pages(web_, "/x");
  search::Answer answer = answer_with(record());
  answer.question.text = "<script>";
  answer.notes = {"<script>"};
  for (const std::string& page :
       {pages.record(release_, {record(), {}}, "q=<script>"), pages.search(release_, answer),
        pages.search_fragment(release_, answer),
        pages.error(&release_, 400, "<script>", "<script>", {{"<script>", "<script>", ""}})}) {
    EXPECT_FALSE(has(page, "<script>")) << page;
    EXPECT_TRUE(has(page, "&lt;script&gt;"));
  }
}

TEST_F(PagesTest, FlagsAreExplainedAndFiguresRecomputedBesideReported) {
  search::AuditedRecord found{record(), {}};
  evidence::Appraisal appraisal;
  appraisal.kind = "bcr";
  appraisal.perspective = "society";
  appraisal.basis = "modelled";
  appraisal.ratio = evidence::Ratio{{}, 5.0, {}};
  appraisal.benefits.push_back({"crime", {}, {}, 600, {}, {}, {}});
  appraisal.total_cost = 200;
  appraisal.currency = "GBP";
  found.record.appraisals.push_back(appraisal);
  found.flags = evidence::audit(found.record);
  const Pages pages(web_, "");
  const std::string page = pages.record(release_, found, "");
  EXPECT_TRUE(has(page, "How far the figures hold together"));
  EXPECT_TRUE(has(page, "1 contradiction"));
  EXPECT_TRUE(has(page, "Recomputed beside reported"));
  EXPECT_TRUE(has(page, "<td class=\"num\">5.00</td><td class=\"num\">3.00</td>")) << page;
  EXPECT_TRUE(has(page, "href=\"#check-1\"")) << "the figure leads to the reason";
  EXPECT_TRUE(has(page, "id=\"check-1\" class=\"against\""));
  EXPECT_TRUE(has(page, "href=\"#appraisal-1\"")) << "and the reason to the figure";

  const std::string sound = pages.record(release_, {record(), {}}, "");
  EXPECT_FALSE(has(sound, "How far the figures hold together"));
}

TEST_F(PagesTest, AHistoryIsToldInWords) {
  store::History history{"a-b", "<script>", {}};
  store::Version added{1, store::VersionKind::kAdded, "2026-11-20T08:00:00Z", 1, "a.csv", "17", "",
                       ""};
  store::Version changed{
      2, store::VersionKind::kChanged, "2026-11-22T09:30:00Z", 2, "b.csv", "", "", ""};
  const store::ToldChange figure{{"/findings/0/se", evidence::ChangeKind::kChanged, 0.1, 0.2},
                                 {"finding 1 (Crime), standard error", "0.1", "<script>"}};
  const store::ToldChange setting{{"/settings/0", evidence::ChangeKind::kRemoved, "home", nullptr},
                                  {"settings", "Home", ""}};
  history.steps = {{added, {}}, {changed, {figure, setting}}};
  const std::string page = Pages(web_, "/x").history(release_, history);
  EXPECT_FALSE(has(page, "<script>"));
  EXPECT_TRUE(has(page, "There are 2 versions"));
  EXPECT_TRUE(has(page, "Version 2, 22 November 2026, 09:30 UTC"));
  EXPECT_TRUE(has(page, "Added, from a.csv, at 17."));
  EXPECT_LT(page.find("Version 2"), page.find("Version 1")) << "the newest first";
  EXPECT_TRUE(has(page,
                  "<b>Finding 1 (Crime), standard error</b>: changed from <del>0.1</del> to "
                  "<ins>&lt;script&gt;</ins>"));
  EXPECT_TRUE(has(page, "<b>Settings</b>, removed: <del>Home</del>"));
  EXPECT_TRUE(has(page, "href=\"/x/records/a-b\""));
  EXPECT_TRUE(has(page, "href=\"/x/api/v1/records/a-b/history\""));
}

TEST_F(PagesTest, OfARemovedRecordIsSaidWhenAndWhy) {
  store::History history{"a-b", "A record", {}};
  history.steps = {
      {{1, store::VersionKind::kAdded, "2026-11-20T08:00:00Z", 1, "", "", "", ""}, {}},
      {{2, store::VersionKind::kRemoved, "2026-11-22T09:30:00Z", 2, "", "", "Withdrawn <b>.", ""},
       {}}};
  const Pages pages(web_, "/x");
  const std::string gone = pages.gone(release_, history);
  EXPECT_TRUE(has(gone,
                  "A record was removed on 22 November 2026, 09:30 UTC. Reason: "
                  "Withdrawn &lt;b&gt;."));
  EXPECT_TRUE(has(gone, "href=\"/x/records/a-b/history\""));
  const std::string page = pages.history(release_, history);
  EXPECT_TRUE(has(page, "It was removed"));
  EXPECT_FALSE(has(page, "Back to the record")) << "there is none to go back to";
}

TEST_F(PagesTest, SnippetKeepsItsMarks) {
  const Pages pages(web_, "");
  EXPECT_TRUE(has(pages.search(release_, answer_with(record())), "one <mark>word</mark>"));
}

TEST_F(PagesTest, LinksBeginWithTheBaseUrl) {
  const Pages pages(web_, "/x");
  const std::string page = pages.search(release_, answer_with(record()));
  EXPECT_TRUE(has(page, "href=\"/x/records/a-b\""));
  EXPECT_TRUE(has(page, "href=\"/x/assets/app.0.css\""));
  EXPECT_FALSE(has(page, "href=\"/records"));
}

TEST_F(PagesTest, OnlyWebAddressesBecomeLinks) {
  const Pages pages(web_, "");
  EXPECT_FALSE(has(pages.record(release_, {record(), {}}, ""), "href=\"javascript:"));
}

TEST_F(PagesTest, WhatIsMissingIsSaid) {
  const Pages pages(web_, "");
  const std::string page = pages.search(release_, answer_with(record()));
  EXPECT_TRUE(has(page, "no effect size reported"));
  EXPECT_TRUE(has(page, "no ratio reported"));
  EXPECT_FALSE(has(page, "Maryland level not reported")) << "the design alone stands there";
}

TEST_F(PagesTest, NothingFoundSaysWhatToDo) {
  const Pages pages(web_, "");
  search::Answer answer;
  answer.question.text = "zebra";
  EXPECT_TRUE(has(pages.search(release_, answer), "Nothing held here matches"));
  answer.question.filters.range(index::FilterId::kRatio).least = 3;
  answer.total_without_filters = 4;
  const std::string page = pages.search(release_, answer);
  EXPECT_TRUE(has(page, "Search without filters</a>: 4 records"));
}

TEST_F(PagesTest, FragmentIsOnlyTheLivePart) {
  const Pages pages(web_, "");
  const std::string page = pages.search_fragment(release_, answer_with(record()));
  EXPECT_FALSE(has(page, "<html"));
  EXPECT_TRUE(has(page, "hx-swap-oob"));
}

TEST_F(PagesTest, ErrorPageWithoutARelease) {
  const Pages pages(web_, "");
  EXPECT_TRUE(has(pages.error(nullptr, 503, "Busy", "Try again", {}), "Busy"));
}

TEST_F(PagesTest, MissingFilesAreNamed) {
  fs::remove(web_ / "assets.json");
  try {
    const Pages pages(web_, "");
    FAIL() << "no exception";
  } catch (const std::runtime_error& problem) {
    EXPECT_TRUE(has(problem.what(), "assets.json"));
  }
}

TEST_F(PagesTest, BrokenTemplatesAreNamed) {
  std::ofstream(web_ / "templates" / "home.mustache") << "{{#open}} never closed";
  EXPECT_THROW(
      {
        try {
          const Templates templates(web_ / "templates");
        } catch (const std::runtime_error& problem) {
          EXPECT_TRUE(has(problem.what(), "home.mustache"));
          throw;
        }
      },
      std::runtime_error);
}

/// Family 2020, Section 2, Table 1: lines 665, 15 and 17 with a net of 467 (the print shows ".03").
TEST(CheckSentence, AddsUpOnPaper) {
  evidence::Appraisal appraisal;
  appraisal.currency = "GBP";
  for (const double amount : {665.0, 15.0, 17.0}) {
    evidence::BenefitLine line;
    line.amount = amount;
    appraisal.benefits.push_back(line);
  }
  appraisal.net_benefit = 467;
  appraisal.ratio = evidence::Ratio{{}, 3.03, {}};
  EXPECT_EQ(check_sentence(appraisal, {}, ""),
            "The 3 lines add up to £697; with the reported net benefit of £467 this implies a cost "
            "of £230 and a ratio of 3.03, as reported.");
  appraisal.ratio->central = 2.5;
  EXPECT_TRUE(has(check_sentence(appraisal, {}, ""), "3.03, where 2.50 is reported"));
}

TEST(CheckSentence, OnlyWhatIsComparedIsChecked) {
  evidence::Appraisal appraisal;
  appraisal.currency = "GBP";
  evidence::BenefitLine line;
  line.amount = 100.0;
  appraisal.benefits.push_back(line);
  EXPECT_EQ(check_sentence(appraisal, {}, ""), "") << "a line and nothing to hold it against";
  appraisal.total_cost = 50;
  EXPECT_EQ(check_sentence(appraisal, {}, ""), "") << "no ratio is reported";
  appraisal.total_benefits = 100;
  EXPECT_EQ(check_sentence(appraisal, {}, ""), "") << "the line is the total";
  appraisal.benefits.push_back(line);
  EXPECT_EQ(check_sentence(appraisal, {}, ""),
            "The 2 lines add up to £200, where the total reported is £100.");
  appraisal.benefits.clear();
  EXPECT_EQ(check_sentence(appraisal, {}, ""), "") << "no lines to add up";
  appraisal.ratio = evidence::Ratio{{}, 2.0, {}};
  EXPECT_EQ(
      check_sentence(appraisal, {}, ""),
      "The benefits come to £100 as reported; over the reported cost of £50 that is a ratio of "
      "2.00, as reported.");
  appraisal.total_cost = 48;
  EXPECT_TRUE(has(check_sentence(appraisal, {}, ""), "2.08, which rounds to the 2 reported"));
  appraisal.total_cost = 50;
  appraisal.as_printed["ratio"] = "2:1";
  EXPECT_FALSE(has(check_sentence(appraisal, {}, ""), "restored")) << "wording is no garble";
  evidence::Flag flag;
  flag.pointer = "/appraisals/0/ratio/central";
  flag.severity = evidence::Severity::kRestored;
  EXPECT_TRUE(has(check_sentence(appraisal, std::span(&flag, 1), "/appraisals/0"), "as restored"));
  EXPECT_FALSE(has(check_sentence(appraisal, std::span(&flag, 1), "/appraisals/1"), "restored"));
}

}  // namespace
}  // namespace outturn::render
