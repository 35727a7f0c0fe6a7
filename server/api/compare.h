// SPDX-License-Identifier: GPL-3.0-or-later
// From a comparison to JSON.
#pragma once

#include <string>
#include <vector>

#include "server/api/gone.h"
#include "server/api/message.h"
#include "server/api/named_records.h"
#include "server/compare/comparison.h"

namespace outturn::api {

static_assert(kToCompare.most == compare::kMost);

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
