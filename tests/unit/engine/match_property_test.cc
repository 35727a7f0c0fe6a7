// SPDX-License-Identifier: GPL-3.0-or-later
// Thousands of random questions over random records: every total, count, bin and "without" of the
// engine against a plain scan of the records.
#include <gtest/gtest.h>

#include <set>

#include "schema/index/bins.h"
#include "server/search/match/match.h"
#include "tests/unit/engine/engine_fixture.h"

namespace outturn {
namespace {

using index::FilterId;
using search::Counting;
using search::FilterSet;
using testing::PlainRecord;

struct Tally {
  std::size_t questions = 0;
  std::size_t counts = 0;
  std::size_t above_zero = 0;
};

class Against {
 public:
  Against(const testing::RandomBase& base, const search::Bits* text, const FilterSet& filters,
          const search::Match& answer, Tally& tally)
      : base_(base), text_(text), filters_(filters), answer_(answer), tally_(tally) {}

  void compare() {
    ++tally_.questions;
    search::Bits records(base_.index->slots());
    for (const PlainRecord& record : base_.plain)
      if (in_text(record) && passes(record, filters_)) records.set(record.number);
    EXPECT_EQ(answer_.records, records);
    expect(answer_.counts.total, records.count(), "total");
    for (const index::Filter& filter : index::kFilters) {
      compare_without(filter);
      if (filter.asked == index::Asked::kValues) compare_values(filter);
      compare_bins(filter);
    }
  }

 private:
  bool in_text(const PlainRecord& record) const {
    return text_ == nullptr || text_->test(record.number);
  }
  template <typename Test>
  std::size_t count(const Test& test) const {
    std::size_t out = 0;
    for (const PlainRecord& record : base_.plain) out += in_text(record) && test(record);
    return out;
  }
  void expect(std::size_t engine, std::size_t scan, const std::string& what) {
    ++tally_.counts;
    tally_.above_zero += scan > 0;
    EXPECT_EQ(engine, scan) << what;
  }

  void compare_without(const index::Filter& filter) {
    FilterSet lifted = filters_;
    lifted.chosen(filter.id).clear();
    lifted.range(filter.id) = {};
    expect(answer_.counts.without[index::number_of(filter.id)],
           count([&](const PlainRecord& record) { return passes(record, lifted); }),
           "without " + std::string(filter.name));
  }

  void compare_values(const index::Filter& filter) {
    const auto& split = answer_.counts.splits[index::number_of(filter.id)];
    const auto& chosen = filters_.values[index::number_of(filter.id)];
    std::set<std::string> values(chosen.begin(), chosen.end());
    for (const PlainRecord& record : base_.plain) {
      const auto add = [&](const testing::PlainRow& row) {
        if (const auto held = row.values.find(filter.id); held != row.values.end())
          values.insert(held->second.begin(), held->second.end());
      };
      add(record.record);
      for (const auto& row : record.findings) add(row);
      for (const auto& row : record.appraisals) add(row);
    }
    std::size_t listed = 0;
    std::size_t distinct = 0;
    for (const std::string& value : values) {
      const std::size_t scan = count([&](const PlainRecord& record) {
        return passes_with(record, filters_, filter.id, value);
      });
      const bool wanted = std::find(chosen.begin(), chosen.end(), value) != chosen.end();
      const auto option =
          std::find_if(split.options.begin(), split.options.end(),
                       [&](const search::Option& held) { return held.value == value; });
      listed += scan > 0 || wanted;
      distinct += scan > 0;
      expect(option == split.options.end() ? 0 : option->count, scan,
             std::string(filter.name) + "=" + value);
      if (option == split.options.end()) {
        EXPECT_FALSE(wanted) << value;
      } else {
        EXPECT_EQ(option->chosen, wanted) << value;
      }
    }
    EXPECT_EQ(split.options.size(), listed) << filter.name;
    EXPECT_EQ(split.distinct, distinct) << filter.name;
  }

  void compare_bins(const index::Filter& filter) {
    const auto& bins = answer_.counts.histograms[index::number_of(filter.id)];
    const auto edges = index::edges_of(filter.id);
    ASSERT_EQ(bins.size(), edges.empty() ? 0 : edges.size() + 1) << filter.name;
    constexpr double kFar = std::numeric_limits<double>::infinity();
    for (std::size_t bin = 0; bin < bins.size(); ++bin) {
      const double from = bin == 0 ? -kFar : edges[bin - 1];
      const double to = bin == edges.size() ? kFar : edges[bin];
      expect(bins[bin], count([&](const PlainRecord& record) {
               return passes_in_bin(record, filters_, filter.id, from, to);
             }),
             std::string(filter.name) + " bin " + std::to_string(bin));
    }
  }

  const testing::RandomBase& base_;
  const search::Bits* text_;
  const FilterSet& filters_;
  const search::Match& answer_;
  Tally& tally_;
};

void expect_same(const search::Match& served, const search::Match& other, const char* way) {
  EXPECT_EQ(served.records, other.records) << way;
  EXPECT_EQ(served.counts.total, other.counts.total) << way;
  EXPECT_EQ(served.counts.histograms, other.counts.histograms) << way;
  EXPECT_EQ(served.counts.without, other.counts.without) << way;
  for (const index::Filter& filter : index::kFilters) {
    const auto& split = served.counts.splits[index::number_of(filter.id)];
    const auto& same = other.counts.splits[index::number_of(filter.id)];
    EXPECT_EQ(split.options, same.options) << way << ' ' << filter.name;
    EXPECT_EQ(split.distinct, same.distinct) << way << ' ' << filter.name;
  }
}

/// What is served against the plain scan, and every other way against what is served.
void ask(const testing::RandomBase& base, const search::Bits* words, const FilterSet& filters,
         Tally& tally) {
  const auto served = search::match(*base.index, words, filters);
  Against(base, words, filters, served, tally).compare();
  const auto by_record = search::match(*base.index, words, filters, {}, Counting::kRecordByRecord);
  expect_same(served, by_record, "record by record");
  const auto by_value = search::match(*base.index, words, filters, {}, Counting::kValueByValue);
  expect_same(served, by_value, "value by value");
  const auto total = search::match(*base.index, words, filters, {}, Counting::kTotal);
  EXPECT_EQ(served.counts.total, total.counts.total);
  EXPECT_EQ(served.records, total.records);
}

/// Sets of less than a third, of less than half and of more of the records are counted in different
/// ways, and so are values that fewer than 1 record in 256 has.
TEST(MatchProperty, EveryCountOfThousandsOfRecordsIsThatOfAPlainScan) {
  Tally tally;
  testing::Random random(5000);
  const testing::RandomBase base(5000, 3000, testing::Rare::kSome);
  ASSERT_GE(base.index->rare_values().size(), 6U);
  for (const double share : {0.02, 0.2, 0.45, 0.6, 0.95}) {
    for (const unsigned filters : {0U, 2U}) {
      const auto text = base.random_text(random, share);
      ask(base, &text, testing::random_filters(random, filters), tally);
      ASSERT_FALSE(::testing::Test::HasFailure()) << share << ' ' << filters;
    }
  }
  FilterSet filters;
  filters.chosen(FilterId::kResult) = {"positive", "mixed"};
  filters.chosen(FilterId::kOutcome) = {"school_climate", "crime_safety"};  // the first is rare
  filters.range(FilterId::kEffect) = {-0.35, 0.45};
  ask(base, nullptr, filters, tally);
  filters = {};
  filters.chosen(FilterId::kCurrency) = {"EUR"};
  filters.range(FilterId::kPriceYear) = {2002, {}};
  ask(base, nullptr, filters, tally);
}

TEST(MatchProperty, EveryCountIsThatOfAPlainScan) {
  Tally tally;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    testing::Random random(seed);
    const testing::RandomBase base(seed, seed % 4 == 0 ? 300 : 60);
    for (unsigned question = 0; question < 50; ++question) {
      const FilterSet filters =
          testing::random_filters(random, static_cast<unsigned>(testing::between(random, 0, 5)));
      const auto text = base.random_text(random, question % 3 == 0 ? 0.1 : 0.7);
      const search::Bits* words = question % 4 == 1 ? nullptr : &text;
      ask(base, words, filters, tally);
      if (::testing::Test::HasFailure()) FAIL() << "seed " << seed << " question " << question;
    }
  }
  RecordProperty("questions", static_cast<int>(tally.questions));
  std::printf("%zu questions, %zu counts compared, %zu of them above 0\n", tally.questions,
              tally.counts, tally.above_zero);
  EXPECT_GT(tally.above_zero, tally.counts / 20);  // or little was proved
}

}  // namespace
}  // namespace outturn
