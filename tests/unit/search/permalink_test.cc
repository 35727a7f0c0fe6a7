// SPDX-License-Identifier: GPL-3.0-or-later
// Permalinks and cursors: what is written is what is read.
#include <gtest/gtest.h>

#include "server/search/cursor.h"
#include "server/search/permalink.h"

namespace outturn::search {
namespace {

TEST(Permalink, IsCanonicalAndEscaped) {
  Question question;
  EXPECT_EQ(permalink(question), "");
  question.text = "a&b=c <é>";
  question.selected[0] = {"crime", "earnings"};
  question.ratio_min = 1.5;
  question.sort = Sort::kTitle;
  question.offset = 20;
  EXPECT_EQ(permalink(question),
            "q=a%26b%3Dc%20%3C%C3%A9%3E&outcome=crime&outcome=earnings&ratio_min=1.5&sort=title&"
            "cursor=n20");
}

TEST(Cursor, ComesBackAndRefusesOthers) {
  EXPECT_EQ(cursor_offset(cursor_text(40)), 40U);
  for (const char* bad : {"", "n", "40", "n-1", "nx", "n99999999999"})
    EXPECT_FALSE(cursor_offset(bad)) << bad;
}

}  // namespace
}  // namespace outturn::search
