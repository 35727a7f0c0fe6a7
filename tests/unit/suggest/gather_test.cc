// SPDX-License-Identifier: GPL-3.0-or-later
// Where the names come from: every count against a plain count of the records, and no more records
// read than are allowed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "schema/evidence/derive.h"
#include "schema/evidence/vocabulary.h"
#include "tests/unit/suggest/corpus_names.h"

namespace outturn::query {
namespace {

using Counted = std::map<std::pair<SuggestionKind, std::string>, std::uint32_t>;

void add_with_broader(const char* vocabulary, std::string id, std::set<std::string>& out) {
  while (!id.empty() && out.insert(id).second) {
    const evidence::Term* term = evidence::vocabulary(vocabulary).find(id);
    id = term == nullptr ? std::string() : term->broader;
  }
}

/// How many records have each name, by reading them all.
Counted counted() {
  Counted out;
  for (const evidence::Record& record : corpus_records()) {
    std::set<std::string> outcomes;
    for (const std::string& id : evidence::outcomes_of(record))
      add_with_broader("outcome", id, outcomes);
    for (const std::string& id : outcomes) ++out[{SuggestionKind::kOutcome, id}];
    std::set<std::string> places;
    for (const auto& place : record.places) {
      add_with_broader("country", place.country, places);
      if (place.area) places.insert("area " + *place.area);
    }
    for (const std::string& place : places) ++out[{SuggestionKind::kPlace, place}];
    if (record.programme)
      ++out[{SuggestionKind::kProgramme, record.programme->name}];
    else
      ++out[{SuggestionKind::kProgramme, "record " + record.id}];
  }
  return out;
}

std::string key_of(const Suggestion& one) {
  if (one.kind == SuggestionKind::kProgramme) return one.id.empty() ? one.text : "record " + one.id;
  if (one.kind == SuggestionKind::kPlace && one.id.empty()) return "area " + one.text;
  return one.id;
}

TEST(Gather, EveryNameIsOfferedWithAsManyRecordsAsHaveIt) {
  const Counted expected = counted();
  std::set<std::pair<SuggestionKind, std::string>> met;
  for (char a = 'a'; a <= 'z'; ++a)
    for (char b = 'a'; b <= 'z'; ++b)
      for (const Suggestion& one : corpus_names().offer(std::string{a, b}, 400)) {
        if (one.kind == SuggestionKind::kWord) continue;
        const auto known = expected.find({one.kind, key_of(one)});
        ASSERT_NE(known, expected.end()) << one.text;
        EXPECT_EQ(one.records, known->second) << one.text;
        met.insert(known->first);
      }
  for (const auto& [name, records] : expected) {
    if (name.first == SuggestionKind::kPlace && !name.second.starts_with("area ")) continue;
    EXPECT_TRUE(met.contains(name)) << name.second;
  }
  EXPECT_GT(met.size(), 150U);
}

TEST(Gather, AllOtherNamesOfTheCorpusAreFound) {
  std::size_t aliases = 0;
  for (const evidence::Record& record : corpus_records()) {
    if (!record.programme) continue;
    for (const std::string& alias : record.programme->aliases) {
      const auto offered = corpus_names().offer(alias, 20);
      EXPECT_THAT(offered,
                  ::testing::Contains(::testing::Field(&Suggestion::text, record.programme->name)))
          << alias;
      ++aliases;
    }
  }
  EXPECT_GT(aliases, 20U);
}

/// Programmes in a row, some with a record more, and records without a programme.
std::vector<evidence::Record> many_records(std::size_t programmes, std::size_t unnamed) {
  std::vector<evidence::Record> records;
  evidence::Record record = corpus_records().front();
  for (std::size_t i = 0; i < programmes; ++i) {
    record.id = "p" + std::to_string(i);
    record.programme = evidence::Programme{"Programme " + std::to_string(i), {}, {}};
    records.push_back(record);
    if (i % 2 == 0) records.push_back(record);
  }
  record.programme.reset();
  for (std::size_t i = 0; i < unnamed; ++i) {
    record.id = "r" + std::to_string(i);
    record.title = "Untold " + std::to_string(i);
    records.push_back(record);
  }
  return records;
}

TEST(Gather, OfManyRecordsSomeAreRead) {
  const testing::TemporaryFolder folder;
  const auto records = many_records(search::kMostRead - 1000, search::kMostRead + 500);
  const auto index = columns_of_all(folder.path() / "columns", records);
  std::size_t named = 0;
  std::size_t unnamed = 0;
  const auto names =
      search::gather_suggestions({*index, Lexicon(),
                                  [&](unsigned number) -> base::Result<evidence::Record> {
                                    evidence::Record one = records[number - 1];
                                    ++(one.programme ? named : unnamed);
                                    if (one.programme)
                                      one.programme->aliases = {"Alias of " + one.programme->name};
                                    return one;
                                  }},
                                 std::stop_token());
  EXPECT_EQ(named, search::kMostRead) << "each programme once, then some a second time";
  EXPECT_EQ(unnamed, search::kMostRead);
  const auto last =
      names.offer("alias of programme " + std::to_string(search::kMostRead - 1001), 4);
  ASSERT_EQ(last.size(), 1U) << "the first record of every programme was read";
  EXPECT_EQ(last[0].records, 1U);
  EXPECT_EQ(names.offer("alias of programme 0", 4)[0].records, 2U);
}

TEST(Gather, StopsWhenAskedTo) {
  const testing::TemporaryFolder folder;
  const auto records = many_records(50, 50);
  const auto index = columns_of_all(folder.path() / "columns", records);
  std::stop_source source;
  std::size_t read = 0;
  const auto names =
      search::gather_suggestions({*index, Lexicon(),
                                  [&](unsigned number) -> base::Result<evidence::Record> {
                                    if (++read == 7) source.request_stop();
                                    return records[number - 1];
                                  }},
                                 source.get_token());
  EXPECT_EQ(read, 7U);
  EXPECT_EQ(names.size(), 0U);
}

TEST(Gather, ARecordThatCannotBeReadIsAFailure) {
  const testing::TemporaryFolder folder;
  const auto index = columns_of_all(folder.path() / "columns", many_records(3, 0));
  EXPECT_THROW(search::gather_suggestions({*index, Lexicon(),
                                           [](unsigned) -> base::Result<evidence::Record> {
                                             return base::fail(base::Code::kCorrupt,
                                                               "no such page");
                                           }},
                                          std::stop_token()),
               std::runtime_error);
}

}  // namespace
}  // namespace outturn::query
