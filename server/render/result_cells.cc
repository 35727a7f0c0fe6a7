// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of a table of results; contract in result_cells.h. Every key is set in every cell: a
// template looks for what is missing in the views around it.
#include "server/render/result_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "server/render/finding_words.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using evidence::Appraisal;
using evidence::Record;
using nlohmann::json;
using search::ColumnId;
using search::ColumnKind;

/// How many decimals a figure ends in, "d0" to "d2", by which the stylesheet puts the points of a
/// column below one another.
std::string decimals(const std::string& figure) {
  std::size_t count = 0;
  for (auto at = figure.rbegin(); at != figure.rend() && *at >= '0' && *at <= '9'; ++at) ++count;
  const bool point = count < figure.size() && figure[figure.size() - 1 - count] == '.';
  return fmt::format("d{}", point ? count : 0);
}

class Cell {
 public:
  explicit Cell(ColumnKind kind)
      : view_{{"head", nullptr},   {"is_figure", kind == ColumnKind::kFigures},
              {"figure", nullptr}, {"decimals", nullptr},
              {"words", nullptr},  {"subs", json::array()},
              {"missing", nullptr}} {}

  Cell& figure(const std::string& text) {
    if (!text.empty()) view_["figure"] = text;
    return *this;
  }
  /// A figure whose point stands below those of its column.
  Cell& amount(const std::string& text) {
    view_["decimals"] = decimals(text);
    return figure(text);
  }
  Cell& words(const std::string& text) {
    if (!text.empty()) view_["words"] = text;
    return *this;
  }
  /// A line of its own below; nothing where it is empty.
  Cell& below(const std::string& text) {
    if (!text.empty()) view_["subs"].push_back({{"sub", text}});
    return *this;
  }
  Cell& head(const std::string& title, const std::string& href) {
    view_["head"] = {{"title", title}, {"href", href}, {"choose", nullptr}};
    return *this;
  }
  /// Says why there is nothing, to those who cannot see the dash.
  json otherwise(const std::string& missing) {
    const bool empty = view_["figure"].is_null() && view_["words"].is_null();
    if (empty && view_["subs"].empty()) view_["missing"] = missing;
    return std::move(view_);
  }

 private:
  json view_;
};

std::string labels(std::string_view vocabulary, const std::vector<std::string>& ids) {
  std::vector<std::string> words;
  for (const std::string& id : ids)
    words.push_back(words.empty() ? label(vocabulary, id) : mid_sentence(label(vocabulary, id)));
  return list_text(words);
}

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

std::string currency_words(const Appraisal& appraisal) {
  return appraisal.currency ? std::string() : "currency not stated";
}

std::string price_words(const Appraisal& appraisal) {
  return appraisal.price_year ? fmt::format("{} prices", *appraisal.price_year)
                              : "price year not stated";
}

json title_cell(const Site& site, const search::Hit& hit, const std::string& back) {
  Cell cell(ColumnKind::kWords);
  cell.head(hit.record.title, site.record_url(hit.record.id, back));
  if (hit.in_programme > 1)
    cell.below(fmt::format("one of {} records of this programme", count_figure(hit.in_programme)));
  return cell.otherwise("");
}

json ages_cell(const Record& record) {
  Cell cell(ColumnKind::kFigures);
  if (record.population) {
    const auto& low = record.population->age_min;
    const auto& high = record.population->age_max;
    if (low && high) {
      cell.figure(fmt::format("{} to {}", render::figure(*low), render::figure(*high)));
    } else if (low) {
      cell.figure("from " + render::figure(*low));
    } else if (high) {
      cell.figure("up to " + render::figure(*high));
    }
  }
  return cell.otherwise("ages not reported");
}

json people_cell(const Record& record) {
  Cell cell(ColumnKind::kWords);
  if (record.population) {
    const auto& people = *record.population;
    cell.words(people.groups.empty() ? people.description.value_or("")
                                     : labels("group", people.groups));
  }
  return cell.otherwise("not reported");
}

const evidence::Finding* shown_finding(const ShownHit& shown) {
  const auto& effect = shown.shown.effect;
  return effect ? &shown.hit->record.findings[effect->finding] : nullptr;
}

json outcome_cell(const ShownHit& shown) {
  Cell cell(ColumnKind::kWords);
  if (const evidence::Finding* finding = shown_finding(shown)) {
    cell.words(label("outcome", finding->outcome));
    if (finding->subgroup) cell.below("for " + mid_sentence(*finding->subgroup));
    if (finding->timepoint_months) cell.below("at " + months_text(*finding->timepoint_months));
    return cell.otherwise("");
  }
  std::vector<std::string> outcomes;
  for (const std::size_t i : shown.shown.findings)
    add_once(outcomes, shown.hit->record.findings[i].outcome);
  if (outcomes.size() > 2) {
    const std::string first = label("outcome", outcomes.front());
    cell.words(fmt::format("{} and {} more", first, outcomes.size() - 1));
  } else {
    cell.words(labels("outcome", outcomes));
  }
  return cell.otherwise("no finding reported");
}

std::string no_effect(const Held& effects) {
  if (effects.uncompared > 0) return "only a change in one group, compared with nothing";
  if (effects.left_out > 0) return "only effects that the filters leave out";
  return "no effect that can be standardised";
}

json effect_cell(const ShownHit& shown) {
  Cell cell(ColumnKind::kFigures);
  const auto& effect = shown.shown.effect;
  if (!effect) return cell.otherwise(no_effect(shown.shown.effects));
  const std::string interval = interval_words(effect->effect);
  cell.amount(effect_words(effect->effect.value));
  cell.below(interval.empty() ? "interval not known" : interval);
  if (effect->worked_out)
    cell.below(fmt::format("from the {} reported",
                           mid_sentence(label("metric", shown_finding(shown)->metric))));
  return cell.otherwise("");
}

json reported_cell(const ShownHit& shown) {
  Cell cell(ColumnKind::kFigures);
  const evidence::Finding* finding = shown_finding(shown);
  if (finding == nullptr) return cell.otherwise(no_effect(shown.shown.effects));
  cell.figure(reported_figure(*finding));
  cell.below(mid_sentence(label("metric", finding->metric)));
  cell.below(mid_sentence(label("better", finding->better)));
  return cell.otherwise("");
}

/// What the source says of the finding shown, or of all that pass.
json claim_cell(const ShownHit& shown) {
  std::vector<std::string> results;
  if (const evidence::Finding* finding = shown_finding(shown)) {
    results.push_back(finding->result);
  } else {
    for (const std::size_t i : shown.shown.findings)
      add_once(results, shown.hit->record.findings[i].result);
  }
  return Cell(ColumnKind::kWords).words(labels("result", results)).otherwise("no finding reported");
}

json ratio_cell(const ShownHit& shown) {
  Cell cell(ColumnKind::kFigures);
  const auto& ratio = shown.shown.ratio;
  if (!ratio) {
    return cell.otherwise(shown.shown.ratios.left_out > 0
                              ? "only in an appraisal that the filters leave out"
                              : "no ratio reported");
  }
  const Appraisal& appraisal = shown.hit->record.appraisals[ratio->appraisal];
  const RatioWords words = ratio_words(ratio->ratio, appraisal);
  cell.amount(words.figure).below(words.range).below(class_text(appraisal));
  cell.below(currency_words(appraisal));
  if (appraisal.price_year) cell.below(price_words(appraisal));
  return cell.otherwise("");
}

json cost_cell(const ShownHit& shown) {
  Cell cell(ColumnKind::kFigures);
  const auto& cost = shown.shown.cost;
  if (!cost) {
    return cell.otherwise(shown.shown.costs.left_out > 0
                              ? "only in an appraisal that the filters leave out"
                              : "no cost per participant reported");
  }
  const Appraisal& appraisal = shown.hit->record.appraisals[cost->appraisal];
  cell.amount(money(cost->amount, appraisal.currency));
  cell.below(currency_words(appraisal)).below(price_words(appraisal));
  return cell.otherwise("");
}

json prices_cell(const ShownHit& shown) {
  Cell cell(ColumnKind::kWords);
  const auto& ratio = shown.shown.ratio;
  if (!ratio) return cell.otherwise("no ratio reported");
  const Appraisal& appraisal = shown.hit->record.appraisals[ratio->appraisal];
  const std::string currency = appraisal.currency.value_or("");
  if (currency.empty() && !appraisal.price_year) return cell.words("Not stated").otherwise("");
  return cell.words(currency.empty() ? "Currency not stated" : currency)
      .below(price_words(appraisal))
      .otherwise("");
}

json studied_cell(const ShownHit& shown) {
  Cell cell(ColumnKind::kFigures);
  const evidence::Finding* finding = shown_finding(shown);
  const auto count = [](long long people) {
    return count_figure(static_cast<std::size_t>(people));
  };
  if (finding != nullptr && finding->n_total) {
    cell.figure(count(*finding->n_total)).below("for this effect");
  } else if (finding != nullptr && finding->n_treatment && finding->n_control) {
    cell.figure(count(*finding->n_treatment + *finding->n_control)).below("for this effect");
  } else if (shown.hit->record.evidence.sample_size) {
    cell.figure(count(*shown.hit->record.evidence.sample_size)).below("in the study");
  }
  return cell.otherwise("number of people not reported");
}

json maryland_cell(const Record& record) {
  Cell cell(ColumnKind::kFigures);
  if (record.evidence.maryland) cell.figure(std::to_string(*record.evidence.maryland));
  return cell.otherwise("no level reported");
}

json year_cell(const Record& record) {
  Cell cell(ColumnKind::kFigures);
  for (const evidence::Source& source : record.sources) {
    if (!source.year) continue;
    cell.figure(std::to_string(*source.year));
    break;
  }
  return cell.otherwise("year not reported");
}

/// Where the effect shown is printed, else the ratio, else the first document.
json source_cell(const ShownHit& shown) {
  const Record& record = shown.hit->record;
  std::string id;
  std::string locator;
  if (const evidence::Finding* finding = shown_finding(shown)) {
    id = finding->source;
    locator = finding->locator;
  } else if (shown.shown.ratio) {
    id = record.appraisals[shown.shown.ratio->appraisal].source;
    locator = record.appraisals[shown.shown.ratio->appraisal].locator;
  } else if (!record.sources.empty()) {
    id = record.sources.front().id;
  }
  Cell cell(ColumnKind::kWords);
  for (const evidence::Source& source : record.sources) {
    if (source.id != id) continue;
    const std::string credit = credit_text(source);
    cell.words(credit.empty() ? source.title : credit).below(locator);
    break;
  }
  return cell.otherwise("not reported");
}

json words_cell(const std::string& text) {
  return Cell(ColumnKind::kWords).words(text).otherwise("not reported");
}

json cell_of(const Site& site, ColumnId column, const ShownHit& shown, const std::string& back) {
  const Record& record = shown.hit->record;
  switch (column) {
    case ColumnId::kTitle:
      return title_cell(site, *shown.hit, back);
    case ColumnId::kProgramme:
      return words_cell(record.programme ? record.programme->name : "");
    case ColumnId::kType:
      return words_cell(label("type", record.type));
    case ColumnId::kPlace:
      return words_cell(places_text(record));
    case ColumnId::kPeople:
      return people_cell(record);
    case ColumnId::kAges:
      return ages_cell(record);
    case ColumnId::kSetting:
      return words_cell(labels("setting", record.settings));
    case ColumnId::kOutcome:
      return outcome_cell(shown);
    case ColumnId::kEffect:
      return effect_cell(shown);
    case ColumnId::kReported:
      return reported_cell(shown);
    case ColumnId::kResult:
      return claim_cell(shown);
    case ColumnId::kRatio:
      return ratio_cell(shown);
    case ColumnId::kPrices:
      return prices_cell(shown);
    case ColumnId::kCost:
      return cost_cell(shown);
    case ColumnId::kDesign:
      return words_cell(label("design", record.evidence.design));
    case ColumnId::kMaryland:
      return maryland_cell(record);
    case ColumnId::kStudied:
      return studied_cell(shown);
    case ColumnId::kYear:
      return year_cell(record);
    case ColumnId::kSource:
      return source_cell(shown);
  }
  return nullptr;
}

}  // namespace

json result_cell(const Site& site, ColumnId column, const ShownHit& shown,
                 const std::string& back) {
  json cell = cell_of(site, column, shown, back);
  cell["column"] = search::column(column).name;
  return cell;
}

}  // namespace outturn::render
