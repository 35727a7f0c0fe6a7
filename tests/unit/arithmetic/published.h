// SPDX-License-Identifier: GPL-3.0-or-later
// Published worked examples as tests. A file of tests/fixtures/published holds
//   {"examples": [{"id", "source", "input": {...}, "expected": {name: number or [numbers]},
//                  "tolerance": number or {name: number, "*": number}}]}
// where the source names a place (see names_a_place) or says that the figure was computed by hand,
// and a test file gives one function per id, from "input" to the same names as "expected". Each
// compared figure is printed as "id  name  expected  got  difference", so that a run is a table.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace outturn::test {

using Worked = std::function<nlohmann::json(const nlohmann::json& input)>;

/// Whether a source says where in the work the figure stands: a page ("p. 27"), table, equation,
/// section, paragraph, appendix, example, or a file of a published package. A title or a chapter
/// alone is no place, and neither is "page not verified".
bool names_a_place(const std::string& source);

/// Fails where a figure differs by more than its tolerance, where an example has no function, and
/// where a function has no example.
void hold_against_published(const std::string& file, const std::map<std::string, Worked>& workings);

}  // namespace outturn::test
