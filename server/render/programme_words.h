// SPDX-License-Identifier: GPL-3.0-or-later
// Disagreements of a programme's records in plain words. Pure functions, safe from any thread.
#pragma once

#include <string>

#include "server/search/programme/disagreement.h"
#include "server/search/programme/results.h"

namespace outturn::render {

/// "Crime: opposite directions". No full stop.
std::string heading_words(const search::Disagreement& disagreement);

/// "Clearly in favour", "Returns less than it costs", "Level 5 of 5".
std::string side_words(const search::Disagreement& disagreement, const search::Side& side);

/// "Crime: opposite directions. In favour in 3 records, against in 1 record."
std::string sentence_words(const search::Disagreement& disagreement);

/// "2 in favour, 1 no clear effect"; of one finding "In favour".
std::string ways_words(const search::OutcomeResult& result);

}  // namespace outturn::render
