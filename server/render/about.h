// SPDX-License-Identifier: GPL-3.0-or-later
// What the head of a page says of it to those who do not read the page: its one address, what a
// link to it shows (Open Graph), a feed, and what it is as data (schema.org).
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "server/render/site.h"
#include "server/search/latest.h"

namespace outturn::render {

struct About {
  std::string path;         ///< below the base URL, with what of its query matters
  std::string title;        ///< without the name of the site
  std::string description;  ///< a sentence or two
  std::string type;         ///< of Open Graph: "website" or "article"
  std::string feed;         ///< path of an Atom feed; may be empty
  std::string feed_title;
  nlohmann::json data;  ///< of schema.org; may be null
};

About about_home(const Site& site, const Release& release);

/// The same for every order, page and view of a search.
About about_search(const search::Answer& answer);

/// `standing` may be null.
About about_record(const Site& site, const Release& release, const evidence::Record& record,
                   const search::Standing* standing);

/// Puts it into the view of a page, for web/templates/_head.
void put_about(nlohmann::json& view, const Site& site, const Release& release, const About& about);

/// JSON that may stand in a script element: nothing in it ends the element or begins a comment.
std::string json_for_script(const nlohmann::json& data);

}  // namespace outturn::render
