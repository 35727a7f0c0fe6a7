// SPDX-License-Identifier: GPL-3.0-or-later
// Counting many bits at once against counting them one by one, and common and rare values of sets
// of every size against a walk of the records.
#include "server/search/match/set_counts.h"

#include <gtest/gtest.h>

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
    search::ValueCounts expected(index.value_count());
    search::ValueWalk walk(index);
    set.for_each([&](std::uint32_t number) {
      walk.record(number, [&](search::ValueId id) { ++expected[id]; });
    });
    EXPECT_EQ(search::counts_in(index, set, set.count()), expected) << share;
    EXPECT_EQ(search::counts_record_by_record(index, set), expected) << share;
    EXPECT_EQ(search::counts_value_by_value(index, set), expected) << share;
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
