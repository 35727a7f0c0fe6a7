// SPDX-License-Identifier: GPL-3.0-or-later
// Sitemaps and robots.txt as text.
#include "server/render/sitemap.h"

#include <gmock/gmock.h>

namespace outturn::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Sitemap, LinesAreEscaped) {
  EXPECT_EQ(sitemap_line(SitemapKind::kAddresses, "https://a/?b&c", "2026-11-22"),
            "<url><loc>https://a/?b&amp;c</loc><lastmod>2026-11-22</lastmod></url>\n");
  EXPECT_EQ(sitemap_line(SitemapKind::kIndex, "https://a/", ""),
            "<sitemap><loc>https://a/</loc></sitemap>\n");
}

TEST(Sitemap, OneWhereEverythingFitsElseParts) {
  EXPECT_EQ(sitemap_parts(0, 5), 0U);
  EXPECT_EQ(sitemap_parts(49'995, 5), 0U);
  EXPECT_EQ(sitemap_parts(49'996, 5), 1U);
  EXPECT_EQ(sitemap_parts(50'000, 5), 1U);
  EXPECT_EQ(sitemap_parts(50'001, 5), 2U);
  EXPECT_EQ(sitemap_parts(1'000'000, 5), 20U);
}

TEST(Robots, KnowThePrefixAndTheSitemap) {
  const Site site{"/evidence", {}};
  Release release;
  release.origin = "https://a.example";
  const std::string text = robots_text(site, release);
  EXPECT_THAT(text, HasSubstr("User-agent: *\n"));
  EXPECT_THAT(text, HasSubstr("Allow: /evidence/search.atom\n"));
  EXPECT_THAT(text, HasSubstr("Disallow: /evidence/search?\n"));
  EXPECT_THAT(text, HasSubstr("Sitemap: https://a.example/evidence/sitemap.xml\n"));
  EXPECT_THAT(text, Not(HasSubstr("Disallow: /evidence/records/\n")));
  release.origin.clear();
  EXPECT_THAT(robots_text(site, release), Not(HasSubstr("Sitemap:")));
}

}  // namespace
}  // namespace outturn::render
