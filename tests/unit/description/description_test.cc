// SPDX-License-Identifier: GPL-3.0-or-later
// The description of the API against the tables: every route and parameter is in it, and nothing
// else.
#include "server/routes/description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "schema/index/filters.h"
#include "server/api/breakeven.h"
#include "server/api/comparable.h"
#include "server/api/parameters.h"
#include "server/api/schemas.h"
#include "server/routes/table.h"

namespace outturn::routes {
namespace {

using evidence::Json;
using testing::HasSubstr;

const Json& document() {
  static const Json made = describe(table(), "https://evidence.example/base");
  return made;
}

std::set<std::string> described(const std::string& path) {
  std::set<std::string> names;
  for (const Json& parameter : document().at("paths").at(path).at("get").at("parameters")) {
    const Json* one = &parameter;
    if (parameter.contains("$ref"))
      one = &document().at(Json::json_pointer(parameter.at("$ref").get<std::string>().substr(1)));
    if (one->at("in") != "query") continue;
    EXPECT_TRUE(names.insert(one->at("name")).second) << *one;
  }
  return names;
}

std::set<std::string> taken(const Route& route) {
  std::set<std::string> names;
  for (const ParameterNote& note : route.parameters) names.emplace(note.name);
  if (route.takes == Takes::kSearch)
    for (const ParameterNote& note : api::search_parameters()) names.emplace(note.name);
  if (route.takes == Takes::kSearch || route.takes == Takes::kFilters)
    for (const index::Filter& filter : index::kFilters)
      for (const std::string& name : api::parameters_of(filter)) names.insert(name);
  return names;
}

TEST(Description, HoldsEveryRouteOfTheApiAndNoOther) {
  std::set<std::string> patterns;
  for (const Route& route : table())
    if (route.pattern.starts_with(kApi)) patterns.emplace(route.pattern);
  std::set<std::string> paths;
  for (const auto& [path, methods] : document().at("paths").items()) paths.insert(path);
  EXPECT_EQ(paths, patterns);
  EXPECT_GE(paths.size(), 9U);
}

TEST(Description, TellsOfTheParametersThatARouteTakes) {
  for (const Route& route : table()) {
    if (!route.pattern.starts_with(kApi)) continue;
    EXPECT_EQ(described(std::string(route.pattern)), taken(route)) << route.pattern;
  }
}

TEST(Description, ARouteThatTakesParametersSaysWhich) {
  for (const Route& route : table()) {
    if (route.takes == Takes::kNothing || route.takes == Takes::kParameters) {
      EXPECT_EQ(route.parameters.empty(), route.takes == Takes::kNothing) << route.pattern;
    }
  }
}

TEST(Description, EachAnswerInJsonHasOneSchema) {
  std::map<std::string, int> named;
  for (const auto& [name, schema] : api::schemas().items())
    if (schema.contains("x-answers"))
      for (const Json& pattern : schema.at("x-answers")) ++named[pattern];
  for (const auto& [pattern, times] : named) EXPECT_EQ(times, 1) << pattern;
  for (const Route& route : table()) {
    if (!route.pattern.starts_with(kApi) || route.pattern.ends_with("{format}")) continue;
    EXPECT_TRUE(named.contains(std::string(route.pattern))) << route.pattern;
  }
}

TEST(Description, SaysTypesBoundsAndDefaults) {
  const Json& parameters = document().at("components").at("parameters");
  const Json& per_page = parameters.at("search.per_page").at("schema");
  EXPECT_EQ(per_page.dump(), R"({"type":"integer","minimum":1,"maximum":100,"default":20})");
  const Json& sort = parameters.at("search.sort").at("schema");
  EXPECT_EQ(sort.at("enum").size(), 7U);
  EXPECT_EQ(sort.at("default"), "relevance");
  EXPECT_EQ(parameters.at("filter.ratio_min").at("schema").at("type"), "number");
  const Json& design = parameters.at("filter.design").at("schema");
  EXPECT_EQ(design.at("type"), "array");
  EXPECT_EQ(design.at("items").at("enum").size(), 16U);
  EXPECT_FALSE(parameters.at("filter.outcome").at("schema").at("items").contains("enum"));
  EXPECT_THAT(parameters.at("filter.outcome").at("description").get<std::string>(),
              HasSubstr("vocabulary outcome"));
}

TEST(Description, KnowsNoPlaceholderAndNoOtherServer) {
  EXPECT_EQ(document().at("servers").dump(), R"([{"url":"https://evidence.example/base"}])");
  EXPECT_EQ(describe(table(), "").at("servers").dump(), R"([{"url":"/"}])");
  const std::string text = document().dump();
  EXPECT_EQ(text.find("#/definitions/"), std::string::npos);
  EXPECT_EQ(text.find("localhost"), std::string::npos);
  EXPECT_THAT(text, HasSubstr("https://evidence.example/base/api/v1/search?q="));
}

TEST(Parameters, HintsNameThoseThereAre) {
  for (const ParameterNote& note : api::kLocalParameters) {
    const api::LocalReading read = api::read_local(
        {"/api/v1/breakeven", {{"no_such_thing", "1"}}},
        [](const std::string& id) { return base::fail(base::Code::kNotFound, id); },
        api::Opened::kAsQuestion);
    ASSERT_FALSE(read.problems.empty());
    EXPECT_THAT(read.problems.front().hint, HasSubstr(std::string(note.name)));
  }
}

}  // namespace
}  // namespace outturn::routes
