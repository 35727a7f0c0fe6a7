// SPDX-License-Identifier: GPL-3.0-or-later
// What programmes are called in addresses.
#include "server/search/programme/slug.h"

#include <gtest/gtest.h>

namespace outturn::search {
namespace {

TEST(ProgrammeSlug, LettersDigitsAndSingleHyphens) {
  EXPECT_EQ(programme_slug("Signs of Safety"), "signs-of-safety");
  EXPECT_EQ(programme_slug("Nurse–Family Partnership (UK)"), "nurse-family-partnership-uk");
  EXPECT_EQ(programme_slug("  READ 180®  "), "read-180");
  EXPECT_EQ(programme_slug("Children’s Centres / Women's Aid"), "childrens-centres-womens-aid");
  EXPECT_EQ(programme_slug("Éducation à la Santé"), "Éducation-à-la-santé");
  EXPECT_EQ(programme_slug("../../etc/passwd"), "etc-passwd");
}

TEST(ProgrammeSlug, NamesThatDifferInSignsAloneAreOne) {
  EXPECT_EQ(programme_slug("Head Start"), programme_slug("HEAD-START"));
  EXPECT_EQ(programme_slug("Head Start!"), programme_slug("“Head” Start"));
  EXPECT_NE(programme_slug("Head Start 1"), programme_slug("Head Start 2"));
}

TEST(ProgrammeSlug, NeverEmptyNeverLongNeverASlash) {
  EXPECT_TRUE(programme_slug("???").starts_with("programme-"));
  EXPECT_NE(programme_slug("???"), programme_slug("!!!"));
  EXPECT_TRUE(programme_slug("").starts_with("programme-"));
  const std::string tail(400, 'x');
  const std::string words = [] {
    std::string out;
    for (int i = 0; i < 90; ++i) out += "néw ";
    return out;
  }();
  for (const std::string& name : {tail, words + "a", words + "b"}) {
    const std::string slug = programme_slug(name);
    EXPECT_LE(slug.size(), kLongestSlug);
    EXPECT_EQ(slug.find('/'), std::string::npos);
    EXPECT_FALSE(slug.empty());
  }
  EXPECT_NE(programme_slug(words + "a"), programme_slug(words + "b"));
}

}  // namespace
}  // namespace outturn::search
