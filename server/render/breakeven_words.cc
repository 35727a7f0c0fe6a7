// SPDX-License-Identifier: GPL-3.0-or-later
// The sentences of a local case; contracts in breakeven_words.h.
#include "server/render/breakeven_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using evidence::LocalAnswer;
using evidence::LocalBasis;
using evidence::LocalInputs;
using evidence::ValuePer;
using evidence::Verdict;

/// How far a simulation may lie from the closed form: more than this happens once in 370 runs.
constexpr double kAgreeWithin = 3;
/// Fewer draws than this agree with almost anything.
constexpr std::size_t kDrawsThatTell = 1000;
/// Below it pence would be 0.00; two significant digits are given instead, up to these decimals.
constexpr double kLeastInPence = 0.005;
constexpr int kMostDecimals = 10;

std::string people_text(double people) {
  return plural(static_cast<std::size_t>(people), "person", "people");
}

/// An error of the arithmetic as a sentence.
std::string because(const char* what, const base::Error& error) {
  return fmt::format("{}: {}.", what, error.message);
}

std::string ratio_figure(double value) { return value < 100 ? fixed(value, 2) : fixed(value, 0); }

std::string at_what(const LocalBasis& basis) {
  return basis.effect ? fmt::format("At the {}", effect_words(basis)) : "At that value";
}

std::string pays_sentence(const LocalInputs& inputs, const LocalAnswer& answer) {
  const auto& currency = inputs.basis.currency;
  return fmt::format("{} it pays back: {} served would be worth {}, against a cost of {}.",
                     at_what(inputs.basis), people_text(inputs.caseload),
                     whole_amount(answer.worth.value_or(0), currency),
                     amount_text(inputs.cost, currency));
}

std::string does_not_pay_sentence(const LocalInputs& inputs, const LocalAnswer& answer) {
  const auto& currency = inputs.basis.currency;
  const auto needed = static_cast<double>(*answer.people);
  if (inputs.basis.per == ValuePer::kBeneficiary)
    return fmt::format("It does not pay back with {} served: {} must gain, more than there are.",
                       people_text(inputs.caseload), people_text(needed));
  return fmt::format(
      "{} it does not pay back: {} served would be worth {}, against a "
      "cost of {}. It would take {} for the same cost.",
      at_what(inputs.basis), people_text(inputs.caseload),
      whole_amount(answer.worth.value_or(0), currency), amount_text(inputs.cost, currency),
      people_text(needed));
}

void add_value(std::vector<std::string>& list, const LocalInputs& inputs) {
  const LocalBasis& basis = inputs.basis;
  if (!basis.value) {
    list.push_back(basis.no_value + " Give what the gain of one participant is worth.");
    return;
  }
  if (!evidence::has_gain(basis)) return;
  const bool one = basis.per == ValuePer::kBeneficiary;
  std::string text = fmt::format(
      "{}: {}", one ? "Worth of the gain of one person" : "Worth of the effect for one participant",
      amount_text(basis.value->value, basis.currency));
  text += basis.value->from == evidence::From::kGiven ? ", as given"
                                                      : fmt::format(" ({})", basis.value->how);
  list.push_back(text + ".");
}

void add_people(std::vector<std::string>& list, const LocalInputs& inputs,
                const LocalAnswer& answer) {
  const LocalBasis& basis = inputs.basis;
  if (!answer.people) {
    list.push_back(because("People who must gain", answer.people.error()));
    return;
  }
  const double exact = inputs.cost / basis.value->value;
  const auto needed = static_cast<double>(*answer.people);
  list.push_back(fmt::format(
      "People who must gain: cost / worth of one = {} / {} = {}, in whole people {}. That is {} of "
      "the {} served.",
      amount_text(inputs.cost, basis.currency), amount_text(basis.value->value, basis.currency),
      ratio_figure(exact), people_text(needed), share_text(needed / inputs.caseload),
      people_text(inputs.caseload)));
}

void add_effect(std::vector<std::string>& list, const LocalInputs& inputs,
                const LocalAnswer& answer) {
  const LocalBasis& basis = inputs.basis;
  if (!answer.effect) {
    list.push_back(because("Breakeven effect", answer.effect.error()));
    return;
  }
  const auto& effect = *answer.effect;
  list.push_back(fmt::format("Worth of all at the {}: {} \u00d7 {} = {}.", effect_words(basis),
                             count_figure(static_cast<std::size_t>(inputs.caseload)),
                             amount_text(basis.value->value, basis.currency),
                             amount_text(effect.value_as_published, basis.currency)));
  std::string text = fmt::format(
      "Breakeven effect: cost / worth of all = {} / {} = {} of the {}, and {} of {} is "
      "{}.",
      amount_text(inputs.cost, basis.currency),
      amount_text(effect.value_as_published, basis.currency), share_text(effect.share_needed),
      effect_words(basis), share_text(effect.share_needed), signed_effect(basis.effect->value),
      worked_effect(effect.effect));
  text += effect.may_shrink_by >= 0 ? fmt::format(" The {} may shrink by {}.", effect_words(basis),
                                                  share_text(effect.may_shrink_by))
                                    : " The effect would have to be larger.";
  list.push_back(std::move(text));
}

void add_closed_form(std::vector<std::string>& list, const LocalInputs& inputs,
                     const LocalAnswer& answer) {
  const LocalBasis& basis = inputs.basis;
  if (!answer.closed_form) {
    const bool no_se = answer.effect && !basis.se;
    list.push_back(because("Chance of paying back", answer.closed_form.error()) +
                   (no_se ? " " + basis.no_se : ""));
    return;
  }
  const double worth = answer.effect->value_as_published;
  const double spread = worth * (basis.se->value / std::abs(basis.effect->value));
  const double above = (worth - inputs.cost) / spread;
  list.push_back(fmt::format(
      "Chance of paying back{}: the worth of all varies with the effect, by a standard error of {} "
      "\u00d7 {} / {} = {}. At the {} it lies {} standard errors {} the cost, and a "
      "normal variable exceeds the cost with a chance of {}.",
      answer.cost_range ? " if the cost were just that" : "", amount_text(worth, basis.currency),
      effect_figure(basis.se->value), effect_figure(std::abs(basis.effect->value)),
      amount_text(spread, basis.currency), effect_words(basis), ratio_figure(std::abs(above)),
      above < 0 ? "below" : "above", chance_text(*answer.closed_form)));
}

void add_simulation(std::vector<std::string>& list, const LocalInputs& inputs,
                    const LocalAnswer& answer) {
  if (!answer.closed_form) return;
  if (!answer.monte_carlo) {
    list.push_back(because("Simulation", answer.monte_carlo.error()));
    return;
  }
  const auto& run = *answer.monte_carlo;
  const auto& currency = inputs.basis.currency;
  std::string text = fmt::format(
      "Simulation: {} of the effect{} from seed {} {} back in {} of cases, give or take {} points "
      "(one standard error).",
      plural(run.draws, "draw", "draws"), answer.cost_range ? " and of the cost" : "", run.seed,
      run.draws == 1 ? "pays" : "pay", chance_text(run.chance_benefits_exceed_costs),
      points_text(run.chance_standard_error));
  if (answer.cost_range) {
    text += fmt::format(" The cost is drawn from {} over {} to {}.",
                        amount_text(inputs.cost_low.value_or(inputs.cost), currency),
                        amount_text(inputs.cost, currency),
                        amount_text(inputs.cost_high.value_or(inputs.cost), currency));
  } else if (run.draws < kDrawsThatTell) {
    text += " That is too few to hold against the chance worked out.";
  } else {
    const double off = std::abs(run.chance_benefits_exceed_costs - *answer.closed_form);
    text += off <= kAgreeWithin * run.chance_standard_error
                ? " That agrees with the chance worked out."
                : " That is further from the chance worked out than the draws explain; use more.";
  }
  list.push_back(std::move(text));
}

/// The outcomes of the benefit lines of the chosen value.
std::size_t outcomes_valued(const evidence::Record& record, const LocalBasis& basis) {
  std::set<std::string> outcomes;
  for (const auto& line : record.appraisals[basis.chosen->appraisal].benefits)
    outcomes.insert(line.outcome);
  return outcomes.size();
}

void warn_of_prices(std::vector<std::string>& list, const LocalBasis& basis) {
  if (!basis.value || basis.value->from == evidence::From::kGiven) return;
  if (!basis.currency) {
    list.push_back(
        "The record does not state the currency of its amounts. Cost and value must be in one.");
  } else if (*basis.currency != "GBP") {
    list.push_back(
        fmt::format("The record\u2019s amounts are in {}. Give the cost in {} too, or give the "
                    "value in pounds.",
                    *basis.currency, *basis.currency));
  }
  if (!basis.price_year) {
    list.push_back(
        "The record does not state the price year of its amounts, so they cannot be uprated. "
        "Set against a cost of today, an older value is too low.");
    return;
  }
  const std::string year = std::to_string(*basis.price_year);
  const bool later = basis.chosen->id.ends_with(".uprated");
  const bool offered = std::any_of(basis.values.begin(), basis.values.end(), [&](const auto& one) {
    return one.id == basis.chosen->id + ".uprated";
  });
  list.push_back(fmt::format("The value is in prices of {}{}. Give the cost in the same.", year,
                             later     ? ", uprated"
                             : offered ? "; the same uprated is among the values to choose from"
                                       : ""));
}

/// "40.0%", "40.0% to 80.0%": the chances of these, which are not empty.
std::string chances_text(const std::vector<double>& chances) {
  const auto [low, high] = std::minmax_element(chances.begin(), chances.end());
  const std::string from = chance_text(*low);
  const std::string to = chance_text(*high);
  return from == to ? from : fmt::format("{} to {}", from, to);
}

/// The other effects of the record, and what they would say.
void warn_of_effects(std::vector<std::string>& list, const evidence::Record& record,
                     const LocalBasis& basis, const LocalAnswer& answer) {
  if (!basis.finding || !basis.effect || basis.effect->from == evidence::From::kGiven) return;
  const evidence::EffectOption* used = nullptr;
  for (const auto& one : basis.effects)
    if (one.finding == *basis.finding) used = &one;
  if (used == nullptr || basis.effects.size() < 2) return;
  bool best = true;
  std::size_t without = 0;
  std::vector<double> chances;
  for (const evidence::OptionRow& row : answer.by_finding) {
    const auto& one = basis.effects[row.option];
    if (one.finding == used->finding) continue;
    best = best && one.favourable <= used->favourable;
    without += row.gains ? 0 : 1;
    if (row.chance) chances.push_back(*row.chance);
  }
  const std::size_t others = basis.effects.size() - 1;
  std::string text = fmt::format(
      "The record has {} effects; this one, on {}, is {}the most favourable.", others + 1,
      mid_sentence(label("outcome", record.findings[*basis.finding].outcome)), best ? "" : "not ");
  if (!chances.empty())
    text +=
        fmt::format(" {} a chance of paying back of {}{}.",
                    chances.size() < others ? plural(chances.size(), "other gives", "others give")
                                            : (others == 1 ? "The other gives" : "The others give"),
                    chances_text(chances), answer.cost_range ? " at the cost given" : "");
  if (without > 0 && basis.value && basis.per == ValuePer::kParticipant)
    text += fmt::format(" With {} it would pay back at no caseload.",
                        plural(without, "other", "others"));
  list.push_back(std::move(text));
}

}  // namespace

std::string amount_text(double amount, const std::optional<std::string>& currency) {
  const double size = std::abs(amount);
  if (size == 0 || size >= kLeastInPence) return money(amount, currency);
  const int decimals = 1 - static_cast<int>(std::floor(std::log10(size)));
  const std::string digits = decimals > kMostDecimals ? fmt::format("{:.2g}", size)
                                                      : fmt::format("{:.{}f}", size, decimals);
  return fmt::format("{}{}{}", amount < 0 ? "\u2212" : "", currency_symbol(currency), digits);
}

std::string whole_amount(double amount, const std::optional<std::string>& currency) {
  return amount_text(std::abs(amount) >= 1000 ? std::round(amount) : amount, currency);
}

std::string chance_text(double chance) {
  if (chance > 0.999) return "more than 99.9%";
  if (chance < 0.001) return "less than 0.1%";
  return fixed(chance * 100, 1) + "%";
}

std::string points_text(double standard_error) {
  const double points = standard_error * 100;
  return points < 0.01 ? "less than 0.01" : fixed(points, 2);
}

std::string worked_effect(double value) {
  const double size = std::abs(value);
  const std::string text = fixed(value, size >= 0.1 || size == 0 ? 2 : size >= 0.001 ? 3 : 6);
  return value > 0 ? "+" + text : text;
}

std::string share_text(double share) {
  if (share > 10) return fixed(share, 1) + " times";
  return fixed(share * 100, share < 0.1 ? 1 : 0) + "%";
}

const char* effect_words(const LocalBasis& basis) {
  const bool given = basis.effect && basis.effect->from == evidence::From::kGiven;
  return given ? "effect given" : "published effect";
}

std::string verdict_sentence(const LocalInputs& inputs, const LocalAnswer& answer) {
  const auto& currency = inputs.basis.currency;
  switch (answer.verdict) {
    case Verdict::kPaysBack:
      return pays_sentence(inputs, answer);
    case Verdict::kDoesNotPayBack:
      return does_not_pay_sentence(inputs, answer);
    case Verdict::kAtNoCaseload:
      return fmt::format("It does not pay back at any caseload: {}.",
                         answer.people.error().message);
    case Verdict::kDependsOnPeople:
      return fmt::format(
          "It pays back if {} or more of the {} served gain {} each. The record does not say how "
          "many would.",
          count_figure(static_cast<std::size_t>(*answer.people)), people_text(inputs.caseload),
          amount_text(inputs.basis.value->value, currency));
    case Verdict::kNotKnown:
      break;
  }
  return fmt::format(
      "To pay back, the gain must be worth {} on average for each of the {} served. Whether it is "
      "cannot be said: {}.",
      amount_text(answer.cost_per_person, currency), people_text(inputs.caseload),
      answer.people ? "no value is known" : answer.people.error().message);
}

std::vector<std::string> working_sentences(const LocalInputs& inputs, const LocalAnswer& answer) {
  const auto& currency = inputs.basis.currency;
  std::vector<std::string> list;
  list.push_back(fmt::format("Cost for each person served here: {} / {} = {}.",
                             amount_text(inputs.cost, currency),
                             count_figure(static_cast<std::size_t>(inputs.caseload)),
                             amount_text(answer.cost_per_person, currency)));
  add_value(list, inputs);
  add_people(list, inputs, answer);
  if (inputs.basis.per == ValuePer::kParticipant || !answer.effect)
    add_effect(list, inputs, answer);
  add_closed_form(list, inputs, answer);
  add_simulation(list, inputs, answer);
  return list;
}

std::vector<std::string> assumption_sentences(const LocalInputs& inputs,
                                              const LocalAnswer& answer) {
  std::vector<std::string> list;
  if (inputs.basis.per == ValuePer::kBeneficiary) {
    list.push_back(
        "Each person who gains, gains what the record\u2019s value stands for; others gain "
        "nothing.");
  } else {
    list.push_back(
        "The value follows the effect in proportion: half the effect is worth half as much, "
        "none is worth nothing, and an effect the other way is a loss.");
    list.push_back("People here would gain as those in the study did, on average.");
  }
  if (answer.closed_form)
    list.push_back(
        "The true effect is normal about this one, with its standard error. Nothing "
        "else about the value is uncertain, so the real chance is less sure than it looks.");
  if (answer.cost_range)
    list.push_back(
        "The cost is triangular: most likely as given, never below its low or above its high "
        "end, and independent of the effect.");
  list.push_back("Cost and value are in one currency and in prices of one year.");
  return list;
}

std::vector<std::string> warning_sentences(const evidence::Record* record,
                                           const LocalInputs& inputs, const LocalAnswer& answer) {
  const LocalBasis& basis = inputs.basis;
  std::vector<std::string> list;
  if (record != nullptr) warn_of_effects(list, *record, basis, answer);
  const bool recorded = basis.value && basis.value->from != evidence::From::kGiven && basis.chosen;
  if (recorded && !basis.chosen->reading.empty()) list.push_back(basis.chosen->reading);
  if (recorded) warn_of_prices(list, basis);
  if (!basis.compared && basis.effect && basis.effect->from != evidence::From::kGiven)
    list.push_back("The effect is a change in one group that nothing is compared with.");
  if (record != nullptr && recorded && basis.per == ValuePer::kParticipant && basis.finding) {
    const std::size_t outcomes = outcomes_valued(*record, basis);
    if (outcomes > 1)
      list.push_back(fmt::format(
          "The value covers {} outcomes, and all of it is taken to follow the one effect on {}.",
          outcomes, mid_sentence(label("outcome", record->findings[*basis.finding].outcome))));
  }
  if (basis.effect && basis.effect->from == evidence::From::kGiven && basis.se &&
      basis.se->from != evidence::From::kGiven)
    list.push_back("The effect is yours, but the standard error is still that of the record.");
  return list;
}

}  // namespace outturn::render
