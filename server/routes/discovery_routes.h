// SPDX-License-Identifier: GPL-3.0-or-later
// How programs find this site and what is in it: a search for a browser's address bar, sitemaps,
// what robots are told.
#pragma once

#include <array>

#include "server/routes/route.h"

namespace outturn::routes {

inline constexpr std::array kBrowserSuggestParameters{
    ParameterNote{"q", "string", "What has been typed so far."},
    ParameterNote{"limit", "integer", "How many suggestions, 1 to 20; 8 unless given."}};

api::Response opensearch_xml(const Asking& asking);
api::Response browser_suggest(const Asking& asking);
api::Response sitemap_xml(const Asking& asking);
api::Response sitemap_part(const Asking& asking);
api::Response robots_txt(const Asking& asking);

}  // namespace outturn::routes
