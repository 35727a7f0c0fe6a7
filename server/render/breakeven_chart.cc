// SPDX-License-Identifier: GPL-3.0-or-later
// Geometry of the drawing of a local case; see breakeven_chart.h.
#include "server/render/breakeven_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "server/render/breakeven_words.h"
#include "server/render/chart.h"
#include "server/render/format.h"

namespace outturn::render {
namespace {

using evidence::EffectPoint;
using evidence::EffectRow;
using nlohmann::json;

constexpr double kWidth = 320;
constexpr double kLeft = 8;
constexpr double kRight = 312;
constexpr double kEdge = 70;       // a label nearer to an end than this is written inwards
constexpr double kFarthest = 2.5;  // of the published effect: a breakeven beyond is an arrow
constexpr double kAir = 0.06;      // of the span, left free at either end

std::string at(double x) { return fmt::format("{:.1f}", x); }

const char* anchor(double x) {
  if (x < kEdge) return "start";
  return x > kWidth - kEdge ? "end" : "middle";
}

json mark(double x, const std::string& text) {
  return {{"x", at(x)}, {"anchor", anchor(x)}, {"text", text}};
}

/// The effects of the rows, turned so that the published one is positive.
class Turned {
 public:
  explicit Turned(const std::vector<EffectRow>& rows) {
    for (const EffectRow& row : rows) {
      if (row.point == EffectPoint::kPublished) sign_ = row.effect < 0 ? -1 : 1;
    }
    for (const EffectRow& row : rows) of(row.point) = sign_ * row.effect;
  }

  std::optional<double>& of(EffectPoint point) { return values_[static_cast<std::size_t>(point)]; }

 private:
  double sign_ = 1;
  std::array<std::optional<double>, 5> values_;
};

}  // namespace

json breakeven_chart(const evidence::LocalInputs& inputs, const evidence::LocalAnswer& answer) {
  if (!answer.effect || !inputs.basis.effect) return nullptr;
  Turned turned(answer.rows);
  const auto published = turned.of(EffectPoint::kPublished);
  const auto breakeven = turned.of(EffectPoint::kBreakeven);
  const auto low = turned.of(EffectPoint::kLeastFavourable);
  const auto high = turned.of(EffectPoint::kMostFavourable);
  if (!published || !breakeven || !(*published > 0)) return nullptr;
  const double end =
      std::max({*published, high.value_or(0.0), std::min(*breakeven, kFarthest * *published)});
  const double begin = std::min(0.0, low.value_or(0.0));
  const double air = kAir * (end - begin);
  if (!std::isfinite(air) || !(air > 0)) return nullptr;
  const Axis axis{Scale::kLinear, begin - air, end + air, kLeft, kRight, kWidth, 0};
  const Position pays = position(axis, *breakeven);
  const bool beyond = pays.outside == Outside::kRight;
  json view{{"zero", mark(position(axis, 0).x, "0")},
            {"square", at(position(axis, *published).x - 5)},
            {"published",
             mark(position(axis, *published).x,
                  std::string(inputs.basis.effect->from == evidence::From::kGiven ? "given "
                                                                                  : "published ") +
                      signed_effect(inputs.basis.effect->value))},
            {"breakeven", mark(pays.x, (beyond ? "breakeven, far off: " : "breakeven ") +
                                           worked_effect(answer.effect->effect))},
            {"interval", nullptr},
            {"band", nullptr}};
  if (low && high)
    view["interval"] = {{"x1", at(position(axis, *low).x)}, {"x2", at(position(axis, *high).x)}};
  if (!beyond) view["band"] = {{"band_x", at(pays.x)}, {"band_width", at(kRight - pays.x)}};
  return view;
}

}  // namespace outturn::render
