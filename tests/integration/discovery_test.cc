// SPDX-License-Identifier: GPL-3.0-or-later
// How programs find the site and what is in it: heads of pages, the search for a browser, sitemaps,
// robots.txt.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <thread>

#include "tests/integration/crawler.h"
#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kRecord = "/records/family-nurse-partnership";

Json data_of(const std::string& page) {
  const std::string open = "<script type=\"application/ld+json\">";
  const auto at = page.find(open);
  if (at == std::string::npos) return {};
  const auto begin = at + open.size();
  return Json::parse(page.substr(begin, page.find("</script>", begin) - begin), nullptr, false);
}

std::vector<std::string> locations(const std::string& sitemap) {
  std::vector<std::string> out;
  for (auto at = sitemap.find("<loc>"); at != std::string::npos; at = sitemap.find("<loc>", at + 1))
    out.push_back(sitemap.substr(at + 5, sitemap.find("</loc>", at) - at - 5));
  return out;
}

TEST(Heads, SayWhatThePageIs) {
  const std::pair<const char*, const char*> rows[] = {
      {"/", "http://localhost/"},
      {"/search", "http://localhost/search"},
      {"/search?q=nurse&sort=ratio&view=table&per_page=5", "http://localhost/search?q=nurse"},
      {"/records/family-nurse-partnership?back=q%3Dnurse",
       "http://localhost/records/family-nurse-partnership"}};
  for (const auto& [path, address] : rows) {
    const std::string page = server().get(path).body;
    const std::string head = page.substr(0, page.find("</head>"));
    EXPECT_THAT(head, HasSubstr("<link rel=\"canonical\" href=\"" + std::string(address) + "\">"));
    EXPECT_THAT(head, HasSubstr("<meta property=\"og:url\" content=\"" + std::string(address)));
    EXPECT_THAT(head, HasSubstr("<meta property=\"og:site_name\" content=\"Outturn\">"));
    for (const char* name : {"og:title", "og:type", "og:description"})
      EXPECT_TRUE(std::regex_search(
          head, std::regex("property=\"" + std::string(name) + "\" content=\"[^\"]{4,}\"")))
          << path << ' ' << name;
    EXPECT_TRUE(std::regex_search(head, std::regex("name=\"description\" content=\"[^\"]{20,}\"")));
  }
}

TEST(Heads, OfASearchLeadToItsFeed) {
  const std::string page = server().get("/search?q=nurse&outcome=crime").body;
  EXPECT_THAT(page, HasSubstr("<link rel=\"alternate\" type=\"application/atom+xml\""));
  EXPECT_THAT(page, HasSubstr("href=\"/search.atom?q=nurse&amp;outcome=crime\""));
  EXPECT_THAT(server().get("/search?sort=nonsense").body, Not(HasSubstr("rel=\"canonical\"")));
}

TEST(Heads, EveryPageLeadsToTheSearchForBrowsers) {
  for (const char* path : {"/", "/search", kRecord, "/help/search", "/breakeven", "/comparables",
                           "/records/none", "/records/family-nurse-partnership/history"})
    EXPECT_THAT(server().get(path).body,
                HasSubstr("<link rel=\"search\" type=\"application/opensearchdescription+xml\" "
                          "title=\"Outturn\" href=\"/opensearch.xml\">"))
        << path;
}

TEST(Heads, OfEveryRecordHoldADataset) {
  for (const std::string& id : all_ids(server())) {
    const Json data = data_of(server().get("/records/" + id).body);
    ASSERT_TRUE(data.is_object()) << id;
    EXPECT_EQ(data.at("@type"), "Dataset") << id;
    EXPECT_EQ(data.at("identifier"), id);
    EXPECT_EQ(data.at("url"), "http://localhost/records/" + id);
    for (const char* name : {"name", "description", "license", "citation", "version",
                             "dateModified", "distribution", "isPartOf"})
      EXPECT_FALSE(data.value(name, Json()).empty()) << id << ' ' << name;
  }
  const Json home = data_of(server().get("/").body);
  EXPECT_EQ(home.at("@type"), "DataCatalog");
  EXPECT_EQ(home.at("url"), "http://localhost/");
}

TEST(Discovery, TheSearchForBrowsers) {
  const Reply reply = server().get("/opensearch.xml");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("content-type"), "application/opensearchdescription+xml; charset=utf-8");
  std::string why;
  EXPECT_TRUE(is_xml(reply.body, why)) << why;
  EXPECT_THAT(reply.body, HasSubstr("type=\"text/html\" "
                                    "template=\"http://localhost/search?q={searchTerms}\""));
  EXPECT_THAT(reply.body, HasSubstr("template=\"http://localhost/suggest.json?q={searchTerms}\""));
  const std::regex name("<ShortName>([^<]{1,16})</ShortName>");
  EXPECT_TRUE(std::regex_search(reply.body, name)) << "browsers take 16 letters";
}

TEST(Discovery, WhatBrowsersOffer) {
  Json answer;
  std::string type;
  for (int tries = 0; tries < 100; ++tries) {  // names are gathered after the start
    const Reply reply = server().get("/suggest.json?q=home+nur");
    ASSERT_EQ(reply.status, 200);
    type = reply.header("content-type");
    answer = Json::parse(reply.body);
    if (!answer.at(1).empty()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(type, "application/x-suggestions+json; charset=utf-8");
  ASSERT_EQ(answer.size(), 2U);
  EXPECT_EQ(answer.at(0), "home nur");
  ASSERT_FALSE(answer.at(1).empty());
  for (const Json& one : answer.at(1)) EXPECT_FALSE(one.get<std::string>().empty());
  EXPECT_THAT(answer.at(1).dump(), HasSubstr("home nurse"))
      << "the whole search, not its last word";
  EXPECT_EQ(server().get("/suggest.json?q=a&nonsense=1").status, 400);
}

TEST(Discovery, TheSitemapHoldsEveryRecord) {
  const Reply reply = server().get("/sitemap.xml");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("content-type"), "application/xml; charset=utf-8");
  EXPECT_EQ(reply.header("transfer-encoding"), "chunked");
  EXPECT_TRUE(reply.whole);
  std::string why;
  EXPECT_TRUE(is_xml(reply.body, why)) << why;
  const auto listed = locations(reply.body);
  const std::set<std::string> found(listed.begin(), listed.end());
  EXPECT_EQ(found.size(), listed.size());
  for (const std::string& id : all_ids(server()))
    EXPECT_TRUE(found.contains("http://localhost/records/" + id)) << id;
  for (const char* page :
       {"/", "/help/search", "/breakeven", "/docs/api", "/releases", "/programmes/signs-of-safety"})
    EXPECT_TRUE(found.contains(std::string("http://localhost") + page)) << page;
  EXPECT_TRUE(std::regex_search(
      reply.body, std::regex("<lastmod>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z</lastmod>")));
}

TEST(Discovery, PartsOfTheSitemap) {
  const auto records = locations(server().get("/sitemap-1.xml").body);
  EXPECT_EQ(records.size(), all_ids(server()).size());
  EXPECT_THAT(locations(server().get("/sitemap-pages.xml").body),
              ::testing::Contains("http://localhost/"));
  const auto programmes = locations(server().get("/sitemap-programmes-1.xml").body);
  EXPECT_GT(programmes.size(), 20U);
  for (const std::string& page : {programmes.front(), programmes.back()})
    EXPECT_EQ(server().get(page.substr(std::string("http://localhost").size())).status, 200)
        << page;
  for (const char* none : {"/sitemap-0.xml", "/sitemap-2.xml", "/sitemap-01.xml", "/sitemap-x.xml",
                           "/sitemap-.xml", "/sitemap-programmes-2.xml", "/sitemap-programmes-.xml",
                           "/sitemap-99999999999999999999.xml"})
    EXPECT_EQ(server().get(none).status, 404) << none;
  EXPECT_EQ(server().get("/sitemap.xml?part=1").status, 400);
}

TEST(Discovery, ASitemapIsReadInBatches) {
  const TempDir folder;
  std::string lines;
  constexpr int kRecords = 2003;  // two whole batches and a few
  for (int i = 0; i < kRecords; ++i)
    lines += Json{{"id", "r-" + std::to_string(i)},
                  {"title", "Record " + std::to_string(i)},
                  {"summary", "A summary."},
                  {"type", "programme"},
                  {"evidence", {{"design", "modelling"}}},
                  {"sources", {{{"id", "s"}, {"title", "A source"}}}},
                  {"curation", {{"added", "2026-11-22"}}}}
                 .dump() +
             "\n";
  write_text(folder / "many.jsonl", lines);
  const Finished added = index({"add", folder / "many.jsonl", "--base", folder / "base"});
  ASSERT_EQ(added.code, 0) << added.err;
  const ServeProcess serve(folder / "base");
  const auto listed = locations(serve.get("/sitemap-1.xml").body);
  EXPECT_EQ(listed.size(), static_cast<std::size_t>(kRecords));
  EXPECT_EQ(std::set(listed.begin(), listed.end()).size(), listed.size());
}

TEST(Discovery, WhereTheSiteHasNoNameItSaysSo) {
  for (const char* path : {"/opensearch.xml", "/sitemap.xml", "/sitemap-1.xml"}) {
    RawClient client(server().port());
    client.send(std::string("GET ") + path + " HTTP/1.0\r\n\r\n");
    const Reply reply = client.read();
    EXPECT_EQ(reply.status, 400) << path;
    EXPECT_THAT(reply.body, HasSubstr("--base-url")) << path;
  }
}

TEST(Discovery, RobotsAreLeftTheRecords) {
  const Reply reply = server().get("/robots.txt");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("content-type"), "text/plain; charset=utf-8");
  EXPECT_THAT(reply.body, HasSubstr("Disallow: /search?\n"));
  EXPECT_THAT(reply.body, HasSubstr("Sitemap: http://localhost/sitemap.xml\n"));
  EXPECT_THAT(reply.body, Not(HasSubstr("Disallow: /\n")));
}

}  // namespace
}  // namespace outturn::test
