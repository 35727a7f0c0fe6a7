// SPDX-License-Identifier: GPL-3.0-or-later
// Figures that stand side by side; see figure_words.h.
#include "server/render/figure_words.h"

#include <fmt/format.h>

#include "server/render/format.h"

namespace outturn::render {

RatioWords ratio_words(const evidence::Ratio& ratio, const evidence::Appraisal& appraisal) {
  const auto sum = [&](double value) { return money(value, appraisal.currency); };
  const bool both = ratio.low && ratio.high;
  const std::string range = both        ? fmt::format("{} to {}", sum(*ratio.low), sum(*ratio.high))
                            : ratio.low ? "from " + sum(*ratio.low)
                            : ratio.high ? "up to " + sum(*ratio.high)
                                         : std::string();
  if (ratio.central) return {sum(*ratio.central), range};
  return {range, ""};
}

std::string effect_words(double g) {
  const std::string text = fixed(g, 2);
  return g > 0 && text != "0.00" ? "+" + text : text;
}

std::string interval_words(const evidence::OrientedEffect& effect) {
  if (!effect.low || !effect.high) return {};
  return fmt::format("{} to {}", fixed(*effect.low, 2), fixed(*effect.high, 2));
}

std::string favours_words(const evidence::OrientedEffect& effect) {
  switch (evidence::favours(effect)) {
    case evidence::Favours::kIntervention:
      return "clearly in favour";
    case evidence::Favours::kComparison:
      return "clearly against";
    case evidence::Favours::kNotClear:
      return "not clear of 0";
    case evidence::Favours::kNotKnown:
      break;
  }
  return effect.value > 0   ? "in favour, interval not known"
         : effect.value < 0 ? "against, interval not known"
                            : "interval not known";
}

}  // namespace outturn::render
