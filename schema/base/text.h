// SPDX-License-Identifier: GPL-3.0-or-later
// Small text helpers shared by the indexer and the server. All take UTF-8; none depends on the
// locale.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::base {

/// ASCII letters lowered, everything else as it is.
std::string lower(std::string_view text);

/// Without leading and trailing ASCII white space.
std::string_view trim(std::string_view text);

/// The same text with control characters and bytes that are not UTF-8 replaced by spaces.
std::string printable(std::string_view text);

/// At most `bytes` bytes, cut between characters, with an ellipsis where something was cut.
std::string clip(std::string_view text, std::size_t bytes);

/// A whole text as a finite number in C notation ("1.5", "-2e3"); anything else is empty.
std::optional<double> parse_number(std::string_view text);

/// A whole text as a non-negative integer; anything else, or one too large, is empty.
std::optional<std::size_t> parse_count(std::string_view text);

/// How many single-character edits lie between two words; `limit` + 1 as soon as it is passed.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// Everything but the unreserved characters of RFC 3986 percent-encoded: a path step.
std::string percent_encode(std::string_view text);

/// The same for one value of a query, with spaces as a form sends them: "a b" becomes "a+b". So an
/// address we make is no longer than that by which a form asked.
std::string query_encode(std::string_view text);

/// Commas put into the whole part of plain digits: "1234.50" becomes "1,234.50".
std::string with_separators(std::string_view digits);

/// "1 effect", "1,204 effects".
std::string plural(std::size_t count, std::string_view one, std::string_view many);

/// Escaped for HTML text and double-quoted attributes.
std::string escape_html(std::string_view text);

}  // namespace outturn::base
