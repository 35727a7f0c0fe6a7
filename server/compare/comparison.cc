// SPDX-License-Identifier: GPL-3.0-or-later
// Puts a comparison together and says what a reader should know of it first.
#include "server/compare/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "server/compare/parts.h"
#include "server/render/audit_words.h"
#include "server/render/format.h"

namespace outturn::compare {
namespace {

/// The labels of rows that stand like this, to run within a sentence.
std::vector<std::string> labels_of(const Comparison& all, Likeness likeness) {
  std::vector<std::string> labels;
  for (const auto* groups : {&all.about, &all.use})
    for (const Group& group : *groups)
      for (const Row& row : group.rows)
        if (row.likeness == likeness && row.name != "checks" && row.name != "sources")
          labels.push_back(render::mid_sentence(std::string(row.label)));
  return labels;
}

std::string shared_sentence(const Effects& effects) {
  if (effects.shared.empty()) {
    return effects.alone.empty()
               ? "None of them reports a finding on an outcome."
               : "No outcome is measured by more than one of them, so no effect can be set beside "
                 "another.";
  }
  std::vector<std::string> items;
  for (const OutcomeRow& row : effects.shared) {
    const auto count = std::count_if(row.cells.begin(), row.cells.end(),
                                     [](const auto& cell) { return !cell.empty(); });
    items.push_back(fmt::format("{} (by {})", render::mid_sentence(row.label), count));
  }
  return fmt::format("Measured by more than one: {}.", render::list_text(items));
}

std::string ratio_sentence(const Ratios& ratios) {
  if (ratios.classes.empty()) return "None of them reports a ratio of benefit to cost.";
  if (ratios.classes.size() > 1)
    return fmt::format(
        "Their ratios are of {} classes that count different things, so they stand apart and must "
        "not be ranked against one another.",
        ratios.classes.size());
  const auto& cells = ratios.classes.front().cells;
  const auto count =
      std::count_if(cells.begin(), cells.end(), [](const auto& cell) { return !cell.empty(); });
  if (count == 1) return "One of them alone reports a ratio of benefit to cost.";
  return fmt::format("{} of them report a ratio, all of one class: {}.", count,
                     render::mid_sentence(ratios.classes.front().label));
}

/// "Figures of Alpha are disputed: 1 contradiction." for each record with a grave flag.
void say_what_is_disputed(Comparison& all) {
  for (const search::AuditedRecord& one : all.records) {
    const bool grave = std::any_of(one.flags.begin(), one.flags.end(), [](const auto& flag) {
      return flag.severity >= evidence::Severity::kQuery;
    });
    if (grave)
      all.in_short.push_back(fmt::format("In the figures of {}: {}.", one.record.title,
                                         render::flags_summary(one.flags)));
  }
}

}  // namespace

Comparison compare(Records records) {
  Comparison all;
  all.records = std::move(records);
  all.about = facts_about(all.records, all.unreported);
  all.effects = effects_of(all.records);
  all.ratios = ratios_of(all.records);
  all.use = facts_for_use(all.records, all.unreported);
  const auto same = labels_of(all, Likeness::kSame);
  const auto differ = labels_of(all, Likeness::kDiffers);
  if (!same.empty()) all.in_short.push_back(fmt::format("The same: {}.", render::list_text(same)));
  if (!differ.empty())
    all.in_short.push_back(fmt::format("Different: {}.", render::list_text(differ)));
  all.in_short.push_back(shared_sentence(all.effects));
  all.in_short.push_back(ratio_sentence(all.ratios));
  say_what_is_disputed(all);
  return all;
}

}  // namespace outturn::compare
