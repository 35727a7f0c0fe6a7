// SPDX-License-Identifier: GPL-3.0-or-later
// One row of the results; see result_row.h.
#include "server/render/result_row.h"

#include <fmt/format.h>

#include <utility>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/derive.h"
#include "server/render/audit_view.h"
#include "server/render/chart.h"
#include "server/render/figure_words.h"
#include "server/render/filter_words.h"
#include "server/render/format.h"
#include "server/render/object.h"
#include "server/render/reading_view.h"
#include "server/render/shown_figures.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using evidence::Record;
using nlohmann::json;

constexpr std::size_t kTagsShown = 3;
constexpr std::size_t kHighestMaryland = 5;

/// Which way the effect points, said because the figure keeps the sign of its source.
std::string verdict_text(const evidence::OrientedEffect& effect) {
  return (effect.turned ? "lower is better: " : "") + favours_words(effect);
}

/// Of the effects that meet the filters: the one the order goes by, else the best of those reported
/// in standard deviations, else one worked out from a figure of another kind.
std::optional<ShownEffect> row_effect(const Record& record, const Shown& shown, search::Sort sort) {
  std::optional<ShownEffect> effect = shown.effect;
  if (sort != search::Sort::kEffect || !effect) {
    Record meeting;
    for (const std::size_t i : shown.findings) meeting.findings.push_back(record.findings[i]);
    if (const auto best = evidence::best_effect(meeting, {}))
      return ShownEffect{shown.findings[best->finding], best->effect, {}, false};
  }
  if (!effect) return {};
  if (const auto reported = evidence::oriented_effect(record.findings[effect->finding])) {
    effect->effect = *reported;
  } else {
    effect->effect.turned = false;  // no sign of a source to keep to
  }
  return effect;
}

json effect_cell(const Record& record, const std::optional<ShownEffect>& shown) {
  if (!shown) return nullptr;
  const evidence::Finding& finding = record.findings[shown->finding];
  std::string verdict = verdict_text(shown->effect);
  if (shown->worked_out)
    verdict += fmt::format("; worked out from another figure ({})",
                           mid_sentence(label("metric", finding.metric)));
  return {{"plot", effect_plot(shown->effect)},
          {"figures", effect_text(evidence::as_reported(shown->effect))},
          {"verdict", std::move(verdict)},
          {"outcome", mid_sentence(label("outcome", finding.outcome))}};
}

/// What stands where an effect would: in words where there is one that compares nothing, or that
/// was not asked about; null where none is reported at all.
json no_effect_text(const Shown& shown, const search::Question& question) {
  if (shown.effects.uncompared > 0) return "the change of one group, compared with no other";
  if (shown.effects.left_out == 0) return nullptr;
  const auto& outcomes = chosen_of(question.filters, index::FilterId::kOutcome);
  if (outcomes.empty()) return "no effect size that meets the filters, only others";
  return outcomes.size() == 1 ? "no effect size for the outcome chosen, only for others"
                              : "no effect size for the outcomes chosen, only for others";
}

/// "£1,204 in 2014 prices", where costs are asked for; else null.
json cost_text(const Record& record, const Shown& shown, const search::Question& question) {
  const bool asked = question.sort == search::Sort::kCost ||
                     range_of(question.filters, index::FilterId::kCost).any();
  if (!asked || !shown.cost) return nullptr;
  const evidence::Appraisal& appraisal = record.appraisals[shown.cost->appraisal];
  std::string text = money(shown.cost->amount, appraisal.currency);
  if (appraisal.price_year) text += fmt::format(" in {} prices", *appraisal.price_year);
  return text;
}

json ratio_cell(const Record& record, const Shown& shown) {
  if (!shown.ratio) return nullptr;
  const evidence::Appraisal& appraisal = record.appraisals[shown.ratio->appraisal];
  const auto& [low, central, high] = shown.ratio->ratio;
  json cell{{"plot", ratio_plot(low, central, high)},
            {"class", class_text(appraisal)},
            {"no_currency", !appraisal.currency},
            {"range", nullptr}};
  const bool range = low && high;
  if (range && !central) {
    cell["text"] = ratio_range_text(*low, *high, appraisal.currency);
  } else {
    const char* end = central ? "" : high ? "up to " : "from ";
    cell["text"] = end + ratio_text(central ? *central : high ? *high : *low, appraisal.currency);
    if (range) {
      cell["range"] = fmt::format("{} to {}", money(*low, appraisal.currency),
                                  money(*high, appraisal.currency));
    }
  }
  cell["below"] = (central ? *central : low ? *low : *high) < 1;
  return cell;
}

/// The year that orders by year and limits of years go by.
std::string published_text(const Record& record, const search::Question& question) {
  const bool asked = question.sort == search::Sort::kYear ||
                     range_of(question.filters, index::FilterId::kYear).any();
  if (!asked) return {};
  for (const evidence::Source& source : record.sources)
    if (source.year) return fmt::format(" \u00b7 published {}", *source.year);
  return {};
}

std::string meta_line(const Record& record) {
  std::string text = label("type", record.type);
  const std::string places = places_text(record);
  const std::string period = period_text(record.period);
  if (!places.empty()) text += " \u00b7 " + places;
  if (!period.empty()) text += " \u00b7 " + period;
  return text;
}

/// The other records of its programme, where the answer is grouped and there are others.
json programme_view(const Site& site, const search::Answer& answer, const search::Hit& hit) {
  if (answer.question.grouping != search::Grouping::kProgramme || !hit.record.programme ||
      hit.in_programme < 2)
    return nullptr;
  search::Question all = from_start(answer.question);
  all.grouping = search::Grouping::kNone;
  all.filters.chosen(index::FilterId::kProgramme) = {hit.record.programme->name};
  return {{"programme_words", plural(hit.in_programme, "record", "records") + " of this programme"},
          {"programme_name", hit.record.programme->name},
          {"programme_href", site.search_url(all)}};
}

}  // namespace

std::string effect_text(const evidence::OrientedEffect& effect) {
  const std::string value = fixed(effect.value, 2);
  if (!effect.low || !effect.high) return value;
  return fmt::format("{} ({} to {})", value, fixed(*effect.low, 2), fixed(*effect.high, 2));
}

json evidence_view(const Record& record) {
  const auto level = record.evidence.maryland;
  json view{{"design", label("design", record.evidence.design)},
            {"maryland", nullptr},
            {"none", !level.has_value()}};
  if (!level) return view;
  json pips = json::array();
  for (std::size_t i = 1; i <= kHighestMaryland; ++i) {
    pips.push_back({{"on", i <= static_cast<std::size_t>(*level)}});
  }
  view["maryland"] = {{"level", std::to_string(*level)}, {"pips", pips}};
  return view;
}

json result_row(const Site& site, const search::Answer& answer, const search::Hit& hit,
                const std::string& back) {
  const Record& record = hit.record;
  const search::Question& question = answer.question;
  const Shown shown = shown_figures(record, question, answer.comparable);
  json row = Object()
                 .with("id", record.id)
                 .with("title", record.title)
                 .with("href", site.record_url(record.id, back))
                 .with("meta", meta_line(record) + published_text(record, question))
                 .with("snippet", hit.snippet_html)
                 .with("why", reasons_text(hit.why))
                 .with("lacks", list_text(hit.lacks))
                 .with("programme", programme_view(site, answer, hit))
                 .with("effect", effect_cell(record, row_effect(record, shown, question.sort)))
                 .with("no_effect", no_effect_text(shown, question))
                 .with("ratio", ratio_cell(record, shown))
                 .with("no_ratio", shown.ratios.left_out > 0)
                 .with("cost", cost_text(record, shown, question))
                 .with("evidence", evidence_view(record))
                 .with("narrative", evidence::is_narrative(record))
                 .with("more_tags", nullptr)
                 .with("restored", nullptr)
                 .take();
  row["matched"] = !hit.why.empty() || !hit.lacks.empty();
  row["tags"] = json::array();
  const std::vector<std::string> outcomes = evidence::outcomes_of(record);
  for (std::size_t i = 0; i < outcomes.size() && i < kTagsShown; ++i) {
    row["tags"].push_back({{"tag", label("outcome", outcomes[i])}});
  }
  if (outcomes.size() > kTagsShown) {
    row["more_tags"] = fmt::format("+{}", outcomes.size() - kTagsShown);
  }
  const std::size_t figures =
      evidence::has_prints(record) ? restored_count(evidence::audit(record)) : 0;
  if (figures > 0) {
    row["restored"] = plural(figures, "figure", "figures") + " restored from a faulty print";
  }
  return row;
}

}  // namespace outturn::render
