// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON answers, held against golden files: their shape is promised to programs.
#include "server/api/json.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record_json.h"
#include "tests/unit/sample.h"

namespace outturn::api {
namespace {

void expect_golden(const char* name, const Response& response) {
  const std::string path = std::string(OUTTURN_GOLDEN_DIR) + "/" + name;
  const std::string actual = nlohmann::ordered_json::parse(response.body).dump(2) + "\n";
  if (std::getenv("OUTTURN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << actual;
  std::ifstream file(path);
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(actual, expected.str()) << "if meant: tests/golden/update.sh, then review the diff";
}

search::AuditedRecord audited(const nlohmann::json& json) {
  search::AuditedRecord found{evidence::from_json(json).value(), {}};
  found.flags = evidence::audit(found.record);
  return found;
}

TEST(Json, GoldenSearch) {
  search::Answer answer;
  answer.release = "2026-11-22.1";
  answer.question.text = "nurse \"visits\"";
  answer.question.filters.chosen(index::FilterId::kOutcome) = {"crime"};
  answer.question.filters.range(index::FilterId::kRatio).least = 1.5;
  answer.question.sort = search::Sort::kRatio;
  answer.question.seal = "0123456789abcdef";
  answer.total = 41;
  answer.notes = {"Only the first 64 words were searched."};
  answer.hits.push_back({evidence::from_json(testing::sample_json()).value(),
                         "<mark>Nurses</mark> visit new mothers at home.",
                         {"visits"},
                         {{"title", {"nurse"}}},
                         3});
  answer.near = answer.hits;
  answer.facets.push_back({index::FilterId::kOutcome, {{"crime", "Crime", 41, true}}, 1});
  answer.histograms.push_back({index::FilterId::kRatio, std::vector<std::size_t>(12, 2)});
  answer.lifted.push_back({index::FilterId::kOutcome, 60});
  answer.comparable = {"bcr", "society", {}, {}};
  answer.with_figure = 7;
  answer.reading.widened = {{"nurse", {"health visitor"}}};
  answer.reading.dropped = {{"zzz", true}};
  answer.total_without_filters = 90;
  answer.next_offset = 20;
  expect_golden("search.json", search_json(answer));
  const std::string all = search_json(answer).body;
  for (const char* fields : {"total", "results.id,next", "near.effect,query.q,query.outcome_min",
                             "facets.options,histograms.bins,order.kind", "reading.dropped",
                             "results,without,release", "notes,results.why,results"}) {
    const Selection wanted = read_selection({{}, {{"fields", fields}}}, "SearchAnswer").selection;
    auto pruned = nlohmann::ordered_json::parse(all);
    wanted.prune(pruned);
    EXPECT_EQ(search_json(answer, wanted).body, pruned.dump() + "\n") << fields;
  }
}

TEST(Json, GoldenRecord) {
  expect_golden("record.json", record_json("2026-11-22.1", audited(testing::sample_json())));
}

TEST(Json, GoldenError) {
  const Response refused =
      error_json(400, "bad_request", "the search has wrong parameters", "correct those listed",
                 {{"ratio_min", "\"abc\" is not a number", "write 1.5"}});
  EXPECT_EQ(refused.status, 400);
  expect_golden("error.json", refused);
}

TEST(Json, BytesThatAreNotTextAreReplacedNotThrown) {
  EXPECT_NO_THROW(error_json(404, "not_found", "\xff\xfe", "", {}));
}

TEST(Json, VocabulariesHaveLabelsAndSynonyms) {
  const auto json = nlohmann::json::parse(vocabularies_json().body);
  EXPECT_GT(json.at("vocabularies").size(), 10U);
  for (const auto& vocabulary : json.at("vocabularies"))
    for (const auto& term : vocabulary.at("terms"))
      EXPECT_FALSE(term.at("label").get<std::string>().empty());
}

TEST(Json, AnOutcomeSaysWhichWayIsGoodAndADomainDoesNot) {
  const auto json = nlohmann::json::parse(vocabularies_json().body);
  std::size_t seen = 0;
  for (const auto& vocabulary : json.at("vocabularies"))
    for (const auto& term : vocabulary.at("terms")) {
      if (vocabulary.at("name") != "outcome") {
        EXPECT_TRUE(term.at("good").is_null()) << term.at("id");
      } else if (term.at("id") == "crime") {
        EXPECT_EQ(term.at("good"), "lower");
        ++seen;
      } else if (term.at("id") == "crime_safety") {
        EXPECT_TRUE(term.at("good").is_null());
        ++seen;
      }
    }
  EXPECT_EQ(seen, 2U);
}

}  // namespace
}  // namespace outturn::api
