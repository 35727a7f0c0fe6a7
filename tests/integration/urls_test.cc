// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of addresses and what each must answer: found, wrong, missing, not allowed.
#include <gtest/gtest.h>

#include <algorithm>

#include "schema/index/filters.h"
#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

TEST(Urls, Found) {
  for (const char* path : {"/",
                           "/search",
                           "/search?",
                           "/search?q=",
                           "/search?q=nurse+home+visits",
                           "/search?q=nurse%20home%20visits",
                           "/search?outcome=crime",
                           "/search?outcome=crime_safety",
                           "/search?outcome=crime&outcome=earnings",
                           "/search?setting=school",
                           "/search?group=parents",
                           "/search?design=modelling",
                           "/search?type=programme",
                           "/search?country=GB",
                           "/search?country=GB-ENG",
                           "/search?source=family-2020",
                           "/search?sort=relevance",
                           "/search?sort=ratio",
                           "/search?sort=title",
                           "/search?ratio_min=1",
                           "/search?ratio_max=2.5",
                           "/search?ratio_min=1&ratio_max=1",
                           "/search?per_page=5",
                           "/search?q=zzzzqqqq",
                           "/search?q=%22home+visits%22+-school",
                           "/search?q=title:nurse",
                           "/records/family-nurse-partnership",
                           "/records/family-nurse-partnership/history",
                           "/help/search",
                           "/breakeven",
                           "/breakeven?record=family-nurse-partnership",
                           "/breakeven?cost=1000&caseload=10&value=200",
                           "/api/v1/search",
                           "/api/v1/search?q=nurse",
                           "/api/v1/records/family-nurse-partnership",
                           "/api/v1/records/family-nurse-partnership/history",
                           "/comparables",
                           "/comparables?id=family-nurse-partnership",
                           "/comparables?q=nurses+visit+mothers",
                           "/api/v1/comparables?id=family-nurse-partnership",
                           "/api/v1/comparables?q=nurses+visit+mothers&country=GB",
                           "/api/v1/records/family-nurse-partnership/comparables",
                           "/api/v1/vocabularies",
                           "/api/v1/suggest?q=nur",
                           "/api/v1/search?fields=total,results.id",
                           "/api/v1/openapi.json",
                           "/docs/api",
                           "/healthz",
                           "/readyz"})
    EXPECT_EQ(server().get(path).status, 200) << path;
}

TEST(Urls, EveryFacetOptionLeadsToAsManyResultsAsItSays) {
  const Json answer = server().json("/api/v1/search");
  std::size_t followed = 0;
  for (const Json& facet : answer.at("facets"))
    for (const Json& option : facet.at("options")) {
      const std::string query = facet.at("name").get<std::string>() + "=" +
                                percent_encode(option.at("value").get<std::string>());
      EXPECT_EQ(server().json("/api/v1/search?" + query).at("total"), option.at("count")) << query;
      ++followed;
    }
  EXPECT_GT(followed, 20U);
}

TEST(Urls, PagesAreHtmlAndAnswersJson) {
  for (const char* path : {"/", "/search", "/records/family-nurse-partnership"}) {
    const Reply reply = server().get(path);
    EXPECT_TRUE(reply.header("content-type").starts_with("text/html")) << path;
    EXPECT_NE(reply.body.find("<html"), std::string::npos) << path;
    EXPECT_NE(reply.body.find("<main"), std::string::npos) << path;
  }
  for (const char* path : {"/api/v1/search", "/api/v1/vocabularies"})
    EXPECT_TRUE(server().json(path).is_object() || server().json(path).is_array()) << path;
}

TEST(Urls, LinksOfPagesAreNotBroken) {
  std::size_t followed = 0;
  for (const char* page :
       {"/", "/breakeven?record=bradford-wellbeing-hubs&cost=300000&caseload=400",
        "/search?q=nurse", "/records/family-nurse-partnership"}) {
    const std::string html = server().get(page).body;
    for (std::size_t at = 0; (at = html.find("href=\"/", at)) != std::string::npos; ++at) {
      std::string link = html.substr(at + 6, html.find('"', at + 6) - at - 6);
      for (std::size_t amp = 0; (amp = link.find("&amp;", amp)) != std::string::npos; ++amp)
        link.replace(amp, 5, "&");
      if (++followed > 200) return;
      EXPECT_EQ(get(server().port(), link.substr(0, link.find('#'))).status, 200) << link;
    }
  }
  EXPECT_GT(followed, 10U);
}

TEST(Urls, Missing) {
  for (const char* path :
       {"/records/none", "/records/", "/records", "/nothing", "/search/", "/assets/none",
        "/assets/../x", "/assets/", "/assets/%2e%2e/x", "/api", "/records/Family-Nurse-Partnership",
        "/index.html", "//", "/%00", "/records/family-nurse-partnership%00"})
    EXPECT_EQ(server().get(path).status, 404) << path;
  const std::string page = server().get("/records/none").body;
  EXPECT_NE(page.find("<html"), std::string::npos);
}

void expect_error_shape(const Json& answer, const std::string& code) {
  ASSERT_TRUE(answer.contains("error")) << answer;
  const Json& error = answer.at("error");
  EXPECT_EQ(error.value("code", ""), code) << answer;
  EXPECT_FALSE(error.value("message", "").empty()) << answer;
  EXPECT_FALSE(error.value("hint", "").empty()) << answer;
  ASSERT_TRUE(error.contains("problems") && error.at("problems").is_array()) << answer;
}

TEST(Urls, MissingInTheApiIsAJsonError) {
  for (const char* path : {"/api/v1/records/none", "/api/v1/nothing", "/api/v2/search"})
    expect_error_shape(server().json(path, 404), "not_found");
}

TEST(Urls, OtherMethods) {
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH"})
    for (const char* path : {"/search", "/", "/api/v1/search", "/assets/none"}) {
      const Reply reply = request(server().port(), method, path);
      EXPECT_EQ(reply.status, 405) << method << ' ' << path;
      EXPECT_EQ(reply.header("allow"), "GET, HEAD") << method << ' ' << path;
    }
  const Reply head = request(server().port(), "HEAD", "/search");
  EXPECT_EQ(head.status, 200);
  EXPECT_NE(head.header("content-length"), "0");
}

struct BadRow {
  const char* query;
  std::vector<std::string> parameters;  ///< each must be named by a problem
};

const std::vector<BadRow>& bad_rows() {
  static const std::vector<BadRow> rows{
      {"ratio_min=abc", {"ratio_min"}},
      {"ratio_max=1e999", {"ratio_max"}},
      {"ratio_min=nan", {"ratio_min"}},
      {"ratio_min=1,5", {"ratio_min"}},
      {"nonsense=1", {"nonsense"}},
      {"sort=nonsense", {"sort"}},
      {"per_page=0", {"per_page"}},
      {"per_page=abc", {"per_page"}},
      {"per_page=-1", {"per_page"}},
      {"per_page=1000000", {"per_page"}},
      {"cursor=%21%21", {"cursor"}},
      {"outcome=no_such_outcome", {"outcome"}},
      {"setting=no_such_setting", {"setting"}},
      {"group=x", {"group"}},
      {"design=x", {"design"}},
      {"type=x", {"type"}},
      {"country=XX", {"country"}},
      {"outcome=crime&outcome=x", {"outcome"}},
      {"sort=title&sort=ratio", {"sort"}},
      {"ratio_min=abc&sort=nonsense&per_page=0&nonsense=1&outcome=x",
       {"ratio_min", "sort", "per_page", "nonsense", "outcome"}},
  };
  return rows;
}

std::vector<std::string> named(const Json& answer) {
  std::vector<std::string> names;
  for (const Json& problem : answer.at("error").at("problems")) {
    EXPECT_FALSE(problem.value("message", "").empty()) << answer;
    EXPECT_TRUE(problem.contains("hint")) << answer;
    names.push_back(problem.value("parameter", ""));
  }
  return names;
}

TEST(BadRequests, AllProblemsAreListedAtOnce) {
  for (const auto& [query, parameters] : bad_rows()) {
    const Json answer = server().json(std::string("/api/v1/search?") + query, 400);
    SCOPED_TRACE(query);
    expect_error_shape(answer, "bad_request");
    if (!answer.contains("error")) continue;
    const std::vector<std::string> names = named(answer);
    for (const std::string& parameter : parameters)
      EXPECT_NE(std::find(names.begin(), names.end(), parameter), names.end()) << parameter;
    EXPECT_EQ(names.size(), parameters.size()) << answer;
  }
}

TEST(BadRequests, RatioRangeTheWrongWayRound) {
  const Json answer = server().json("/api/v1/search?ratio_min=3&ratio_max=1", 400);
  expect_error_shape(answer, "bad_request");
  const std::vector<std::string> names = named(answer);
  ASSERT_FALSE(names.empty());
  EXPECT_TRUE(names[0].starts_with("ratio_m")) << names[0];
}

TEST(BadRequests, PagesSayTheSame) {
  for (const auto& [query, parameters] : bad_rows()) {
    const Reply reply = server().get(std::string("/search?") + query);
    EXPECT_EQ(reply.status, 400) << query;
    EXPECT_TRUE(reply.header("content-type").starts_with("text/html")) << query;
    for (const std::string& parameter : parameters)
      EXPECT_NE(reply.body.find(parameter), std::string::npos) << query << ": " << parameter;
  }
}

TEST(Urls, EveryFacetIsAParameterOfTheSearch) {
  const Json answer = server().json("/api/v1/search");
  std::vector<std::string> names;
  for (const Json& facet : answer.at("facets")) names.push_back(facet.at("name"));
  std::vector<std::string> wanted;
  for (const index::Filter& filter : index::kFilters)
    if (filter.asked == index::Asked::kValues) wanted.emplace_back(filter.name);
  EXPECT_EQ(names, wanted);
}

}  // namespace
}  // namespace outturn::test
