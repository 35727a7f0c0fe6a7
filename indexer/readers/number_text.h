// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people write them in tables.
#pragma once

#include <optional>
#include <string_view>

namespace outturn::ingest {

/// A whole text as a number: ".05", "-.0599", "+3", "1,234.5" (or "1.234,5" and "1 234,5" where
/// `decimal` is ','), "8.9E-06", "−0.2" with a minus sign; blanks around it, and between a sign or
/// thousands, of any kind. Thousands count only in groups of three. Nothing else is a number: "5%",
/// "£5", "1,5" with a decimal point, "n/a", "1e999".
std::optional<double> to_number(std::string_view text, char decimal);

/// The text without a currency sign ($, £, €, ¥) before or after the figure, trimmed; as it is
/// where there is none.
std::string_view without_currency(std::string_view text);

}  // namespace outturn::ingest
