// SPDX-License-Identifier: GPL-3.0-or-later
// Every order against the same order worked out by sorting the plain records, page by page to the
// last one.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "schema/evidence/vocabulary.h"
#include "server/search/match/match.h"
#include "server/search/match/order.h"
#include "tests/unit/engine/engine_fixture.h"

namespace outturn {
namespace {

using index::FilterId;
using index::Level;
using search::FilterSet;
using search::Grouping;
using search::Order;
using testing::PlainRecord;
using testing::PlainRow;

std::string domain_of(std::string outcome) {
  for (;;) {
    const auto* term = evidence::vocabulary("outcome").find(outcome);
    if (term == nullptr || term->broader.empty()) return outcome;
    outcome = term->broader;
  }
}

/// The figures of a record by the class they may be compared in, the one to order by first.
std::map<std::string, double> figures(const PlainRecord& record, const FilterSet& filters,
                                      Order order) {
  std::map<std::string, double> out;
  if (order == Order::kEffect) {
    for (const PlainRow* row : passing_rows(record.findings, filters, Level::kFinding)) {
      if (!row->figures.contains(FilterId::kEffect) || !row->compared) continue;
      const std::string of = filters.active(FilterId::kOutcome) ? "" : domain_of(row->outcome);
      const auto [place, is_new] = out.try_emplace(of, row->g);
      if (!is_new) place->second = std::max(place->second, row->g);
    }
    return out;
  }
  const FilterId filter = order == Order::kRatio ? FilterId::kRatio : FilterId::kCost;
  for (const PlainRow* row : passing_rows(record.appraisals, filters, Level::kAppraisal)) {
    const auto figure = row->figures.find(filter);
    if (figure == row->figures.end()) continue;
    std::string of;
    if (order == Order::kRatio) {
      of = row->values.at(FilterId::kKind).front() + "/" +
           row->values.at(FilterId::kPerspective).front();
    } else {
      const auto currency = row->values.find(FilterId::kCurrency);
      if (currency == row->values.end()) continue;
      of = currency->second.front();
    }
    out.try_emplace(of, figure->second);  // the first that is reported
  }
  return out;
}

std::string name_of(const search::Comparability& comparable, Order order) {
  if (order == Order::kRatio) return comparable.kind + "/" + comparable.perspective;
  return order == Order::kEffect ? comparable.domain : comparable.currency;
}

struct Line {
  bool none;
  double key;
  std::string title;
  unsigned number;
  bool operator<(const Line& other) const {
    return std::tie(none, key, title, number) <
           std::tie(other.none, other.key, other.title, other.number);
  }
};

class OrderProperty : public ::testing::TestWithParam<Order> {
 protected:
  /// The plain order, in the class the engine says it kept to.
  std::vector<Line> plain_order(const std::vector<const PlainRecord*>& matches,
                                const FilterSet& filters, const std::string& of) const {
    std::vector<Line> lines;
    for (const PlainRecord* record : matches) {
      Line line{true, 0, record->title, record->number};
      const auto put = [&](double key) {
        line.none = false;
        line.key = key;
      };
      if (GetParam() == Order::kStrength) {
        put(-record->strength);
      } else if (GetParam() == Order::kYear) {
        const auto year = record->record.figures.find(FilterId::kYear);
        if (year != record->record.figures.end()) put(-year->second);
      } else if (GetParam() != Order::kTitle) {
        const auto held = figures(*record, filters, GetParam());
        if (const auto figure = held.find(of); figure != held.end())
          put(GetParam() == Order::kCost ? figure->second : -figure->second);
      }
      lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  /// No class has more records than the one the order kept to.
  void expect_commonest(const std::vector<const PlainRecord*>& matches, const FilterSet& filters,
                        const search::OrderedPage& page) const {
    std::map<std::string, std::size_t> counts;
    for (const PlainRecord* record : matches)
      for (const auto& [of, figure] : figures(*record, filters, GetParam())) ++counts[of];
    if (counts.empty()) {
      EXPECT_EQ(page.with_figure, 0U);
      EXPECT_EQ(page.comparable, search::Comparability{});
      return;
    }
    const std::size_t kept = counts[name_of(page.comparable, GetParam())];
    EXPECT_EQ(page.with_figure, kept);
    for (const auto& [of, count] : counts) EXPECT_LE(count, kept) << of;
  }
};

std::vector<unsigned> numbers_of(const std::vector<search::Placed>& records) {
  std::vector<unsigned> out;
  for (const auto& placed : records) out.push_back(placed.number);
  return out;
}

TEST_P(OrderProperty, PagesToTheLastRecordAreThoseOfAPlainSort) {
  for (unsigned seed = 1; seed <= 25; ++seed) {
    testing::Random random(seed + 1000);
    const testing::RandomBase base(seed + 1000, 120);
    for (unsigned question = 0; question < 8; ++question) {
      const FilterSet filters =
          testing::random_filters(random, static_cast<unsigned>(testing::between(random, 0, 3)));
      const search::Match match = search::match(*base.index, nullptr, filters);
      std::vector<const PlainRecord*> matches;
      for (const PlainRecord& record : base.plain)
        if (passes(record, filters)) matches.push_back(&record);

      search::Paging paging;
      paging.limit = static_cast<std::size_t>(testing::between(random, 1, 30));
      std::vector<unsigned> paged;
      search::OrderedPage page;
      do {
        page = ordered(*base.index, match.records, filters, GetParam(), paging);
        for (const unsigned number : numbers_of(page.records)) paged.push_back(number);
        paging.offset += paging.limit;
      } while (page.more);

      std::vector<unsigned> plain;
      for (const Line& line : plain_order(matches, filters, name_of(page.comparable, GetParam())))
        plain.push_back(line.number);
      ASSERT_EQ(paged, plain) << "seed " << seed << " question " << question;
      if (GetParam() == Order::kRatio || GetParam() == Order::kEffect || GetParam() == Order::kCost)
        expect_commonest(matches, filters, page);
      ASSERT_FALSE(HasFailure()) << "seed " << seed << " question " << question;
    }
  }
}

TEST_P(OrderProperty, GroupedEachProgrammeComesOnceInThePlaceOfItsFirst) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    testing::Random random(seed + 2000);
    const testing::RandomBase base(seed + 2000, 120);
    const FilterSet filters =
        testing::random_filters(random, static_cast<unsigned>(testing::between(random, 0, 2)));
    const search::Match match = search::match(*base.index, nullptr, filters);
    std::vector<const PlainRecord*> matches;
    for (const PlainRecord& record : base.plain)
      if (passes(record, filters)) matches.push_back(&record);
    const auto whole =
        ordered(*base.index, match.records, filters, GetParam(), {.limit = 1000, .offset = 0});

    std::map<unsigned, std::string> programme;
    std::map<std::string, std::size_t> sizes;
    for (const PlainRecord* record : matches) {
      programme[record->number] = record->programme;
      ++sizes[record->programme];
    }
    std::vector<std::pair<unsigned, std::size_t>> expected;
    std::set<std::string> seen;
    for (const auto& placed : whole.records) {
      const std::string& name = programme[placed.number];
      if (name.empty()) {
        expected.emplace_back(placed.number, 1);
      } else if (seen.insert(name).second) {
        expected.emplace_back(placed.number, sizes[name]);
      }
    }
    std::vector<std::pair<unsigned, std::size_t>> paged;
    search::Paging paging{.limit = 3, .offset = 0};
    search::OrderedPage page;
    do {
      page = ordered(*base.index, match.records, filters, GetParam(), paging, Grouping::kProgramme);
      for (const auto& placed : page.records) paged.emplace_back(placed.number, placed.in_group);
      paging.offset += paging.limit;
    } while (page.more);
    ASSERT_EQ(paged, expected) << "seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Orders, OrderProperty,
                         ::testing::Values(Order::kRatio, Order::kEffect, Order::kStrength,
                                           Order::kCost, Order::kYear, Order::kTitle));

TEST(Order, ADeepPageIsTheOneThatAWholeSortWouldGive) {
  const testing::RandomBase base(77, 6000);
  const auto whole =
      ordered(*base.index, base.index->all(), {}, Order::kRatio, {.limit = 10000, .offset = 0});
  ASSERT_EQ(whole.records.size(), base.index->total());
  for (const std::size_t offset : {0UL, 1999UL, 2000UL, 2001UL, 4321UL, 5990UL, 6000UL}) {
    const auto page =
        ordered(*base.index, base.index->all(), {}, Order::kRatio, {.limit = 20, .offset = offset});
    for (std::size_t i = 0; i < page.records.size(); ++i)
      ASSERT_EQ(page.records[i].number, whole.records[offset + i].number) << offset;
    EXPECT_EQ(page.more, offset + 20 < whole.records.size());
  }
}

TEST(Order, BehindTheLastRecordThereIsAnEmptyPage) {
  const testing::RandomBase base(78, 20);
  for (const Order order : {Order::kYear, Order::kRatio}) {
    const auto page =
        ordered(*base.index, base.index->all(), {}, order, {.limit = 5, .offset = 4000000000U});
    EXPECT_TRUE(page.records.empty());
    EXPECT_FALSE(page.more);
  }
}

}  // namespace
}  // namespace outturn
