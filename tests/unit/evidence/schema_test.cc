// SPDX-License-Identifier: GPL-3.0-or-later
// The field list of record_fields.h against the JSON Schema: neither may hold a name the other
// lacks.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "schema/evidence/record_fields.h"
#include "schema/evidence/validate.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::evidence {
namespace {

using nlohmann::json;

const json& schema() {
  static const json kSchema = json::parse(record_schema());
  return kSchema;
}

template <typename Part>
void expect_same_names(const json& node, const char* what) {
  std::set<std::string> in_code;
  Part part;
  visit_fields([&](const char* name, const auto&) { in_code.insert(name); }, part);
  std::set<std::string> in_schema;
  for (const auto& [name, unused] : node.at("properties").items()) in_schema.insert(name);
  EXPECT_EQ(in_code, in_schema) << what;
}

TEST(Schema, HoldsTheSameNamesAsTheCode) {
  const json& record = schema().at("properties");
  const json& finding = schema().at("definitions").at("finding");
  const json& appraisal = schema().at("definitions").at("appraisal");
  expect_same_names<Record>(schema(), "record");
  expect_same_names<Programme>(record.at("programme"), "programme");
  expect_same_names<Population>(record.at("population"), "population");
  expect_same_names<Place>(record.at("places").at("items"), "place");
  expect_same_names<Period>(record.at("period"), "period");
  expect_same_names<Delivery>(record.at("delivery"), "delivery");
  expect_same_names<Organisations>(record.at("organisations"), "organisations");
  expect_same_names<Evidence>(record.at("evidence"), "evidence");
  expect_same_names<Rating>(record.at("evidence").at("properties").at("ratings").at("items"),
                            "rating");
  expect_same_names<Finding>(finding, "finding");
  expect_same_names<Appraisal>(appraisal, "appraisal");
  const json& parts = appraisal.at("properties");
  expect_same_names<Ratio>(parts.at("ratio"), "ratio");
  expect_same_names<BenefitLine>(parts.at("benefits").at("items"), "benefit line");
  expect_same_names<BreakevenLine>(parts.at("breakeven").at("items"), "breakeven line");
  expect_same_names<Scenario>(parts.at("scenarios").at("items"), "scenario");
  expect_same_names<Payer>(parts.at("payers").at("items"), "payer");
  expect_same_names<Implementation>(record.at("implementation"), "implementation");
  expect_same_names<Source>(record.at("sources").at("items"), "source");
  expect_same_names<Curation>(record.at("curation"), "curation");
}

void collect_vocabularies(const json& node, std::set<std::string>& names) {
  if (!node.is_structured()) return;
  if (node.is_object() && node.contains("x-vocabulary")) names.insert(node["x-vocabulary"]);
  for (const auto& child : node) collect_vocabularies(child, names);
}

TEST(Schema, NamesEveryVocabularyAndNoOther) {
  std::set<std::string> in_schema;
  collect_vocabularies(schema(), in_schema);
  std::set<std::string> there;
  for (const Vocabulary& one : vocabularies()) there.insert(one.name());
  EXPECT_EQ(in_schema, there);
}

}  // namespace
}  // namespace outturn::evidence
