// SPDX-License-Identifier: GPL-3.0-or-later
// The parts for other pages through their real templates: what must be in the HTML, and what never.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "answers.h"
#include "server/render/embed_view.h"
#include "server/render/pages.h"

namespace outturn::render {
namespace {

namespace fs = std::filesystem;
using api::EmbedOptions;
using ::testing::HasSubstr;
using ::testing::Not;

class EmbedParts : public ::testing::Test {
 protected:
  void SetUp() override {
    web_ = fs::temp_directory_path() / ("outturn-embed-parts-" + std::to_string(::getpid()));
    fs::create_directories(web_);
    fs::copy(fs::path(OUTTURN_SOURCE_DIR) / "web" / "templates", web_ / "templates",
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    std::ofstream(web_ / "assets.json")
        << R"({"app.css": "app.0.css", "embed-height.js": "embed-height.0.js"})";
  }
  void TearDown() override { fs::remove_all(web_); }

  std::string fragment(const search::Answer& answer, const EmbedOptions& options = {}) const {
    const Pages pages(web_, "/x");
    const Site whole = whole_addresses(pages.site(), "https://host.example");
    return pages.draw("fragment", fragment_view(whole, release_, answer, options));
  }

  std::string frame(const search::Answer& answer, const EmbedOptions& options = {}) const {
    const Pages pages(web_, "/x");
    return pages.draw("embed_search", embed_search_view(pages.site(), release_, answer, options));
  }

  static search::Answer found() {
    search::Answer answer;
    answer.question.text = "nurse";
    answer.question.filters.chosen(FilterId::kOutcome) = {"crime"};
    answer.facets.push_back(facet(FilterId::kOutcome, {option("crime", 3, true)}));
    answer.total = 3;
    answer.hits.push_back(hit(record()));
    return answer;
  }

  fs::path web_;
  Release release_{"2026-11-22.1", "2026-11-22T00:00:00Z", 1, 0, 0};
};

TEST_F(EmbedParts, AFragmentIsNoPageAndRunsNothing) {
  const std::string html = fragment(found());
  for (const char* never : {"<html", "<head", "<body", "<script", "<style", "<link",
                            " style=", " onclick", "<svg", "<!doctype"})
    EXPECT_THAT(html, Not(HasSubstr(never)));
}

TEST_F(EmbedParts, AFragmentHasWholeAddressesAlone) {
  const std::string html = fragment(found());
  for (const std::string name : {" href=\"", " action=\""}) {
    std::size_t seen = 0;
    for (std::size_t at = 0; (at = html.find(name, at)) != std::string::npos; ++seen) {
      at += name.size();
      EXPECT_EQ(html.compare(at, 22, "https://host.example/x"), 0) << html.substr(at, 60);
    }
    EXPECT_GT(seen, 0U);
  }
}

TEST_F(EmbedParts, EveryIdBeginsWithThePrefix) {
  EmbedOptions options;
  options.prefix = "b-";
  const std::string html = fragment(found(), options);
  std::size_t seen = 0;
  for (const std::string name : {" id=\"", " for=\"", " aria-labelledby=\""})
    for (std::size_t at = 0; (at = html.find(name, at)) != std::string::npos; ++seen) {
      at += name.size();
      EXPECT_EQ(html.compare(at, 2, "b-"), 0) << html.substr(at, 30);
    }
  EXPECT_GE(seen, 4U);
}

TEST_F(EmbedParts, HeadingsHaveTheLevelAskedFor) {
  EmbedOptions options;
  options.heading = 4;
  const std::string html = fragment(found(), options);
  EXPECT_THAT(html, HasSubstr("<h4 class=\"outturn-count\""));
  EXPECT_THAT(html, HasSubstr("<h5 class=\"outturn-title\""));
  EXPECT_THAT(html, Not(HasSubstr("<h2")));
}

TEST_F(EmbedParts, TheFormKeepsTheFiltersOrIsLeftOut) {
  EmbedOptions options;
  EXPECT_THAT(fragment(found(), options),
              HasSubstr("<input type=\"hidden\" name=\"outcome\" value=\"crime\">"));
  options.form = false;
  EXPECT_THAT(fragment(found(), options), Not(HasSubstr("<form")));
}

TEST_F(EmbedParts, HostileTextStaysText) {
  search::Answer answer = found();
  answer.question.text = "\"><script>alert(1)</script>";
  answer.hits[0].record.title = "<img src=x onerror=alert(1)>";
  for (const std::string& html : {fragment(answer), frame(answer)}) {
    EXPECT_THAT(html, Not(HasSubstr("<script>")));
    EXPECT_THAT(html, Not(HasSubstr("<img")));
  }
}

TEST_F(EmbedParts, AFrameKeepsSearchingAndPagingToItself) {
  search::Answer answer = found();
  answer.next_offset = 1;
  answer.question.seal = "0123456789abcdef";
  EmbedOptions options;
  const std::string quiet = frame(answer, options);
  EXPECT_THAT(quiet, HasSubstr("action=\"/x/embed/search\""));
  EXPECT_THAT(quiet, HasSubstr("href=\"/x/embed/search?q=nurse&amp;outcome=crime&amp;cursor="));
  EXPECT_THAT(quiet, HasSubstr("href=\"/x/records/a-b\" target=\"_top\""));
  EXPECT_THAT(quiet, Not(HasSubstr("<script")));
  EXPECT_THAT(quiet, Not(HasSubstr("<nav aria-label=\"Site\"")));
  options.height = true;
  const std::string telling = frame(answer, options);
  EXPECT_THAT(telling, HasSubstr("<script src=\"/x/assets/embed-height.0.js\" defer>"));
  EXPECT_THAT(telling, HasSubstr("name=\"height\" value=\"yes\""));
  EXPECT_THAT(telling, HasSubstr("&amp;height=yes\" rel=\"next\""));
}

TEST_F(EmbedParts, NothingFoundIsSaid) {
  search::Answer answer = found();
  answer.total = 0;
  answer.hits.clear();
  EXPECT_THAT(fragment(answer), HasSubstr("No records found"));
  EXPECT_THAT(fragment(answer), HasSubstr("not evidence that nothing works"));
}

}  // namespace
}  // namespace outturn::render
