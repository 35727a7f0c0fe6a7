// SPDX-License-Identifier: GPL-3.0-or-later
// One row of the results; see result_row.h.
#include "server/render/result_row.h"

#include <fmt/format.h>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/derive.h"
#include "server/render/audit_view.h"
#include "server/render/chart.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using evidence::Record;
using nlohmann::json;

constexpr std::size_t kTagsShown = 3;
constexpr std::size_t kHighestMaryland = 5;

/// Which way the effect points, said because the figure keeps the sign of its source.
std::string verdict_text(const evidence::OrientedEffect& effect) {
  const std::string lower = effect.turned ? "lower is better: " : "";
  switch (evidence::favours(effect)) {
    case evidence::Favours::kIntervention:
      return lower + "clearly in favour";
    case evidence::Favours::kComparison:
      return lower + "clearly against";
    case evidence::Favours::kNotClear:
      return lower + "not clear of 0";
    case evidence::Favours::kNotKnown:
      break;
  }
  return lower + (effect.value > 0   ? "in favour, interval not known"
                  : effect.value < 0 ? "against, interval not known"
                                     : "interval not known");
}

json effect_cell(const Record& record, const search::Question& question) {
  const auto& outcomes = question.filters.values[index::number_of(index::FilterId::kOutcome)];
  const auto best = evidence::best_effect(record, outcomes);
  if (!best) return nullptr;
  const evidence::OrientedEffect& effect = best->effect;
  return {{"plot", effect_plot(effect)},
          {"figures", effect_text(evidence::as_reported(effect))},
          {"verdict", verdict_text(effect)},
          {"outcome", mid_sentence(label("outcome", record.findings[best->finding].outcome))}};
}

/// What stands where an effect would, in words where there is one on an outcome not asked about;
/// null where none is reported at all.
json no_effect_text(const Record& record, const search::Question& question) {
  const auto& outcomes = question.filters.values[index::number_of(index::FilterId::kOutcome)];
  if (outcomes.empty() || !evidence::best_effect(record, {})) return nullptr;
  return outcomes.size() == 1 ? "no effect size for the outcome chosen, only for others"
                              : "no effect size for the outcomes chosen, only for others";
}

json ratio_cell(const Record& record) {
  const auto headline = evidence::headline_ratio(record);
  if (!headline) return nullptr;
  const evidence::Appraisal& appraisal = record.appraisals[headline->appraisal];
  std::optional<double> central;
  if (headline->central_reported) central = headline->central;
  json cell{{"plot", ratio_plot(headline->low, central, headline->high)},
            {"class", class_text(appraisal)},
            {"no_currency", !appraisal.currency},
            {"range", nullptr}};
  const bool range = headline->low && headline->high;
  if (range && !central) {
    cell["text"] = ratio_range_text(*headline->low, *headline->high, appraisal.currency);
  } else {
    const char* end = headline->central_reported ? "" : headline->high ? "up to " : "from ";
    cell["text"] = end + ratio_text(headline->central, appraisal.currency);
    if (range) {
      cell["range"] = fmt::format("{} to {}", money(*headline->low, appraisal.currency),
                                  money(*headline->high, appraisal.currency));
    }
  }
  const double judged = central ? *central : headline->low.value_or(headline->central);
  cell["below"] = judged < 1;
  return cell;
}

std::string meta_line(const Record& record) {
  std::string text = label("type", record.type);
  const std::string places = places_text(record);
  const std::string period = period_text(record.period);
  if (!places.empty()) text += " \u00b7 " + places;
  if (!period.empty()) text += " \u00b7 " + period;
  return text;
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

json result_row(const Site& site, const search::Question& question, const search::Hit& hit,
                const std::string& back) {
  const Record& record = hit.record;
  json row{{"id", record.id},
           {"title", record.title},
           {"href", site.record_url(record.id, back)},
           {"meta", meta_line(record)},
           {"snippet", hit.snippet_html},
           {"effect", effect_cell(record, question)},
           {"no_effect", no_effect_text(record, question)},
           {"ratio", ratio_cell(record)},
           {"evidence", evidence_view(record)},
           {"narrative", evidence::is_narrative(record)},
           {"more_tags", nullptr},
           {"restored", nullptr}};
  row["tags"] = json::array();
  const std::vector<std::string> outcomes = evidence::outcomes_of(record);
  for (std::size_t i = 0; i < outcomes.size() && i < kTagsShown; ++i) {
    row["tags"].push_back({{"tag", label("outcome", outcomes[i])}});
  }
  if (outcomes.size() > kTagsShown) {
    row["more_tags"] = fmt::format("+{}", outcomes.size() - kTagsShown);
  }
  if (const std::size_t figures = restored_count(evidence::audit(record)); figures > 0) {
    row["restored"] = plural(figures, "figure", "figures") + " restored from a faulty print";
  }
  return row;
}

}  // namespace outturn::render
