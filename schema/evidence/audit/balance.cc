// SPDX-License-Identifier: GPL-3.0-or-later
// The equations of an appraisal over ranges.
#include "schema/evidence/audit/balance.h"

#include <cmath>
#include <limits>

namespace outturn::evidence {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr Range kOne{1, 1};

std::optional<Amount> sum_of_lines(const Appraisal& appraisal) {
  if (appraisal.benefits.empty()) return {};
  Amount sum;
  for (const BenefitLine& line : appraisal.benefits) {
    if (!line.amount) return {};
    sum.value += *line.amount;
    sum.range = sum.range + rounded(*line.amount, line.as_printed, "amount");
  }
  return sum;
}

std::optional<Amount> amount(const std::optional<double>& value, const AsPrinted& as_printed,
                             const char* field) {
  if (!value) return {};
  return Amount{*value, rounded(*value, as_printed, field)};
}

std::vector<Amount> possible_costs(const Appraisal& appraisal) {
  std::vector<Amount> costs;
  const auto total = amount(appraisal.total_cost, appraisal.as_printed, "total_cost");
  const auto each =
      amount(appraisal.cost_per_participant, appraisal.as_printed, "cost_per_participant");
  const double people = static_cast<double>(appraisal.participants.value_or(0));
  if (total) costs.push_back(*total);
  if (each) costs.push_back(*each);
  if (total && people > 0) costs.push_back({total->value / people, total->range * (1 / people)});
  if (each && people > 0) costs.push_back({each->value * people, each->range * people});
  return costs;
}

const std::optional<Amount>& benefits(const Balance& balance) {
  return at(balance, Part::kTotal) ? at(balance, Part::kTotal) : at(balance, Part::kLines);
}

/// benefits / (benefits - net), written as 1 / (1 - net / benefits) so that the rounding of the
/// benefits counts once.
std::optional<Range> ratio_by_net(Range benefits, Range net) {
  const auto share = net / benefits;
  if (!share) return {};
  const Range cost = kOne - *share;
  if (const auto ratio = kOne / cost) return ratio;
  if (benefits.low <= 0 || cost.high <= 0) return {};
  return Range{1 / cost.high, kInfinity};  // the cost may be as small as nothing
}

class Judge {
 public:
  explicit Judge(const Balance& balance)
      : lines_(at(balance, Part::kLines)),
        total_(at(balance, Part::kTotal)),
        cost_(at(balance, Part::kCost)),
        net_(at(balance, Part::kNet)),
        ratio_(at(balance, Part::kRatio)),
        benefits_(benefits(balance)) {}

  Verdict verdict() {
    if (lines_ && total_) say(Equation::kLinesAreTotal, meet(lines_->range, total_->range));
    if (benefits_ && cost_ && net_)
      say(Equation::kNet, meet(benefits_->range - cost_->range, net_->range));
    if (ratio_ && cost_ && cost_->range.low > 0) {
      if (benefits_) {
        say(Equation::kRatio, meet(*(benefits_->range / cost_->range), ratio_->range));
      } else if (net_) {
        say(Equation::kRatioWithoutLines,
            meet(*(net_->range / cost_->range) + kOne, ratio_->range));
      }
    }
    if (ratio_ && !cost_ && benefits_ && net_) by_net();
    return std::move(verdict_);
  }

 private:
  void by_net() {
    const bool no_cost = net_->value >= benefits_->value && benefits_->value > 0;
    const auto ratio = ratio_by_net(benefits_->range, net_->range);
    if (ratio) {
      say(Equation::kRatioByNet, meet(*ratio, ratio_->range));
    } else if (no_cost) {
      say(Equation::kRatioByNet, false);
    }
  }

  void say(Equation equation, bool holds) {
    (holds ? verdict_.held : verdict_.failed).push_back(equation);
  }

  const std::optional<Amount>&lines_, &total_, &cost_, &net_, &ratio_;
  const std::optional<Amount>& benefits_;
  Verdict verdict_;
};

std::optional<Amount> quotient(const Amount& a, const Amount& b) {
  const auto range = a.range / b.range;
  if (!range) return {};
  return Amount{a.value / b.value, *range};
}

Amount difference(const Amount& a, const Amount& b) {
  return {a.value - b.value, a.range - b.range};
}

/// The ratio less one, or its inverse from one: what a net figure is multiples of.
std::optional<Amount> cost_from_net(const Amount& net, const Amount& ratio) {
  return quotient(net, {ratio.value - 1, ratio.range - kOne});
}

std::optional<Amount> benefits_from_net(const Amount& net, const Amount& ratio) {
  // net / (1 - 1 / ratio): the ratio's rounding counts once
  const auto inverse = kOne / ratio.range;
  if (!inverse || ratio.value == 0 || ratio.value == 1) return {};
  return quotient(net, {1 - 1 / ratio.value, kOne - *inverse});
}

std::optional<Amount> derived_benefits(const Balance& balance, Part part) {
  const auto& other = at(balance, part == Part::kLines ? Part::kTotal : Part::kLines);
  const auto& cost = at(balance, Part::kCost);
  const auto& net = at(balance, Part::kNet);
  const auto& ratio = at(balance, Part::kRatio);
  if (other) return other;
  if (cost && net) return Amount{cost->value + net->value, cost->range + net->range};
  if (cost && ratio) return Amount{cost->value * ratio->value, cost->range * ratio->range};
  if (net && ratio) return benefits_from_net(*net, *ratio);
  return {};
}

std::optional<Amount> derived_cost(const Balance& balance) {
  const auto& gross = benefits(balance);
  const auto& net = at(balance, Part::kNet);
  const auto& ratio = at(balance, Part::kRatio);
  if (gross && net) return difference(*gross, *net);
  if (gross && ratio) return quotient(*gross, *ratio);
  if (net && ratio) return cost_from_net(*net, *ratio);
  return {};
}

std::optional<Amount> derived_net(const Balance& balance) {
  const auto& gross = benefits(balance);
  const auto& cost = at(balance, Part::kCost);
  const auto& ratio = at(balance, Part::kRatio);
  if (gross && cost) return difference(*gross, *cost);
  if (gross && ratio) {
    const auto implied = quotient(*gross, *ratio);
    if (implied) return difference(*gross, *implied);
  }
  if (cost && ratio)
    return Amount{cost->value * (ratio->value - 1), cost->range * (ratio->range - kOne)};
  return {};
}

std::optional<Amount> derived_ratio(const Balance& balance) {
  const auto& gross = benefits(balance);
  const auto& cost = at(balance, Part::kCost);
  const auto& net = at(balance, Part::kNet);
  if (cost && cost->value <= 0) return {};
  if (gross && cost) return quotient(*gross, *cost);
  if (gross && net && gross->value > net->value) {
    const auto range = ratio_by_net(gross->range, net->range);
    if (range) return Amount{gross->value / (gross->value - net->value), *range};
  }
  if (cost && net) {
    const auto less_one = quotient(*net, *cost);
    if (less_one) return Amount{less_one->value + 1, less_one->range + kOne};
  }
  return {};
}

}  // namespace

Balance without(Balance balance, Part part) {
  at(balance, part).reset();
  return balance;
}

Balance balance_of(const Appraisal& appraisal) {
  Balance balance;
  at(balance, Part::kLines) = sum_of_lines(appraisal);
  at(balance, Part::kTotal) =
      amount(appraisal.total_benefits, appraisal.as_printed, "total_benefits");
  at(balance, Part::kNet) = amount(appraisal.net_benefit, appraisal.as_printed, "net_benefit");
  if (appraisal.ratio)
    at(balance, Part::kRatio) = amount(appraisal.ratio->central, appraisal.as_printed, "ratio");
  for (const Amount& cost : possible_costs(appraisal)) {
    at(balance, Part::kCost) = cost;
    if (judge(balance).proven()) return balance;
  }
  at(balance, Part::kCost) = amount(appraisal.total_cost, appraisal.as_printed, "total_cost");
  return balance;
}

Verdict judge(const Balance& balance) { return Judge(balance).verdict(); }

std::optional<Amount> derived(const Balance& balance, Part part) {
  const Balance others = without(balance, part);
  std::optional<Amount> out;
  switch (part) {
    case Part::kLines:
    case Part::kTotal:
      out = derived_benefits(others, part);
      break;
    case Part::kCost:
      out = derived_cost(others);
      break;
    case Part::kNet:
      out = derived_net(others);
      break;
    case Part::kRatio:
      out = derived_ratio(others);
      break;
  }
  if (out && !std::isfinite(out->value)) out.reset();
  return out;
}

}  // namespace outturn::evidence
