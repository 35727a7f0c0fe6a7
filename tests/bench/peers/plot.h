// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the times of all peers as an SVG: a row for each peer under each kind of question, a dot at
// the median, a line to the 99th of a hundred, on a scale where each step is ten times the last.
#pragma once

#include <string>
#include <vector>

#include "tests/bench/peers/results.h"

namespace outturn::bench {

std::string plot(const std::vector<PeerResults>& peers, const std::string& title);

}  // namespace outturn::bench
