// SPDX-License-Identifier: GPL-3.0-or-later
// The query of an address as it is written, taken apart: that of a request at the edge, and that of
// a search which another address remembers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/api/message.h"

namespace outturn::api {

/// Percent-decodes; a '%' that no two hex digits follow stays as it is. '+' becomes a space only in
/// a query.
std::string percent_decode(std::string_view text, bool plus_is_space);

/// Splits at '&', each part at its first '='. Empty parts are dropped; a part without '=' has an
/// empty value.
std::vector<Parameter> parse_query(std::string_view query);

}  // namespace outturn::api
