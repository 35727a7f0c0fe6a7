// SPDX-License-Identifier: GPL-3.0-or-later
// What every page needs to know of the site it belongs to: where it is mounted and what its assets
// are called. Plain data, made once.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "server/render/pages.h"
#include "server/search/answer.h"

namespace outturn::render {

struct Site {
  std::string base_url;                       ///< "" or "/prefix"
  std::map<std::string, std::string> assets;  ///< "app.css" to "app.0f3a.css"

  /// Address of a search; `question` with its defaults left out.
  std::string search_url(const search::Question& question) const;

  /// Address of a record, remembering the query string of the search it was found by.
  std::string record_url(std::string_view id, std::string_view back) const;
};

/// The query string of a search, for the pages that lead back to it. Empty where it is so long that
/// an address which holds it within its own could not be followed.
std::string way_back(const search::Question& question);

/// The whole address of what stands at `path` below the base URL. Where the site does not know
/// under which name it is read, the address begins at the host.
std::string whole_address(const Site& site, const Release& release, std::string_view path);

/// Reads assets.json below `web`. Throws std::runtime_error naming the file that is missing, does
/// not parse or lacks the stylesheet.
Site load_site(const std::filesystem::path& web, std::string base_url);

/// The part of a view shared by every page: title, asset addresses, footer. `release` may be null.
nlohmann::json page_view(const Site& site, const Release* release, const std::string& title);

}  // namespace outturn::render
