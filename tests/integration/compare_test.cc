// SPDX-License-Identifier: GPL-3.0-or-later
// Records side by side over HTTP: page and API agree, what is gone is told of, mistakes are all
// listed, and nothing that is asked is a fault.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kThree =
    "ids=family-nurse-partnership,abecedarian,high-scope-perry-preschool";
constexpr const char* kClasses = "ids=abecedarian,derby-local-area-coordination,hmrc-connect";

Json ask(const std::string& query, int status = 200) {
  return server().json("/api/v1/compare?" + query, status);
}

std::string page(const std::string& query, int status = 200) {
  const Reply reply = server().get("/compare?" + query);
  EXPECT_EQ(reply.status, status) << query.substr(0, 100);
  return reply.body;
}

TEST(Compare, PageAndApiTellTheSame) {
  const Json answer = ask(kThree);
  const std::string html = page(kThree);
  ASSERT_EQ(answer.at("records").size(), 3U);
  EXPECT_THAT(html, HasSubstr("3 interventions side by side"));
  for (const Json& one : answer.at("records"))
    EXPECT_THAT(html, HasSubstr("/records/" + one.at("id").get<std::string>() + "\""));
  for (const Json& group : answer.at("groups")) {
    EXPECT_THAT(html, HasSubstr(group.at("heading").get<std::string>()));
    for (const Json& row : group.at("rows")) {
      EXPECT_EQ(row.at("cells").size(), 3U);
      EXPECT_THAT(html, HasSubstr(row.at("label").get<std::string>()));
    }
  }
  for (const Json& outcome : answer.at("effects").at("shared"))
    EXPECT_THAT(html, HasSubstr(outcome.at("label").get<std::string>()));
  EXPECT_EQ(server().json("/api/v1/compare?ids=family-nurse-partnership&ids=abecedarian&"
                          "ids=high-scope-perry-preschool"),
            answer)
      << "as check boxes send it";
}

TEST(Compare, ClassesThatCannotBeLinedUpAreNamedWithTheReason) {
  const Json ratios = ask(kClasses).at("ratios");
  EXPECT_EQ(ratios.at("classes").size(), 3U);
  EXPECT_EQ(ratios.at("one_axis"), false);
  EXPECT_GE(ratios.at("why_apart").size(), 2U);
  const std::string html = page(kClasses);
  EXPECT_THAT(html, HasSubstr("a ratio says something about another only within its class"));
  EXPECT_THAT(html, HasSubstr("not of this class"));
  EXPECT_EQ(ask(kThree).at("ratios").at("one_axis"), true);
}

TEST(Compare, TheSearchItCameFromIsNamed) {
  const std::string html = page(std::string(kThree) + "&back=q%3Dnurse%26outcome%3Dcrime");
  EXPECT_THAT(html, HasSubstr("\u201cnurse\u201d; Outcome: Crime"));
  EXPECT_THAT(html, HasSubstr("/search?q=nurse&amp;outcome=crime"));
  EXPECT_THAT(html, HasSubstr("Made on"));
  EXPECT_THAT(html, HasSubstr("from release "));
  const std::string odd = page(std::string(kThree) + "&back=%3Cscript%3E%26nonsense%3D1");
  EXPECT_THAT(odd, Not(HasSubstr("<script>")));
  EXPECT_THAT(odd, Not(HasSubstr("Chosen from the search")));
}

TEST(Compare, ChoosingBeginsWithNothingOrOne) {
  EXPECT_THAT(page(""), HasSubstr("Choose what to compare"));
  const std::string one = page("ids=abecedarian");
  EXPECT_THAT(one, HasSubstr("value=\"abecedarian\" checked"));
  EXPECT_THAT(one, HasSubstr("The most like it"));
  EXPECT_EQ(ask("ids=abecedarian", 400).at("error").at("problems").at(0).at("message"),
            "one record alone is chosen");
  EXPECT_EQ(ask("", 400).at("error").at("problems").size(), 1U);
}

TEST(Compare, MistakesAreAllListedAndTheSoundOnesOffered) {
  const Json refused =
      ask("ids=no-such-record,abecedarian,abecedarian,A%20B,safecare&nonsense=1", 400);
  EXPECT_EQ(refused.at("error").at("problems").size(), 4U);
  const std::string html = page("ids=no-such-record,abecedarian,safecare", 400);
  EXPECT_THAT(html, HasSubstr("No record has the id &quot;no-such-record&quot;"));
  EXPECT_THAT(html, HasSubstr("value=\"abecedarian\" checked"));
  EXPECT_THAT(html, HasSubstr("value=\"safecare\" checked"));
  std::string nine = "ids=";
  const auto ids = all_ids(server());
  for (std::size_t i = 0; i < 9; ++i) nine += ids[i] + ",";
  EXPECT_THAT(page(nine, 400), HasSubstr("9 records are given"));
  EXPECT_EQ(ask(nine, 400).at("error").at("code"), "bad_request");
}

TEST(Compare, AnythingMayBeAsked) {
  for (const std::string& ids :
       {std::string("%00"), std::string("%FF%FE"), std::string("../../etc/passwd"),
        std::string("%3Cscript%3E"), std::string(5'000, ','), std::string(20'000, 'a'),
        std::string("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z")}) {
    for (const char* address : {"/compare?ids=", "/api/v1/compare?ids="}) {
      const Reply reply = server().get(address + ids);
      EXPECT_TRUE(reply.status == 200 || reply.status == 400) << reply.status << ids.substr(0, 40);
      if (address[1] == 'c') {
        EXPECT_THAT(reply.body, Not(HasSubstr("<script>"))) << "a page escapes what was asked";
      }
    }
  }
  std::string many = "ids=";
  for (int i = 0; i < 10'000; ++i) many += "r" + std::to_string(i) + ",";
  const Reply reply = server().get("/compare?" + many);
  EXPECT_TRUE(reply.status == 400 || reply.status == 414) << reply.status;
}

TEST(Compare, EightAreCompared) {
  std::string eight = "ids=";
  const auto ids = all_ids(server());
  for (std::size_t i = 0; i < 8; ++i) eight += ids[i * 9] + ",";
  EXPECT_EQ(ask(eight).at("records").size(), 8U);
  EXPECT_THAT(page(eight), HasSubstr("8 interventions side by side"));
}

TEST(Compare, RecordsAreChosenOnResultsAndRecordPages) {
  for (const char* address : {"/search?q=nurse", "/search?q=nurse&view=table"}) {
    const std::string html = server().get(address).body;
    EXPECT_THAT(html, HasSubstr("name=\"ids\" value=\"family-nurse-partnership\" "
                                "form=\"compare-form\""));
    EXPECT_THAT(html,
                HasSubstr("id=\"compare-form\" action=\"" + server().prefix() + "/compare\""));
  }
  EXPECT_THAT(server().get("/search?q=nurse&view=chart").body, Not(HasSubstr("compare-form")));
  const std::string record = server().get("/records/family-nurse-partnership").body;
  EXPECT_THAT(record, HasSubstr("name=\"ids\" value=\"family-nurse-partnership\" checked"));
  EXPECT_THAT(record, HasSubstr("form=\"compare-form\""));
}

TEST(Compare, ARemovedRecordIsToldOfAndTheRestCompared) {
  const std::filesystem::path base =
      std::filesystem::temp_directory_path() / ("outturn-compare-" + std::to_string(::getpid()));
  ASSERT_EQ(index({"build", setting("OUTTURN_CORPUS"), "--base", base.string()}).code, 0);
  ASSERT_EQ(index({"remove", "safecare", "--reason", "a test", "--base", base.string()}).code, 0);
  {
    const ServeProcess other(base.string());
    const Json answer = other.json("/api/v1/compare?ids=safecare,abecedarian,triple-p");
    EXPECT_EQ(answer.at("records").size(), 2U);
    EXPECT_EQ(answer.at("gone").at(0).at("id"), "safecare");
    EXPECT_EQ(answer.at("gone").at(0).at("reason"), "a test");
    const Reply reply = other.get("/compare?ids=safecare,abecedarian,triple-p");
    EXPECT_EQ(reply.status, 200);
    EXPECT_THAT(reply.body, HasSubstr("was removed on"));
    EXPECT_THAT(reply.body, HasSubstr("/records/safecare/history"));
    EXPECT_THAT(reply.body, HasSubstr("2 interventions side by side"));
    other.json("/api/v1/compare?ids=safecare,abecedarian", 400);
    EXPECT_THAT(other.get("/compare?ids=safecare,abecedarian").body,
                HasSubstr("1 of the records chosen was removed, which leaves one"));
    const Json file = other.json("/api/v1/compare.json?ids=safecare,abecedarian");
    EXPECT_EQ(file.at("total"), 1);
    EXPECT_EQ(file.at("gone").at(0).at("id"), "safecare");
    EXPECT_EQ(other.get("/compare.csv?ids=safecare,abecedarian").header("outturn-gone"),
              "safecare");
    EXPECT_EQ(other.json("/api/v1/compare.json?ids=safecare", 410).at("error").at("message"),
              "1 of the records chosen was removed, which leaves none");
    EXPECT_THAT(other.json("/api/v1/records/safecare.csv", 410).at("error").at("hint"),
                HasSubstr("/api/v1/records/safecare/history"));
  }
  std::filesystem::remove_all(base);
}

}  // namespace
}  // namespace outturn::test
