// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a comparison; contract in compare_rows.h.
#include "server/render/compare_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "server/render/chart.h"
#include "server/render/format.h"
#include "server/render/plot_panels.h"

namespace outturn::render {
namespace {

using compare::Likeness;
using nlohmann::json;

/// What a row says of how its cells stand to one another: a sign, and words for those who do not
/// see it.
json mark(const char* sign, const char* words, const char* tone) {
  return {{"sign", sign}, {"mark_words", words}, {"mark_tone", tone}};
}

json mark_of(Likeness likeness) {
  switch (likeness) {
    case Likeness::kSame:
      return mark("=", "the same", "same");
    case Likeness::kDiffers:
      return mark("\u2260", "differs", "differs");
    case Likeness::kNotAllReport:
      return mark("?", "not all report it", "partly");
    case Likeness::kNotJudged:
      break;
  }
  return nullptr;
}

json entry(const std::string& line) {
  return {
      {"plot", nullptr}, {"entry_figure", nullptr}, {"line", line}, {"entry_subs", json::array()}};
}

void add_sub(json& one, const std::string& text) {
  if (!text.empty()) one["entry_subs"].push_back({{"entry_sub", text}});
}

json cell_of(json entries, const std::string& missing) {
  const bool several = entries.size() > 1;
  const bool drawn = std::any_of(entries.begin(), entries.end(),
                                 [](const json& one) { return !one["plot"].is_null(); });
  return {{"unlike", false},
          {"drawn", drawn},
          {"several", several},
          {"single", entries.size() == 1},
          {"missing", entries.empty() ? json(missing) : json(nullptr)},
          {"entries", std::move(entries)}};
}

json row_of(std::string_view name, std::string_view label, json row_mark) {
  return {{"row_name", name},       {"row_label", label},           {"mark", std::move(row_mark)},
          {"notes", json::array()}, {"axis_labels", json::array()}, {"axis_width", nullptr},
          {"cells", json::array()}};
}

void add_note(json& row, const std::string& text) {
  if (!text.empty()) row["notes"].push_back({{"note", text}});
}

/// The axis that all drawings of a row stand on.
void set_axis(json& row, const Axis& axis) {
  row["axis_labels"] = end_labels(axis);
  row["axis_width"] = figure(axis.width);
}

json fact_row(const compare::Row& row) {
  json view = row_of(row.name, row.label, mark_of(row.likeness));
  add_note(view, row.note);
  for (const compare::Cell& cell : row.cells) {
    json entries = json::array();
    for (const std::string& line : cell.lines) entries.push_back(entry(line));
    view["cells"].push_back(cell_of(std::move(entries), cell.missing));
    view["cells"].back()["unlike"] = cell.unlike;
  }
  return view;
}

json group_of(std::string_view name, std::string_view heading) {
  return {{"group_name", name},
          {"group_heading", heading},
          {"says", json::array()},
          {"rows", json::array()}};
}

void say(json& group, const std::string& sentence) {
  group["says"].push_back({{"sentence", sentence}});
}

void add_facts(json& list, const std::vector<compare::Group>& groups) {
  for (const compare::Group& one : groups) {
    json group = group_of(one.name, one.heading);
    for (const compare::Row& row : one.rows) group["rows"].push_back(fact_row(row));
    list.push_back(std::move(group));
  }
}

/// The ends of `axis` across the small drawings of a cell.
Axis small(Axis axis, const Axis& like) {
  axis.left = like.left;
  axis.right = like.right;
  axis.width = like.width;
  return axis;
}

/// One axis for everything that is drawn of effects, whatever the outcome and the record.
Axis axis_of(const std::vector<compare::OutcomeRow>& rows) {
  std::vector<double> figures;
  for (const compare::OutcomeRow& row : rows)
    for (const auto& cell : row.cells)
      for (const compare::Effect& effect : cell)
        if (effect.drawn)
          for (const auto& one :
               {std::optional(effect.drawn->value), effect.drawn->low, effect.drawn->high})
            if (one) figures.push_back(*one);
  return small(effect_axis(figures), kEffectAxis);
}

std::string figure_with(const std::string& figure, const std::string& range) {
  return range.empty() || figure.empty() ? figure : fmt::format("{} ({})", figure, range);
}

json effect_entry(const compare::Effect& effect, const Axis& axis) {
  json one =
      entry(effect.figure.empty() ? sentence_case(effect.verdict) + ", in words; no figure reported"
                                  : effect.verdict);
  if (effect.drawn) one["plot"] = effect_plot(*effect.drawn, axis);
  if (!effect.figure.empty()) one["entry_figure"] = figure_with(effect.figure, effect.interval);
  add_sub(one, fmt::format("{}", fmt::join(effect.about, ", ")));
  if (effect.drawn && !effect.reported.empty())
    add_sub(one, "worked out from the " + effect.reported + " reported");
  if (!effect.drawn) add_sub(one, effect.reported);
  if (!effect.why_not_drawn.empty()) add_sub(one, "Not on the scale: " + effect.why_not_drawn);
  add_sub(one, effect.printed.locator);
  return one;
}

json outcome_row(const compare::OutcomeRow& row, const Axis& axis) {
  const bool same = row.likeness == Likeness::kSame;
  json view =
      row_of(row.outcome, row.label,
             same ? mark("=", "same result", "same") : mark("\u2260", "results differ", "differs"));
  set_axis(view, axis);
  for (const auto& cell : row.cells) {
    json entries = json::array();
    for (const compare::Effect& effect : cell) entries.push_back(effect_entry(effect, axis));
    view["cells"].push_back(cell_of(std::move(entries), "not measured"));
  }
  return view;
}

/// Outcomes that one record alone has, in words: nothing stands beside them.
json alone_row(const std::vector<compare::OutcomeRow>& alone, std::size_t columns, bool shared) {
  json view = row_of("alone", shared ? "Measured only there" : "Measured", nullptr);
  for (std::size_t i = 0; i < columns; ++i) {
    json entries = json::array();
    for (const compare::OutcomeRow& row : alone) {
      for (const compare::Effect& effect : row.cells[i]) {
        const std::string figure = figure_with(effect.figure, effect.interval);
        json one = entry(fmt::format("{}: {}{}{}", row.label, figure, figure.empty() ? "" : ", ",
                                     effect.verdict));
        if (!effect.drawn) add_sub(one, effect.reported);
        add_sub(one, fmt::format("{}", fmt::join(effect.about, ", ")));
        add_sub(one, effect.printed.locator);
        entries.push_back(std::move(one));
      }
    }
    view["cells"].push_back(cell_of(std::move(entries), "nothing else measured"));
  }
  return view;
}

bool any_drawn(const std::vector<compare::OutcomeRow>& rows) {
  for (const compare::OutcomeRow& row : rows)
    for (const auto& cell : row.cells)
      for (const compare::Effect& effect : cell)
        if (effect.drawn) return true;
  return false;
}

json effects_group(const compare::Comparison& found) {
  const compare::Effects& effects = found.effects;
  json group = group_of("effects", "What changed");
  const Axis axis = axis_of(effects.shared);
  if (effects.shared.empty())
    say(group, effects.alone.empty() ? "None of them reports a finding on an outcome."
                                     : "No outcome is measured by more than one of them, so no "
                                       "effect stands beside another.");
  if (any_drawn(effects.shared))
    say(group,
        fmt::format(
            "Effects are standardised differences (Hedges\u2019 g) with their 95% intervals, "
            "turned so that above 0, right of the line, favours the intervention. All of "
            "them are drawn on one scale, from {} to {}; an arrow goes beyond it.",
            figure(axis.low), figure(axis.high)));
  for (const compare::OutcomeRow& row : effects.shared)
    group["rows"].push_back(outcome_row(row, axis));
  if (!effects.alone.empty())
    group["rows"].push_back(
        alone_row(effects.alone, found.records.size(), !effects.shared.empty()));
  return group;
}

/// The axis of one class, which no other class is drawn on.
Axis axis_of(const compare::RatioClass& one) {
  std::vector<double> figures;
  for (const auto& cell : one.cells)
    for (const compare::RatioFigure& figure : cell)
      for (const auto& end : {figure.ratio.low, figure.ratio.central, figure.ratio.high})
        if (end) figures.push_back(*end);
  return small(ratio_axis(figures), kRatioAxis);
}

json ratio_entry(const compare::RatioFigure& ratio, const Axis& axis) {
  json one = entry("");
  one["entry_figure"] = figure_with(ratio.figure, ratio.range);
  if (ratio.ratio.central || (ratio.ratio.low && ratio.ratio.high))
    one["plot"] = ratio_plot(ratio.ratio.low, ratio.ratio.central, ratio.ratio.high, axis);
  add_sub(one, sentence_case(fmt::format("{}", fmt::join(ratio.about, ", "))));
  add_sub(one, ratio.printed.locator);
  return one;
}

bool has_ratio(const compare::Ratios& ratios, std::size_t column) {
  return std::any_of(ratios.classes.begin(), ratios.classes.end(),
                     [&](const compare::RatioClass& one) { return !one.cells[column].empty(); });
}

json class_row(const compare::Ratios& ratios, const compare::RatioClass& one) {
  std::vector<std::string> figures;
  std::size_t records = 0;
  for (const auto& cell : one.cells) {
    if (!cell.empty()) ++records;
    for (const compare::RatioFigure& figure : cell)
      figures.push_back(figure_with(figure.figure, figure.range));
  }
  const bool same = std::all_of(figures.begin(), figures.end(),
                                [&](const std::string& text) { return text == figures.front(); });
  json view =
      row_of("ratio", one.label,
             records < 2 ? json(nullptr) : mark_of(same ? Likeness::kSame : Likeness::kDiffers));
  if (records < 2) add_note(view, "One record alone: nothing to set beside it.");
  if (records > 1 && !one.unlike_in.empty())
    add_note(view, fmt::format("Alike in class, but not in {}.",
                               mid_sentence(fmt::format("{}", fmt::join(one.unlike_in, "; ")))));
  const Axis axis = axis_of(one);
  set_axis(view, axis);
  for (std::size_t i = 0; i < one.cells.size(); ++i) {
    json entries = json::array();
    for (const compare::RatioFigure& ratio : one.cells[i])
      entries.push_back(ratio_entry(ratio, axis));
    view["cells"].push_back(cell_of(
        std::move(entries), has_ratio(ratios, i) ? "not of this class" : "no ratio reported"));
  }
  return view;
}

json ratios_group(const compare::Comparison& found) {
  const compare::Ratios& ratios = found.ratios;
  json group = group_of("ratios", "What came back for each 1 spent");
  for (const std::string& sentence : ratios.why_apart) say(group, sentence);
  if (ratios.classes.empty()) {
    say(group, "None of them reports a ratio of benefit to cost.");
    return group;
  }
  say(group,
      "Axes are log scales with a line at 1, where as much comes back as is spent. Circle: "
      "at least that. Diamond: less. Bar: the range reported.");
  for (const compare::RatioClass& one : ratios.classes)
    group["rows"].push_back(class_row(ratios, one));
  return group;
}

}  // namespace

json compare_groups(const compare::Comparison& found) {
  json list = json::array();
  add_facts(list, found.about);
  list.push_back(effects_group(found));
  list.push_back(ratios_group(found));
  add_facts(list, found.use);
  return list;
}

}  // namespace outturn::render
