// SPDX-License-Identifier: GPL-3.0-or-later
// Would it pay here? A local cost and caseload against a record's published effect and value: the
// figures taken from the record, each with where it comes from, then how many people must gain, how
// far the effect may shrink, and the chance of paying back. What cannot be worked out says why.
//
// All functions are pure and safe from any thread. Checked by: local_case_test.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/evidence/arithmetic/agencies.h"
#include "schema/evidence/arithmetic/breakeven.h"
#include "schema/evidence/arithmetic/monte_carlo.h"
#include "schema/evidence/published_value.h"
#include "schema/evidence/record.h"

namespace outturn::evidence {

enum class From { kGiven, kRecord, kWorkedOut };

/// A figure that goes into the answer.
struct Figure {
  double value = 0;
  From from = From::kGiven;
  std::string pointer;  ///< JSON pointer into the record; empty where given
  std::string how;      ///< how it was worked out, or which figure it is; may be empty
};

/// What the reader chooses or puts in the place of the record's figures.
struct LocalChoice {
  std::optional<std::size_t> finding;     ///< index into record.findings; else see local_basis
  std::optional<std::size_t> appraisal;   ///< the first value of it; unless given of the record
  std::optional<std::string> value_from;  ///< id of a PublishedValue
  std::optional<double> value;            ///< of one participant at the published effect
  std::optional<double> effect;           ///< in the measure and sign of the chosen finding
  std::optional<double> se;
};

/// A finding of the record that can be put as a standardised effect.
struct EffectOption {
  std::size_t finding = 0;  ///< index into record.findings
  double effect = 0;        ///< in the sign its source gives it
  double favourable = 0;    ///< turned so that positive favours the intervention
  std::optional<double> se;
};

/// The published side of the case. Where a figure is absent, `no_...` is a sentence that says why.
struct LocalBasis {
  std::vector<PublishedValue> values;     ///< all that the record offers
  std::optional<PublishedValue> chosen;   ///< also where `value` is given in its place
  std::optional<Figure> value;            ///< of one person
  ValuePer per = ValuePer::kParticipant;  ///< of `value`
  std::string no_value;

  std::vector<EffectOption> effects;  ///< all that the record offers, in its order
  std::optional<std::size_t> finding;
  std::optional<bool> lower_is_better;  ///< of that finding; absent without one
  bool compared = true;                 ///< false: a change that nothing is compared with
  std::optional<Figure> effect;         ///< in the sign its source gives it
  std::string no_effect;
  std::optional<Figure> se;
  std::string no_se;

  std::optional<std::string> currency;
  std::optional<int> price_year;
};

/// `record` may be null. Unless a finding is chosen, it is the best_effect on the outcome that most
/// of the chosen value's benefit lines are worth, of those outcomes that a finding is on by the
/// same name; where there is none, the best_effect of the record. Values of a participant belong to
/// the record's effect: where another effect is given in its place they are scaled to it. An effect
/// is the standardised mean difference of standardise(), with the sign its source gives. Errors
/// (not_possible, `where` names the part of the choice): a finding or appraisal that the record has
/// not, or without a record; a `value_from` it does not offer.
base::Result<LocalBasis> local_basis(const Record* record, const LocalChoice& choice);

/// False where a value of a participant is to follow an effect that is 0 or favours the comparison.
bool has_gain(const LocalBasis& basis);

struct LocalInputs {
  double cost = 0;      ///< of the whole caseload; above 0
  double caseload = 0;  ///< people; 1 or more
  std::optional<double> cost_low;
  std::optional<double> cost_high;  ///< a missing end is the cost itself
  LocalBasis basis;
  arithmetic::MonteCarloOptions options;
};

enum class Verdict {
  kPaysBack,         ///< at the published effect, with this caseload
  kDoesNotPayBack,   ///< with this caseload; with more people it would
  kAtNoCaseload,     ///< nobody's gain is worth anything
  kDependsOnPeople,  ///< on how many of the caseload gain, which the value leaves open
  kNotKnown          ///< no value is known
};

enum class EffectPoint { kPublished, kLeastFavourable, kMostFavourable, kBreakeven, kNone };

/// What the programme would be worth if the effect were this.
struct EffectRow {
  EffectPoint point = EffectPoint::kPublished;
  double effect = 0;  ///< in the sign of the source
  double worth = 0;   ///< of the whole caseload
  double net = 0;     ///< less the cost
};

/// What another value of the record would ask for.
struct ValueRow {
  std::size_t value = 0;  ///< index into basis.values
  base::Result<std::int64_t> people;
};

/// What another effect of the record would say, with all else as it is.
struct OptionRow {
  std::size_t option = 0;        ///< index into basis.effects
  bool gains = true;             ///< false: no effect or one that favours the comparison
  std::optional<double> chance;  ///< closed form at the cost given; absent where not known
};

struct LocalAnswer {
  Verdict verdict = Verdict::kNotKnown;
  double cost_per_person = 0;  ///< cost / caseload: what each must gain on average
  /// Of the caseload at the published effect; per participant only, and only where there is a gain.
  std::optional<double> worth;
  base::Result<std::int64_t> people;
  base::Result<arithmetic::BreakevenEffect> effect;
  base::Result<double> closed_form;  ///< chance at the cost given, whatever its range
  base::Result<arithmetic::MonteCarloResult> monte_carlo;  ///< over effect and range of the cost
  bool cost_range = false;  ///< the simulation is then the answer, else the closed form
  std::vector<EffectRow> rows;
  std::vector<ValueRow> by_value;  ///< every value the record offers, at the cost given
  /// Every effect the record offers, at the same value; without chances where an effect is given.
  std::vector<OptionRow> by_finding;

  /// The chance to quote; absent where none can be given, for the reason in `closed_form`.
  std::optional<double> chance() const;
};

/// Assumes: the value follows the effect in proportion and is 0 without one; the true effect is
/// normal about the published one with its standard error; the cost is triangular from low over
/// the cost given to high, or fixed; the two are independent. Units: money in one currency and
/// price year. Errors: cost or caseload of 0 or below or not finite, a range that does not hold
/// the cost. Everything else that is missing or without sense is an Error inside the answer.
/// Source: arithmetic/breakeven.h, arithmetic/monte_carlo.h.
base::Result<LocalAnswer> answer_local(const LocalInputs& inputs);

struct AgencyGain {
  std::string agency;             ///< stakeholder id; empty where the source names none
  arithmetic::AgencySums of_one;  ///< for one participant
  arithmetic::AgencySums of_all;  ///< for the caseload
};

/// Who gains, by the benefit lines of the chosen value as they are printed (or uprated with it).
struct WhoGains {
  std::vector<AgencyGain> rows;
  AgencyGain all;
  std::size_t unreadable = 0;  ///< lines without an amount: the sums leave them out
  bool cashable_stated = false;
};

/// Errors (not_possible): no chosen value, one that is not of a participant, no line that can be
/// read, a caseload of 0 or below, sums too large.
base::Result<WhoGains> who_gains(const Record& record, const LocalBasis& basis, double caseload);

}  // namespace outturn::evidence
