// SPDX-License-Identifier: GPL-3.0-or-later
// Words for a balance, and the search for a single slip.
#include "schema/evidence/audit/account.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "schema/base/text.h"
#include "schema/evidence/audit/sentence.h"

namespace outturn::evidence {
namespace {

constexpr std::size_t kMostLines = 20;  // beyond, a chance hit is likelier than the slip

/// What a printer or a scanner makes of a number in one slip, undone.
std::vector<double> undone_slips(double value) {
  std::vector<double> out{-value};
  const std::string text = fmt::format("{}", std::abs(value));
  if (text.find('e') != std::string::npos) return out;
  const double sign = value < 0 ? -1 : 1;
  const auto add = [&](const std::string& changed) {
    const auto number = base::parse_number(changed);
    if (number && *number != std::abs(value)) out.push_back(sign * *number);
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.') continue;
    std::string dropped = text;
    dropped.erase(i, 1);
    if (!dropped.empty() && dropped.front() != '.' && dropped.back() != '.') add(dropped);
    if (i + 1 < text.size() && text[i + 1] != '.') {
      std::string swapped = text;
      std::swap(swapped[i], swapped[i + 1]);
      add(swapped);
    }
  }
  const std::string rest = text.starts_with("0.") ? text.substr(1) : text;
  for (char digit = '1'; digit <= '9'; ++digit) add(digit + rest);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// Tries other values in the figures of an appraisal, one at a time.
class SlipSearch {
 public:
  explicit SlipSearch(const Appraisal& appraisal) : appraisal_(appraisal) {}

  std::string found() {
    for (std::size_t i = 0; i < appraisal_.benefits.size(); ++i)
      if (appraisal_.benefits[i].amount)
        try_in(*appraisal_.benefits[i].amount, name_of(appraisal_.benefits[i]), true);
    if (appraisal_.total_benefits) try_in(*appraisal_.total_benefits, "the total", true);
    if (appraisal_.total_cost) try_in(*appraisal_.total_cost, "the cost", true);
    if (appraisal_.net_benefit) try_in(*appraisal_.net_benefit, "the net benefit", true);
    if (appraisal_.ratio && appraisal_.ratio->central)
      try_in(*appraisal_.ratio->central, "the ratio", false);
    return hits_ == 1 ? sentence_ : "";
  }

 private:
  void try_in(double& figure, const std::string& name, bool is_money) {
    const double held = figure;
    for (const double other : undone_slips(held)) {
      figure = other;
      if (!judge(balance_of(appraisal_)).proven()) continue;
      ++hits_;
      const auto say = [&](double value) {
        return is_money ? say_money(value, appraisal_.currency) : say_number(value);
      };
      sentence_ =
          fmt::format("it would all agree if {} were {} and not {}", name, say(other), say(held));
    }
    figure = held;
  }

  Appraisal appraisal_;
  std::size_t hits_ = 0;
  std::string sentence_;
};

}  // namespace

std::string name_of(const BenefitLine& line) {
  return "the benefit line " + in_quotes(line.label ? *line.label : line.outcome);
}

std::string account(const Balance& balance, const std::optional<std::string>& currency) {
  const auto& total = at(balance, Part::kTotal);
  const auto& gross = total ? total : at(balance, Part::kLines);
  const auto& net = at(balance, Part::kNet);
  const auto& cost = at(balance, Part::kCost);
  const auto money = [&](double value) { return say_money(value, currency); };
  const auto& given = at(balance, Part::kRatio);
  const int decimals = given ? std::max(2, decimals_of(given->value)) : 2;
  const auto ratio = derived(balance, Part::kRatio);
  const std::string gives =
      ratio ? fmt::format("a ratio of {}", say_number(ratio->value, decimals)) : "";
  if (gross && cost) {
    return fmt::format("benefits of {} over a cost of {} give {}{}a net benefit of {}",
                       money(gross->value), money(cost->value), gives, ratio ? " and " : "",
                       money(gross->value - cost->value));
  }
  if (gross && net) {
    const double left = gross->value - net->value;
    const std::string figures = fmt::format("benefits of {} and a net benefit of {}",
                                            money(gross->value), money(net->value));
    if (left <= 0) return figures + " leave no cost, so there could be no ratio";
    return fmt::format("{} mean a cost of {} and {}", figures, money(left), gives);
  }
  if (net && cost && ratio) {
    return fmt::format("a net benefit of {} over a cost of {} means {}", money(net->value),
                       money(cost->value), gives);
  }
  return {};
}

std::string likely_slip(const Appraisal& appraisal) {
  if (appraisal.benefits.size() > kMostLines) return {};
  return SlipSearch(appraisal).found();
}

}  // namespace outturn::evidence
