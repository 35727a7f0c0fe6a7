// SPDX-License-Identifier: GPL-3.0-or-later
// Roles to columns, and entries of lists; contract in guess_findings.h.
#include "indexer/profiles/guess_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using nlohmann::ordered_json;

constexpr std::array<std::string_view, 12> kOfASet{
    "value",       "se",        "p_value",         "ci_low",        "ci_high",      "n_total",
    "n_treatment", "n_control", "treatment_value", "control_value", "treatment_sd", "control_sd"};
constexpr std::size_t kMostUnmatched = 10;  // shown in a comment

bool of_a_set(std::string_view field) {
  return std::find(kOfASet.begin(), kOfASet.end(), field) != kOfASet.end();
}

std::string key_of(const Role& role) { return fmt::format("{}/{}", role.part, role.field); }

const evidence::Vocabulary& outcomes() { return evidence::vocabulary("outcome"); }

/// The outcome that words name, exactly or nearly; empty where none is near.
std::string outcome_of(const std::vector<std::string>& words) {
  const std::string text = fmt::format("{}", fmt::join(words, " "));
  const std::string exact = exact_term(outcomes(), text);
  return exact.empty() ? outcomes().nearest(text) : exact;
}

/// Columns of one outcome of a wide table.
struct ColumnSet {
  std::string stem;
  std::string outcome;
  std::map<std::string, RoleGuess> columns;  ///< by field
};

/// Sets of columns such as "Reading effect", "Reading SE": two sets with a value at least.
std::vector<ColumnSet> column_sets(const TableSample& sample) {
  std::map<std::string, ColumnSet> by_stem;
  std::vector<std::string> order;
  for (std::size_t i = 0; i < sample.columns.size(); ++i) {
    for (const RoleMatch& match : role_matches(sample.columns[i], sample.decimal)) {
      if (match.role->part != "findings" || !of_a_set(match.role->field) || match.rest.empty())
        continue;
      const std::string stem = fmt::format("{}", fmt::join(match.rest, " "));
      const auto [set, fresh] = by_stem.try_emplace(stem, ColumnSet{stem, {}, {}});
      if (fresh) {
        set->second.outcome = outcome_of(match.rest);
        order.push_back(stem);
      }
      set->second.columns.try_emplace(std::string(match.role->field),
                                      RoleGuess{i, match.role, match.score});
      break;
    }
  }
  std::vector<ColumnSet> sets;
  for (const std::string& stem : order) {
    ColumnSet& set = by_stem.at(stem);
    if (set.columns.contains("value") && !set.outcome.empty()) sets.push_back(std::move(set));
  }
  if (sets.size() < 2) sets.clear();
  return sets;
}

/// What the name of a column says of its unit, and the sign it is given with.
void add_unit(const ColumnSample& column, const Role& role, ordered_json& value) {
  const std::string name = base::lower(column.name);
  const bool percent_cells =
      std::any_of(column.cells.begin(), column.cells.end(),
                  [](const std::string& cell) { return cell.ends_with('%'); });
  if (percent_cells || (role.field == "discount_rate" && name.find('%') != std::string::npos))
    value["unit"] = "percent";
  else if (role.part == "appraisals" && name.find("000") != std::string::npos)
    value["unit"] = "thousands";
  else if (role.part == "appraisals" && name.find("million") != std::string::npos)
    value["unit"] = "millions";
}

std::string confidence(const RoleGuess& guess) {
  return guess.score >= 3 ? "likely: the column's name" : "unsure: a part of the column's name";
}

void add_terms(const ColumnSample& column, const evidence::Vocabulary& vocabulary,
               ordered_json& value, GuessState& state) {
  std::vector<std::string> unmatched;
  ordered_json near = ordered_json::object();
  for (const std::string& text : column.distinct) {
    if (!exact_term(vocabulary, text).empty()) continue;
    const std::string term = vocabulary.nearest(text);
    if (term.empty())
      unmatched.push_back(text);
    else
      near[text] = term;
  }
  if (!near.empty()) {
    value["terms"] = near;
    state.guess.to_settle.push_back(
        fmt::format("column \"{}\": {} under \"terms\" were matched by spelling alone", column.name,
                    near.size() == 1 ? "one text" : fmt::format("{} texts", near.size())));
  }
  if (unmatched.empty()) return;
  const std::size_t shown = std::min(unmatched.size(), kMostUnmatched);
  const std::vector<std::string> first(unmatched.begin(),
                                       unmatched.begin() + static_cast<std::ptrdiff_t>(shown));
  state.guess.to_settle.push_back(fmt::format(
      "column \"{}\": map {} to terms of schema/evidence/vocab/{}.json: {}{}", column.name,
      unmatched.size() == 1 ? "this text" : "these texts", vocabulary.name(),
      fmt::join(first, "; "), unmatched.size() > shown ? "; and more" : ""));
}

/// The figures of a finding, by field, as values; those that the record has no field for apart.
struct FindingValues {
  ordered_json fields = ordered_json::object();
  ordered_json sds = ordered_json::object();
  std::string metric;
};

void add_finding_value(const std::string& field, const RoleGuess& guess, ordered_json value,
                       FindingValues& out) {
  if (field == "treatment_sd" || field == "control_sd") {
    out.sds[field] = std::move(value);
    return;
  }
  if (field == "value") out.metric = std::string(guess.role->detail);
  if (field == "timepoint_months") {
    value["as"] = "months";
    value["otherwise"] = nullptr;
  }
  out.fields[field] = std::move(value);
}

/// The derivations that the columns allow, in the order in which they should be tried.
ordered_json derivations(const FindingValues& values) {
  const auto have = [&](const char* field) { return values.fields.contains(field); };
  ordered_json out = ordered_json::array();
  const bool ratio = values.metric.ends_with("_ratio");
  const bool numbers = have("n_treatment") && have("n_control");
  if (values.sds.size() == 2 && numbers && have("treatment_value") && have("control_value")) {
    const char* by = have("value") ? "se_from_means" : "hedges_g_from_means";
    out.push_back({{"by", by}, {"with", values.sds}});
  }
  if (!have("value") || have("se") || ratio) return out;
  if (have("ci_low") && have("ci_high")) out.push_back({{"by", "se_from_interval"}});
  if (have("p_value")) out.push_back({{"by", "se_from_p"}});
  if (numbers) out.push_back({{"by", "se_from_n"}});
  return out;
}

void settle_finding(FindingValues& values, bool has_value, GuessState& state) {
  ordered_json& fields = values.fields;
  if (!fields.contains("metric"))
    fields["metric"] = values.metric.empty() ? has_value ? "hedges_g" : "narrative" : values.metric;
  if (!fields.contains("better")) {
    fields["better"] = {{"constant", "higher"}, {"comment", "unsure: no column says it"}};
    state.guess.to_settle.push_back(
        "findings better: no column says which way is good; \"higher\" stands there");
  }
  if (!fields.contains("result")) fields["result"] = "unclear";
  fields["source"] = state.source;
  fields["locator"] = {{"text", "Row {#row}"}};
}

ordered_json wide_entries(const std::vector<ColumnSet>& sets, GuessState& state) {
  // Sets with the same fields and metric share an entry.
  std::map<std::string, std::vector<const ColumnSet*>> groups;
  for (const ColumnSet& set : sets) {
    std::string shape(set.columns.at("value").role->detail);
    for (const auto& [field, guess] : set.columns) shape += " " + field;
    groups[shape].push_back(&set);
  }
  ordered_json entries = ordered_json::array();
  for (const auto& [shape, members] : groups) {
    ordered_json each = ordered_json::array();
    FindingValues values;
    for (const ColumnSet* set : members) {
      const std::string& good = outcomes().find(set->outcome)->good;
      ordered_json one{{"outcome", set->outcome},
                       {"measure", set->stem},
                       {"better", good.empty() ? "higher" : good}};
      for (const auto& [field, guess] : set->columns) {
        one[field] = state.sample.columns[guess.column].name;
        ordered_json value = value_for(guess, state);
        value["column"] = "<" + field + ">";
        add_finding_value(field, guess, std::move(value), values);
      }
      each.push_back(std::move(one));
    }
    values.fields["outcome"] = "<outcome>";
    values.fields["measure"] = "<measure>";
    values.fields["better"] = "<better>";
    settle_finding(values, true, state);
    ordered_json entry{{"each", each}, {"needs", {"value"}}, {"fields", values.fields}};
    if (ordered_json derive = derivations(values); !derive.empty()) entry["derive"] = derive;
    entries.push_back(std::move(entry));
  }
  state.guess.to_settle.push_back(
      "findings: whether each set of columns has the right outcome, and whether the figures are "
      "signed "
      "as its better says");
  return entries;
}

}  // namespace

ColumnRoles assign_roles(const TableSample& sample) {
  std::set<std::size_t> in_sets;
  for (const ColumnSet& set : column_sets(sample))
    for (const auto& [field, guess] : set.columns) in_sets.insert(guess.column);
  struct Offer {
    std::size_t column;
    RoleMatch match;
  };
  std::vector<Offer> offers;
  for (std::size_t i = 0; i < sample.columns.size(); ++i) {
    if (in_sets.contains(i) || sample.columns[i].name.empty()) continue;
    for (RoleMatch& match : role_matches(sample.columns[i], sample.decimal))
      offers.push_back({i, std::move(match)});
  }
  std::stable_sort(offers.begin(), offers.end(), [](const Offer& a, const Offer& b) {
    return std::pair(a.match.score, a.match.length) > std::pair(b.match.score, b.match.length);
  });
  ColumnRoles roles;
  std::set<std::size_t> taken;
  for (const Offer& offer : offers) {
    const std::string key = key_of(*offer.match.role);
    if (taken.contains(offer.column) || roles.contains(key)) continue;
    roles.emplace(key, RoleGuess{offer.column, offer.match.role, offer.match.score});
    taken.insert(offer.column);
  }
  return roles;
}

ordered_json value_for(const RoleGuess& guess, GuessState& state) {
  const ColumnSample& column = state.sample.columns[guess.column];
  state.placed.insert(guess.column);
  ordered_json value{{"column", column.name}};
  std::string comment = confidence(guess);
  if (guess.role->kind == RoleKind::kTerm) {
    const auto& vocabulary = evidence::vocabulary(guess.role->detail);
    add_terms(column, vocabulary, value, state);
    comment +=
        fmt::format("; {:.0f}% of its texts are terms", 100 * share_of_terms(column, vocabulary));
  } else if (guess.role->kind != RoleKind::kText) {
    add_unit(column, *guess.role, value);
    const bool marks = guess.role->part == "findings" || guess.role->part == "appraisals";
    if (marks && guess.role->field != "minus_benefits_over_costs" &&
        !guess.role->field.ends_with("_sd"))
      value["unreadable"] = "as_printed";
    comment += "; its cells are numbers";
  }
  if (guess.role->field == "year") value["as"] = "year";
  if (guess.role->field == "url") value["comment"] = "an address begins with http";
  value["comment"] = comment;
  return value;
}

ordered_json finding_entries(const ColumnRoles& roles, GuessState& state) {
  if (const auto sets = column_sets(state.sample); !sets.empty()) return wide_entries(sets, state);
  FindingValues values;
  for (const auto& [role, guess] : roles)
    if (role.starts_with("findings/"))
      add_finding_value(role.substr(9), guess, value_for(guess, state), values);
  if (values.fields.empty()) return ordered_json::array();
  if (!values.fields.contains("outcome")) {
    values.fields["outcome"] = {{"constant", "education"}, {"comment", "unsure: no column says"}};
    state.guess.to_settle.push_back("findings outcome: no column says it; one stands there");
  }
  const bool has_value = values.fields.contains("value") || values.sds.size() == 2;
  settle_finding(values, has_value, state);
  ordered_json entry{{"fields", values.fields}};
  if (ordered_json derive = derivations(values); !derive.empty()) entry["derive"] = derive;
  return ordered_json::array({entry});
}

ordered_json appraisal_entries(const ColumnRoles& roles, GuessState& state) {
  ordered_json fields = ordered_json::object();
  ordered_json derive = ordered_json::array();
  for (const auto& [role, guess] : roles) {
    if (!role.starts_with("appraisals/")) continue;
    ordered_json value = value_for(guess, state);
    if (role == "appraisals/minus_benefits_over_costs")
      derive.push_back({{"by", "ratio_from_minus_benefits_over_costs"},
                        {"with", {{"minus_benefits_over_costs", value}}}});
    else
      fields[role.substr(11)] = std::move(value);
  }
  if (fields.empty() && derive.empty()) return ordered_json::array();
  const bool totals = fields.contains("total_benefits") && fields.contains("total_cost");
  if (totals && !fields.contains("ratio.central")) derive.push_back({{"by", "ratio_from_totals"}});
  const bool ratio = fields.contains("ratio.central") || !derive.empty();
  for (const auto& [field, term] :
       {std::pair{"kind", ratio ? "bcr" : "unit_cost"}, std::pair{"perspective", "society"},
        std::pair{"basis", "evaluative"}})
    fields[field] = {{"constant", term}, {"comment", "unsure: no column says it"}};
  if (!fields.contains("currency")) fields["currency"] = "GBP";
  state.guess.to_settle.push_back(
      "appraisals kind, perspective, basis, currency: no column says them");
  fields["source"] = state.source;
  fields["locator"] = {{"text", "Row {#row}"}};
  ordered_json entry{{"fields", fields}};
  if (!derive.empty()) entry["derive"] = derive;
  return ordered_json::array({entry});
}

}  // namespace outturn::ingest
