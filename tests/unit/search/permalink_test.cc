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
  question.filters.chosen(index::FilterId::kOutcome) = {"crime", "earnings"};
  question.filters.range(index::FilterId::kRatio).least = 1.5;
  question.widen = false;
  question.grouping = Grouping::kProgramme;
  question.view = View::kTable;
  question.columns = {"title", "ratio"};
  question.sort = Sort::kTitle;
  question.offset = 20;
  question.seal = "0123456789abcdef";
  EXPECT_EQ(permalink(question),
            "q=a%26b%3Dc+%3C%C3%A9%3E&widen=no&outcome=crime&outcome=earnings&ratio_min=1.5&"
            "sort=title&group_by=programme&view=table&columns=title&columns=ratio&"
            "cursor=n20-0123456789ab");
}

TEST(Cursor, ComesBackAndRefusesOthers) {
  const std::string seal = "0123456789abcdef0123456789abcdef";
  const auto back = read_cursor(cursor_text(40, seal));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->offset, 40U);
  EXPECT_TRUE(back->is_of(seal));
  EXPECT_FALSE(back->is_of("1" + seal));
  for (const char* bad :
       {"", "n", "40", "n-1", "nx", "n40", "n40-", "n40-0123", "n99999999999-0123456789ab",
        "n40-0123456789aX", "n-1-0123456789ab", "n40-0123456789abc", "n4 0-0123456789ab"})
    EXPECT_FALSE(read_cursor(bad)) << bad;
}

}  // namespace
}  // namespace outturn::search
