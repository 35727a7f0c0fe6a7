// SPDX-License-Identifier: GPL-3.0-or-later
// Do standard error, interval and p value speak of one uncertainty? Sources make them by different
// methods (Student's t, clusters, covariates), so only what no usual method explains is flagged.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "schema/evidence/arithmetic/uncertainty.h"
#include "schema/evidence/audit/finding_scale.h"
#include "schema/evidence/audit/print_reading.h"
#include "schema/evidence/audit/sentence.h"
#include "schema/evidence/audit/tolerance.h"

namespace outturn::evidence {
namespace {

constexpr double kOtherMethod = 0.15;  // how far apart two usual methods may lie
constexpr std::array kUsualLevels{0.95, 0.9, 0.99};
constexpr std::array kThresholds{0.1, 0.05, 0.01, 0.005, 0.001, 0.0001};
constexpr double kInfinity = std::numeric_limits<double>::infinity();

class UncertaintyAudit {
 public:
  UncertaintyAudit(const Finding& finding, const std::string& pointer, Flags& flags)
      : finding_(finding), pointer_(pointer), flags_(flags), scale_(scale_of(finding)) {}

  void check() {
    check_se();
    check_p();
  }

 private:
  Range range(double value, const char* field) const {
    return rounded(value, finding_.as_printed, field);
  }
  std::string at(const char* field) const { return pointer_ + "/" + field; }

  struct Error {
    double value;
    Range range;
  };

  /// The standard error behind the interval at a level; of the logarithm for a ratio.
  std::optional<Error> from_interval(double level) const {
    if (!finding_.ci_low || !finding_.ci_high) return {};
    const auto width = [&](double low, double high) {
      const auto se = scale_.ratio ? arithmetic::se_from_ratio_interval(low, high, level)
                                   : arithmetic::se_from_interval(low, high, level);
      return se ? std::optional(*se) : std::nullopt;
    };
    const Range low = range(*finding_.ci_low, "ci_low");
    const Range high = range(*finding_.ci_high, "ci_high");
    const auto middle = width(*finding_.ci_low, *finding_.ci_high);
    const auto widest = width(low.low, high.high);
    if (!middle || !widest) return {};
    return Error{*middle, {width(low.high, high.low).value_or(0), *widest}};
  }

  std::optional<double> degrees() const {
    const auto n = finding_.n_total ? finding_.n_total : both_groups();
    return n && *n > 2 ? std::optional(static_cast<double>(*n - 2)) : std::nullopt;
  }
  std::optional<long long> both_groups() const {
    if (!finding_.n_treatment || !finding_.n_control) return {};
    return *finding_.n_treatment + *finding_.n_control;
  }

  /// How much wider Student's t makes an interval than the normal distribution.
  double widening(double level) const {
    const auto df = degrees();
    if (!df) return 1;
    const auto t = arithmetic::t_quantile(level, *df);
    const auto z = arithmetic::normal_quantile(level);
    return t && z ? *t / *z : 1;
  }

  void check_se() {
    if (!finding_.se || *finding_.se <= 0) return;
    const Range reported = range(*finding_.se, "se");
    // The SE of a ratio may be given as that of the ratio itself: about the ratio times that of the
    // log.
    const double scale =
        scale_.ratio && finding_.value && *finding_.value > 0 ? *finding_.value : 1;
    bool agrees = false;
    const auto by = [&](double level) {
      const auto error = from_interval(level);
      if (!error) return;
      const double lowest = std::max(1.0, widening(level)) * (1 + kOtherMethod);
      const Range near{error->range.low / lowest, error->range.high * (1 + kOtherMethod)};
      agrees = agrees || meet(reported, near) || meet(reported, near * scale);
    };
    const double level = finding_.ci_level.value_or(kUsualLevels.front());
    const auto error = from_interval(level);
    if (!error) return;
    by(level);
    if (!finding_.ci_level)
      for (const double usual : kUsualLevels) by(usual);
    if (agrees) return;
    flags_.add(Check::kSeDiffers, at("se"), {finding_.se, {}, error->value},
               fmt::format("The standard error is {}, but the {}% interval of {} to {} comes from "
                           "one of about {}.",
                           say_number(*finding_.se), say_number(100 * level),
                           say_number(*finding_.ci_low), say_number(*finding_.ci_high),
                           say_number(error->value, std::max(2, decimals_of(*finding_.se)))));
  }

  /// The z behind a p value: how far out, in standard errors.
  static std::optional<double> z_of(double p) {
    if (p <= 0) return kInfinity;
    if (p >= 1) return 0;
    const auto z = arithmetic::normal_quantile(1 - p);
    return z ? std::optional(*z) : std::nullopt;
  }

  /// The z values that a printed p allows, two-sided, one-sided and by Student's t.
  std::optional<Range> z_of_p() const {
    const double p = *finding_.p_value;
    Range printed = range(p, "p_value");
    const std::string* text = print_of(finding_.as_printed, "p_value");
    const bool at_most = (text && read_print(*text).below) ||
                         std::find(kThresholds.begin(), kThresholds.end(), p) != kThresholds.end();
    if (at_most) printed.low = 0;
    const auto least = z_of(std::min(1.0, printed.high));
    const auto most = z_of(std::max(0.0, 2 * printed.low));
    const auto two_sided = z_of(std::max(0.0, printed.low));
    if (!least || !most || !two_sided) return {};
    double highest = std::max(*most, *two_sided);
    if (const auto df = degrees(); df && printed.low > 0) {
      const auto t = arithmetic::t_from_p(printed.low, *df);
      if (t) highest = std::max(highest, *t);
    }
    const auto one_sided = z_of(std::min(1.0, 2 * printed.high));
    return Range{one_sided ? std::min(*least, *one_sided) : *least, highest};
  }

  void check_p() {
    const auto effect = effect_of(finding_);
    if (!finding_.p_value || *finding_.p_value <= 0 || !effect) return;
    std::optional<Error> error;
    if (!scale_.ratio && finding_.se && *finding_.se > 0)
      error = Error{*finding_.se, range(*finding_.se, "se")};
    if (!error) error = from_interval(finding_.ci_level.value_or(kUsualLevels.front()));
    if (!error) return;
    const auto p = arithmetic::two_sided_p(*effect, error->value);
    const auto z = z_of_p();
    const Range value = range(*finding_.value, "value");
    if (!p || !z || (scale_.ratio && value.low <= 0)) return;
    const double nearest =
        scale_.ratio ? std::min(std::abs(std::log(value.low)), std::abs(std::log(value.high)))
                     : std::min(std::abs(value.low), std::abs(value.high));
    const double farthest =
        scale_.ratio ? std::max(std::abs(std::log(value.low)), std::abs(std::log(value.high)))
                     : std::max(std::abs(value.low), std::abs(value.high));
    const bool may_be_0 =
        scale_.ratio ? value.low <= 1 && value.high >= 1 : value.low <= 0 && value.high >= 0;
    const Range own{
        (may_be_0 ? 0 : nearest) / error->range.high / (1 + kOtherMethod),
        error->range.low > 0 ? farthest / error->range.low * (1 + kOtherMethod) : kInfinity};
    if (meet(own, *z)) return;
    flags_.add(
        Check::kPDiffers, at("p_value"), {finding_.p_value, {}, *p},
        fmt::format("The p value is {}, but an estimate of {} with a standard error of about "
                    "{} has one of about {}.",
                    say_number(*finding_.p_value), say_number(*finding_.value),
                    say_number(error->value), say_p(*p)));
  }

  static std::string say_p(double p) {
    return p < 0.001 ? "0.001 or less" : say_number(p, p < 0.1 ? 3 : 2);
  }

  const Finding& finding_;
  const std::string& pointer_;
  Flags& flags_;
  const Scale scale_;
};

}  // namespace

void audit_uncertainty(const Finding& finding, const std::string& pointer, Flags& flags) {
  UncertaintyAudit(finding, pointer, flags).check();
}

}  // namespace outturn::evidence
