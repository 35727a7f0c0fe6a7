// SPDX-License-Identifier: GPL-3.0-or-later
// A programme found by its id: through the programme filter, names that share an id together, many
// records bounded.
#include "server/search/programme/programme.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/api/programme.h"
#include "server/search/programme/slug.h"
#include "tests/unit/cite/maker.h"
#include "tests/unit/published_corpus.h"

namespace outturn::search {
namespace {

using testing::bare;
using ::testing::ElementsAre;
using testing::made;

TEST(FindProgramme, NamesThatShareAnIdAreTogether) {
  std::vector<evidence::Record> records;
  for (const auto& [id, name] : {std::pair{"a", "Head Start"}, std::pair{"b", "HEAD START"},
                                 std::pair{"c", "Head Start Plus"}}) {
    auto json = bare(id, name);
    json["programme"]["aliases"] = {"HS", "Head Start"};
    json["evidence"]["maryland"] = std::string(id) == "b" ? 5 : 2;
    records.push_back(made(json));
  }
  const testing::TemporaryFolder folder;
  const auto generation = testing::publish(records, folder);
  const auto found = find_programme(*generation, "head-start");
  ASSERT_TRUE(found);
  EXPECT_THAT(found->names, ElementsAre("HEAD START", "Head Start"));
  EXPECT_THAT(found->aliases, ElementsAre("HS"));
  EXPECT_EQ(found->total, 2U);
  ASSERT_EQ(found->records.size(), 2U);
  EXPECT_EQ(found->records[0].id, "b");  // the stronger evidence
  EXPECT_EQ(find_programme(*generation, "head-start-plus")->total, 1U);
}

TEST(FindProgramme, WhatIsNoneIsNotFound) {
  const testing::TemporaryFolder folder;
  const auto generation = testing::publish({made(bare("a"))}, folder);
  for (const std::string& id :
       {std::string("nothing"), std::string(), std::string("Head Start"), std::string("HEAD-START"),
        std::string("../head-start"), std::string(10'000, 'a'), std::string("\xff\xfe\0x", 4)}) {
    const auto found = find_programme(*generation, id);
    ASSERT_FALSE(found) << id.substr(0, 30);
    EXPECT_EQ(found.error().code, base::Code::kNotFound);
  }
}

TEST(FindProgramme, OfManyTheStrongestAreReadAndAllAreCounted) {
  std::vector<evidence::Record> records;
  for (std::size_t i = 0; i < kMostOfProgramme + 30; ++i) {
    auto json = bare("r-" + std::to_string(i));
    json["findings"] = {testing::told("crime", i % 2 == 0 ? "positive" : "negative")};
    records.push_back(made(json));
  }
  const testing::TemporaryFolder folder;
  const auto generation = testing::publish(records, folder);
  const auto found = find_programme(*generation, "head-start");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->total, kMostOfProgramme + 30);
  EXPECT_EQ(found->records.size(), kMostOfProgramme);
  const auto json = nlohmann::json::parse(api::programme_json("2026-11-22.1", *found).body);
  EXPECT_EQ(json.at("total"), kMostOfProgramme + 30);
  EXPECT_EQ(json.at("read"), kMostOfProgramme);
  EXPECT_EQ(json.at("disagreements").at(0).at("kind"), "opposite_results");
  EXPECT_EQ(json.at("results").size(), kMostOfProgramme);
}

TEST(FindProgramme, EveryProgrammeOfTheCorpusHasAnAddress) {
  const auto records = testing::shipped_corpus();
  const testing::TemporaryFolder folder;
  const auto generation = testing::publish(records, folder);
  std::size_t programmes = 0;
  for (const auto& record : records) {
    if (!record.programme) continue;
    ++programmes;
    const auto found = find_programme(*generation, programme_slug(record.programme->name));
    ASSERT_TRUE(found) << record.programme->name;
    EXPECT_THAT(found->names, ElementsAre(record.programme->name));
  }
  EXPECT_GT(programmes, 60U);
}

}  // namespace
}  // namespace outturn::search
