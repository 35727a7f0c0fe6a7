// SPDX-License-Identifier: GPL-3.0-or-later
// Would it pay here, over HTTP: the API and the page on records of the corpus, odd input, and that
// no request keeps the server busy for long.
#include <gtest/gtest.h>

#include <chrono>

#include "tests/integration/harness.h"

namespace outturn::test {
namespace {

constexpr const char* kNurses = "record=family-nurse-partnership&cost=500000&caseload=100";

Json ask(const std::string& query, int status = 200) {
  return server().json("/api/v1/breakeven?" + query, status);
}

std::string page(const std::string& query, int status = 200) {
  const Reply reply = server().get("/breakeven?" + query);
  EXPECT_EQ(reply.status, status) << query;
  return reply.body;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Breakeven, FamilyNursePartnership) {
  const Json answer = ask(std::string(kNurses) + "&finding=0");
  const Json& results = answer.at("results");
  EXPECT_EQ(results.at("verdict"), "pays_back");
  EXPECT_EQ(results.at("breakeven_people").at("value"), 35);
  EXPECT_NEAR(results.at("breakeven_effect").at("value").get<double>(), -0.2995, 1e-4);
  const Json& chance = results.at("chance_of_paying_back");
  EXPECT_NEAR(chance.at("value").get<double>(), 0.99584, 1e-5);
  EXPECT_EQ(chance.at("method"), "closed_form");
  EXPECT_NEAR(chance.at("simulation").at("chance").get<double>(), 0.99584,
              4 * chance.at("simulation").at("standard_error").get<double>());
  const Json& inputs = answer.at("inputs");
  EXPECT_EQ(inputs.at("cost").at("from"), "given");
  EXPECT_EQ(inputs.at("effect").at("from"), "record");
  EXPECT_EQ(inputs.at("value").at("from"), "worked_out");
  EXPECT_EQ(inputs.at("draws").at("from"), "default");
  EXPECT_EQ(answer.at("who_gains").at("all").at("for_caseload").at("all"), 1469300);
  EXPECT_GT(answer.at("working").size(), 5U);
  EXPECT_FALSE(answer.at("warnings").empty());
}

TEST(Breakeven, TheFindingIsOnTheOutcomeThatTheBenefitsAreMostlyOf) {
  // Crime: -0.70 with an SE of 0.21; Phi((1 - 0.340298) x 0.70 / 0.21) = Phi(2.19901) = 0.98606.
  const Json answer = ask(kNurses);
  const Json& choices = answer.at("choices");
  EXPECT_EQ(choices.at("finding"), 1);
  const Json& used = choices.at("findings").at(1);
  EXPECT_EQ(used.at("finding"), 1);
  EXPECT_EQ(used.at("effect"), -0.7);
  EXPECT_EQ(used.at("se"), 0.21);
  EXPECT_NEAR(used.at("chance").get<double>(), 0.98606, 1e-5);
  EXPECT_EQ(used.at("chance"), answer.at("results").at("chance_of_paying_back").at("value"));
  EXPECT_NEAR(choices.at("findings").at(0).at("chance").get<double>(), 0.99584, 1e-5);
  EXPECT_TRUE(choices.at("findings").at(4).at("chance").is_null()) << "it favours the comparison";
  EXPECT_TRUE(has(answer.at("warnings").at(0), "not the most favourable"));
  EXPECT_TRUE(has(page(kNurses), "not the most favourable"));
}

TEST(Breakeven, WithoutAGainTheEffectIsWorthNothing) {
  const Json answer = ask(std::string(kNurses) + "&finding=4");
  EXPECT_EQ(answer.at("results").at("verdict"), "at_no_caseload");
  EXPECT_TRUE(answer.at("results").at("worth_at_effect").is_null());
  EXPECT_FALSE(has(answer.at("working").dump(), "Worth of the effect for one participant"));
}

TEST(Breakeven, PointersLeadToTheFigures) {
  const Json record = test::record(server(), "family-nurse-partnership");
  const Json inputs = ask(kNurses).at("inputs");
  for (const char* name : {"effect", "se"}) {
    const Json::json_pointer pointer(inputs.at(name).at("pointer").get<std::string>());
    EXPECT_EQ(record.at(pointer), inputs.at(name).at("value")) << name;
  }
  double sum = 0;
  for (const Json& line :
       record.at(Json::json_pointer(inputs.at("value").at("pointer").get<std::string>())))
    sum += line.at("amount").get<double>();
  EXPECT_EQ(sum, inputs.at("value").at("value").get<double>());
}

TEST(Breakeven, BradfordOffersItsLines) {
  const Json answer = ask("record=bradford-wellbeing-hubs&cost=323000&caseload=330");
  EXPECT_EQ(answer.at("results").at("verdict"), "depends_on_people");
  EXPECT_EQ(answer.at("choices").at("values").size(), 4U);
  EXPECT_EQ(answer.at("choices").at("values").at(3).at("breakeven_people"), 364);
  EXPECT_EQ(answer.at("inputs").at("value").at("per"), "beneficiary");
  const Json other =
      ask("record=bradford-wellbeing-hubs&cost=323000&caseload=330&value_from=0.breakeven_3");
  EXPECT_EQ(other.at("results").at("verdict"), "does_not_pay_back");
}

TEST(Breakeven, EveryRecordIsAnsweredOnPageAndApi) {
  for (const std::string& id : all_ids(server())) {
    const std::string query = "record=" + id + "&cost=100000&caseload=50&cost_high=120000";
    const Json answer = ask(query);
    const std::string html = page(query);
    EXPECT_FALSE(has(html, "nan") && has(html, ">nan")) << id;
    EXPECT_FALSE(has(html, ">inf")) << id;
    EXPECT_FALSE(answer.at("results").at("verdict_text").get<std::string>().empty()) << id;
  }
}

TEST(Breakeven, ThePageAnswersAtOnce) {
  const std::string html = page(kNurses);
  for (const char* part :
       {"35 people", "\u22120.24", "98.6%", "£1,469,300", "case-chart", "as reported", "worked out",
        "/records/family-nurse-partnership#finding-2",
        "/records/family-nurse-partnership#appraisal-1", "/api/v1/breakeven?"})
    EXPECT_TRUE(has(html, part)) << part;
  EXPECT_TRUE(has(server().get("/records/family-nurse-partnership").body,
                  "/breakeven?record=family-nurse-partnership"));
}

TEST(Breakeven, AnAdverseEffectIsWordedNotDivided) {
  const std::string html = page(std::string(kNurses) + "&finding=4");
  EXPECT_TRUE(has(html, "does not pay back at any caseload"));
  EXPECT_TRUE(has(page("cost=100&caseload=10&value=-5&effect=0.2&se=0.1"),
                  "does not pay back at any caseload"));
}

struct Wrong {
  const char* query;
  const char* parameter;
};

TEST(Breakeven, WhatIsWrongIsNamedAndTheRestIsKept) {
  const std::string encoded_markup = percent_encode("\"><script>alert(1)</script>");
  const std::string rest = "&record=family-nurse-partnership&value=12345";
  const Wrong rows[] = {{"cost=0&caseload=10", "cost"},
                        {"cost=-1&caseload=10", "cost"},
                        {"cost=1e308&caseload=10", "cost"},
                        {"cost=nan&caseload=10", "cost"},
                        {"cost=1,5&caseload=10", "cost"},
                        {"cost=&caseload=10", "cost"},
                        {"cost=%00&caseload=10", "cost"},
                        {"cost=%ff%fe&caseload=10", "cost"},
                        {"cost=5&caseload=0", "caseload"},
                        {"cost=5&caseload=1e9", "caseload"},
                        {"cost=5&caseload=18446744073709551616", "caseload"},
                        {"cost=5&caseload=10&finding=99", "finding"},
                        {"cost=5&caseload=10&appraisal=99", "appraisal"},
                        {"cost=5&caseload=10&value_from=none", "value_from"},
                        {"cost=5&caseload=10&draws=1000000", "draws"},
                        {"cost=5&caseload=10&cost_low=9", "cost_low"},
                        {"cost=5&caseload=10&se=-1", "se"},
                        {"cost=5&caseload=10&cost=6", "cost"},
                        {"cost=5&caseload=10&nonsense=6", "nonsense"}};
  for (const Wrong& row : rows) {
    const Json answer = ask(row.query + rest, 400);
    EXPECT_EQ(answer.at("error").at("code"), "bad_request") << row.query;
    EXPECT_EQ(answer.at("error").at("problems").at(0).at("parameter"), row.parameter) << row.query;
    const std::string html = page(row.query + rest, 400);
    EXPECT_TRUE(has(html, "value=\"12345\"")) << row.query;
    EXPECT_TRUE(has(html, "There is a problem")) << row.query;
  }
  const std::string html = page("caseload=3&cost=" + encoded_markup + rest, 400);
  EXPECT_FALSE(has(html, "<script>alert"));
  EXPECT_TRUE(has(html, "id=\"cost-error\""));
}

TEST(Breakeven, AnUnknownRecordKeepsTheForm) {
  const Json answer = ask("record=none&cost=5&caseload=10", 400);
  EXPECT_EQ(answer.at("error").at("problems").size(), 1U);
  EXPECT_TRUE(has(page("record=none&cost=5&caseload=10", 400), "there is no record"));
  EXPECT_TRUE(has(page("record=none", 400), "there is no record"));
}

TEST(Breakeven, AHundredParameters) {
  std::string query = kNurses;
  for (int i = 0; i < 100; ++i) query += "&p" + std::to_string(i) + "=1";
  EXPECT_EQ(ask(query, 400).at("error").at("problems").size(), 50U);
  page(query, 400);
}

TEST(Breakeven, TheLongestRunIsShort) {
  const auto start = std::chrono::steady_clock::now();
  const Json answer = ask(std::string(kNurses) + "&cost_low=400000&cost_high=900000&draws=100000");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
  EXPECT_EQ(answer.at("results").at("chance_of_paying_back").at("method"), "simulation");
  EXPECT_EQ(answer, ask(std::string(kNurses) + "&cost_low=400000&cost_high=900000&draws=100000"))
      << "the seed sets the run";
}

}  // namespace
}  // namespace outturn::test
