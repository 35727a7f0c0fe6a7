// SPDX-License-Identifier: GPL-3.0-or-later
// The table of what is compared in words and figures other than effects and ratios: a row here is a
// row of the page and of the JSON answer.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "server/compare/parts.h"
#include "server/render/audit_words.h"
#include "server/render/finding_words.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::compare {
namespace {

using evidence::Appraisal;
using evidence::Json;
using evidence::Record;
using search::AuditedRecord;

enum class Judged { kYes, kNo };  // free words always differ: to say so would tell nothing

struct RowKind {
  std::string_view name;
  std::string_view label;
  Judged judged;
  void (*fill)(const AuditedRecord& found, Cell& cell);
};

void add(Cell& cell, const std::optional<std::string>& line) {
  if (line && !line->empty()) cell.lines.push_back(*line);
}

/// Vocabulary ids: a line of labels, compared as a set.
void add_terms(Cell& cell, std::string_view vocabulary, std::vector<std::string> ids) {
  if (ids.empty()) return;
  std::vector<std::string> words;
  for (const std::string& id : ids) {
    const std::string word = render::label(vocabulary, id);
    words.push_back(words.empty() ? word : render::mid_sentence(word));
  }
  cell.lines.push_back(render::list_text(words));
  std::sort(ids.begin(), ids.end());
  cell.value = ids;
}

void add_term(Cell& cell, std::string_view vocabulary, const std::string& id) {
  cell.lines.push_back(render::label(vocabulary, id));
  cell.value = id;
}

void summary(const AuditedRecord& found, Cell& cell) { add(cell, found.record.summary); }

void people(const AuditedRecord& found, Cell& cell) {
  if (found.record.population) add(cell, found.record.population->description);
}

void groups(const AuditedRecord& found, Cell& cell) {
  if (found.record.population) add_terms(cell, "group", found.record.population->groups);
}

void ages(const AuditedRecord& found, Cell& cell) {
  if (!found.record.population) return;
  const evidence::Population& population = *found.record.population;
  add(cell, render::sentence_case(render::ages_text(population)));
  const auto end = [](const std::optional<double>& age) {
    return age ? Json(*age) : Json(nullptr);
  };
  if (!cell.lines.empty())
    cell.value = {{"min", end(population.age_min)}, {"max", end(population.age_max)}};
}

void targeting(const AuditedRecord& found, Cell& cell) {
  if (found.record.population && found.record.population->targeting)
    add_term(cell, "targeting", *found.record.population->targeting);
}

void settings(const AuditedRecord& found, Cell& cell) {
  add_terms(cell, "setting", found.record.settings);
}

void countries(const AuditedRecord& found, Cell& cell) {
  std::vector<std::string> ids;
  for (const evidence::Place& place : found.record.places)
    if (std::find(ids.begin(), ids.end(), place.country) == ids.end()) ids.push_back(place.country);
  add_terms(cell, "country", std::move(ids));
}

void areas(const AuditedRecord& found, Cell& cell) {
  for (const evidence::Place& place : found.record.places) add(cell, place.area);
}

void period(const AuditedRecord& found, Cell& cell) {
  add(cell, render::sentence_case(render::period_text(found.record.period)));
}

void delivery(const AuditedRecord& found, Cell& cell) {
  if (!found.record.delivery) return;
  const evidence::Delivery& delivery = *found.record.delivery;
  add(cell, delivery.format);
  add(cell, delivery.intensity);
  add(cell, delivery.duration);
  std::vector<std::string> by = delivery.deliverers;
  for (std::string& one : by) one = render::mid_sentence(one);
  if (!by.empty()) cell.lines.push_back("By " + render::list_text(by));
}

void design(const AuditedRecord& found, Cell& cell) {
  add_term(cell, "design", found.record.evidence.design);
}

void maryland(const AuditedRecord& found, Cell& cell) {
  if (!found.record.evidence.maryland) return;
  cell.lines.push_back(fmt::format("{} of 5", *found.record.evidence.maryland));
  cell.value = *found.record.evidence.maryland;
}

void sample(const AuditedRecord& found, Cell& cell) {
  if (!found.record.evidence.sample_size) return;
  const auto size = static_cast<std::size_t>(*found.record.evidence.sample_size);
  cell.lines.push_back(render::plural(size, "person", "people"));
  cell.value = size;
}

void ratings(const AuditedRecord& found, Cell& cell) {
  for (const evidence::Rating& rating : found.record.evidence.ratings)
    cell.lines.push_back(fmt::format("{}: {}", render::label("scale", rating.scale), rating.value));
}

void checks(const AuditedRecord& found, Cell& cell) {
  cell.lines.push_back(render::sentence_case(render::flags_summary(found.flags)));
}

/// "appraisal of 2012: " before the lines of a record with several.
std::string which(const Record& record, const Appraisal& appraisal) {
  if (record.appraisals.size() < 2) return {};
  return render::label("kind", appraisal.kind) + ": ";
}

std::string prices(const Appraisal& appraisal) {
  std::string text = appraisal.price_year ? fmt::format("{} prices", *appraisal.price_year)
                                          : std::string("price year not stated");
  if (!appraisal.currency) text += ", currency not stated";
  return text;
}

Json money_value(const Appraisal& appraisal, double amount) {
  return {{"amount", evidence::number(amount)},
          {"currency", appraisal.currency ? Json(*appraisal.currency) : Json(nullptr)},
          {"price_year", appraisal.price_year ? Json(*appraisal.price_year) : Json(nullptr)}};
}

/// As reported; where only a total and the number of people are, worked out from them.
void unit_cost(const AuditedRecord& found, Cell& cell) {
  Json values = Json::array();
  for (const Appraisal& one : found.record.appraisals) {
    const bool shared = one.total_cost && one.participants && *one.participants > 0;
    if (!one.cost_per_participant && !shared) continue;
    const double amount = one.cost_per_participant
                              ? *one.cost_per_participant
                              : *one.total_cost / static_cast<double>(*one.participants);
    cell.lines.push_back(fmt::format("{}{} ({}{})", which(found.record, one),
                                     render::money(amount, one.currency), prices(one),
                                     one.cost_per_participant ? "" : "; worked out"));
    values.push_back(money_value(one, amount));
  }
  if (!values.empty()) cell.value = std::move(values);
}

void total_cost(const AuditedRecord& found, Cell& cell) {
  Json values = Json::array();
  for (const Appraisal& one : found.record.appraisals) {
    if (!one.total_cost) continue;
    cell.lines.push_back(fmt::format("{}{} ({})", which(found.record, one),
                                     render::money(*one.total_cost, one.currency), prices(one)));
    values.push_back(money_value(one, *one.total_cost));
  }
  if (!values.empty()) cell.value = std::move(values);
}

/// Adds an id to those that are compared, once.
void add_id(Json& ids, const std::string& id) {
  if (ids.is_null()) ids = Json::array();
  if (std::find(ids.begin(), ids.end(), Json(id)) == ids.end()) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
}

void who_pays(const AuditedRecord& found, Cell& cell) {
  for (const Appraisal& one : found.record.appraisals) {
    for (const evidence::Payer& payer : one.payers) {
      std::string line = which(found.record, one) + render::label("stakeholder", payer.agency);
      if (payer.amount) line += fmt::format(": {}", render::money(*payer.amount, one.currency));
      cell.lines.push_back(std::move(line));
      add_id(cell.value, payer.agency);
    }
  }
}

struct Gain {
  std::string who;
  std::optional<double> amount;
  std::size_t lines = 1;
};

/// The lines of an appraisal added up by who gains, in the order of the lines. A line without an
/// amount leaves its gainer without a sum.
std::vector<Gain> gains_of(const Appraisal& appraisal) {
  std::vector<Gain> gains;
  for (const evidence::BenefitLine& line : appraisal.benefits) {
    const std::string who = line.beneficiary.value_or("");
    auto gain = std::find_if(gains.begin(), gains.end(),
                             [&](const Gain& known) { return known.who == who; });
    if (gain == gains.end()) {
      gains.push_back({who, line.amount});
      continue;
    }
    ++gain->lines;
    if (gain->amount && line.amount) {
      *gain->amount += *line.amount;
    } else {
      gain->amount.reset();
    }
  }
  return gains;
}

void who_gains(const AuditedRecord& found, Cell& cell) {
  for (const Appraisal& one : found.record.appraisals) {
    for (const Gain& gain : gains_of(one)) {
      std::string line = which(found.record, one);
      line += gain.who.empty() ? "Gainer not stated" : render::label("stakeholder", gain.who);
      if (gain.amount)
        line += fmt::format(": {}{}", render::money(*gain.amount, one.currency),
                            gain.lines > 1 ? " (added up)" : "");
      cell.lines.push_back(std::move(line));
      if (!gain.who.empty()) add_id(cell.value, gain.who);
    }
  }
}

void requirements(const AuditedRecord& found, Cell& cell) {
  if (found.record.implementation) cell.lines = found.record.implementation->requirements;
}
void enablers(const AuditedRecord& found, Cell& cell) {
  if (found.record.implementation) cell.lines = found.record.implementation->enablers;
}
void barriers(const AuditedRecord& found, Cell& cell) {
  if (found.record.implementation) cell.lines = found.record.implementation->barriers;
}
void lessons(const AuditedRecord& found, Cell& cell) {
  if (found.record.implementation) cell.lines = found.record.implementation->lessons;
}

void flags(const AuditedRecord& found, Cell& cell) {
  Json codes = Json::array();
  for (const std::size_t i : render::flags_in_order(found.flags)) {
    const evidence::Flag& flag = found.flags[i];
    cell.lines.push_back(fmt::format("{}: {}", evidence::row(flag.severity).label,
                                     render::flag_sentence(flag.sentence)));
    codes.push_back(flag.code);
  }
  if (!codes.empty()) cell.value = std::move(codes);
}

void sources(const AuditedRecord& found, Cell& cell) {
  Json ids = Json::array();
  for (std::size_t i = 0; i < found.record.sources.size(); ++i) {
    const evidence::Source& source = found.record.sources[i];
    const std::string credit = render::credit_text(source);
    cell.lines.push_back(fmt::format("[{}] {}{}{}{}", i + 1, credit, credit.empty() ? "" : " ",
                                     source.title, source.locator ? ". " + *source.locator : ""));
    ids.push_back(source.title);
  }
  if (!ids.empty()) cell.value = std::move(ids);
}

constexpr std::array kWho{
    RowKind{"summary", "What it is", Judged::kNo, summary},
    RowKind{"people", "People", Judged::kNo, people},
    RowKind{"groups", "Groups", Judged::kYes, groups},
    RowKind{"ages", "Ages", Judged::kYes, ages},
    RowKind{"targeting", "Offered to", Judged::kYes, targeting},
    RowKind{"settings", "Setting", Judged::kYes, settings},
    RowKind{"countries", "Country", Judged::kYes, countries},
    RowKind{"areas", "Area", Judged::kYes, areas},
    RowKind{"period", "Period", Judged::kYes, period},
    RowKind{"delivery", "How it is delivered", Judged::kNo, delivery},
};
constexpr std::array kKnown{
    RowKind{"design", "Design", Judged::kYes, design},
    RowKind{"maryland", "Maryland level", Judged::kYes, maryland},
    RowKind{"sample", "People studied", Judged::kYes, sample},
    RowKind{"ratings", "Ratings", Judged::kNo, ratings},
    RowKind{"checks", "Do its figures hold together?", Judged::kYes, checks},
};
constexpr std::array kCost{
    RowKind{"cost_per_participant", "Cost per participant", Judged::kYes, unit_cost},
    RowKind{"total_cost", "Total cost", Judged::kYes, total_cost},
    RowKind{"payers", "Who pays", Judged::kYes, who_pays},
    RowKind{"gainers", "Who gains", Judged::kYes, who_gains},
};
constexpr std::array kPractice{
    RowKind{"requirements", "What it takes", Judged::kNo, requirements},
    RowKind{"enablers", "What helps", Judged::kNo, enablers},
    RowKind{"barriers", "What gets in the way", Judged::kNo, barriers},
    RowKind{"lessons", "What was learnt", Judged::kNo, lessons},
};
constexpr std::array kChecked{
    RowKind{"flags", "What the audit says", Judged::kNo, flags},
    RowKind{"sources", "Sources", Judged::kYes, sources},
};

Row row_of(const Records& records, const RowKind& kind) {
  Row row{kind.name, kind.label, Likeness::kNotJudged, "", {}};
  for (const AuditedRecord& found : records) {
    Cell& cell = row.cells.emplace_back();
    kind.fill(found, cell);
    if (cell.lines.empty())
      cell.missing = kind.name == "flags" ? "nothing disputes a figure" : "not reported";
  }
  if (kind.judged == Judged::kYes) row.likeness = judge(row.cells);
  return row;
}

Group group_of(const Records& records, std::string_view name, std::string_view heading,
               std::span<const RowKind> kinds, std::vector<std::string>& unreported) {
  Group group{name, heading, {}};
  for (const RowKind& kind : kinds) {
    Row row = row_of(records, kind);
    const bool any = std::any_of(row.cells.begin(), row.cells.end(),
                                 [](const Cell& cell) { return !cell.lines.empty(); });
    if (any) {
      group.rows.push_back(std::move(row));
    } else if (kind.name != "flags") {
      unreported.emplace_back(kind.label);
    }
  }
  return group;
}

/// In what the costs differ before they differ in amount.
void say_what_costs_are_in(Group& cost) {
  for (Row& row : cost.rows) {
    if (row.name != "cost_per_participant" && row.name != "total_cost") continue;
    std::vector<std::string> currencies;
    std::vector<std::string> years;
    const auto add_once = [](std::vector<std::string>& list, const Json& value) {
      const std::string text = value.is_null()     ? "not stated"
                               : value.is_string() ? value.get<std::string>()
                                                   : value.dump();
      if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
    };
    for (const Cell& cell : row.cells) {
      if (!cell.value.is_array()) continue;
      for (const Json& one : cell.value) {
        add_once(currencies, one.at("currency"));
        add_once(years, one.at("price_year"));
      }
    }
    if (currencies.size() > 1) row.note = "Not like for like: the currencies differ";
    if (years.size() > 1)
      row.note += row.note.empty() ? "Not like for like: the price years differ"
                                   : ", and so do the price years";
  }
}

}  // namespace

std::vector<Group> facts_about(const Records& records, std::vector<std::string>& unreported) {
  return {group_of(records, "who", "For whom and where", kWho, unreported),
          group_of(records, "evidence", "How it is known", kKnown, unreported)};
}

std::vector<Group> facts_for_use(const Records& records, std::vector<std::string>& unreported) {
  std::vector<Group> groups{
      group_of(records, "cost", "What it costs, who pays and who gains", kCost, unreported),
      group_of(records, "practice", "Putting it into practice", kPractice, unreported),
      group_of(records, "sources", "Checks and sources", kChecked, unreported)};
  say_what_costs_are_in(groups.front());
  std::erase_if(groups, [](const Group& group) { return group.rows.empty(); });
  return groups;
}

}  // namespace outturn::compare
