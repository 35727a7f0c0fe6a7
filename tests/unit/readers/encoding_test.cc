// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes to UTF-8: what is converted, what is replaced, and what is said of it.
#include "indexer/readers/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/readers/utf8.h"

namespace outturn::ingest {
namespace {

using namespace std::string_literals;

struct Mended {
  std::string text;
  Repairs repairs;
};

Mended mended(std::string text, Encoding encoding = Encoding::kUnsaid) {
  const Repairs repairs = mend(text, encoding, Mending::kConvertAndUndo);
  return {std::move(text), repairs};
}

TEST(Utf8, TheFirstCharacter) {
  EXPECT_EQ(first_char("a").code, U'a');
  EXPECT_EQ(first_char("é").code, U'é');
  EXPECT_EQ(first_char("€x").bytes, 3U);
  EXPECT_EQ(first_char("😀").code, U'😀');
  for (const char* none :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC3", "\xE2\x82", "\xE0\x80\x80", "\xED\xA0\x80",
        "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3("})
    EXPECT_EQ(first_char(none).bytes, 0U);
}

TEST(Utf8, EveryCodePointThereAndBack) {
  for (char32_t code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 37) {
    std::string text;
    append_utf8(text, code);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    ASSERT_EQ(first_char(text).code, surrogate ? kReplacement : code);
    ASSERT_EQ(first_char(text).bytes, text.size());
    ASSERT_EQ(is_ascii(text), code < 0x80);
  }
}

TEST(Mend, Utf8IsLeftAlone) {
  for (const char* text : {"", "plain", "café – “O’Brien” ®", "日本語", "😀"}) {
    const auto [after, repairs] = mended(text);
    EXPECT_EQ(after, text);
    EXPECT_TRUE(repairs.none()) << text;
  }
}

TEST(Mend, Windows1252) {
  const auto [text, repairs] = mended(
      "caf\xE9 \x93O\x92"
      "Brien\x94 \x96 \x80"
      "5");
  EXPECT_EQ(text, "café “O’Brien” – €5");
  EXPECT_TRUE(repairs.windows_1252);
  EXPECT_FALSE(repairs.unreadable);
}

TEST(Mend, BothInOneText) {
  const auto [text, repairs] = mended("caf\xE9, café");
  EXPECT_EQ(text, "café, café");
  EXPECT_TRUE(repairs.windows_1252);
}

TEST(Mend, BytesThatStandForNothingAreReplacedAndSaid) {
  const auto [text, repairs] = mended("a\x81z");
  EXPECT_EQ(text, "a\uFFFDz");
  EXPECT_TRUE(repairs.unreadable);
  EXPECT_FALSE(repairs.lost);
}

TEST(Mend, AnEncodingThatIsSaidIsBelieved) {
  EXPECT_EQ(mended("\xC3\xA9", Encoding::kWindows1252).text, "é")
      << "converted to Ã© and found to be encoded twice";
  EXPECT_EQ(mended("\xC3\x93.", Encoding::kWindows1252).text, "Ã“.");
  const auto [text, repairs] = mended("caf\xE9", Encoding::kUtf8);
  EXPECT_EQ(text, "caf\uFFFD");
  EXPECT_TRUE(repairs.unreadable);
  EXPECT_FALSE(repairs.windows_1252);
}

TEST(Mend, ControlsStandForWindowsSigns) {
  const auto [text, repairs] = mended("O\u0092Brien \u0096 \u0081");
  EXPECT_EQ(text, "O’Brien – \u0081");
  EXPECT_TRUE(repairs.controls);
  EXPECT_TRUE(repairs.left_controls);
  EXPECT_EQ(repairs.layers, 0U);
}

TEST(Mend, WhatWasLostBeforeIsSaid) {
  const auto [text, repairs] = mended("O\uFFFDBrien");
  EXPECT_EQ(text, "O\uFFFDBrien");
  EXPECT_TRUE(repairs.lost);
}

TEST(Mend, ConversionAloneLeavesDoubleEncoding) {
  std::string text = "cafÃ©";
  EXPECT_TRUE(mend(text, Encoding::kUnsaid, Mending::kConvert).none());
  EXPECT_EQ(text, "cafÃ©");
}

TEST(Mend, TwiceIsOnce) {
  for (const char* given :
       {"cafÃ©", "caf\xE9\x81", "O\u0092Brien", "\xC3\x83\xC2\xA9\xE9", "\xE2\x80"}) {
    const std::string once = mended(given).text;
    EXPECT_TRUE(is_utf8(once));
    EXPECT_EQ(mended(once).text, once);
  }
}

TEST(Mend, EveryRepairHasItsNote) {
  NoteBook book;
  Repairs all;
  all.windows_1252 = all.unreadable = all.controls = all.lost = all.left_controls = true;
  all.layers = 2;
  note(book, all, [] { return "a.csv:1:x"; });
  note(book, all, [] { return "a.csv:2:x"; });
  ASSERT_EQ(book.all().size(), 6U);
  for (const Note& one : book.all()) {
    EXPECT_EQ(one.times, 2U);
    EXPECT_EQ(one.where, "a.csv:1:x");
  }
}

TEST(EncodingOf, NamesThatPeopleType) {
  EXPECT_EQ(encoding_of(std::nullopt).value(), Encoding::kUnsaid);
  EXPECT_EQ(encoding_of("UTF-8").value(), Encoding::kUtf8);
  EXPECT_EQ(encoding_of("Latin-1").value(), Encoding::kWindows1252);
  EXPECT_EQ(encoding_of("ebcdic").error().code, base::Code::kUsage);
}

TEST(Windows1252, ThereAndBack) {
  for (unsigned byte = 0x80; byte <= 0xFF; ++byte) {
    const auto one = static_cast<unsigned char>(byte);
    EXPECT_EQ(windows_1252_byte(windows_1252(one)), one);
  }
  EXPECT_EQ(windows_1252_byte(U'日'), 0);
}

}  // namespace
}  // namespace outturn::ingest
