// SPDX-License-Identifier: GPL-3.0-or-later
// A request target as the client wrote it, taken apart into a decoded path and query parameters.
// The library's own parser reads `v=a=b` as "b" and refuses a raw '?' in a query, which breaks
// permalinks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/api/message.h"

namespace outturn::http {

struct Target {
  std::string path;                        ///< percent-decoded, begins with '/'
  std::string query;                       ///< as written, without the '?'
  std::vector<api::Parameter> parameters;  ///< decoded, in the order of the URL
};

/// Percent-decodes; a '%' that no two hex digits follow stays as it is. '+' becomes a space only in
/// a query.
std::string percent_decode(std::string_view text, bool plus_is_space);

/// Splits at '&', each part at its first '='. Empty parts are dropped; a part without '=' has an
/// empty value.
std::vector<api::Parameter> parse_query(std::string_view query);

/// Takes origin form ("/path?query") and absolute form ("http://host/path?query"). The query begins
/// at the first '?'. A target in neither form gives an empty path, which the caller must refuse.
Target parse_target(std::string_view raw);

}  // namespace outturn::http
