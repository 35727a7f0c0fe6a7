// SPDX-License-Identifier: GPL-3.0-or-later
// RFC 4180 to the letter: whatever the pieces in which a text comes, the rows are the same.
#include "indexer/readers/csv_scanner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>

namespace outturn::ingest {
namespace {

struct Scanned {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> lines;
  std::string faults;
  std::string error;

  bool operator==(const Scanned&) const = default;
};

/// `pieces` says how long each piece is; the last goes on for ever.
Scanned scan(std::string_view text, const std::vector<std::size_t>& pieces) {
  std::size_t next = 0;
  CsvScanner scanner(',', [&]() -> base::Result<std::string_view> {
    const std::size_t length = pieces[std::min(next++, pieces.size() - 1)];
    const std::string_view piece = text.substr(0, length);
    text.remove_prefix(piece.size());
    return piece;
  });
  Scanned out;
  for (RawRow row;;) {
    const auto more = scanner.next(row);
    if (!more) out.error = more.error().message;
    if (!more || !*more) return out;
    EXPECT_EQ(row.number, out.rows.size() + 1);
    out.rows.emplace_back(row.cells.begin(),
                          row.cells.begin() + static_cast<std::ptrdiff_t>(row.count));
    out.lines.push_back(row.line);
    if (row.fault) out.faults += row.fault->message + "\n";
  }
}
Scanned scan(std::string_view text) { return scan(text, {std::string::npos}); }

using Rows = std::vector<std::vector<std::string>>;

TEST(CsvScanner, TheRulesOfRfc4180) {
  struct Row {
    const char* text;
    Rows rows;
  };
  const Row table[] = {
      {"aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", {{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}}},  // 1
      {"aaa,bbb\r\nzzz,yyy", {{"aaa", "bbb"}, {"zzz", "yyy"}}},                            // 2
      {" a , b ", {{" a ", " b "}}},                                                       // 4
      {"\"aaa\",\"bbb\"\r\nzzz,yyy", {{"aaa", "bbb"}, {"zzz", "yyy"}}},                    // 5
      {"\"aaa\",\"b\r\nbb\"\r\nzzz,y", {{"aaa", "b\r\nbb"}, {"zzz", "y"}}},                // 6
      {"\"aaa\",\"b\"\"bb\",\"ccc\"", {{"aaa", "b\"bb", "ccc"}}},                          // 7
      {"", {}},
      {"\n", {{""}}},
      {"a\n\nb\n", {{"a"}, {""}, {"b"}}},
      {",\n", {{"", ""}}},
      {"\"\",\"\"\"\"\n", {{"", "\""}}},
      {"a\r\rb\n\rc", {{"a"}, {""}, {"b"}, {""}, {"c"}}},
      {"\"a\" ,b", {{"a", "b"}}}};
  for (const auto& [text, rows] : table) {
    const Scanned scanned = scan(text);
    EXPECT_EQ(scanned.rows, rows) << text;
    EXPECT_TRUE(scanned.error.empty() && scanned.faults.empty()) << text;
  }
}

TEST(CsvScanner, PiecesMakeNoDifference) {
  const char* texts[] = {"id,name\r\n1,\"a \"\"b\"\" c\"\r\n2,\"x\r\ny\rz\nw\",\r\n\r\n3,é\n",
                         "a,\"b\"c\",d\ne\"f,g\n\"h\" \t,i\r\rj", "\"open\r\n\"\"\"\"",
                         "\"open, never closed\r\n", "\r\n\r\n\"\r\n\r\r\n\"\r\nx"};
  std::mt19937 random(4180);
  for (const char* text : texts) {
    const Scanned whole = scan(text);
    EXPECT_EQ(scan(text, {1}), whole) << text;
    for (int run = 0; run < 200; ++run) {
      std::vector<std::size_t> pieces(40);
      for (std::size_t& piece : pieces) piece = 1 + random() % 5;
      ASSERT_EQ(scan(text, pieces), whole) << text;
    }
  }
}

TEST(CsvScanner, LinesAreThoseOfAnEditor) {
  EXPECT_EQ(scan("a\n\"b\r\n\rc\"\nd\r\ne\rf").lines, (std::vector<std::size_t>{1, 2, 5, 6, 7}));
  EXPECT_EQ(scan("\"a\r\n\"\r\nb", {1}).lines, (std::vector<std::size_t>{1, 3}));
}

/// Written by the rules, any cells read back as they were.
TEST(CsvScanner, ThereAndBack) {
  std::mt19937 random(20261122);
  for (int run = 0; run < 500; ++run) {
    Rows rows(1 + random() % 6);
    std::string text;
    for (auto& row : rows) {
      row.resize(1 + random() % 5);
      for (std::size_t i = 0; i < row.size(); ++i) {
        for (auto length = random() % 8; length > 0; --length)
          row[i] += "ab,;\"\r\n \té"[random() % 11];
        text += i > 0 ? ",\"" : "\"";
        for (const char c : row[i]) text += c == '"' ? "\"\"" : std::string(1, c);
        text += '"';
      }
      text += random() % 2 == 0 ? "\r\n" : "\n";
    }
    ASSERT_EQ(scan(text, {1 + random() % 9}).rows, rows) << text;
  }
}

TEST(CsvScanner, LargeCellsDoNotAddUp) {
  std::string text;
  for (std::size_t row = 0; row < 64; ++row)
    text += std::string(row, ',') + std::string(1U << 18U, 'x') + std::string(64 - row, ',') + "\n";
  std::string_view rest = text;
  CsvScanner scanner(',', [&]() -> base::Result<std::string_view> {
    return std::exchange(rest, std::string_view());
  });
  RawRow row;
  std::size_t most = 0;
  while (scanner.next(row).value()) {
    std::size_t held = 0;
    for (const std::string& cell : row.cells) held += cell.capacity();
    most = std::max(most, held);
  }
  EXPECT_LT(most, 3U << 18U);
}

}  // namespace
}  // namespace outturn::ingest
