// SPDX-License-Identifier: GPL-3.0-or-later
// Links to records as files, one for each format; drawn by _files.mustache.
#pragma once

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "server/api/file_format.h"

namespace outturn::render {

/// Of "/compare" and "ids=a,b": CSV at "/compare.csv?ids=a,b" and so on.
inline nlohmann::json file_links(std::string_view path, const std::string& query) {
  nlohmann::json list = nlohmann::json::array();
  for (const api::FileFormatRow& row : api::kFileFormats)
    list.push_back(
        {{"file_label", row.label},
         {"file_href", fmt::format("{}.{}{}{}", path, row.name, query.empty() ? "" : "?", query)}});
  return list;
}

}  // namespace outturn::render
