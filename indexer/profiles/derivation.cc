// SPDX-License-Identifier: GPL-3.0-or-later
// One function per way; the formulas are those of schema/evidence/arithmetic.
#include "indexer/profiles/derivation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "schema/evidence/arithmetic/appraisal.h"
#include "schema/evidence/arithmetic/effect_size.h"
#include "schema/evidence/arithmetic/uncertainty.h"

namespace outturn::ingest {
namespace {

using base::Result;
using nlohmann::json;

constexpr double kLevelUnlessSaid = 0.95;

constexpr std::array<std::string_view, 4> kMeans{"treatment_value", "control_value", "n_treatment",
                                                 "n_control"};
constexpr std::array<std::string_view, 2> kSds{"treatment_sd", "control_sd"};
constexpr std::array<std::string_view, 2> kValueAndSe{"value", "se"};
constexpr std::array<std::string_view, 1> kSe{"se"};
constexpr std::array<std::string_view, 2> kEffectAndP{"value", "p_value"};
constexpr std::array<std::string_view, 2> kInterval{"ci_low", "ci_high"};
constexpr std::array<std::string_view, 3> kEffectAndNumbers{"value", "n_treatment", "n_control"};
constexpr std::array<std::string_view, 1> kRatio{"ratio.central"};
constexpr std::array<std::string_view, 2> kTotals{"total_benefits", "total_cost"};
constexpr std::array<std::string_view, 1> kCost{"total_cost"};
constexpr std::array<std::string_view, 1> kMinusRatio{"minus_benefits_over_costs"};
constexpr std::array<std::string_view, 1> kMinusBenefits{"minus_benefits"};

/// What the formulas are given: the item's own figures and those beside it.
class Figures {
 public:
  Figures(const json& item, const json& with) : item_(item), with_(with) {}

  double operator()(std::string_view name) const {
    const std::string key(name);
    return (with_.contains(key) ? with_ : item_).at(key).get<double>();
  }
  double level() const { return item_.value("ci_level", kLevelUnlessSaid); }
  std::string metric() const { return item_.value("metric", std::string()); }

 private:
  const json& item_;
  const json& with_;
};

struct Worked {
  std::vector<double> figures;  ///< in the order of the way's `gives`
  std::string what;             ///< of the note, without the opening and the full stop
};

using Way = std::function<Result<Worked>(const Figures&)>;

tl::unexpected<base::Error> not_possible(std::string message) {
  return base::fail(base::Code::kNotPossible, std::move(message));
}

Result<arithmetic::Estimate> g_of(const Figures& figure) {
  return arithmetic::hedges_g(
      {figure("treatment_value"), figure("treatment_sd"), figure("n_treatment")},
      {figure("control_value"), figure("control_sd"), figure("n_control")});
}

Result<Worked> hedges_g_from_means(const Figures& figure) {
  if (figure.metric() != "hedges_g")
    return not_possible("the metric of a finding whose Hedges' g is worked out is hedges_g");
  return g_of(figure).map([](const arithmetic::Estimate& g) {
    return Worked{{g.value, g.se()},
                  "Hedges' g and its standard error, from the means, standard deviations and "
                  "numbers of the two groups"};
  });
}

Result<Worked> se_from_means(const Figures& figure) {
  if (figure.metric() != "hedges_g" && figure.metric() != "smd" && figure.metric() != "cohen_d")
    return not_possible("the finding is not a standardised mean difference");
  return g_of(figure).map([](const arithmetic::Estimate& g) {
    return Worked{{g.se()},
                  "the standard error, that of Hedges' g from the means, standard deviations and "
                  "numbers of the two groups"};
  });
}

bool is_ratio(const std::string& metric) {
  return metric == "odds_ratio" || metric == "risk_ratio" || metric == "hazard_ratio";
}

Result<Worked> one_se(const Result<double>& se, std::string from) {
  return se.map([&](double value) {
    return Worked{{value}, fmt::format("the standard error, from {}", from)};
  });
}

Result<Worked> se_from_p(const Figures& figure) {
  if (is_ratio(figure.metric()))
    return not_possible("the standard error of a ratio is that of its logarithm");
  return one_se(arithmetic::se_from_p(figure("value"), figure("p_value")),
                "the effect and its p value");
}

Result<Worked> se_from_interval(const Figures& figure) {
  if (is_ratio(figure.metric()))
    return not_possible("the standard error of a ratio is that of its logarithm");
  return one_se(arithmetic::se_from_interval(figure("ci_low"), figure("ci_high"), figure.level()),
                "the confidence interval");
}

Result<Worked> se_from_n(const Figures& figure) {
  const std::string metric = figure.metric();
  if (metric != "hedges_g" && metric != "smd" && metric != "cohen_d")
    return not_possible("the finding is not a standardised mean difference");
  const auto variance =
      arithmetic::smd_variance(figure("value"), figure("n_treatment"), figure("n_control"));
  return one_se(variance.map([](double v) { return std::sqrt(v); }),
                "the effect and the numbers of the two groups");
}

Result<Worked> ratio_from_minus(const Figures& figure) {
  const double printed = figure("minus_benefits_over_costs");
  return Worked{{printed == 0 ? 0 : -printed},
                fmt::format("benefit per 1 of cost, from the source's minus benefits over costs "
                            "of {}",
                            printed)};
}

Result<Worked> ratio_from_minus_benefits(const Figures& figure) {
  return arithmetic::benefit_cost_ratio(-figure("minus_benefits"), figure("total_cost"))
      .map([](double ratio) {
        return Worked{{ratio},
                      "benefit per 1 of cost, from benefits that the source gives with a minus, "
                      "and costs"};
      });
}

Result<Worked> ratio_from_totals(const Figures& figure) {
  return arithmetic::benefit_cost_ratio(figure("total_benefits"), figure("total_cost"))
      .map([](double ratio) {
        return Worked{{ratio}, "benefit per 1 of cost, from total benefits and total cost"};
      });
}

struct Entry {
  DerivationWay way;
  Way work;
};

const std::vector<Entry>& entries() {
  static const std::vector<Entry> kEntries{
      {{"hedges_g_from_means", "findings", kMeans, kSds, kValueAndSe}, hedges_g_from_means},
      {{"se_from_means", "findings", kMeans, kSds, kSe}, se_from_means},
      {{"se_from_interval", "findings", kInterval, {}, kSe}, se_from_interval},
      {{"se_from_p", "findings", kEffectAndP, {}, kSe}, se_from_p},
      {{"se_from_n", "findings", kEffectAndNumbers, {}, kSe}, se_from_n},
      {{"ratio_from_totals", "appraisals", kTotals, {}, kRatio}, ratio_from_totals},
      {{"ratio_from_minus_benefits_over_costs", "appraisals", {}, kMinusRatio, kRatio},
       ratio_from_minus},
      {{"ratio_from_minus_benefits", "appraisals", kCost, kMinusBenefits, kRatio},
       ratio_from_minus_benefits},
  };
  return kEntries;
}

json::json_pointer pointer_to(std::string_view path) {
  std::string pointer = "/" + std::string(path);
  std::replace(pointer.begin(), pointer.end(), '.', '/');
  return json::json_pointer(pointer);
}

void add_note(json& item, const std::string& what) {
  std::string note = item.value("note", std::string());
  if (!note.empty()) note += ' ';
  item["note"] = note + std::string(kWorkedOut) + what + ".";
}

}  // namespace

std::span<const DerivationWay> derivation_ways() {
  static const std::vector<DerivationWay> kWays = [] {
    std::vector<DerivationWay> ways;
    for (const Entry& entry : entries()) ways.push_back(entry.way);
    return ways;
  }();
  return kWays;
}

const DerivationWay* find_way(std::string_view by) {
  for (const DerivationWay& way : derivation_ways())
    if (way.by == by) return &way;
  return nullptr;
}

base::Result<bool> derive(const DerivationWay& way, const json& with, json& item) {
  const bool lacking = !item.contains(pointer_to(way.gives.front()));
  const bool given =
      std::all_of(way.needs.begin(), way.needs.end(),
                  [&](std::string_view name) { return item.contains(std::string(name)); }) &&
      std::all_of(way.with.begin(), way.with.end(),
                  [&](std::string_view name) { return with.contains(std::string(name)); });
  if (!lacking || !given) return false;
  for (const Entry& entry : entries()) {
    if (entry.way.by != way.by) continue;
    const auto worked = entry.work(Figures(item, with));
    if (!worked) return tl::unexpected(worked.error());
    for (std::size_t i = 0; i < way.gives.size(); ++i) {
      json& slot = item[pointer_to(way.gives[i])];
      if (slot.is_null()) slot = worked->figures[i];
    }
    add_note(item, worked->what);
    return true;
  }
  return false;
}

}  // namespace outturn::ingest
