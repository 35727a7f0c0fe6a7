// SPDX-License-Identifier: GPL-3.0-or-later
// Is a scenario table what it says, a share of one figure on every row? And at which share are the
// costs met, by the ratio and the totals, and what does the source say of it?
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "schema/evidence/audit/print_reading.h"
#include "schema/evidence/audit/sentence.h"
#include "schema/evidence/audit/tolerance.h"

namespace outturn::evidence {
namespace {

/// One figure of the table.
struct Cell {
  std::size_t row;
  const char* column;
  double share;
  double value;
  double whole;  // what it is a share of
};

class Scenarios {
 public:
  Scenarios(const Record& record, const Appraisal& appraisal, const std::string& pointer,
            Flags& flags)
      : record_(record), appraisal_(appraisal), pointer_(pointer), flags_(flags) {
    if (appraisal.total_benefits_low) low_ = appraisal.total_benefits_low;
    if (appraisal.total_benefits_high) high_ = appraisal.total_benefits_high;
    if (!low_ && !high_) low_ = high_ = appraisal.total_benefits;
  }

  void check() {
    gather();
    check_shares();
    check_breakeven_share();
  }

 private:
  std::string money(double amount) const { return say_money(amount, appraisal_.currency); }

  void gather() {
    for (std::size_t i = 0; i < appraisal_.scenarios.size(); ++i) {
      const Scenario& row = appraisal_.scenarios[i];
      if (!row.share || *row.share <= 0) continue;
      if (row.low && low_) cells_.push_back({i, "low", *row.share, *row.low, *low_});
      if (row.high && high_) cells_.push_back({i, "high", *row.share, *row.high, *high_});
    }
    // 110,000 beside 11,000 is to the thousand: the unit of the table is that of its middle cell,
    // from fine to coarse, so that one wrong cell does not set it.
    std::vector<double> halves;
    for (const Cell& cell : cells_) halves.push_back(half_unit(cell.value));
    std::sort(halves.begin(), halves.end());
    if (!halves.empty()) half_ = halves[(halves.size() - 1) / 2];
  }

  bool is_share(const Cell& cell) const {
    const Range whole = rounded(cell.whole, {}, "");
    const Range expected = whole * cell.share;
    return meet({expected.low - half_, expected.high + half_}, {cell.value, cell.value});
  }

  /// Some tables scale up a row that is already rounded.
  bool is_multiple(const Cell& cell) const {
    return std::any_of(cells_.begin(), cells_.end(), [&](const Cell& other) {
      const double expected = other.value * (cell.share / other.share);
      return other.row != cell.row && std::string_view(other.column) == cell.column &&
             other.share < cell.share && is_share(other) &&
             meet({expected - half_, expected + half_}, {cell.value, cell.value});
    });
  }

  void check_shares() {
    std::vector<const Cell*> multiples;
    std::vector<const Cell*> others;
    for (const Cell& cell : cells_) {
      if (is_share(cell)) continue;
      (is_multiple(cell) ? multiples : others).push_back(&cell);
    }
    const std::size_t fit = cells_.size() - others.size();
    if (cells_.size() < 2 || 2 * fit <= cells_.size()) return;  // no table of shares
    for (const Cell* cell : others) {
      const double expected = cell->share * cell->whole;
      flags_.add(Check::kScenarioDiffers,
                 fmt::format("{}/scenarios/{}/{}", pointer_, cell->row, cell->column),
                 {cell->value, {}, expected},
                 fmt::format("The {} figure for {}% is {}, but that share of {} is {}.",
                             cell->column, say_number(cell->share * 100), money(cell->value),
                             money(cell->whole), money(expected)));
    }
    if (others.empty()) note(multiples);
  }

  void note(const std::vector<const Cell*>& multiples) {
    const std::string whole = low_ && high_ && *low_ != *high_
                                  ? fmt::format("one range, {} to {}", money(*low_), money(*high_))
                                  : fmt::format("one figure, {}", money(low_ ? *low_ : *high_));
    std::string sentence = fmt::format("Each row is its share of {}", whole);
    if (!multiples.empty()) {
      std::vector<std::string> shown;
      for (const Cell* cell : multiples)
        shown.push_back(fmt::format("{}% {}: {} for {}", say_number(cell->share * 100),
                                    cell->column, money(cell->value),
                                    money(cell->share * cell->whole)));
      sentence += fmt::format(
          "; {} of {} cells are off it, being multiples of a smaller row already rounded ({})",
          multiples.size(), cells_.size(), say_list(shown));
    }
    flags_.add(Check::kScenarioShare, pointer_ + "/scenarios", {}, sentence + ".");
  }

  struct Cost {
    double value;
    Range range;
  };

  /// The printed cost, or the one that the ratios give for the totals.
  std::optional<Cost> cost() const {
    if (appraisal_.total_cost && *appraisal_.total_cost > 0)
      return Cost{*appraisal_.total_cost,
                  rounded(*appraisal_.total_cost, appraisal_.as_printed, "total_cost")};
    if (!appraisal_.ratio) return {};
    std::vector<Range> ranges;
    std::vector<double> values;
    const auto add = [&](const std::optional<double>& total, const std::optional<double>& ratio) {
      if (!total || !ratio || *total <= 0 || *ratio <= 0) return;
      const auto range = rounded(*total, {}, "") / rounded(*ratio, appraisal_.as_printed, "ratio");
      if (!range) return;
      ranges.push_back(*range);
      values.push_back(*total / *ratio);
    };
    add(appraisal_.total_benefits_low, appraisal_.ratio->low);
    add(appraisal_.total_benefits_high, appraisal_.ratio->high);
    add(appraisal_.total_benefits, appraisal_.ratio->central);
    const auto range = common(ranges);
    if (!range || !std::isfinite(values.front())) return {};
    return Cost{values.front(), *range};
  }

  void check_breakeven_share() {
    const auto paid = cost();
    if (!paid || cells_.empty()) return;
    const double best = high_ ? *high_ : *low_;
    const double worst = low_ ? *low_ : *high_;
    if (best <= paid->value || worst <= 0) return;
    const auto share = paid->range / rounded(best, {}, "");
    const auto most = paid->range / rounded(worst, {}, "");
    if (!share || !most) return;
    const double value = paid->value / best;
    std::string sentence = fmt::format(
        "{} a cost of about {}, which is met at about {}% of {}",
        appraisal_.total_cost ? "The appraisal prints" : "The ratio and the totals imply",
        money(paid->value), say_number(100 * value, 0), money(best));
    if (worst < best)
      sentence += worst > paid->value
                      ? fmt::format(" and {}% of {}", say_number(100 * paid->value / worst, 0),
                                    money(worst))
                      : fmt::format(" and never with {}", money(worst));
    say_share(value, {share->low, most->high}, *share, sentence);
  }

  /// At the cell where the source gives a breakeven share of its own, or at the table.
  void say_share(double value, Range between, Range at_best, std::string sentence) {
    for (std::size_t i = 0; i < record_.appraisals.size(); ++i) {
      const auto& lines = record_.appraisals[i].breakeven;
      for (std::size_t j = 0; j < lines.size(); ++j) {
        const auto text = lines[j].as_printed.find("beneficiaries");
        if (text == lines[j].as_printed.end()) continue;
        const Print print = read_print(text->second);
        if (!print.percent || !print.number) continue;
        const double half = print.half_unit.value_or(0.5) / 100;
        const Range printed{*print.number / 100 - half, *print.number / 100 + half};
        const bool agrees = meet(printed, between);
        const bool only_best = agrees && meet(printed, at_best) && low_ != high_;
        sentence += fmt::format("; the source says {}, which {}", in_quotes(text->second),
                                !agrees     ? "does not agree"
                                : only_best ? "holds at the high end only"
                                            : "agrees");
        flags_.add(agrees ? Check::kBreakevenShare : Check::kBreakevenShareDiffers,
                   fmt::format("/appraisals/{}/breakeven/{}/beneficiaries", i, j),
                   {{}, text->second, value}, sentence + ".");
        return;
      }
    }
    flags_.add(Check::kBreakevenShare, pointer_ + "/scenarios", {{}, {}, value}, sentence + ".");
  }

  const Record& record_;
  const Appraisal& appraisal_;
  const std::string& pointer_;
  Flags& flags_;
  std::optional<double> low_;
  std::optional<double> high_;
  std::vector<Cell> cells_;
  double half_ = 0;
};

}  // namespace

void audit_scenarios(const Record& record, const Appraisal& appraisal, const std::string& pointer,
                     Flags& flags) {
  if (!appraisal.scenarios.empty()) Scenarios(record, appraisal, pointer, flags).check();
}

}  // namespace outturn::evidence
