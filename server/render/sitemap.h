// SPDX-License-Identifier: GPL-3.0-or-later
// Sitemaps and what robots are told: text made of addresses. Pure functions.
// Source: https://www.sitemaps.org/protocol.html, RFC 9309.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/render/site.h"

namespace outturn::render {

/// What one sitemap may hold.
inline constexpr std::size_t kMostAddresses = 50'000;

enum class SitemapKind { kAddresses, kIndex };

/// In how many parts the addresses of records stand, by the highest number of one: 0 where they and
/// `pages` more fit into one sitemap. A record's number says in which part it is, so that it stays
/// there.
std::size_t sitemap_parts(std::size_t highest, std::size_t pages);

std::string sitemap_begin(SitemapKind kind);
std::string sitemap_end(SitemapKind kind);

/// One address, or one part of an index. `changed` is ISO 8601.
std::string sitemap_line(SitemapKind kind, std::string_view address, std::string_view changed);

/// What robots.txt says. Records, programmes and help are to be found; searches are not: filters
/// combine without end, and each would be a page of its own.
std::string robots_text(const Site& site, const Release& release);

}  // namespace outturn::render
