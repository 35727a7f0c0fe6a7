// SPDX-License-Identifier: GPL-3.0-or-later
// Strict JSON: what a person wrote by mistake is refused with its place, where a parser would let
// it pass.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "schema/evidence/validate.h"

namespace outturn::evidence {

/// Deeper than anything a corpus file holds. Copying and destroying a document recurse, so depth is
/// bounded before there is a document.
inline constexpr std::size_t kDeepestNesting = 64;

/// Reads a whole text. On a syntax error, nesting past kDeepestNesting or a number past the range
/// of a double the result is null and `problems` says where; a name given twice in one object is a
/// problem too, since one of the two values would be lost.
nlohmann::json parse_json(std::string_view text, std::vector<Problem>& problems);

/// A key as one step of a JSON pointer.
std::string pointer_step(std::string_view key);

}  // namespace outturn::evidence
