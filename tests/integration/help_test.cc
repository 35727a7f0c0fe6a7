// SPDX-License-Identifier: GPL-3.0-or-later
// The page that explains searching: every example of it is followed, and must find something.
#include <gtest/gtest.h>

#include <set>

#include "schema/index/fields.h"
#include "schema/index/filters.h"
#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

const std::string& page() {
  static const std::string body = server().get("/help/search").body;
  return body;
}

/// Addresses of the examples below a heading of that id, up to the next; "": of the whole page.
std::vector<std::string> examples(const std::string& part = "") {
  const std::string& html = page();
  std::size_t at = part.empty() ? 0 : html.find("id=\"" + part + "\"");
  const std::size_t end = part.empty() ? html.size() : html.find("</section>", at);
  std::vector<std::string> out;
  if (at == std::string::npos) return out;
  const std::string mark = "class=\"example\" href=\"";
  while ((at = html.find(mark, at)) < end) {
    at += mark.size();
    std::string link = html.substr(at, html.find('"', at) - at);
    for (std::size_t amp = 0; (amp = link.find("&amp;", amp)) != std::string::npos; ++amp)
      link.replace(amp, 5, "&");
    out.push_back(link.substr(server().prefix().size()));
  }
  return out;
}

Json found(const std::string& example) { return server().json("/api/v1" + example); }

TEST(Help, EveryExampleFindsSomething) {
  const auto all = examples();
  EXPECT_GT(all.size(), 50U);
  for (const std::string& example : all) {
    EXPECT_EQ(server().get(example).status, 200) << example;
    const Json answer = found(example);
    EXPECT_GT(answer.at("total"), 0) << example;
    // What an example explains may be said of it; that it was not understood may not.
    EXPECT_EQ(answer.at("notes").dump().find("left out ("), std::string::npos) << example;
  }
}

TEST(Help, ExamplesShowWhatTheyExplain) {
  for (const std::string& example : examples("spelling"))
    EXPECT_FALSE(found(example).at("reading").at("corrected").empty()) << example;
  for (const std::string& example : examples("pasted"))
    EXPECT_EQ(found(example).at("reading").at("long_text"), true) << example;
  const auto widened = examples("synonyms");
  ASSERT_GE(widened.size(), 4U);
  for (std::size_t i = 0; i + 1 < widened.size(); ++i)
    EXPECT_FALSE(found(widened[i]).at("reading").at("widened").empty()) << widened[i];
  EXPECT_TRUE(found(widened.back()).at("reading").at("widened").empty());
  EXPECT_GT(found(widened.front()).at("total"), found(widened.back()).at("total"))
      << "switching it off finds fewer";
  for (const char* part : {"phrases", "without", "operators", "beginnings", "fields"})
    for (const std::string& example : examples(part)) {
      const Json reading = found(example).at("reading");
      EXPECT_TRUE(reading.at("corrected").empty() && reading.at("dropped").empty()) << example;
    }
}

TEST(Help, NamesEveryFieldAndEveryFilter) {
  for (const index::TextField& field : index::kTextFields)
    EXPECT_NE(page().find("<code>" + std::string(field.name) + ":</code>"), std::string::npos)
        << field.name;
  for (const index::Filter& filter : index::kFilters) {
    const std::string name(filter.name);
    const std::string parameter =
        filter.asked == index::Asked::kValues ? name : name + "_min, " + name + "_max";
    EXPECT_NE(page().find("<code>" + parameter + "</code>"), std::string::npos) << name;
  }
}

/// What stands behind a filter's label, up to the next.
std::string told_of(const index::Filter& filter) {
  const std::size_t at = page().find("<dt>" + std::string(filter.label) + "</dt>");
  return at == std::string::npos ? "" : page().substr(at, page().find("</div>", at) - at);
}

TEST(Help, OnlyAFilterThatNoRecordHasIsWithoutAnExample) {
  const Json facets = server().json("/api/v1/search").at("facets");
  std::size_t without = 0;
  for (const index::Filter& filter : index::kFilters) {
    if (filter.asked != index::Asked::kValues) continue;
    bool held = false;
    for (const Json& facet : facets)
      if (facet.at("name") == filter.name)
        for (const Json& option : facet.at("options")) held = held || option.at("count") > 0;
    const std::string told = told_of(filter);
    ASSERT_FALSE(told.empty()) << filter.name;
    EXPECT_EQ(told.find("class=\"example\"") != std::string::npos, held) << told;
    EXPECT_EQ(told.find("No record of this release has it") == std::string::npos, held) << told;
    without += held ? 0 : 1;
  }
  EXPECT_LT(without, 5U);
}

TEST(Help, IsLinkedAndTakesNoParameters) {
  for (const char* from : {"/", "/search", "/records/family-nurse-partnership"})
    EXPECT_NE(server().get(from).body.find("href=\"" + server().prefix() + "/help/search\""),
              std::string::npos)
        << from;
  for (const char* path : {"/help/search?q=a", "/help/search?%00", "/help/search?x=1&y=2"})
    EXPECT_EQ(server().get(path).status, 400) << path;
  for (const char* path : {"/help", "/help/", "/help/search/", "/help/none"})
    EXPECT_EQ(server().get(path).status, 404) << path;
}

}  // namespace
}  // namespace outturn::test
