// SPDX-License-Identifier: GPL-3.0-or-later
// Does a finding agree with itself? The size of the effect, its sign, its interval and the pair
// behind it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "schema/evidence/audit/finding_scale.h"
#include "schema/evidence/audit/print_reading.h"
#include "schema/evidence/audit/sentence.h"
#include "schema/evidence/audit/tolerance.h"

namespace outturn::evidence {
namespace {

constexpr double kLargestSmd = 3;  // standard deviations

class FindingAudit {
 public:
  FindingAudit(const Finding& finding, const std::string& pointer, Flags& flags)
      : finding_(finding), pointer_(pointer), flags_(flags) {}

  void check() {
    check_size();
    check_sign();
    check_interval();
    check_pair();
  }

 private:
  Range range(double value, const char* field) const {
    return rounded(value, finding_.as_printed, field);
  }
  std::string at(const char* field) const { return pointer_ + "/" + field; }

  void check_size() {
    if (scale_of(finding_).standardised && finding_.value &&
        std::abs(*finding_.value) > kLargestSmd) {
      flags_.add(Check::kSmdImplausible, at("value"), {finding_.value, {}, {}},
                 fmt::format("An effect of {} standard deviations is beyond belief (more than {} "
                             "either way): the figure is probably in another unit or misprinted.",
                             say_number(*finding_.value), kLargestSmd));
    }
    if (finding_.se && *finding_.se == 0) {
      const std::string* text = print_of(finding_.as_printed, "se");
      const auto half = text ? read_print(*text).half_unit : std::nullopt;
      flags_.add(
          Check::kSeZero, at("se"), {finding_.se, text ? std::optional(*text) : std::nullopt, {}},
          fmt::format("A standard error of exactly 0 would mean no uncertainty at all; {}.",
                      half ? fmt::format("printed {}, it is rounded and may be anything below "
                                         "{}",
                                         in_quotes(*text), say_number(*half))
                           : std::string("it is rounded or missing, not known")));
    }
  }

  struct Pair {
    double treated, other;
    Range treated_range, other_range;
    const char* words;
  };

  std::optional<Pair> pair() const {
    if (finding_.treatment_value && finding_.control_value)
      return pair_of(*finding_.treatment_value, "treatment_value", *finding_.control_value,
                     "control_value", "treated and control");
    if (finding_.before && finding_.after)
      return pair_of(*finding_.after, "after", *finding_.before, "before", "after and before");
    return {};
  }

  /// The pair whose treated or later figure the value is: it is then a level and not an effect.
  std::optional<Pair> level() const {
    if (!finding_.value) return {};
    if (finding_.control_value && finding_.treatment_value == finding_.value)
      return pair_of(*finding_.treatment_value, "treatment_value", *finding_.control_value,
                     "control_value", "treated and control");
    if (finding_.before && finding_.after == finding_.value)
      return pair_of(*finding_.after, "after", *finding_.before, "before", "after and before");
    return {};
  }

  /// The two are printed with as many decimals: 0.2 beside 0.25 is 0.20.
  Pair pair_of(double treated, const char* treated_field, double other, const char* other_field,
               const char* words) const {
    const Range a = range(treated, treated_field);
    const Range b = range(other, other_field);
    const double half = std::min(a.high - treated, b.high - other);
    return {treated, other, {treated - half, treated + half}, {other - half, other + half}, words};
  }

  bool contradicted(bool for_people) const {
    return (finding_.result == "positive" && !for_people) ||
           (finding_.result == "negative" && for_people);
  }

  void check_sign() {
    if (const auto level = this->level()) return check_levels(*level);
    const auto effect = effect_of(finding_);
    if (!effect || *effect == 0) return;
    const bool for_people = turned_to_good(finding_, *effect) > 0;
    if (!contradicted(for_people)) return;
    flags_.add(Check::kSignAgainstResult, at("value"), {finding_.value, {}, {}},
               fmt::format("The effect of {} on an outcome where {} is better speaks {} the "
                           "intervention, but the result is given as {}.",
                           say_number(*finding_.value), finding_.better,
                           for_people ? "for" : "against", finding_.result));
  }

  /// What the figure is, is no effect: that is the way from the other of the pair to it.
  void check_levels(const Pair& pair) {
    // Counts of two groups of unknown sizes do not compare.
    if (!scale_of(finding_).has_sign && finding_.metric != "proportion") return;
    if (meet(pair.treated_range, pair.other_range)) return;
    const bool for_people = turned_to_good(finding_, pair.treated - pair.other) > 0;
    if (!contradicted(for_people)) return;
    flags_.add(Check::kSignAgainstResult, at("value"), {finding_.value, {}, {}},
               fmt::format("The figures for {}, {} and {}, on an outcome where {} is better speak "
                           "{} the intervention, but the result is given as {}.",
                           pair.words, say_number(pair.treated), say_number(pair.other),
                           finding_.better, for_people ? "for" : "against", finding_.result));
  }

  void check_interval() {
    if (!finding_.value) return;
    const bool below = finding_.ci_low &&
                       range(*finding_.value, "value").high < range(*finding_.ci_low, "ci_low").low;
    const bool above = finding_.ci_high && range(*finding_.value, "value").low >
                                               range(*finding_.ci_high, "ci_high").high;
    if (!below && !above) return;
    flags_.add(
        Check::kIntervalMissesEstimate, at("value"), {finding_.value, {}, {}},
        fmt::format("The estimate of {} lies {} its own confidence interval, which {} at {}.",
                    say_number(*finding_.value), below ? "below" : "above",
                    below ? "begins" : "ends",
                    say_number(below ? *finding_.ci_low : *finding_.ci_high)));
  }

  struct Expected {
    double value;
    Range range;
    const char* what;
  };

  /// What the pair gives for the metric; the first is the one to name.
  std::vector<Expected> expected(const Pair& pair) const {
    std::vector<Expected> out;
    const std::string& metric = finding_.metric;
    const bool shares = std::abs(pair.treated) <= 1 && std::abs(pair.other) <= 1;
    const Range difference = pair.treated_range - pair.other_range;
    const double plain = pair.treated - pair.other;
    if (metric == "risk_difference" || metric == "percentage_points" ||
        metric == "mean_difference") {
      out.push_back({plain, difference, "a difference"});
      // Shares in the pair and points in the figure, or the reverse.
      if (metric != "mean_difference" && shares)
        out.push_back({100 * plain, difference * 100, "a difference"});
      if (metric != "mean_difference" && !shares)
        out.push_back({plain / 100, difference * 0.01, "a difference"});
    } else if (metric == "percent_change") {
      if (const auto share = difference / pair.other_range) {
        out.push_back({100 * plain / pair.other, *share * 100, "a change, in per cent,"});
        out.push_back({plain / pair.other, *share, "a change"});
      }
    } else if (metric == "risk_ratio") {
      if (const auto ratio = pair.treated_range / pair.other_range)
        out.push_back({pair.treated / pair.other, *ratio, "a ratio"});
    } else if (metric == "odds_ratio") {
      add_odds(pair, out);
    }
    return out;
  }

  /// Odds of proportions or of percentages.
  static void add_odds(const Pair& pair, std::vector<Expected>& out) {
    for (const double whole : {1.0, 100.0}) {
      if (pair.treated_range.low < 0 || pair.treated_range.high >= whole ||
          pair.other_range.low <= 0 || pair.other_range.high >= whole)
        continue;
      const auto odds = [&](double share) { return share / (whole - share); };
      const Range ours{odds(pair.treated_range.low), odds(pair.treated_range.high)};
      const Range theirs{odds(pair.other_range.low), odds(pair.other_range.high)};
      if (const auto ratio = ours / theirs)
        out.push_back({odds(pair.treated) / odds(pair.other), *ratio, "an odds ratio"});
    }
  }

  void check_pair() {
    const auto pair = this->pair();
    if (!pair || !finding_.value || level()) return;
    const auto expected = this->expected(*pair);
    if (expected.empty()) return;
    const Range reported = range(*finding_.value, "value");
    for (const Expected& one : expected)
      if (meet(reported, one.range)) return;
    const Expected& first = expected.front();
    const bool turned = meet(reported, first.range * -1);
    flags_.add(
        Check::kPairDiffers, at("value"), {finding_.value, {}, first.value},
        fmt::format("The figures for {}, {} and {}, give {} of {}, but {} is reported{}.",
                    pair->words, say_number(pair->treated), say_number(pair->other), first.what,
                    say_number(first.value), say_number(*finding_.value),
                    turned ? ": the sign is turned"
                           : "; an adjusted estimate may differ, otherwise one is misprinted"));
  }

  const Finding& finding_;
  const std::string& pointer_;
  Flags& flags_;
};

}  // namespace

void audit_finding(const Finding& finding, const std::string& pointer, Flags& flags) {
  FindingAudit(finding, pointer, flags).check();
}

}  // namespace outturn::evidence
