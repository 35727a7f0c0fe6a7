// SPDX-License-Identifier: GPL-3.0-or-later
// A request target as the client wrote it, taken apart into a decoded path and query parameters.
// The library's own parser reads `v=a=b` as "b" and refuses a raw '?' in a query, which breaks
// permalinks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/api/message.h"
#include "server/api/query_text.h"

namespace outturn::http {

struct Target {
  std::string path;                        ///< percent-decoded, begins with '/'
  std::string query;                       ///< as written, without the '?'
  std::vector<api::Parameter> parameters;  ///< decoded, in the order of the URL
};

using api::parse_query;
using api::percent_decode;

/// Takes origin form ("/path?query") and absolute form ("http://host/path?query"). The query begins
/// at the first '?'. A target in neither form gives an empty path, which the caller must refuse.
Target parse_target(std::string_view raw);

}  // namespace outturn::http
