// SPDX-License-Identifier: GPL-3.0-or-later
// Text helpers and files.
#include "schema/base/text.h"

#include <gtest/gtest.h>

#include "schema/base/files.h"
#include "schema/base/result.h"

namespace outturn::base {
namespace {

TEST(Text, PrintableReplacesControlsAndBrokenUtf8) {
  EXPECT_EQ(printable("a\x01"
                      "b\tc\x7f"),
            "a b c ");
  EXPECT_EQ(printable("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"),
            "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80");
  EXPECT_EQ(printable("\xFF\xC3(\xED\xA0\x80"), "  (   ");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a b");
  EXPECT_EQ(printable("\xC2\x85"), " ");
}

TEST(Text, ClipNeverCutsACharacter) {
  EXPECT_EQ(clip("short", 10), "short");
  EXPECT_EQ(clip("caf\xC3\xA9s", 4), "caf…");
}

TEST(Text, NumbersAreWholeAndFinite) {
  EXPECT_EQ(parse_number("1.5"), 1.5);
  EXPECT_EQ(parse_number("-2e3"), -2000.0);
  for (const char* bad : {"", "abc", "1.5x", "inf", "nan", "1e999", "1,5", " 1"})
    EXPECT_FALSE(parse_number(bad)) << bad;
  EXPECT_EQ(parse_count("20"), 20U);
  for (const char* bad : {"", "-1", "1.5", "99999999999999999999999"})
    EXPECT_FALSE(parse_count(bad)) << bad;
}

TEST(Text, EditDistanceStopsAtItsLimit) {
  EXPECT_EQ(edit_distance("crime", "crime", 2), 0U);
  EXPECT_EQ(edit_distance("crime", "crimes", 2), 1U);
  EXPECT_EQ(edit_distance("kitten", "sitting", 5), 3U);
  EXPECT_EQ(edit_distance("a", "completely", 2), 3U);
}

TEST(Text, EscapeCoversMarkupAndQuotes) {
  EXPECT_EQ(escape_html("<a href=\"x\">'&'</a>"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
}

TEST(Text, PercentEncodeLeavesOnlyUnreservedCharacters) {
  EXPECT_EQ(percent_encode("q=a b&c"), "q%3Da%20b%26c");
  EXPECT_EQ(query_encode("q=a  b&c+d%20"), "q%3Da++b%26c%2Bd%2520");
  EXPECT_EQ(query_encode(""), "");
  EXPECT_EQ(percent_encode("a-z_0.9~"), "a-z_0.9~");
  EXPECT_EQ(percent_encode("\xC2\xA3"), "%C2%A3");
}

TEST(Files, Sha256OfTheStandardExample) {  // FIPS 180-2, appendix B.1
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Errors, AreToldWithPlaceAndHint) {
  EXPECT_EQ(to_text({Code::kNotFound, "no such file", "check the path", "a.json"}),
            "a.json: no such file. Hint: check the path.");
  EXPECT_EQ(to_text({Code::kInternal, "Broken.", "", ""}), "Broken.");
}

}  // namespace
}  // namespace outturn::base
