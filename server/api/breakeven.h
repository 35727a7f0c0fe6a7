// SPDX-License-Identifier: GPL-3.0-or-later
// Would it pay here? From the parameters of /breakeven to a checked local case, and from its answer
// to JSON. Nothing is guessed: what is unknown or wrong is refused, and every such thing is named
// in one answer. Functions of their arguments, safe from any thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "schema/evidence/local_case.h"
#include "server/api/message.h"
#include "server/api/problem.h"

namespace outturn::api {

/// The most draws a request may ask for: a run of this length keeps one processor busy for some
/// hundredths of a second (README.md of this folder), so that no request holds up the others.
inline constexpr std::size_t kMostLocalDraws = 100'000;
inline constexpr std::size_t kLocalDraws = 20'000;  ///< unless asked otherwise
inline constexpr double kMostMoney = 1e15;
inline constexpr std::size_t kMostCaseload = 1'000'000'000;

/// Whether a cost and a caseload must be there: a program asks, a page may be opened to be filled
/// in.
enum class Opened { kAsQuestion, kAsForm };

struct LocalReading {
  std::optional<evidence::Record> record;
  evidence::LocalInputs inputs;  ///< `basis` holds also where there are problems with other parts
  bool asked = false;            ///< a box of the form is there, filled in or not
  std::map<std::string, std::string, std::less<>> typed;  ///< what stood in each box
  std::vector<Problem> problems;                          ///< only without any is it to be answered
};

using FindRecord = std::function<base::Result<evidence::Record>(const std::string&)>;

/// The parameters of /breakeven. Numbers may be written with a pound sign, thousands in groups of
/// three ("500,000") and a real minus sign; an empty value counts as not given.
LocalReading read_local(const Request& request, const FindRecord& find, Opened opened);

/// {release, record, currency, price_year, inputs: {NAME: {value, from, pointer, how}},
///  choices: {finding, findings: [{finding, outcome, effect, se, chance}], value_from,
///  values: [...]}, results: {verdict, verdict_text,
///  cost_per_person, worth_at_effect, breakeven_people, breakeven_effect,
///  chance_of_paying_back, by_effect}, who_gains, working, assumptions, warnings}.
/// `from` is "given", "record", "worked_out" or "default"; an input that is absent is null, and a
/// result that cannot be worked out has a null value and a `reason`. The golden file breakeven.json
/// shows every field.
Response local_json(std::string_view release, const LocalReading& reading,
                    const evidence::LocalAnswer& answer);

}  // namespace outturn::api
