// SPDX-License-Identifier: GPL-3.0-or-later
// What the audit found, in words, for pages and for answers that set records side by side. Pure
// functions, safe from any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/audit/audit.h"

namespace outturn::render {

/// A sentence with the minus sign that the page's own figures carry; prints in quotes stay as
/// printed.
std::string flag_sentence(std::string_view sentence);

/// The flags by number, gravest first, otherwise in the audit's order.
std::vector<std::size_t> flags_in_order(std::span<const evidence::Flag> flags);

/// What a check is called; the code itself where it is of a later version.
std::string_view flag_title(std::string_view code);

std::size_t count_flags(std::span<const evidence::Flag> flags, evidence::Severity severity);

/// "1 contradiction and 2 figures restored from a faulty print"; "nothing disputes a figure".
std::string flags_summary(std::span<const evidence::Flag> flags);

}  // namespace outturn::render
