// SPDX-License-Identifier: GPL-3.0-or-later
// The figure that stands for a record is the one that the engine ordered it by: over random records
// and filters, what is shown down the page falls (costs: rises) as far as the engine says that
// records have such a figure, and no record behind them shows one of that class.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "schema/evidence/vocabulary.h"
#include "schema/index/columns_writer.h"
#include "server/render/shown_figures.h"
#include "server/search/match/order.h"
#include "tests/unit/engine/random_records.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::render {
namespace {

using search::Comparability;
using search::Order;
using search::Sort;
using testing::Random;

struct Case {
  Sort sort;
  Order order;
};

std::string domain_of(std::string outcome) {
  for (;;) {
    const auto* term = evidence::vocabulary("outcome").find(outcome);
    if (term == nullptr || term->broader.empty()) return outcome;
    outcome = term->broader;
  }
}

/// What the record is shown with, lower first; NaN where it shows nothing of the class.
double key_of(const evidence::Record& record, const Shown& shown, const Comparability& comparable,
              Sort sort) {
  if (sort == Sort::kEffect) {
    if (!shown.effect) return std::nan("");
    const std::string domain = domain_of(record.findings[shown.effect->finding].outcome);
    if (!comparable.domain.empty() && domain != comparable.domain) return std::nan("");
    return -shown.effect->effect.value;
  }
  if (sort == Sort::kCost) {
    if (!shown.cost) return std::nan("");
    const auto& currency = record.appraisals[shown.cost->appraisal].currency;
    return currency && *currency == comparable.currency ? shown.cost->amount : std::nan("");
  }
  if (!shown.ratio) return std::nan("");
  const evidence::Appraisal& appraisal = record.appraisals[shown.ratio->appraisal];
  const bool same =
      appraisal.kind == comparable.kind && appraisal.perspective == comparable.perspective;
  if (!same) return std::nan("");
  const auto& [low, central, high] = shown.ratio->ratio;
  if (central) return -*central;
  if (low && high) return *low > 0 && *high > 0 ? -std::sqrt(*low * *high) : -(*low + *high) / 2;
  return low ? -*low : -std::min(0.0, *high);
}

TEST(OrderAgrees, WhatIsShownIsWhatTheOrderWentBy) {
  constexpr unsigned kRecords = 300;
  constexpr int kRounds = 150;
  Random random(20261122);
  testing::TemporaryFolder folder;
  std::map<unsigned, evidence::Record> records;
  auto writer = index::ColumnsWriter::create(folder.path() / "columns").value();
  for (unsigned number = 1; number <= kRecords; ++number) {
    records[number] = testing::random_record(random, number);
    ASSERT_TRUE(writer.add(number, index::columns_of(records[number], index::Disputed::kNo)));
  }
  ASSERT_TRUE(writer.finish());
  const auto index = search::MatchIndex::open(folder.path() / "columns").value();
  std::size_t compared = 0;
  for (int round = 0; round < kRounds; ++round) {
    for (const Case& one : {Case{Sort::kEffect, Order::kEffect}, Case{Sort::kRatio, Order::kRatio},
                            Case{Sort::kCost, Order::kCost}}) {
      search::Question question;
      question.sort = one.sort;
      question.filters =
          testing::random_filters(random, static_cast<unsigned>(testing::between(random, 0, 3)));
      const search::OrderedPage page =
          search::ordered(*index, index->all(), question.filters, one.order, {kRecords, 0});
      double before = -INFINITY;
      for (std::size_t i = 0; i < page.records.size(); ++i) {
        const evidence::Record& record = records.at(page.records[i].number);
        const Shown shown = shown_figures(record, question, page.comparable);
        const double key = key_of(record, shown, page.comparable, one.sort);
        if (page.with_figure == 0) break;
        ASSERT_EQ(std::isnan(key), i >= page.with_figure) << "place " << i << ", round " << round;
        if (std::isnan(key)) continue;
        ASSERT_GE(key, before - 1e-9 * std::abs(before)) << "place " << i << ", round " << round;
        before = key;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 5000U) << "the records and filters leave something to compare";
}

}  // namespace
}  // namespace outturn::render
