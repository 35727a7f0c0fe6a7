// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the published figures from a record and holds a local case against them; contracts in
// local_case.h.
#include "schema/evidence/local_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "schema/evidence/arithmetic/uncertainty.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/standardise.h"

namespace outturn::evidence {
namespace {

using arithmetic::not_possible;
using base::Result;

constexpr double kLevel = 0.95;

tl::unexpected<base::Error> wrong_choice(const char* where, std::string what, std::string hint) {
  auto error = not_possible(std::move(what), std::move(hint));
  error.value().where = where;
  return error;
}

/// Where standardise() found the standard error.
std::string se_field(const Finding& finding, const std::string& se_from) {
  if (se_from == "the standard error reported") return "se";
  if (se_from == "the interval reported") return "ci_low";
  if (se_from == "the p value reported") return "p_value";
  return finding.n_treatment ? "n_treatment" : "n_total";
}

std::string why_no_se(const Finding& finding) {
  if (finding.se && *finding.se == 0)
    return "The standard error is printed as 0, which is a rounded figure and not certainty.";
  return "The record gives no standard error, and nothing it could be worked out from.";
}

void take_finding(LocalBasis& basis, const Finding& finding, std::size_t number) {
  basis.finding = number;
  basis.lower_is_better = finding.better == "lower";
  const std::string at = fmt::format("/findings/{}/", number);
  const auto standard = standardise(finding);
  if (!standard) {
    basis.no_effect = fmt::format("The finding cannot be put as a standardised effect: {}.",
                                  standard.error().message);
    basis.no_se = "No effect is known, so neither is its standard error.";
    return;
  }
  basis.compared = standard->compared;
  const double effect = *basis.lower_is_better ? 0 - standard->g : standard->g;
  const bool same = finding.value && *finding.value == effect;
  basis.effect =
      Figure{effect, same ? From::kRecord : From::kWorkedOut, at + "value", standard->conversion};
  if (!standard->se) {
    basis.no_se = why_no_se(finding);
    return;
  }
  const bool printed = finding.se && *finding.se == *standard->se;
  basis.se =
      Figure{*standard->se, printed ? From::kRecord : From::kWorkedOut,
             at + se_field(finding, standard->se_from), printed ? "" : "from " + standard->se_from};
}

/// Every finding that can be put as a standardised effect.
std::vector<EffectOption> effects_of(const Record& record) {
  std::vector<EffectOption> all;
  for (std::size_t i = 0; i < record.findings.size(); ++i) {
    const Finding& finding = record.findings[i];
    if (const auto one = standardise(finding))
      all.push_back({i, finding.better == "lower" ? 0 - one->g : one->g, one->g, one->se});
  }
  return all;
}

/// The best effect on just this outcome.
std::optional<BestEffect> best_on(const Record& record, const std::string& outcome) {
  Record only;
  only.findings = record.findings;
  for (Finding& finding : only.findings)
    if (finding.outcome != outcome) finding.value.reset();
  return best_effect(only, {});
}

/// The finding that the chosen value most likely follows: on the outcome worth the most of it.
std::optional<BestEffect> fitting_effect(const Record& record, const LocalBasis& basis) {
  std::map<std::string, double> worth;
  if (basis.chosen) {
    for (const BenefitLine& line : record.appraisals[basis.chosen->appraisal].benefits)
      worth[line.outcome] += line.amount.value_or(0);
  }
  std::optional<BestEffect> found;
  double most = 0;
  for (const auto& [outcome, amount] : worth) {
    if (!(amount > most)) continue;
    if (auto best = best_on(record, outcome)) {
      found = std::move(best);
      most = amount;
    }
  }
  return found ? found : best_effect(record, {});
}

Result<void> choose_finding(LocalBasis& basis, const Record* record, const LocalChoice& choice) {
  if (choice.finding) {
    if (record == nullptr)
      return wrong_choice("finding", "there is no record to take a finding from", "name a record");
    if (*choice.finding >= record->findings.size())
      return wrong_choice(
          "finding", fmt::format("{} is not a finding of this record", *choice.finding),
          record->findings.empty()
              ? "it has none"
              : fmt::format("use a number from 0 to {}", record->findings.size() - 1));
    take_finding(basis, record->findings[*choice.finding], *choice.finding);
    return {};
  }
  basis.no_effect = record == nullptr ? "No effect is given."
                                      : "The record holds no standardised effect to start from.";
  basis.no_se = "No effect is known, so neither is its standard error.";
  if (record == nullptr) return {};
  if (const auto best = fitting_effect(*record, basis))
    take_finding(basis, record->findings[best->finding], best->finding);
  return {};
}

Result<void> choose_value(LocalBasis& basis, const Record* record, const LocalChoice& choice) {
  const bool chooses = choice.appraisal || choice.value_from;
  if (record == nullptr) {
    basis.no_value = "No value is given.";
    if (!chooses) return {};
    return wrong_choice(choice.appraisal ? "appraisal" : "value_from",
                        "there is no record to take a value from", "name a record");
  }
  basis.values = published_values(*record);
  if (choice.appraisal && *choice.appraisal >= record->appraisals.size())
    return wrong_choice(
        "appraisal", fmt::format("{} is not an appraisal of this record", *choice.appraisal),
        record->appraisals.empty()
            ? "it has none"
            : fmt::format("use a number from 0 to {}", record->appraisals.size() - 1));
  const auto found = std::find_if(basis.values.begin(), basis.values.end(), [&](const auto& one) {
    return (!choice.appraisal || one.appraisal == *choice.appraisal) &&
           (!choice.value_from || one.id == *choice.value_from);
  });
  if (found == basis.values.end()) {
    basis.no_value = why_no_value(*record, choice.appraisal);
    if (!choice.value_from) return {};
    std::vector<std::string> ids;
    for (const PublishedValue& one : basis.values) ids.push_back(one.id);
    return wrong_choice("value_from", "that is not a value of this record",
                        ids.empty() ? "it has none; give a value instead"
                                    : fmt::format("use one of: {}", fmt::join(ids, ", ")));
  }
  basis.chosen = *found;
  basis.per = found->per;
  basis.currency = found->currency;
  basis.price_year = found->price_year;
  basis.value = Figure{found->amount, found->worked_out ? From::kWorkedOut : From::kRecord,
                       found->pointer, found->how};
  return {};
}

/// The values of a participant are those of the record's effect; at another they are in proportion.
void scale_values(LocalBasis& basis, double given) {
  if (!basis.effect || basis.effect->value == 0 || basis.effect->value == given) return;
  const double factor = given / basis.effect->value;
  const std::string how =
      fmt::format(", \u00d7 {:.4g} / {:.4g} for the effect given", given, basis.effect->value);
  const auto scale = [&](PublishedValue& value) {
    if (value.per != ValuePer::kParticipant) return;
    value.amount *= factor;
    if (value.line_scale) value.line_scale = *value.line_scale * factor;
    value.worked_out = true;
    value.how += how;
  };
  for (PublishedValue& value : basis.values) scale(value);
  if (!basis.chosen || basis.chosen->per != ValuePer::kParticipant) return;
  scale(*basis.chosen);
  basis.value =
      Figure{basis.chosen->amount, From::kWorkedOut, basis.chosen->pointer, basis.chosen->how};
}

void put_given(LocalBasis& basis, const LocalChoice& choice) {
  if (choice.effect) scale_values(basis, *choice.effect);
  if (choice.value) {
    basis.value = Figure{*choice.value, From::kGiven, "", ""};
    basis.per = ValuePer::kParticipant;
  }
  if (choice.effect) basis.effect = Figure{*choice.effect, From::kGiven, "", ""};
  if (choice.se && *choice.se > 0) basis.se = Figure{*choice.se, From::kGiven, "", ""};
  if (choice.se && !(*choice.se > 0)) {
    basis.se.reset();
    basis.no_se = "A standard error of 0 would mean that the effect is certain, which none is.";
  }
  if (!basis.se && basis.no_se.empty()) basis.no_se = "No standard error is given.";
  if (choice.effect && !basis.se && !choice.se) basis.no_se = "No standard error is given.";
}

/// The effect turned so that positive favours the intervention. Without a finding the value says
/// that the effect is a good one, whichever way it is written.
double favourable(const LocalBasis& basis) {
  const double effect = basis.effect->value;
  if (basis.lower_is_better) return *basis.lower_is_better ? 0 - effect : effect;
  return std::abs(effect);
}

/// Why nobody's gain is worth anything; empty where somebody's is, or where that is not known.
std::string worthless(const LocalBasis& basis) {
  if (!has_gain(basis))
    return basis.effect->value == 0
               ? "the effect is 0, so there is no gain to be worth anything"
               : "the effect favours the comparison, so there is no gain to be worth anything";
  if (basis.value && !(basis.value->value > 0))
    return "the value for each person is not above 0, so no number of people covers the cost";
  return {};
}

Result<arithmetic::LocalCase> effect_case(const LocalInputs& inputs) {
  const LocalBasis& basis = inputs.basis;
  if (!basis.value) return not_possible("no value for each participant is known", "give one");
  if (basis.per == ValuePer::kBeneficiary)
    return not_possible(
        "the value is of one person who gains, and how many of those served would is not known",
        "give the mean value over everybody served");
  if (!basis.effect) return not_possible("no effect is known", "give one");
  if (auto none = worthless(basis); !none.empty()) return not_possible(std::move(none));
  return arithmetic::LocalCase{favourable(basis), basis.value->value, inputs.cost, inputs.caseload};
}

Result<arithmetic::MonteCarloResult> simulated(const LocalInputs& inputs,
                                               const arithmetic::LocalCase& local) {
  const double low = inputs.cost_low.value_or(inputs.cost);
  const double high = inputs.cost_high.value_or(inputs.cost);
  arithmetic::UncertainCase uncertain;
  uncertain.benefits.push_back(
      {"the effect", arithmetic::Normal{local.published_effect, inputs.basis.se->value},
       local.caseload * (local.value_per_participant / local.published_effect)});
  arithmetic::UncertainTerm cost{"the cost", arithmetic::Fixed{inputs.cost}, 1};
  if (low < high) cost.distribution = arithmetic::Triangular{low, inputs.cost, high};
  uncertain.costs.push_back(std::move(cost));
  return arithmetic::simulate(uncertain, inputs.options);
}

void work_out_chance(LocalAnswer& answer, const LocalInputs& inputs,
                     const Result<arithmetic::LocalCase>& local) {
  std::optional<base::Error> missing;
  if (!local) missing = local.error();
  if (local && !inputs.basis.se)
    missing = not_possible("the effect has no standard error, so how uncertain it is is not known",
                           "give one")
                  .value();
  if (missing) {
    answer.closed_form = tl::unexpected(*missing);
    answer.monte_carlo = tl::unexpected(*missing);
    return;
  }
  answer.closed_form = arithmetic::chance_of_paying_back(*local, inputs.basis.se->value);
  answer.monte_carlo = simulated(inputs, *local);
}

void add_rows(LocalAnswer& answer, const LocalInputs& inputs, const arithmetic::LocalCase& local) {
  const double effect = inputs.basis.effect->value;
  const double sign = (effect < 0) == (local.published_effect < 0) ? 1 : -1;
  const double one = local.caseload * (local.value_per_participant / local.published_effect);
  const auto add = [&](EffectPoint point, double turned, double worth) {
    if (std::isfinite(worth) && std::isfinite(worth - inputs.cost))
      answer.rows.push_back({point, turned == 0 ? 0 : sign * turned, worth, worth - inputs.cost});
  };
  const double published = local.published_effect;
  // As multiplied out once, so that at exactly the breakeven exactly nothing is left.
  add(EffectPoint::kPublished, published,
      answer.effect ? answer.effect->value_as_published : published * one);
  if (inputs.basis.se) {
    const auto interval = arithmetic::interval(published, inputs.basis.se->value, kLevel);
    if (interval) {
      add(EffectPoint::kLeastFavourable, interval->low, interval->low * one);
      add(EffectPoint::kMostFavourable, interval->high, interval->high * one);
    }
  }
  if (answer.effect)
    add(EffectPoint::kBreakeven, published * answer.effect->share_needed, inputs.cost);
  add(EffectPoint::kNone, 0, 0);
}

void add_options(LocalAnswer& answer, const LocalInputs& inputs) {
  const LocalBasis& basis = inputs.basis;
  const bool given = basis.effect && basis.effect->from == From::kGiven;
  const bool worth =
      !given && basis.value && basis.value->value > 0 && basis.per == ValuePer::kParticipant;
  for (std::size_t i = 0; i < basis.effects.size(); ++i) {
    const EffectOption& one = basis.effects[i];
    OptionRow row{i, one.favourable > 0, {}};
    auto se = one.se;
    if (basis.se && basis.se->from == From::kGiven) se = basis.se->value;
    if (row.gains && worth && se) {
      const auto chance = arithmetic::chance_of_paying_back(
          {one.favourable, basis.value->value, inputs.cost, inputs.caseload}, *se);
      if (chance) row.chance = *chance;
    }
    answer.by_finding.push_back(row);
  }
}

Verdict judge(const LocalInputs& inputs, const LocalAnswer& answer) {
  if (!inputs.basis.value) return Verdict::kNotKnown;
  if (!worthless(inputs.basis).empty()) return Verdict::kAtNoCaseload;
  if (!answer.people) return Verdict::kNotKnown;
  if (static_cast<double>(*answer.people) > inputs.caseload) return Verdict::kDoesNotPayBack;
  return inputs.basis.per == ValuePer::kBeneficiary ? Verdict::kDependsOnPeople
                                                    : Verdict::kPaysBack;
}

Result<void> check(const LocalInputs& inputs) {
  if (auto error = arithmetic::require_positive(
          {{"the cost", inputs.cost}, {"the caseload", inputs.caseload}}))
    return tl::unexpected(*error);
  const double low = inputs.cost_low.value_or(inputs.cost);
  const double high = inputs.cost_high.value_or(inputs.cost);
  if (auto error = arithmetic::require_positive(
          {{"the low end of the cost", low}, {"the high end of the cost", high}}))
    return tl::unexpected(*error);
  if (low > inputs.cost || high < inputs.cost)
    return not_possible("the cost does not lie between its low and its high end");
  return {};
}

}  // namespace

bool has_gain(const LocalBasis& basis) {
  const bool follows = basis.value && basis.effect && basis.per == ValuePer::kParticipant;
  return !follows || favourable(basis) > 0;
}

base::Result<LocalBasis> local_basis(const Record* record, const LocalChoice& choice) {
  LocalBasis basis;
  if (record != nullptr) basis.effects = effects_of(*record);
  // The value first: which finding it follows, where none is chosen, depends on it.
  auto valued = choose_value(basis, record, choice);
  if (auto chosen = choose_finding(basis, record, choice); !chosen)
    return tl::unexpected(chosen.error());
  if (!valued) return tl::unexpected(valued.error());
  put_given(basis, choice);
  return basis;
}

std::optional<double> LocalAnswer::chance() const {
  if (cost_range)
    return monte_carlo ? std::optional(monte_carlo->chance_benefits_exceed_costs) : std::nullopt;
  return closed_form ? std::optional(*closed_form) : std::nullopt;
}

base::Result<LocalAnswer> answer_local(const LocalInputs& inputs) {
  if (auto sound = check(inputs); !sound) return tl::unexpected(sound.error());
  const LocalBasis& basis = inputs.basis;
  LocalAnswer answer;
  answer.cost_per_person = inputs.cost / inputs.caseload;
  answer.cost_range =
      inputs.cost_low.value_or(inputs.cost) < inputs.cost_high.value_or(inputs.cost);
  if (!basis.value) {
    answer.people = not_possible("no value for each participant is known", "give one");
  } else if (auto none = worthless(basis); !none.empty()) {
    answer.people = not_possible(std::move(none));
  } else {
    answer.people = arithmetic::breakeven_people(inputs.cost, basis.value->value);
  }
  if (basis.value && basis.per == ValuePer::kParticipant && has_gain(basis)) {
    const double worth = inputs.caseload * basis.value->value;
    if (std::isfinite(worth)) answer.worth = worth;
  }
  const auto local = effect_case(inputs);
  if (local) {
    answer.effect = arithmetic::breakeven_effect(*local);
    if (answer.effect && (basis.effect->value < 0) != (local->published_effect < 0))
      answer.effect->effect = 0 - answer.effect->effect;  // back to the sign of the source
  } else {
    answer.effect = tl::unexpected(local.error());
  }
  work_out_chance(answer, inputs, local);
  if (local) add_rows(answer, inputs, *local);
  for (std::size_t i = 0; i < basis.values.size(); ++i)
    answer.by_value.push_back(
        {i, arithmetic::breakeven_people(inputs.cost, basis.values[i].amount)});
  add_options(answer, inputs);
  answer.verdict = judge(inputs, answer);
  return answer;
}

}  // namespace outturn::evidence
