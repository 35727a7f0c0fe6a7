// SPDX-License-Identifier: GPL-3.0-or-later
// Citations, programmes and releases over HTTP: pages and API agree, other people's programs read
// the files, releases that are gone are said to be, and no id leads outside the base.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kRecord = "family-nurse-partnership";

std::string page(const std::string& path, int status = 200) {
  const Reply reply = server().get(path);
  EXPECT_EQ(reply.status, status) << path.substr(0, 100);
  return reply.body;
}

std::string served() { return server().json("/api/v1/releases/current").at("id"); }

std::string unescaped(std::string text) {
  const std::pair<const char*, const char*> marks[] = {{"&quot;", "\""}, {"&#39;", "'"},
                                                       {"&apos;", "'"},  {"&lt;", "<"},
                                                       {"&gt;", ">"},    {"&amp;", "&"}};
  for (const auto& [code, sign] : marks)
    for (auto at = text.find(code); at != std::string::npos; at = text.find(code, at + 1))
      text.replace(at, std::string(code).size(), sign);
  return text;
}

/// What a program of bibutils makes of a file; fails the test where it is not there or complains.
std::string read_by(const std::string& program, const std::string& text) {
  const TempDir folder;
  write_text(folder.path() / "entries", text);
  const Finished finished = run({"/usr/bin/env", program, folder / "entries"});
  EXPECT_EQ(finished.code, 0) << program << ": " << finished.err
                              << " Hint: apt-get install bibutils";
  return finished.out;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    ++times;
  return times;
}

TEST(Cite, PageAndApiSayTheSameOfRecordAndFindings) {
  const Json json = server().json(std::string("/api/v1/records/") + kRecord + "/cite");
  const std::string html = unescaped(page(std::string("/records/") + kRecord + "/cite"));
  EXPECT_EQ(json.at("release"), served());
  for (const Json* entry :
       {&json.at("record"), &json.at("findings").at(0), &json.at("sources").at(0)})
    for (const char* way : {"text", "bibtex"})
      EXPECT_THAT(html, HasSubstr(entry->at(way).get<std::string>()));
  for (std::size_t i = 1; i <= json.at("findings").size(); ++i)
    EXPECT_THAT(html, HasSubstr("<section id=\"finding-" + std::to_string(i) + "\""));
  const std::string text = json.at("record").at("text");
  EXPECT_THAT(text, HasSubstr("release " + served()));
  EXPECT_THAT(text, HasSubstr("Rests on: "));
  const std::string root = "http://localhost";  // as the client names it
  EXPECT_THAT(text, HasSubstr(root + "/records/" + kRecord));
  EXPECT_THAT(text, HasSubstr(root + "/releases/" + served()));
}

TEST(Cite, AddressesAreWhole) {
  const std::string path = std::string("/api/v1/records/") + kRecord + "/cite";
  const Json json = Json::parse(server().get(path, "X-Forwarded-Proto: https\r\n").body);
  EXPECT_EQ(json.at("record").at("address"), std::string("https://localhost/records/") + kRecord);
  const ServeProcess below(shared_base(), {"--base-url", "https://intranet.example/evidence"});
  EXPECT_EQ(below.json(path).at("record").at("address"),
            std::string("https://intranet.example/evidence/records/") + kRecord);
}

TEST(Cite, OtherProgramsReadTheFiles) {
  const Reply bib = server().get(std::string("/records/") + kRecord + ".bib");
  EXPECT_EQ(bib.status, 200);
  EXPECT_EQ(bib.header("content-type"), "application/x-bibtex; charset=utf-8");
  EXPECT_EQ(bib.header("content-disposition"),
            std::string("attachment; filename=\"") + kRecord + ".bib\"");
  const Json json = server().json(std::string("/api/v1/records/") + kRecord + "/cite");
  const std::size_t entries = 1 + json.at("sources").size();
  const std::string of_bib = read_by("bib2xml", bib.body);
  EXPECT_EQ(count(of_bib, "<mods ID="), entries) << of_bib;
  EXPECT_THAT(of_bib, HasSubstr("/records/" + std::string(kRecord)));
  std::string ris = json.at("record").at("ris");
  for (const Json& source : json.at("sources")) ris += source.at("ris").get<std::string>();
  const std::string of_ris = read_by("ris2xml", ris);
  EXPECT_EQ(count(of_ris, "<mods ID="), entries) << of_ris;
  EXPECT_THAT(of_ris, HasSubstr("/records/" + std::string(kRecord)));
}

TEST(Cite, EveryRecordCanBeCited) {
  for (const std::string& id : all_ids(server())) {
    const Reply html = server().get("/records/" + percent_encode(id) + "/cite");
    EXPECT_EQ(html.status, 200) << id;
    EXPECT_THAT(html.body, HasSubstr(served())) << id;
    const Reply bib = server().get("/records/" + percent_encode(id) + ".bib");
    EXPECT_EQ(bib.status, 200) << id;
  }
}

TEST(Cite, ASearchWithItsTotal) {
  const std::string query = "?q=nurse+visits&outcome=crime&effect_min=0.1&per_page=5&view=table";
  const Json found = server().json("/api/v1/search" + query);
  const Json json = server().json("/api/v1/search/cite" + query);
  EXPECT_EQ(json.at("total"), found.at("total"));
  EXPECT_EQ(json.at("words"), "“nurse visits”; Outcome: Crime; Effect: 0.1 or more");
  const std::string address = json.at("address");
  EXPECT_THAT(address, Not(HasSubstr("per_page")));
  EXPECT_THAT(address, Not(HasSubstr("view")));
  const std::string path = address.substr(address.find("/search"));
  EXPECT_EQ(server().json("/api/v1" + path).at("total"), found.at("total"));
  EXPECT_THAT(unescaped(page("/search/cite" + query)),
              HasSubstr(json.at("text").get<std::string>()));
  EXPECT_EQ(server().json("/api/v1/search/cite").at("words"), "");
  EXPECT_THAT(page("/search/cite"), HasSubstr("All records"));
}

TEST(Cite, WhatIsWrongIsRefused) {
  for (const char* path : {"/records/nothing/cite", "/records/nothing.bib", "/records/.bib",
                           "/records/a/b/cite", "/records/%2e%2e/cite"})
    EXPECT_EQ(server().get(path).status, 404) << path;
  EXPECT_EQ(server().json("/api/v1/records/nothing/cite", 404).at("error").at("code"), "not_found");
  for (const char* path : {"/search/cite?outcome=zzz", "/search/cite?nonsense=1",
                           "/records/family-nurse-partnership/cite?x=1"})
    EXPECT_EQ(server().get(path).status, 400) << path;
  EXPECT_FALSE(
      server().json("/api/v1/search/cite?outcome=zzz", 400).at("error").at("problems").empty());
  const std::string odd = page("/search/cite?q=%3Cscript%3E%22%0D%0ATY++-+BOOK");
  EXPECT_THAT(odd, Not(HasSubstr("<script>\"")));
  const Json json = server().json("/api/v1/search/cite?q=a%0D%0AER++-+%0D%0ATY++-+BOOK");
  EXPECT_EQ(count(json.at("ris").get<std::string>(), "\r\nTY"), 0U);
}

TEST(Programmes, PageAndApiAgreeAndEveryOneIsReached) {
  const Json json = server().json("/api/v1/programmes/signs-of-safety");
  EXPECT_EQ(json.at("total"), 13);
  EXPECT_EQ(json.at("names"), Json::array({"Signs of Safety"}));
  const std::string html = unescaped(page("/programmes/signs-of-safety"));
  for (const Json& one : json.at("records")) {
    EXPECT_THAT(html, HasSubstr("/records/" + one.at("id").get<std::string>() + "\""));
  }
  for (const std::string& id : all_ids(server())) {
    const std::string of_record = page("/records/" + percent_encode(id));
    const auto at = of_record.find("/programmes/");
    if (record(server(), id).contains("programme")) {
      ASSERT_NE(at, std::string::npos) << id;
      const std::string path = of_record.substr(at, of_record.find('"', at) - at);
      EXPECT_THAT(page(path), HasSubstr("/records/" + id)) << path;
    } else {
      EXPECT_EQ(at, std::string::npos) << id;
    }
  }
}

TEST(Programmes, WhatDisagreesIsSaidFirst) {
  const Json json = server().json("/api/v1/programmes/health-and-social-care-integration");
  ASSERT_FALSE(json.at("disagreements").empty());
  const std::string html = unescaped(page("/programmes/health-and-social-care-integration"));
  const auto said = html.find("Where the records disagree");
  ASSERT_NE(said, std::string::npos);
  EXPECT_LT(said, html.find("What was found where"));
  for (const Json& one : json.at("disagreements")) {
    const std::string sentence = one.at("sentence");
    EXPECT_THAT(html, HasSubstr("<h3>" + sentence.substr(0, sentence.find(". "))));
    EXPECT_GE(one.at("sides").size(), 2U);
  }
  EXPECT_THAT(page("/programmes/families-and-schools-together"), Not(HasSubstr("0 records")));
}

TEST(Programmes, WhatIsNoneIsNotFound) {
  for (const std::string& id :
       {std::string("nothing"), std::string("Signs-of-Safety"), std::string("%2e%2e"),
        std::string("..%2f..%2fetc"), std::string("%00"), std::string("%ff%fe"),
        std::string(3000, 'a')}) {
    EXPECT_EQ(server().get("/programmes/" + id).status, 404) << id.substr(0, 40);
    EXPECT_EQ(server().get("/api/v1/programmes/" + id).status, 404) << id.substr(0, 40);
  }
  EXPECT_EQ(server().get("/programmes").status, 404);
  EXPECT_EQ(server().get("/programmes/signs-of-safety?x=1").status, 400);
}

TEST(Releases, TheServedOneIsLinkedFromEveryPage) {
  const std::string id = served();
  const Json json = server().json("/api/v1/releases/" + id);
  EXPECT_EQ(json.at("served"), true);
  EXPECT_EQ(json.at("records"), server().json("/api/v1/search").at("total"));
  EXPECT_EQ(json.at("vocabularies").get<std::string>().size(), 64U);
  EXPECT_GE(json.at("files").size(), 3U);
  EXPECT_THAT(page("/"), HasSubstr("/releases/" + id));
  const std::string html = page("/releases/" + id);
  for (const Json& file : json.at("files"))
    EXPECT_THAT(html, HasSubstr(file.at("sha256").get<std::string>()));
  EXPECT_THAT(page("/releases"), HasSubstr("/releases/" + id));
  EXPECT_EQ(server().json("/api/v1/releases").at("served"), id);
}

TEST(Releases, AnEarlierOneIsToldAndOneThatIsGoneIsSaidToBe) {
  const TempDir folder;
  const std::string base = folder / "base";
  ASSERT_EQ(index({"build", setting("OUTTURN_CORPUS"), "--base", base}).code, 0);
  ASSERT_EQ(index({"rebuild", "--base", base}).code, 0);
  const ServeProcess serving(base);
  const Json list = serving.json("/api/v1/releases");
  ASSERT_EQ(list.at("releases").size(), 2U);
  const std::string now = list.at("releases").at(0).at("id");
  const std::string before = list.at("releases").at(1).at("id");
  EXPECT_EQ(list.at("served"), now);
  EXPECT_EQ(serving.json("/api/v1/releases/" + before).at("served"), false);
  const Reply earlier = serving.get("/releases/" + before);
  EXPECT_EQ(earlier.status, 200);
  EXPECT_EQ(earlier.header("cache-control"), "no-store");
  EXPECT_THAT(earlier.body, HasSubstr("pages are now drawn from release"));
  std::filesystem::remove_all(std::filesystem::path(base) / "generations" / before);
  const Reply gone = serving.get("/releases/" + before);
  EXPECT_EQ(gone.status, 404);
  EXPECT_THAT(gone.body, HasSubstr("is not kept here"));
  EXPECT_THAT(gone.body, HasSubstr("/releases/" + now + "\""));
  const Json refused = serving.json("/api/v1/releases/" + before, 404);
  EXPECT_THAT(refused.at("error").at("hint").get<std::string>(), HasSubstr(now));
}

TEST(Releases, NoIdLeadsOutside) {
  for (const std::string& id :
       {std::string("2020-01-01.1"), std::string(".."), std::string("%2e%2e"),
        std::string("..%2f..%2f"), std::string("%2e%2e%2fcurrent"),
        std::string("2026-11-22.1%2f.."), std::string("2026-11-22.1%00"),
        std::string("2026-11-22.99999999999999999999"), std::string("%3Cscript%3E"),
        std::string(3000, '9')}) {
    for (const char* below : {"/releases/", "/api/v1/releases/"}) {
      const Reply reply = server().get(below + id);
      EXPECT_EQ(reply.status, 404) << below << id.substr(0, 40);
      EXPECT_THAT(reply.body, Not(HasSubstr("<script>alert")));
      EXPECT_THAT(reply.body, Not(HasSubstr(shared_base())));
    }
  }
  EXPECT_EQ(server().get("/releases/current?x=1").status, 400);
}

}  // namespace
}  // namespace outturn::test
