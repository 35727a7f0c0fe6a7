// SPDX-License-Identifier: GPL-3.0-or-later
// See sitemap.h.
#include "server/render/sitemap.h"

#include <fmt/format.h>

#include <array>

#include "schema/base/text.h"

namespace outturn::render {
namespace {

/// Beginnings of addresses below the base URL that robots are asked to leave alone. "*" stands for
/// anything: a record is one page, from whatever search one came to it.
constexpr std::array kLeftAlone{
    "/search?",  "/search.",   "/search/",      "/findings.",    "/appraisals.",
    "/compare?", "/compare.",  "/comparables?", "/comparables.", "/breakeven?",
    "/embed",    "/fragment/", "/api/",         "/suggest.json", "/records/*?",
};

std::string_view element(SitemapKind kind) {
  return kind == SitemapKind::kIndex ? "sitemapindex" : "urlset";
}

}  // namespace

std::size_t sitemap_parts(std::size_t highest, std::size_t pages) {
  if (highest + pages <= kMostAddresses) return 0;
  return (highest + kMostAddresses - 1) / kMostAddresses;
}

std::string sitemap_begin(SitemapKind kind) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<{} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
      element(kind));
}

std::string sitemap_end(SitemapKind kind) { return fmt::format("</{}>\n", element(kind)); }

std::string sitemap_line(SitemapKind kind, std::string_view address, std::string_view changed) {
  const char* name = kind == SitemapKind::kIndex ? "sitemap" : "url";
  const std::string when =
      changed.empty() ? "" : fmt::format("<lastmod>{}</lastmod>", base::escape_html(changed));
  return fmt::format("<{0}><loc>{1}</loc>{2}</{0}>\n", name, base::escape_html(address), when);
}

std::string robots_text(const Site& site, const Release& release) {
  std::string out =
      "# Records and help are to be found. Searches are not: filters combine without end, and\n"
      "# each would be a page of its own.\n"
      "User-agent: *\n";
  out += fmt::format("Allow: {}/search.atom\n", site.base_url);
  for (const char* path : kLeftAlone) out += fmt::format("Disallow: {}{}\n", site.base_url, path);
  if (!release.origin.empty())
    out += fmt::format("\nSitemap: {}\n", whole_address(site, release, "/sitemap.xml"));
  return out;
}

}  // namespace outturn::render
