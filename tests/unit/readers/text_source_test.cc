// SPDX-License-Identifier: GPL-3.0-or-later
// Byte order marks, UTF-16 and what a file turns out to be.
#include "indexer/readers/text_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/readers/file_kind.h"
#include "indexer/readers/utf8.h"
#include "tests/unit/readers/reading.h"

namespace outturn::ingest {
namespace {

using ::testing::HasSubstr;
using namespace std::string_literals;

/// A text in UTF-16, with surrogates where they are needed.
std::string utf16(std::string_view text, bool little) {
  std::string out;
  const auto put = [&](char32_t unit) {
    const auto low = static_cast<char>(unit & 0xFFU);
    const auto high = static_cast<char>(unit >> 8U);
    out += little ? low : high;
    out += little ? high : low;
  };
  while (!text.empty()) {
    const Utf8Char one = first_char(text);
    text.remove_prefix(one.bytes);
    if (one.code < 0x10000) {
      put(one.code);
    } else {
      put(0xD800 + ((one.code - 0x10000) >> 10U));
      put(0xDC00 + ((one.code - 0x10000) & 0x3FFU));
    }
  }
  return out;
}

class Text : public ::testing::Test {
 protected:
  std::string read(const std::string& bytes, const std::optional<std::string>& encoding = {}) {
    notes_ = {};
    auto text = TextSource::open(files_.write("t.txt", bytes), encoding);
    if (!text) return text.error().message;
    std::string all;
    for (;;) {
      const auto piece = (*text)->read();
      if (!piece) return piece.error().message;
      if (piece->empty()) break;
      all += *piece;
    }
    for (const Note& note : (*text)->notes().all()) notes_ += note.text;
    return all;
  }
  FileKind kind(const std::string& name, const std::string& text) {
    return open_file(files_.write(name, text)).value().kind;
  }
  testing::Files files_;
  std::string notes_;
};

TEST_F(Text, AUtf8MarkIsTakenOff) {
  EXPECT_EQ(read("\xEF\xBB\xBFid,name\n"), "id,name\n");
  EXPECT_EQ(notes_, "");
  EXPECT_EQ(read("\xEF\xBB\xBF"), "");
  EXPECT_EQ(read(""), "");
}

TEST_F(Text, Utf16OfEitherOrder) {
  const std::string text = "id,name\n1,café 日本 😀\n";
  EXPECT_EQ(read("\xFF\xFE" + utf16(text, true)), text);
  EXPECT_THAT(notes_, HasSubstr("UTF-16"));
  EXPECT_EQ(read("\xFE\xFF" + utf16(text, false)), text);
  const std::string plain = "id,name,value\n1,abc,3\n";
  EXPECT_EQ(read(utf16(plain, true)), plain) << "without a mark";
  EXPECT_EQ(read(utf16(plain, false)), plain);
}

TEST_F(Text, Utf16AcrossBlocks) {
  std::string text = "x";  // so that pairs and units straddle the ends of blocks
  for (int i = 0; i < 120'000; ++i) text += i % 3 == 0 ? "😀" : "é,";
  EXPECT_EQ(read("\xFF\xFE" + utf16(text, true)), text);
}

TEST_F(Text, HalvesOfUtf16AreReplacedAndSaid) {
  EXPECT_EQ(read("\xFF\xFE" + utf16("ab", true) + "\x3D\xD8" + utf16("c", true)), "ab\uFFFDc");
  EXPECT_THAT(notes_, HasSubstr("half a UTF-16 character"));
  EXPECT_EQ(read("\xFF\xFE" + utf16("ab", true) + "\x3D\xDE"), "ab\uFFFD");
  EXPECT_EQ(read("\xFF\xFE" + utf16("ab", true) + "c"), "ab\uFFFD");
}

TEST_F(Text, Utf32IsRefused) {
  EXPECT_THAT(read("\xFF\xFE\0\0a\0\0\0"s), HasSubstr("UTF-32"));
  EXPECT_THAT(read("\0\0\xFE\xFF\0\0\0a"s), HasSubstr("UTF-32"));
}

TEST_F(Text, LargeFilesComeWhole) {
  std::string text;
  for (int i = 0; text.size() < 3 * TextSource::kHead; ++i) text += std::to_string(i) + "\n";
  EXPECT_EQ(read(text), text);
}

TEST_F(Text, AnEncodingThatIsNone) { EXPECT_THAT(read("a", "ebcdic"), HasSubstr("ebcdic")); }

TEST_F(Text, WhatAFileIs) {
  EXPECT_EQ(kind("a.json", "{\"id\": 1}"), FileKind::kJson);
  EXPECT_EQ(kind("a.txt", "  [\n{}]"), FileKind::kJson);
  EXPECT_EQ(kind("a.txt", "{\n \"records\": [{},\n{}]}"), FileKind::kJson);
  EXPECT_EQ(kind("a.txt", "{\"id\":1}\r\n\r\n {\"id\":2}\n"), FileKind::kJsonLines);
  EXPECT_EQ(kind("a.json", "{\"id\":1}\n{\"id\":2}"), FileKind::kJsonLines);
  EXPECT_EQ(kind("a.jsonl", "{\"id\":1}"), FileKind::kJsonLines);
  EXPECT_EQ(kind("a.ndjson", ""), FileKind::kJsonLines);
  EXPECT_EQ(kind("a.json", "null"), FileKind::kJson);
  EXPECT_EQ(kind("a.json", "id,name\n"), FileKind::kJson);
  EXPECT_EQ(kind("a.tsv", "id\tname\n"), FileKind::kDelimited);
  EXPECT_EQ(kind("a.xlsx", "id,name\n"), FileKind::kDelimited) << "content decides";
  EXPECT_EQ(kind("a.csv", "PK\x03\x04rest"), FileKind::kWorkbook);
  const std::string long_line = "{\"id\":\"" + std::string(TextSource::kHead, 'x') + "\"}\n";
  EXPECT_EQ(kind("a.txt", long_line + long_line), FileKind::kJsonLines);
}

TEST_F(Text, KnownKindsThatAreNotRead) {
  const std::pair<std::string, const char*> rows[] = {
      {"%PDF-1.7", "PDF"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old Excel"},
      {"\x1F\x8B\x08", "gzip"},
      {"SQLite format 3\0x"s, "SQLite"},
      {"<!DOCTYPE html>", "web page"},
      {"\xFD"
       "7zXZ\0x"s,
       "xz"}};
  for (const auto& [begins, what] : rows) {
    const auto opened = open_file(files_.write("a.csv", begins));
    ASSERT_FALSE(opened) << what;
    EXPECT_EQ(opened.error().code, base::Code::kInvalidData);
    EXPECT_THAT(opened.error().message, HasSubstr(what));
    EXPECT_FALSE(opened.error().hint.empty());
  }
}

}  // namespace
}  // namespace outturn::ingest
