// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a comparison as _compare_table.mustache draws them. Every key is set in every row and
// cell: a template looks for what is missing in the views around it.
#pragma once

#include <nlohmann/json.hpp>

#include "server/compare/comparison.h"

namespace outturn::render {

/// [{"group_name", "group_heading", "says": [{"sentence"}], "rows": [...]}]: facts, effects on one
/// axis, ratios with an axis for each class, facts.
nlohmann::json compare_groups(const compare::Comparison& found);

}  // namespace outturn::render
