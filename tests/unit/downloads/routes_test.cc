// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses of downloads: what they refuse, and how many long ones they let be under way.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "server/downloads/permits.h"
#include "server/routes/table.h"
#include "tests/unit/csv.h"
#include "tests/unit/downloads/downloads_fixture.h"

namespace outturn::routes {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr std::size_t kRecords = 150;  // more than are made at once

class DownloadRoutes : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new testing::TemporaryFolder;
    web_ = new testing::TemporaryFolder;
    fs::copy(fs::path(OUTTURN_SOURCE_DIR) / "web" / "templates", web_->path() / "templates",
             fs::copy_options::recursive);
    std::ofstream(web_->path() / "assets.json") << R"({"app.css": "a.css", "app.js": "a.js"})";
    pages_ = new render::Pages(web_->path(), "/e");
    std::vector<evidence::Record> records;
    for (std::size_t i = 0; i < kRecords; ++i)
      records.push_back(testing::sample("r" + std::to_string(i), [&](auto& json) {
        json["title"] = i % 2 == 0 ? "Even " + std::to_string(i) : "Odd";
      }));
    generation_ = testing::publish(records, *folder_);
  }
  static void TearDownTestSuite() {
    generation_.reset();
    delete pages_;
    delete web_;
    delete folder_;
  }

  api::Response ask(const std::string& path, std::vector<api::Parameter> parameters = {}) {
    const api::Request request{path, std::move(parameters), false, "https://x.example"};
    auto found = find(path);
    EXPECT_TRUE(found) << path;
    return found->route.answer(
        {request, generation_, *pages_, settings_, found->id, found->format, &permits_});
  }

  static std::string header(const api::Response& response, std::string_view name) {
    for (const auto& [held, value] : response.headers)
      if (held == name) return value;
    return "";
  }

  static testing::TemporaryFolder* folder_;
  static testing::TemporaryFolder* web_;
  static render::Pages* pages_;
  static std::shared_ptr<const search::Generation> generation_;
  Settings settings_{"/e", {}, {}};
  downloads::Permits permits_{2};
};
testing::TemporaryFolder* DownloadRoutes::folder_ = nullptr;
testing::TemporaryFolder* DownloadRoutes::web_ = nullptr;
render::Pages* DownloadRoutes::pages_ = nullptr;
std::shared_ptr<const search::Generation> DownloadRoutes::generation_;

TEST_F(DownloadRoutes, LongOnesNeedAPermitAndGiveItBack) {
  {
    const auto first = ask("/search.csv");
    const auto second = ask("/api/v1/findings.xlsx");
    EXPECT_TRUE(first.pieces);
    EXPECT_EQ(second.status, 200);
    for (const char* path : {"/search.json", "/api/v1/appraisals.csv"}) {
      const auto third = ask(path);
      EXPECT_EQ(third.status, 503) << path;
      EXPECT_FALSE(header(third, "Retry-After").empty());
      EXPECT_EQ(header(third, "Cache-Control"), "no-store");
      EXPECT_THAT(third.body, HasSubstr("under way"));
    }
    const auto few = ask("/search.csv", {{"q", "even"}});
    EXPECT_EQ(few.status, 200) << "few records never wait";
    EXPECT_FALSE(few.pieces);
    EXPECT_EQ(test::read_csv(few.body).size(), kRecords / 2 + 1);
    EXPECT_EQ(ask("/records/r1.csv").status, 200);
  }
  auto after = ask("/search.csv");
  EXPECT_EQ(after.status, 200) << "those who left gave them back";
  const std::string body = downloads::gathered(after).body;
  EXPECT_EQ(test::read_csv(body).size(), kRecords + 1);
}

TEST_F(DownloadRoutes, UnknownFormatsAreRefusedWithThoseThereAre) {
  for (const char* path : {"/api/v1/search.pdf", "/api/v1/findings.ris", "/api/v1/records/r1.CSV",
                           "/api/v1/compare.html", "/search.doc"}) {
    const auto response = ask(path);
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_THAT(response.body, HasSubstr("csv, xlsx, json")) << path;
  }
}

TEST_F(DownloadRoutes, EveryMistakeIsNamed) {
  const auto response =
      ask("/api/v1/findings.csv",
          {{"outcome", "nope"}, {"fields", "yi,wrong,*"}, {"page", "2"}, {"sort", "size"}});
  EXPECT_EQ(response.status, 400);
  const auto problems = nlohmann::json::parse(response.body).at("error").at("problems");
  EXPECT_EQ(problems.size(), 5U) << problems;
  EXPECT_EQ(ask("/api/v1/search.json", {{"fields", "title"}}).status, 400)
      << "whole records have fields, not columns";
  EXPECT_EQ(ask("/api/v1/search.ris", {{"fields", "title"}}).status, 400) << "entries have neither";
  EXPECT_EQ(ask("/api/v1/records/r1.csv", {{"q", "x"}}).status, 400);
}

TEST_F(DownloadRoutes, FieldsChooseColumnsInTheirOrder) {
  const auto response = ask("/findings.csv", {{"q", "even"}, {"fields", " ni, yi ,ni,"}});
  EXPECT_TRUE(response.body.starts_with("ni,yi\r\n,0.4\r\n")) << response.body.substr(0, 40);
}

TEST_F(DownloadRoutes, FieldsOfWholeRecordsAreThoseOfARecord) {
  using nlohmann::json;
  const json one =
      json::parse(ask("/records/r1.json", {{"fields", "record.id,derived.restored_figures"}}).body);
  EXPECT_EQ(one.at("records").at(0),
            (json{{"record", {{"id", "r1"}}}, {"derived", {{"restored_figures", 1}}}}));
  const std::string lines =
      ask("/search.jsonl", {{"q", "even"}, {"fields", "release,record.id"}}).body;
  const json first = json::parse(lines.substr(0, lines.find('\n')));
  EXPECT_EQ(first.size(), 2U) << first;
  EXPECT_EQ(first.at("release"), generation_->manifest().id);
  EXPECT_EQ(first.at("record").size(), 1U);
  EXPECT_EQ(ask("/search.jsonl", {{"q", "even"}, {"fields", "release,record,derived,flags"}}).body,
            ask("/search.jsonl", {{"q", "even"}}).body);
}

TEST_F(DownloadRoutes, ComparablesAreRefusedAsTheirPageIs) {
  EXPECT_EQ(ask("/comparables.ris", {{"id", "r1"}}).status, 200);
  EXPECT_EQ(ask("/api/v1/comparables.csv").status, 400);
  EXPECT_EQ(ask("/api/v1/comparables.csv", {{"id", "none"}}).status, 404);
  EXPECT_EQ(ask("/api/v1/comparables.csv", {{"id", "r1"}, {"q", "x"}}).status, 400);
}

TEST_F(DownloadRoutes, RefusalsSpeakAlike) {
  const auto message = [](const api::Response& response) {
    return nlohmann::json::parse(response.body).at("error").at("message").get<std::string>();
  };
  EXPECT_EQ(message(ask("/api/v1/search.pdf")), "there is no download in that format");
  EXPECT_EQ(message(ask("/api/v1/search.csv", {{"x", "1"}})), "the download has wrong parameters");
  EXPECT_THAT(ask("/search.pdf").body, HasSubstr("There is no download in that format."));
}

TEST_F(DownloadRoutes, HowAPageShowsThemChangesNothing) {
  const std::string plain = ask("/search.csv", {{"q", "even"}}).body;
  EXPECT_EQ(ask("/search.csv", {{"q", "even"},
                                {"group_by", "programme"},
                                {"per_page", "3"},
                                {"view", "table"},
                                {"columns", "year"}})
                .body,
            plain);
}

TEST_F(DownloadRoutes, NamedRecordsComeInTheOrderOfTheirNames) {
  const auto response = ask("/compare.csv", {{"ids", "r3,r1"}, {"ids", " r2,"}, {"back", "q=x"}});
  const auto rows = test::read_csv(response.body);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[1][0], "r3");
  EXPECT_EQ(rows[2][0], "r1");
  EXPECT_EQ(rows[3][0], "r2");
  EXPECT_EQ(header(response, "Content-Disposition"),
            "attachment; filename=\"outturn-" + generation_->manifest().id + "-compare.csv\"");
  EXPECT_EQ(ask("/api/v1/compare.csv").status, 400);
  const auto wrong =
      ask("/api/v1/compare.csv", {{"ids", "none,r1,nobody,r1,../../etc"}, {"x", "1"}});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_EQ(nlohmann::json::parse(wrong.body).at("error").at("problems").size(), 5U) << wrong.body;
  std::string many;
  for (int i = 0; i < 101; ++i) many += "x" + std::to_string(i) + ",";
  EXPECT_EQ(ask("/api/v1/compare.csv", {{"ids", many}}).status, 400);
}

TEST_F(DownloadRoutes, AddressesAreWhole) {
  const auto response = ask("/search.json", {{"q", "even"}});
  const auto document = nlohmann::json::parse(response.body);
  EXPECT_EQ(document.at("address"), "https://x.example/e/search?q=even");
  EXPECT_EQ(document.at("query").at("q"), "even");
  EXPECT_THAT(ask("/records/r7.csv").body, HasSubstr("https://x.example/e/records/r7,"));
}

}  // namespace
}  // namespace outturn::routes
