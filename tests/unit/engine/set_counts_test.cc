// SPDX-License-Identifier: GPL-3.0-or-later
// Counting many bits at once against counting them one by one, and common and rare values of sets
// of every size against a walk of the records.
#include "server/search/match/set_counts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "schema/index/columns_writer.h"
#include "server/search/match/match.h"
#include "server/search/match/tally.h"
#include "server/search/match/value_walk.h"
#include "tests/unit/temporary_folder.h"

namespace outturn {
namespace {

using index::FilterId;
using search::BitRow;
using search::Bits;
using search::kTallied;

TEST(BitTally, CountsEveryBitOfRowsInAnyNumber) {
  std::mt19937_64 random(1);
  std::vector<BitRow> rows(700);
  for (BitRow& row : rows)
    for (std::size_t word = 0; word < row.words.size(); ++word)
      row.words[word] = word == 0 ? ~std::uint64_t{0} : random() & random();
  for (const std::size_t size : {0U, 1U, 7U, 8U, 9U, 16U, 255U, 1000U, 5000U}) {
    std::vector<std::uint32_t> numbers(size);
    for (auto& number : numbers) number = static_cast<std::uint32_t>(random() % rows.size());
    search::BitTally tally;
    const std::span<const std::uint32_t> all(numbers);
    tally.add(rows, all.first(size / 3));  // in two parts, neither a whole number of groups
    tally.add(rows, all.subspan(size / 3));
    std::array<std::uint32_t, kTallied> expected{};
    for (const std::uint32_t number : numbers)
      for (std::size_t bit = 0; bit < kTallied; ++bit)
        expected[bit] += (rows[number].words[bit / 64] >> (bit % 64) & 1) != 0;
    EXPECT_EQ(tally.counts(), expected) << size;
  }
}

std::string outcome_of(std::uint32_t number) { return "outcome-" + std::to_string(number % 2000); }

/// More values than a record's row of bits has room for, most of them rare.
struct ManyValues {
  testing::TemporaryFolder folder;
  std::shared_ptr<const search::MatchIndex> index;
  static constexpr std::uint32_t kRecords = 6000;

  ManyValues() {
    auto writer = index::ColumnsWriter::create(folder.path() / "columns").value();
    for (std::uint32_t number = 1; number <= kRecords; ++number) {
      index::Contribution record;
      record.values.push_back({FilterId::kSource, {"source-" + std::to_string(number % 1500)}});
      record.values.push_back({FilterId::kCountry, {number % 3 == 0 ? "GB" : "FR"}});
      if (number % 5 != 0) record.programme = "programme-" + std::to_string(number % 700);
      record.title_key = std::to_string(number);
      record.year = static_cast<int>(1990 + number % 30);
      for (std::uint32_t i = 0; i < number % 4; ++i) {
        index::FindingRow row;
        row.outcome = outcome_of(number + i / 2 * 3);  // some have two findings on one outcome
        row.result = i % 2 == 0 ? "favours" : "against";
        row.certainty = number % 2 == 0 ? "favours" : "not_clear";
        row.g = number % 7 == 0 ? 0.3 : -0.2;
        record.findings.push_back(row);
      }
      EXPECT_TRUE(writer.add(number, record).has_value());
    }
    EXPECT_TRUE(writer.finish().has_value());
    index = search::MatchIndex::open(folder.path() / "columns").value();
  }
};

/// `expected` is by value; what is told of names is picked from it the long way round.
void expect_counts(const search::MatchIndex& index, const search::SetCounts& found,
                   const std::vector<std::uint32_t>& expected, const search::NamesWanted& wanted) {
  EXPECT_TRUE(std::equal(found.values.begin(), found.values.end(), expected.begin()));
  EXPECT_EQ(found.values.size(), index.first_name());
  for (const FilterId filter : {FilterId::kSource, FilterId::kProgramme}) {
    const std::size_t number = index::number_of(filter);
    std::vector<std::pair<std::int64_t, std::string>> names;
    for (const search::ValueId id : index.values_of(filter))
      if (expected[id] > 0)
        names.emplace_back(-std::int64_t{expected[id]}, std::string(index.value(id).text));
    std::sort(names.begin(), names.end());
    EXPECT_EQ(found.names[number].distinct, names.size());
    if (names.size() > wanted[number]) names.resize(wanted[number]);
    std::vector<std::pair<std::int64_t, std::string>> first;
    for (const search::NameCount& name : found.names[number].first)
      first.emplace_back(-std::int64_t{name.count}, std::string(index.value(name.id).text));
    EXPECT_EQ(first, names);
  }
}

TEST(SetCounts, CommonAndRareValuesOfSetsOfEverySize) {
  const ManyValues base;
  const search::MatchIndex& index = *base.index;
  ASSERT_GT(index.rare_values().size(), 2000U);
  std::mt19937 random(2);
  for (const double share : {0.0, 0.001, 0.1, 0.4, 0.6, 0.95, 1.0}) {
    Bits set(index.slots());
    std::bernoulli_distribution member(share);
    index.all().for_each([&](std::uint32_t number) {
      if (member(random)) set.set(number);
    });
    std::vector<std::uint32_t> expected(index.value_count());
    search::ValueWalk walk(index);
    set.for_each([&](std::uint32_t number) {
      walk.record(number, [&](search::ValueId id) { ++expected[id]; });
    });
    for (const std::size_t most : {0U, 30U, 10'000U}) {
      search::NamesWanted wanted{};
      wanted[index::number_of(FilterId::kSource)] = most;
      wanted[index::number_of(FilterId::kProgramme)] = most / 2;
      const std::size_t total = set.count();
      expect_counts(index, search::counts_in(index, set, total, wanted), expected, wanted);
      expect_counts(index, search::counts_record_by_record(index, set, wanted), expected, wanted);
      expect_counts(index, search::counts_value_by_value(index, set, wanted), expected, wanted);
      if (::testing::Test::HasFailure())
        FAIL() << "a set of " << share << ", the first " << most << " names";
    }
  }
}

TEST(SetCounts, NamesOfManyThatAreHeldByFew) {
  // More names than are known to be the commonest, with counts that differ, so that what a large
  // set has most of lies beyond those that the others touch.
  testing::TemporaryFolder folder;
  auto writer = index::ColumnsWriter::create(folder.path() / "columns").value();
  constexpr std::uint32_t kRecords = 12'000;
  for (std::uint32_t number = 1; number <= kRecords; ++number) {
    index::Contribution record;
    record.programme = "programme-" + std::to_string(number % 4000);
    const std::uint32_t source = number % 3 == 0 ? number % 2500 : number;
    record.values.push_back({FilterId::kSource, {"source-" + std::to_string(source)}});
    record.title_key = std::to_string(number);
    ASSERT_TRUE(writer.add(number, record).has_value());
  }
  ASSERT_TRUE(writer.finish().has_value());
  const auto index = search::MatchIndex::open(folder.path() / "columns").value();
  ASSERT_GT(index->rare_names(FilterId::kSource), index->commonest_names(FilterId::kSource).size());
  std::mt19937 random(3);
  for (const double share : {0.6, 0.9, 0.999, 1.0}) {
    Bits set(index->slots());
    std::bernoulli_distribution member(share);
    index->all().for_each([&](std::uint32_t number) {
      if (member(random)) set.set(number);
    });
    std::vector<std::uint32_t> expected(index->value_count());
    for (search::ValueId id = 0; id < expected.size(); ++id)
      expected[id] = static_cast<std::uint32_t>(index->count_in(id, set));
    for (const std::size_t most : {5U, 1500U, 4000U}) {
      search::NamesWanted wanted{};
      wanted[index::number_of(FilterId::kSource)] = most;
      wanted[index::number_of(FilterId::kProgramme)] = most;
      expect_counts(*index, search::counts_in(*index, set, set.count(), wanted), expected, wanted);
      if (::testing::Test::HasFailure())
        FAIL() << "a set of " << share << ", the first " << most << " names";
    }
  }
}

TEST(SetCounts, RareOutcomesBesideFiltersOfFindings) {
  const ManyValues base;
  search::FilterSet filters;
  filters.range(FilterId::kEffect) = {0.25, {}};  // within a bin
  filters.chosen(FilterId::kResult) = {"favours"};
  filters.chosen(FilterId::kOutcome) = {"outcome-7", "outcome-1400"};
  const auto answer = search::match(*base.index, nullptr, filters);
  std::map<std::string, std::set<std::uint32_t>> expected;
  for (std::uint32_t number = 1; number <= ManyValues::kRecords; ++number)
    for (std::uint32_t i = 0; i < number % 4; i += 2)
      if (number % 7 == 0) expected[outcome_of(number + i / 2 * 3)].insert(number);
  const auto& split = answer.counts.splits[index::number_of(FilterId::kOutcome)];
  EXPECT_EQ(split.distinct, expected.size());
  ASSERT_EQ(split.options.size(), search::kMostOptions + 2);  // and the chosen ones
  for (const search::Option& option : split.options)
    EXPECT_EQ(option.count, expected[option.value].size()) << option.value;
  for (std::size_t i = 1; i < split.options.size(); ++i) {
    const auto& before = split.options[i - 1];
    const auto& after = split.options[i];
    EXPECT_TRUE(before.count > after.count ||
                (before.count == after.count && before.value < after.value));
  }
}

}  // namespace
}  // namespace outturn
