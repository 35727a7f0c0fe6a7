// SPDX-License-Identifier: GPL-3.0-or-later
// Would it pay here? From the parameters of /breakeven to a checked local case, and from its answer
// to JSON. Nothing is guessed: what is unknown or wrong is refused, and every such thing is named
// in one answer. Functions of their arguments, safe from any thread.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "schema/evidence/local_case.h"
#include "server/api/message.h"
#include "server/api/parameter_note.h"
#include "server/api/problem.h"

namespace outturn::api {

/// The most draws a request may ask for: a run of this length keeps one processor busy for some
/// hundredths of a second (README.md of this folder), so that no request holds up the others.
inline constexpr std::size_t kMostLocalDraws = 100'000;
inline constexpr std::size_t kLocalDraws = 20'000;  ///< unless asked otherwise
inline constexpr double kMostMoney = 1e15;
inline constexpr std::size_t kMostCaseload = 1'000'000'000;
inline constexpr std::size_t kMostSeed = 4'294'967'295;
inline constexpr double kMostEffect = 1e6;
inline constexpr std::size_t kMostNumber = 1'000'000;  ///< of a finding or an appraisal

inline constexpr std::array kLocalParameters{
    ParameterNote{.name = "record",
                  .type = "string",
                  .meaning = "The record whose figures are used; any of them may be given instead.",
                  .example = "family-nurse-partnership"},
    ParameterNote{.name = "finding",
                  .type = "integer",
                  .meaning = "Which finding of the record gives the effect, counted from 0.",
                  .example = "0",
                  .least = 0,
                  .most = kMostNumber},
    ParameterNote{.name = "appraisal",
                  .type = "integer",
                  .meaning = "Which appraisal of the record gives the value, counted from 0.",
                  .example = "0",
                  .least = 0,
                  .most = kMostNumber},
    ParameterNote{
        .name = "value_from",
        .type = "string",
        .meaning = "Which of the record's values, by the id listed under choices.values."},
    ParameterNote{.name = "cost",
                  .type = "number",
                  .meaning = "What it would cost here in all, above 0.",
                  .example = "500000",
                  .least = 0,
                  .most = kMostMoney,
                  .required = true},
    ParameterNote{.name = "caseload",
                  .type = "integer",
                  .meaning = "How many people it would serve.",
                  .example = "100",
                  .least = 1,
                  .most = kMostCaseload,
                  .required = true},
    ParameterNote{.name = "cost_low",
                  .type = "number",
                  .meaning = "The least it might cost; the chance is then simulated.",
                  .example = "400000",
                  .least = 0,
                  .most = kMostMoney},
    ParameterNote{.name = "cost_high",
                  .type = "number",
                  .meaning = "The most it might cost; the chance is then simulated.",
                  .example = "600000",
                  .least = 0,
                  .most = kMostMoney},
    ParameterNote{.name = "value",
                  .type = "number",
                  .meaning = "Worth of the effect for each person served; needed without a record.",
                  .example = "8000",
                  .least = -kMostMoney,
                  .most = kMostMoney},
    ParameterNote{.name = "effect",
                  .type = "number",
                  .meaning = "The effect, in the sign its source gives it; a record's value is "
                             "scaled to it.",
                  .example = "-0.2",
                  .least = -kMostEffect,
                  .most = kMostEffect},
    ParameterNote{.name = "se",
                  .type = "number",
                  .meaning = "The standard error of the effect.",
                  .example = "0.08",
                  .least = 0,
                  .most = kMostEffect},
    ParameterNote{.name = "seed",
                  .type = "integer",
                  .meaning = "Where the simulation begins; the same seed gives the same answer.",
                  .example = "7",
                  .fallback = "1",
                  .least = 0,
                  .most = kMostSeed},
    ParameterNote{.name = "draws",
                  .type = "integer",
                  .meaning = "How many draws the simulation makes.",
                  .example = "5000",
                  .fallback = "20000",
                  .least = 1,
                  .most = kMostLocalDraws}};
static_assert(kLocalDraws == 20'000);

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
