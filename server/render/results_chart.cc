// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the two plots; contract in results_chart.h.
#include "server/render/results_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "schema/evidence/vocabulary.h"
#include "server/render/format.h"
#include "server/render/plot_panels.h"
#include "server/render/result_cells.h"
#include "server/render/results_table.h"
#include "server/render/shown_figures.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using evidence::Appraisal;
using nlohmann::json;
using search::ColumnId;

constexpr std::size_t kMostTold = 6;  // figures beyond the scale that are told in words

/// Hits with a figure, in groups of figures that may be compared, each in the order of the results.
struct Group {
  std::string heading;
  std::vector<ShownHit> hits;
};

std::vector<Group> grouped(const std::vector<ShownHit>& hits,
                           const std::function<std::string(const ShownHit&)>& heading_of) {
  std::vector<Group> groups;
  for (const ShownHit& hit : hits) {
    const std::string heading = heading_of(hit);
    if (heading.empty()) continue;
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const Group& one) { return one.heading == heading; });
    if (group == groups.end()) group = groups.insert(groups.end(), {heading, {}});
    group->hits.push_back(hit);
  }
  return groups;
}

const Appraisal& appraisal_of(const ShownHit& hit) {
  return hit.hit->record.appraisals[hit.shown.ratio->appraisal];
}

const evidence::Finding& finding_of(const ShownHit& hit) {
  return hit.hit->record.findings[hit.shown.effect->finding];
}

std::string ratio_class(const ShownHit& hit) {
  if (!hit.shown.ratio) return {};
  const Appraisal& appraisal = appraisal_of(hit);
  return fmt::format("{}: {}", label("kind", appraisal.kind),
                     mid_sentence(label("perspective", appraisal.perspective)));
}

std::string effect_class(const ShownHit& hit) {
  if (!hit.shown.effect) return {};
  const evidence::Vocabulary& outcomes = evidence::vocabulary("outcome");
  const evidence::Term* term = outcomes.find(finding_of(hit).outcome);
  while (term != nullptr && !term->broader.empty() && outcomes.find(term->broader) != nullptr)
    term = outcomes.find(term->broader);
  return term == nullptr ? finding_of(hit).outcome : term->label;
}

PlotRow ratio_row(const ShownHit& hit) {
  const evidence::Ratio& ratio = hit.shown.ratio->ratio;
  const Appraisal& appraisal = appraisal_of(hit);
  const RatioWords words = ratio_words(ratio, appraisal);
  PlotRow row;
  row.label = hit.hit->record.title;
  row.figure =
      words.range.empty() ? words.figure : fmt::format("{} ({})", words.figure, words.range);
  row.value = ratio.central;
  row.low = ratio.low;
  row.high = ratio.high;
  // A central figure with one end: the bar joins the two. One end alone: the other is open.
  if (ratio.central && (ratio.low || ratio.high)) {
    row.low = ratio.low.value_or(*ratio.central);
    row.high = ratio.high.value_or(*ratio.central);
  }
  row.open_low = !row.low && row.high;
  row.open_high = !row.high && row.low;
  const double judged = ratio.central ? *ratio.central : ratio.low.value_or(ratio.high.value_or(1));
  row.marker = judged < 1 ? Marker::kDiamond : Marker::kCircle;
  row.tone = judged < 1 ? "bad" : "good";
  return row;
}

PlotRow effect_row(const ShownHit& hit) {
  const evidence::OrientedEffect& effect = hit.shown.effect->effect;
  const std::string interval = interval_words(effect);
  PlotRow row;
  row.label = fmt::format("{}: {}", hit.hit->record.title,
                          mid_sentence(label("outcome", finding_of(hit).outcome)));
  row.figure = effect_words(effect.value);
  if (!interval.empty()) row.figure += fmt::format(" ({})", interval);
  row.value = effect.value;
  row.low = effect.low;
  row.high = effect.high;
  row.marker = Marker::kSquare;
  row.tone = !effect.clear ? "unclear" : effect.value > 0 ? "good" : "bad";
  return row;
}

std::vector<double> figures_of(const std::vector<PlotPanel>& panels) {
  std::vector<double> figures;
  for (const PlotPanel& panel : panels)
    for (const PlotRow& row : panel.rows)
      for (const auto& figure : {row.value, row.low, row.high})
        if (figure) figures.push_back(*figure);
  return figures;
}

std::vector<PlotPanel> panels_of(const std::vector<Group>& groups,
                                 PlotRow (*row_of)(const ShownHit&)) {
  std::vector<PlotPanel> panels;
  for (const Group& group : groups) {
    PlotPanel panel{group.heading, {}};
    for (const ShownHit& hit : group.hits) panel.rows.push_back(row_of(hit));
    panels.push_back(std::move(panel));
  }
  return panels;
}

/// "Beyond the end of the scale ...: Alpha, £250.": the true figures of what is cut off.
std::string cut_off(const Plot& plot) {
  std::vector<std::string> items;
  std::size_t more = 0;
  for (const PlotPanel& panel : plot.panels) {
    for (const PlotRow& row : panel.rows) {
      if (!beyond(plot.axis, row)) continue;
      if (items.size() < kMostTold) {
        items.push_back(fmt::format("{}, {}", row.label, row.figure));
      } else {
        ++more;
      }
    }
  }
  if (items.empty()) return {};
  if (more > 0) items.push_back(fmt::format("and {} more, see the table", more));
  return fmt::format("Beyond the end of the scale, and so drawn with an arrow: {}.",
                     fmt::join(items, "; "));
}

json sentences(const std::vector<std::string>& all) {
  json list = json::array();
  for (const std::string& one : all)
    if (!one.empty()) list.push_back({{"sentence", one}});
  return list;
}

/// "7 of these 20 records report no ratio."
std::string without(std::size_t count, std::size_t all, std::string_view what) {
  if (count == 0) return {};
  if (all == 1) return fmt::format("This record reports {}.", what);
  if (count == all)
    return fmt::format("None of these {} records can be drawn: they report {}.", all, what);
  return fmt::format("{} of these {} records {} {}.", count, all, count == 1 ? "reports" : "report",
                     what);
}

/// "2 more have one only in an appraisal that the filters leave out."
std::string count_sentence(std::size_t count, std::string_view one, std::string_view many) {
  return count == 0
             ? std::string()
             : fmt::format("{} {}.", plural(count, "record", "records"), count == 1 ? one : many);
}

/// How many of the hits are drawn, and why the others are not.
struct Tally {
  std::size_t drawn = 0;
  std::size_t several = 0;   ///< drawn, and have other such figures
  std::size_t left_out = 0;  ///< have such a figure only where the filters leave it out
  std::size_t uncompared = 0;
  std::size_t none = 0;
};

Tally tally(const std::vector<ShownHit>& hits, const Held Shown::*held) {
  Tally out;
  for (const ShownHit& hit : hits) {
    const Held& one = hit.shown.*held;
    if (one.passing > 0) {
      ++out.drawn;
      if (one.passing > 1) ++out.several;
    } else if (one.uncompared > 0) {
      ++out.uncompared;
    } else if (one.left_out > 0) {
      ++out.left_out;
    } else {
      ++out.none;
    }
  }
  return out;
}

std::vector<ShownHit> hits_of(const std::vector<Group>& groups) {
  std::vector<ShownHit> hits;
  for (const Group& group : groups) hits.insert(hits.end(), group.hits.begin(), group.hits.end());
  return hits;
}

json drawn_view(const Site& site, const search::Answer& answer, const Plot& plot,
                const std::vector<Group>& groups, TablePlan table) {
  const std::vector<ShownHit> hits = hits_of(groups);
  return {{"plot", plot_view(plot)},
          {"cut_off", cut_off(plot)},
          {"table", data_table(site, answer.question, hits, table)}};
}

json ratios_view(const Site& site, const search::Answer& answer,
                 const std::vector<ShownHit>& hits) {
  const std::vector<Group> groups = grouped(hits, ratio_class);
  const Tally count = tally(hits, &Shown::ratios);
  json view{{"none_drawn", groups.empty()}, {"several_classes", groups.size() > 1}};
  view["counts"] =
      sentences({without(count.none, hits.size(), "no ratio"),
                 count_sentence(count.left_out,
                                "has a ratio only in an appraisal that your filters leave out",
                                "have a ratio only in appraisals that your filters leave out"),
                 count_sentence(count.several, "reports more than one ratio; one of them is drawn",
                                "report more than one ratio; one of each is drawn")});
  view["drawn"] = nullptr;
  if (groups.empty()) return view;
  Plot plot{"ratios", "Return per 1 spent", "", {}, {}, panels_of(groups, ratio_row)};
  plot.axis = ratio_axis(figures_of(plot.panels));
  plot.ticks = ticks_of(plot.axis);
  plot.description = fmt::format(
      "{} on a log scale from {} to {}, with a line at 1, in {}. The table below holds the same "
      "figures.",
      plural(count.drawn, "ratio", "ratios"), figure(plot.axis.low), figure(plot.axis.high),
      plural(groups.size(), "group", "groups"));
  view["drawn"] = drawn_view(
      site, answer, plot, groups,
      {"ratios-table",
       "Returns per 1 spent, as drawn above",
       {ColumnId::kTitle, ColumnId::kRatio, ColumnId::kPrices, ColumnId::kDesign, ColumnId::kYear},
       Headings::kPlain});
  return view;
}

json effects_view(const Site& site, const search::Answer& answer,
                  const std::vector<ShownHit>& hits) {
  const std::vector<Group> groups = grouped(hits, effect_class);
  const Tally count = tally(hits, &Shown::effects);
  const bool chosen = answer.question.filters.active(index::FilterId::kOutcome);
  json view{{"none_drawn", groups.empty()},
            {"several_classes", groups.size() > 1},
            {"outcome_chosen", chosen},
            {"by_effect", answer.question.sort == search::Sort::kEffect}};
  view["counts"] = sentences(
      {without(count.none, hits.size(), "no effect that can be standardised"),
       count_sentence(count.left_out, "has one only among findings that your filters leave out",
                      "have one only among findings that your filters leave out"),
       count_sentence(count.uncompared,
                      "reports a change in one group alone, which is compared with nothing",
                      "report a change in one group alone, which is compared with nothing"),
       count_sentence(count.several, "reports more than one such effect; one of them is drawn",
                      "report more than one such effect; one of each is drawn")});
  view["drawn"] = nullptr;
  if (groups.empty()) return view;
  Plot plot{"effects", "Effects, as standardised differences", "", {},
            {},        panels_of(groups, effect_row)};
  plot.axis = effect_axis(figures_of(plot.panels));
  plot.ticks = ticks_of(plot.axis);
  plot.description = fmt::format(
      "{} with 95% intervals on a scale from {} to {}, with a line at 0; right favours the "
      "intervention. In {}. The table below holds the same figures.",
      plural(count.drawn, "effect", "effects"), figure(plot.axis.low), figure(plot.axis.high),
      plural(groups.size(), "group", "groups"));
  view["drawn"] = drawn_view(site, answer, plot, groups,
                             {"effects-table",
                              "Effects, as drawn above",
                              {ColumnId::kTitle, ColumnId::kOutcome, ColumnId::kEffect,
                               ColumnId::kReported, ColumnId::kDesign, ColumnId::kYear},
                              Headings::kPlain});
  return view;
}

}  // namespace

json results_chart(const Site& site, const search::Answer& answer) {
  const std::vector<ShownHit> hits = shown_hits(answer);
  return {{"ratios", ratios_view(site, answer, hits)},
          {"effects", effects_view(site, answer, hits)}};
}

}  // namespace outturn::render
