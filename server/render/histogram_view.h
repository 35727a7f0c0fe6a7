// SPDX-License-Identifier: GPL-3.0-or-later
// How the matching records lie along a figure: bars for a template to draw, and the same numbers as
// rows of a table. Pure functions, safe from any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "server/search/answer.h"

namespace outturn::render {

/// Null where no record has the figure. `range` is what the filter's boxes hold: bars inside it are
/// drawn full. Bins have one width, whatever they span; empty years at either end are left
/// out, down to a dozen.
nlohmann::json histogram_view(const search::Histogram& histogram, const search::Range& range);

/// What a bin holds: "below -1", "0.1 to under 0.2", "2012", "50 or more".
std::string bin_words(index::FilterId filter, std::size_t bin);

}  // namespace outturn::render
