// SPDX-License-Identifier: GPL-3.0-or-later
// The one table of what the audit checks: the code a flag carries, how grave it is, its title and
// what is worked out again. A check is added by a row here and a test that makes it fire.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace outturn::evidence {

/// How much a flag disputes. Persisted; do not change the values.
enum class Severity {
  kNote = 0,           // worth knowing; disputes no figure
  kRestored = 1,       // the print is garbled, and other figures bear out the value that is held
  kQuery = 2,          // a person must read the source again
  kContradiction = 3,  // figures that are held cannot all be right
};

struct SeverityRow {
  Severity severity;
  std::string_view slug;
  std::string_view label;  ///< for people
};

inline constexpr std::array kSeverities{
    SeverityRow{Severity::kNote, "note", "Note"},
    SeverityRow{Severity::kRestored, "restored", "Print restored"},
    SeverityRow{Severity::kQuery, "query", "Needs reading"},
    SeverityRow{Severity::kContradiction, "contradiction", "Contradiction"},
};
static_assert([] {
  for (std::size_t i = 0; i < kSeverities.size(); ++i)
    if (kSeverities[i].severity != static_cast<Severity>(i)) return false;
  return true;
}());

constexpr const SeverityRow& row(Severity severity) {
  return kSeverities[static_cast<std::size_t>(severity)];
}

/// Whether a flag of this severity disputes a figure or its print.
constexpr bool disputes(Severity severity) { return severity != Severity::kNote; }

/// Named in code; what is persisted is the code of its row.
enum class Check {
  kRatioDiffers,
  kNetDiffers,
  kCostDiffers,
  kTotalDiffers,
  kLinesDiffer,
  kRatioOutsideRange,
  kTotalOutsideRange,
  kNetWithoutCost,
  kCostElsewhere,
  kPrintRestored,
  kPrintBroken,
  kPrintUnproven,
  kSignOrDash,
  kPrintUnreadable,
  kWrongColumn,
  kWordsForFigures,
  kStatedInWords,
  kPriceBasis,
  kBreakevenCost,
  kBreakevenDiffers,
  kBreakevenShare,
  kBreakevenShareDiffers,
  kScenarioShare,
  kScenarioDiffers,
  kIntervalMissesEstimate,
  kSeDiffers,
  kPDiffers,
  kPairDiffers,
  kSmdImplausible,
  kSeZero,
  kSignAgainstResult,
  kDuplicateFigures,
};

/// Whether the terminal shows each flag of a check or only how many there are.
enum class Shown { kEach, kCounted };

struct CheckRow {
  Check check;
  std::string_view code;  ///< persisted; do not change
  Severity severity;
  std::string_view title;
  std::string_view recomputes;
  Shown shown = Shown::kEach;
};

inline constexpr std::array kChecks{
    CheckRow{Check::kRatioDiffers, "ratio_differs", Severity::kContradiction,
             "Ratio disagrees with the figures behind it", "ratio = benefits / cost"},
    CheckRow{Check::kNetDiffers, "net_differs", Severity::kContradiction,
             "Net benefit disagrees with benefits and cost", "net = benefits - cost"},
    CheckRow{Check::kCostDiffers, "cost_differs", Severity::kContradiction,
             "Cost disagrees with the other figures", "cost = benefits - net = benefits / ratio"},
    CheckRow{Check::kTotalDiffers, "total_differs", Severity::kContradiction,
             "Total disagrees with its lines", "total = sum of the benefit lines"},
    CheckRow{Check::kLinesDiffer, "lines_differ", Severity::kContradiction,
             "Benefit lines disagree with the other figures",
             "sum of the benefit lines = total, cost + net or cost x ratio"},
    CheckRow{Check::kRatioOutsideRange, "ratio_outside_range", Severity::kContradiction,
             "Ratio lies outside its own range", "low <= central <= high"},
    CheckRow{Check::kTotalOutsideRange, "total_outside_range", Severity::kContradiction,
             "Total benefits lie outside their own range", "low <= total <= high"},
    CheckRow{Check::kNetWithoutCost, "net_without_cost", Severity::kQuery,
             "Net benefit leaves no cost", "cost = benefits - net > 0"},
    CheckRow{Check::kCostElsewhere, "cost_elsewhere", Severity::kQuery,
             "Ratio and benefits mean another cost than the record gives",
             "cost = benefits / ratio, against what was spent"},
    CheckRow{Check::kPrintRestored, "print_restored", Severity::kRestored,
             "Misprint: other figures settle it",
             "the appraisal with the print and with the value that is held"},
    CheckRow{Check::kPrintBroken, "print_broken", Severity::kRestored, "Number printed in pieces",
             "the pieces joined, and the appraisal with the value that is held"},
    CheckRow{Check::kPrintUnproven, "print_unproven", Severity::kQuery,
             "Value differs from the print and nothing proves it",
             "the appraisal with the print and with the value that is held"},
    CheckRow{Check::kSignOrDash, "sign_or_dash", Severity::kQuery,
             "A mark before the figure may be a minus or a dash",
             "the sign against the result claimed and the benefits that follow from it"},
    CheckRow{Check::kPrintUnreadable, "print_unreadable", Severity::kQuery,
             "Unreadable figure, worked out from the others",
             "the figure that makes the others agree"},
    CheckRow{Check::kWrongColumn, "wrong_column", Severity::kQuery,
             "Something else stands where the figure belongs",
             "whether the print can be read as the figure"},
    CheckRow{Check::kWordsForFigures, "words_for_figures", Severity::kQuery,
             "The benefit column holds words", "the sum that net and ratio imply for the lines"},
    CheckRow{Check::kStatedInWords, "stated_in_words", Severity::kNote,
             "Said in words, without a figure", "the figure that makes the others agree"},
    CheckRow{Check::kPriceBasis, "price_basis", Severity::kNote,
             "Price year or currency not stated",
             "whether amounts can be put into another year's money", Shown::kCounted},
    CheckRow{Check::kBreakevenCost, "breakeven_cost", Severity::kNote,
             "Breakeven lines imply one cost", "people x value on every line"},
    CheckRow{Check::kBreakevenDiffers, "breakeven_differs", Severity::kContradiction,
             "Breakeven line implies another cost", "people x value on every line"},
    CheckRow{Check::kBreakevenShare, "breakeven_share", Severity::kNote,
             "Share at which costs are met", "cost / total benefits"},
    CheckRow{Check::kBreakevenShareDiffers, "breakeven_share_differs", Severity::kQuery,
             "Breakeven share disagrees with ratio and totals", "cost / total benefits"},
    CheckRow{Check::kScenarioShare, "scenario_share", Severity::kNote,
             "Scenarios are shares of one figure", "share x whole on every row"},
    CheckRow{Check::kScenarioDiffers, "scenario_differs", Severity::kContradiction,
             "Scenario is not its share of the whole", "share x whole on every row"},
    CheckRow{Check::kIntervalMissesEstimate, "interval_misses_estimate", Severity::kContradiction,
             "Confidence interval does not hold the estimate", "ci_low <= value <= ci_high"},
    CheckRow{Check::kSeDiffers, "se_differs", Severity::kQuery,
             "Standard error disagrees with the interval", "standard error from the interval"},
    CheckRow{Check::kPDiffers, "p_differs", Severity::kQuery,
             "p value disagrees with the estimate and its error",
             "p from estimate / standard error"},
    CheckRow{Check::kPairDiffers, "pair_differs", Severity::kQuery,
             "Effect disagrees with the pair behind it", "difference, change or ratio of the pair"},
    CheckRow{Check::kSmdImplausible, "smd_implausible", Severity::kQuery,
             "Effect size beyond belief", "|standardised difference| <= 3"},
    CheckRow{Check::kSeZero, "se_zero", Severity::kQuery, "Standard error of exactly 0", "se > 0"},
    CheckRow{Check::kSignAgainstResult, "sign_against_result", Severity::kContradiction,
             "Sign of the effect contradicts the result claimed",
             "sign of the effect, turned by which way is better"},
    CheckRow{Check::kDuplicateFigures, "duplicate_figures", Severity::kQuery,
             "Another record has the same figures", "all figures of the part, between records"},
};
static_assert([] {
  for (std::size_t i = 0; i < kChecks.size(); ++i) {
    if (kChecks[i].check != static_cast<Check>(i) || kChecks[i].code.empty()) return false;
    for (std::size_t j = 0; j < i; ++j)
      if (kChecks[i].code == kChecks[j].code || kChecks[i].title == kChecks[j].title) return false;
  }
  return true;
}());

constexpr const CheckRow& row(Check check) { return kChecks[static_cast<std::size_t>(check)]; }

/// The row of a code; null for a code that this software does not know.
constexpr const CheckRow* find_check(std::string_view code) {
  for (const CheckRow& row : kChecks)
    if (row.code == code) return &row;
  return nullptr;
}

}  // namespace outturn::evidence
