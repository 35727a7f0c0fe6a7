// SPDX-License-Identifier: GPL-3.0-or-later
// Does an appraisal add up? Ratio, net benefit, cost, total and lines against one another; ranges;
// whether its amounts can be put into another year's money.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "schema/evidence/audit/account.h"
#include "schema/evidence/audit/balance.h"
#include "schema/evidence/audit/sentence.h"

namespace outturn::evidence {
namespace {

struct PartRow {
  Part part;
  Check check;
  std::string_view field;
  std::string_view name;
};

constexpr PartRow kPartRows[] = {
    {Part::kLines, Check::kLinesDiffer, "/benefits", "sum of the benefit lines"},
    {Part::kTotal, Check::kTotalDiffers, "/total_benefits", "total of the benefits"},
    {Part::kCost, Check::kCostDiffers, "/total_cost", "cost"},
    {Part::kNet, Check::kNetDiffers, "/net_benefit", "net benefit"},
    {Part::kRatio, Check::kRatioDiffers, "/ratio/central", "ratio"},
};

const PartRow& row_of(Part part) { return kPartRows[static_cast<std::size_t>(part)]; }

class Balances {
 public:
  Balances(const Appraisal& appraisal, const std::string& pointer, Flags& flags)
      : appraisal_(appraisal), pointer_(pointer), flags_(flags), balance_(balance_of(appraisal)) {}

  void check() {
    const Verdict verdict = judge(balance_);
    if (verdict.sound()) return check_cost_left();
    if (const auto at_fault = only_suspect()) return flag(*at_fault);
    std::vector<Part> parts;
    for (const Equation equation : verdict.failed) {
      const Part part = equation == Equation::kLinesAreTotal ? Part::kTotal
                        : equation == Equation::kNet         ? Part::kNet
                                                             : Part::kRatio;
      if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(part);
    }
    for (const Part part : parts) flag(part);
  }

 private:
  /// The one figure without which all the others agree with each other.
  std::optional<Part> only_suspect() const {
    std::optional<Part> suspect;
    for (const Part part : kParts) {
      if (!at(balance_, part) || !judge(without(balance_, part)).proven()) continue;
      if (suspect) return {};
      suspect = part;
    }
    return suspect;
  }

  std::string say(Part part, double value) const {
    if (part != Part::kRatio) return say_money(value, appraisal_.currency);
    return say_number(value, std::max(2, decimals_of(at(balance_, part)->value)));
  }

  /// What speaks against the figure.
  std::string against(Part part, const std::optional<Amount>& by_others) const {
    if (part == Part::kTotal && at(balance_, Part::kLines))
      return fmt::format("its {} lines come to {}", appraisal_.benefits.size(),
                         say(part, by_others->value));
    if (part == Part::kRatio) return account(without(balance_, part), appraisal_.currency);
    if (by_others)
      return fmt::format("the other figures, which agree among themselves or stand alone, give {}",
                         say(part, by_others->value));
    return account(balance_, appraisal_.currency);
  }

  void flag(Part part) {
    const double reported = at(balance_, part)->value;
    const auto by_others = derived(balance_, part);
    std::string sentence = fmt::format("The {} is {}, but {}", row_of(part).name,
                                       say(part, reported), against(part, by_others));
    if (const std::string slip = likely_slip(appraisal_); !slip.empty()) sentence += "; " + slip;
    std::string pointer = pointer_ + std::string(row_of(part).field);
    if (part == Part::kCost && !appraisal_.total_cost) pointer = pointer_ + "/cost_per_participant";
    flags_.add(row_of(part).check, pointer,
               {reported, {}, by_others ? std::optional(by_others->value) : std::nullopt},
               sentence + ".");
  }

  /// No equation is broken, for there is no ratio to break; but a net benefit is less than the
  /// gross.
  void check_cost_left() {
    const auto& net = at(balance_, Part::kNet);
    const auto& total = at(balance_, Part::kTotal);
    const auto& gross = total ? total : at(balance_, Part::kLines);
    if (at(balance_, Part::kCost) || at(balance_, Part::kRatio) || !gross || !net) return;
    if (gross->value <= 0 || net->value < gross->value) return;
    flags_.add(Check::kNetWithoutCost, pointer_ + "/net_benefit", {net->value, {}, {}},
               fmt::format("The net benefit of {} is no less than the benefits of {}, which leaves "
                           "no cost: one of them may be printed in the other's place.",
                           say_money(net->value, appraisal_.currency),
                           say_money(gross->value, appraisal_.currency)));
  }

  const Appraisal& appraisal_;
  const std::string& pointer_;
  Flags& flags_;
  const Balance balance_;
};

void check_range(const std::optional<double>& low, const std::optional<double>& central,
                 const std::optional<double>& high, Check check, const std::string& pointer,
                 const std::string& name, Flags& flags) {
  const bool below = low && central && *central < *low;
  const bool above = high && central && *central > *high;
  if (!below && !above) return;
  flags.add(check, pointer, {*central, {}, {}},
            fmt::format("{} of {} lies {} its own range, which {} at {}.", name,
                        say_number(*central), below ? "below" : "above", below ? "begins" : "ends",
                        say_number(below ? *low : *high)));
}

/// One end of a range of ratios against the benefits of that end.
void check_end(const Appraisal& appraisal, const std::optional<double>& ratio,
               const std::optional<double>& benefits, const std::string& end,
               const std::string& pointer, Flags& flags) {
  if (!ratio || !benefits || !appraisal.total_cost || *appraisal.total_cost <= 0) return;
  const auto expected = rounded(*benefits, appraisal.as_printed, "total_benefits_" + end) /
                        rounded(*appraisal.total_cost, appraisal.as_printed, "total_cost");
  if (!expected || meet(*expected, rounded(*ratio, appraisal.as_printed, "ratio"))) return;
  const double derived = *benefits / *appraisal.total_cost;
  flags.add(Check::kRatioDiffers, pointer + "/ratio/" + end, {*ratio, {}, derived},
            fmt::format("The {} end of the ratio is {}, but benefits of {} over a cost of {} give "
                        "{}.",
                        end, say_number(*ratio), say_money(*benefits, appraisal.currency),
                        say_money(*appraisal.total_cost, appraisal.currency),
                        say_number(derived, std::max(2, decimals_of(*ratio)))));
}

bool has_amounts(const Appraisal& appraisal) {
  const auto any = [](const auto& lines, auto has) {
    return std::any_of(lines.begin(), lines.end(), has);
  };
  return appraisal.total_benefits || appraisal.total_benefits_low ||
         appraisal.total_benefits_high || appraisal.total_cost || appraisal.net_benefit ||
         appraisal.cost_per_participant ||
         any(appraisal.benefits, [](const auto& line) { return line.amount.has_value(); }) ||
         any(appraisal.breakeven,
             [](const auto& line) { return line.value_per_beneficiary.has_value(); }) ||
         any(appraisal.scenarios, [](const auto& line) { return line.low || line.high; });
}

void check_price_basis(const Appraisal& appraisal, const std::string& pointer, Flags& flags) {
  if (appraisal.currency && appraisal.price_year) return;
  const std::string missing = appraisal.currency     ? "price year"
                              : appraisal.price_year ? "currency"
                                                     : "currency or price year";
  if (has_amounts(appraisal)) {
    flags.add(Check::kPriceBasis, pointer, {},
              fmt::format("No {} is stated, so the amounts cannot be put into the money of another "
                          "year or place.",
                          missing));
  } else if (appraisal.ratio) {
    flags.add(Check::kPriceBasis, pointer, {},
              fmt::format("A ratio is given without the costs and benefits behind it and without a "
                          "{}, so it cannot be worked out again.",
                          missing));
  }
}

}  // namespace

void audit_appraisal(const Appraisal& appraisal, const std::string& pointer, Flags& flags) {
  Balances(appraisal, pointer, flags).check();
  if (appraisal.ratio) {
    const Ratio& ratio = *appraisal.ratio;
    check_range(ratio.low, ratio.central, ratio.high, Check::kRatioOutsideRange,
                pointer + "/ratio/central", "The ratio", flags);
    check_end(appraisal, ratio.low, appraisal.total_benefits_low, "low", pointer, flags);
    check_end(appraisal, ratio.high, appraisal.total_benefits_high, "high", pointer, flags);
  }
  check_range(appraisal.total_benefits_low, appraisal.total_benefits, appraisal.total_benefits_high,
              Check::kTotalOutsideRange, pointer + "/total_benefits", "The total of the benefits",
              flags);
  check_price_basis(appraisal, pointer, flags);
}

}  // namespace outturn::evidence
