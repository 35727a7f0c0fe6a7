// SPDX-License-Identifier: GPL-3.0-or-later
// From the parameters of /comparables and /records/ID/comparables to a checked question, and from
// its answer to JSON. Nothing is guessed: what is unknown or wrong is refused, and every such thing
// is named in one answer.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/record_json.h"
#include "server/api/message.h"
#include "server/api/parameter_note.h"
#include "server/api/problem.h"
#include "server/search/comparable/comparable.h"

namespace outturn::api {

/// A description in an address may be so long: more is not read, and little more would reach the
/// server (24 kB) once it is encoded.
inline constexpr std::size_t kLongestTyped = 20'000;

/// Beside the filters of a search. Where the address names the record, the last alone.
inline constexpr std::array kComparableParameters{
    ParameterNote{.name = "id",
                  .type = "string",
                  .meaning = "The record to compare; not with q.",
                  .example = "family-nurse-partnership"},
    ParameterNote{.name = "q",
                  .type = "string",
                  .meaning = "A description, of at most 20,000 bytes: what is done, for whom, and "
                             "to what end.",
                  .example = "nurses visit young mothers at home"},
    ParameterNote{.name = "limit",
                  .type = "integer",
                  .meaning = "How many records.",
                  .example = "5",
                  .fallback = "10",
                  .least = 1,
                  .most = search::kMostNeighbours}};
static_assert(kLongestTyped == 20'000 && search::kUsualNeighbours == 10);
inline constexpr std::span kNeighbourParameters = std::span(kComparableParameters).last<1>();

struct ComparableReading {
  search::ComparableQuestion question;
  bool asked = false;             ///< an id or a description was given, empty or not
  std::string typed;              ///< what stood in the box
  std::vector<Problem> problems;  ///< only without any is it to be answered
};

/// Parameters: `id` or `q` (the one that stands for the other is a problem), `limit`, and the
/// filters of a search. With `id` given by the path, neither `id` nor `q` is taken.
ComparableReading read_comparable(const Request& request, const search::Generation& generation,
                                  std::string_view id_of_path = {});

/// {id, q, limit, filters}
evidence::Json comparable_query(const search::ComparableQuestion& question);

/// {release, query: {id, q, limit, filters}, asked: {...}, comparables: [{id, title, programme,
/// type, places, score, parts: [{part, weight, likeness, reason}], reason, results: {on, positive,
/// null, negative, mixed, unclear, text}, ratio, design, maryland}], same_programme: {programme,
/// total, records: [...]}, approximate}.
Response comparables_json(const search::Comparables& found);

}  // namespace outturn::api
