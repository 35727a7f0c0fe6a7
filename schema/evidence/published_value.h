// SPDX-License-Identifier: GPL-3.0-or-later
// What a record's appraisals say that the gain of one person is worth: every way to reach it from
// what is printed, each with its way in words and its place in the record. Nothing is guessed:
// amounts that may be of one person or of all are used only where the record tells which. Pure,
// safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/evidence/record.h"

namespace outturn::evidence {

/// Whom a value belongs to. A mean over everybody served follows the published effect; the value of
/// one person who gains does not, and leaves open how many do.
enum class ValuePer { kParticipant, kBeneficiary };

struct PublishedValue {
  /// "0.benefits": the number of the appraisal, the way, ".uprated" at the end where it is.
  std::string id;
  std::size_t appraisal = 0;  ///< index into record.appraisals
  ValuePer per = ValuePer::kParticipant;
  double amount = 0;        ///< of one person, in `currency`; finite, of either sign
  bool worked_out = false;  ///< false where it is printed as it stands
  std::string how;          ///< "the 10 benefit lines added up"; no sentence
  std::string pointer;      ///< of the figure it begins with: "/appraisals/0/benefits"
  /// The part of one person = this x a benefit line as printed; absent where that is not known.
  std::optional<double> line_scale;
  std::optional<std::string> currency;
  std::optional<int> price_year;
  std::string reading;  ///< what had to be assumed of the print, as a sentence; may be empty
};

/// All there are, in the order of the appraisals; within one: the benefit lines, the total, its low
/// and high end, net benefit with the cost of one participant, net benefit with the ratio, the
/// ratio with the cost of one participant, then the breakeven lines. After each that names a price
/// year for which a GDP deflator is held follows the same in prices of the deflator's last year.
///
/// Amounts are divided by the participants where the appraisal gives them. Where it does not, those
/// of a benefit-cost ratio are read as of one participant (so the tables of the field print them),
/// and other kinds give no value.
/// Source: net and ratio together: B - C = N and B / C = R give B = N R / (R - 1); definition.
/// Checked by: published_value_test, on the corpus.
std::vector<PublishedValue> published_values(const Record& record);

/// Whether the record gives the value of one person at all: where it does not, "Would it pay here?"
/// has nothing of the record's to start from.
bool has_published_value(const Record& record);

/// Why an appraisal gives no value, as a sentence; empty where it gives one. `record` without
/// appraisals: says so.
std::string why_no_value(const Record& record, std::optional<std::size_t> appraisal);

}  // namespace outturn::evidence
