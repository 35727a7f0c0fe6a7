// SPDX-License-Identifier: GPL-3.0-or-later
// What changed; see finding_view.h.
#include "server/render/finding_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "schema/evidence/derive.h"
#include "server/render/audit_view.h"
#include "server/render/chart.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using evidence::Finding;
using evidence::Record;
using nlohmann::json;

/// What the figure is, where it is not a standardised effect: "Proportion, share of visits".
std::string metric_text(const Finding& finding) {
  if (finding.metric == "count" && is_currency(finding.unit)) return "Amount of money";
  const std::string metric = label("metric", finding.metric);
  const bool apart = finding.metric == "proportion" || finding.metric == "percent_change";
  return apart && finding.unit && *finding.unit != "%" ? metric + ", " + *finding.unit : metric;
}

/// The interval in the direction the source reports, and whether it was worked out from the SE.
std::string interval_text(const Finding& finding, bool& worked_out) {
  if (finding.ci_low && finding.ci_high) {
    std::string text =
        fmt::format("{} to {}", effect_figure(*finding.ci_low), effect_figure(*finding.ci_high));
    if (finding.ci_level && std::fabs(*finding.ci_level - 0.95) > 1e-9) {
      text += fmt::format(" ({} interval)", percent(*finding.ci_level));
    }
    return text;
  }
  const auto effect = evidence::oriented_effect(finding);
  if (!effect || !effect->low) return {};
  worked_out = true;
  const evidence::OrientedEffect reported = evidence::as_reported(*effect);
  return fmt::format("{} to {}", fixed(*reported.low, 2), fixed(*reported.high, 2));
}

void add_if(std::vector<std::string>& list, std::string text) {
  if (!text.empty()) list.push_back(std::move(text));
}

std::string sample_text(const Finding& finding) {
  std::string text;
  if (finding.n_total) {
    text = plural(static_cast<std::size_t>(*finding.n_total), "person", "people");
  }
  if (finding.n_treatment) {
    text += fmt::format("{}{} in the intervention group", text.empty() ? "" : ", ",
                        count_figure(static_cast<std::size_t>(*finding.n_treatment)));
  }
  if (finding.n_control) {
    text += fmt::format("{}{} in the comparison group", text.empty() ? "" : ", ",
                        count_figure(static_cast<std::size_t>(*finding.n_control)));
  }
  return text;
}

/// Everything of a finding that has no column of its own, each a short phrase.
json details(const Finding& finding) {
  std::vector<std::string> list;
  if (finding.subgroup) list.push_back("For " + mid_sentence(*finding.subgroup));
  if (finding.timepoint_months) {
    list.push_back("At " + months_text(*finding.timepoint_months));
  } else if (finding.horizon) {
    list.push_back(label("horizon", *finding.horizon));
  }
  add_if(list, pair_text(finding));
  add_if(list, sample_text(finding));
  if (finding.p_value) list.push_back("p = " + figure(*finding.p_value));
  if (!finding.value && finding.se) list.push_back("Standard error " + figure(*finding.se));
  if (finding.unit && finding.value && evidence::oriented_effect(finding)) {
    list.push_back("Unit: " + *finding.unit);
  }
  json view = json::array();
  for (const std::string& text : list) view.push_back({{"detail", text}});
  return view;
}

json prints(const Finding& finding) {
  json list = json::array();
  for (const std::string& sentence : print_sentences(finding.as_printed)) {
    list.push_back({{"sentence", sentence}});
  }
  if (finding.note) list.push_back({{"sentence", *finding.note}});
  return list;
}

/// What is not as reported: prints that differ, the curator's note, and figures that come out
/// otherwise when worked out again.
json remarks(const Finding& finding, std::size_t number, std::span<const evidence::Flag> flags) {
  json list = prints(finding);
  for (const json& again : recomputed(flags, fmt::format("/findings/{}", number), std::nullopt)) {
    list.push_back({{"sentence", fmt::format("{} worked out from the other figures: {}.",
                                             again["figure"].get<std::string>(),
                                             again["recomputed"].get<std::string>())}});
  }
  return list;
}

json finding_row(const Record& record, std::size_t number, std::span<const evidence::Flag> flags,
                 bool& worked_out) {
  const Finding& finding = record.findings[number];
  const auto effect = evidence::oriented_effect(finding);
  const std::string outcome = label("outcome", finding.outcome);
  const bool same = finding.measure && *finding.measure == outcome;
  bool from_se = false;
  json row{{"anchor", fmt::format("finding-{}", number + 1)},
           {"outcome", outcome},
           {"measure", finding.measure && !same ? json(*finding.measure) : json(nullptr)},
           {"better", mid_sentence(label("better", finding.better))},
           {"metric", metric_text(finding)},
           {"value", finding.value ? json(reported_value(finding)) : json(nullptr)},
           {"se", finding.se ? json(effect_figure(*finding.se)) : json(nullptr)},
           {"interval", interval_text(finding, from_se)},
           {"result", label("result", finding.result)},
           {"plot", effect ? effect_plot(*effect) : json(nullptr)},
           {"details", details(finding)},
           {"prints", remarks(finding, number, flags)},
           {"source_number", source_number(record, finding.source)},
           {"locator", finding.locator}};
  row["has_prints"] = !row["prints"].empty();
  row["restored_print"] = restored(flags, fmt::format("/findings/{}", number));
  row["metric_shown"] = !effect;
  worked_out = worked_out || from_se;
  return row;
}

}  // namespace

FindingCounts count_findings(const Record& record) {
  FindingCounts counts;
  for (const Finding& finding : record.findings) {
    if (!finding.value) continue;
    ++counts.effects;
    const auto effect = evidence::oriented_effect(finding);
    if (!effect) continue;
    ++counts.standardised;
    switch (evidence::favours(*effect)) {
      case evidence::Favours::kIntervention:
        ++counts.clear_good;
        break;
      case evidence::Favours::kComparison:
        ++counts.clear_bad;
        break;
      case evidence::Favours::kNotKnown:
        ++counts.interval_unknown;
        break;
      case evidence::Favours::kNotClear:
        break;
    }
  }
  return counts;
}

json findings_view(const Record& record, std::span<const evidence::Flag> flags) {
  if (record.findings.empty()) return nullptr;
  bool worked_out = false;
  json with_value = json::array();
  json in_words = json::array();
  bool plotted = false;
  bool with_se = false;
  bool with_interval = false;
  for (std::size_t i = 0; i < record.findings.size(); ++i) {
    json row = finding_row(record, i, flags, worked_out);
    plotted = plotted || !row["plot"].is_null();
    with_se = with_se || !row["se"].is_null();
    with_interval = with_interval || row["interval"] != "";
    (record.findings[i].value ? with_value : in_words).push_back(std::move(row));
  }
  json view{{"worked_out_interval", worked_out},
            {"plotted", plotted},
            {"with_se", with_se},
            {"with_interval", with_interval},
            {"value_name", plotted ? "Effect" : "Figure"},
            {"plot_labels", axis_labels(kEffectAxis)}};
  view["has_figures"] = !with_value.empty();
  view["has_words"] = !in_words.empty();
  view["both"] = !with_value.empty() && !in_words.empty();
  view["figures"] = std::move(with_value);
  view["words"] = std::move(in_words);
  return view;
}

}  // namespace outturn::render
