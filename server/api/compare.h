// SPDX-License-Identifier: GPL-3.0-or-later
// From the parameters of /compare to the ids of records, and from a comparison to JSON. Nothing is
// guessed: what is wrong is named, all of it in one answer, and the sound ids are kept so that a
// page can go on from them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/api/message.h"
#include "server/api/problem.h"
#include "server/compare/comparison.h"

namespace outturn::api {

/// No more ids are looked up, however many are given.
inline constexpr std::size_t kMostLookedUp = 24;
inline constexpr std::size_t kLongestBack = 8'000;

struct CompareReading {
  std::vector<std::string> ids;  ///< well formed, each once, in the order given; kMostLookedUp
  std::size_t given = 0;         ///< ids in the address, of any shape
  std::string back;              ///< query of the search they were chosen on; may be empty
  std::vector<Problem> problems;
};

/// Parameters: `ids`, repeated or with commas between or both, and `back`. An id that is empty is
/// none, so that a form may be sent as it stands. How many are too few is left to the caller, who
/// knows which of them exist.
CompareReading read_compare(const Request& request);

/// "no record has the id ...", in the words of the others.
Problem no_such_record(std::string_view id);

/// A record that was removed: what can still be said of it.
struct GoneRecord {
  std::string id;
  std::string title;
  std::string removed;  ///< ISO 8601
  std::string reason;
};

/// What a comparison stands in.
struct CompareFrame {
  std::string release;
  std::string base_url;
  std::string back;  ///< query of the search the records were chosen on; may be empty
  std::vector<GoneRecord> gone;
};

/// {release, query: {ids, back}, records: [{id, title, type, programme, page}], gone: [...],
/// in_short: [...], groups: [{name, heading, rows: [{name, label, likeness, note, cells: [{text,
/// value, unlike}]}]}], effects: {scale, shared: [...], alone: [...]}, ratios: {one_axis,
/// why_apart, classes: [{kind, perspective, basis, label, unlike_in, cells}]}, unreported}.
/// `likeness` is "same", "differs", "not_all_report" or "not_judged". Cells stand in the order of
/// `records`.
Response compare_json(const compare::Comparison& found, const CompareFrame& frame);

}  // namespace outturn::api
