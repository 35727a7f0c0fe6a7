// SPDX-License-Identifier: GPL-3.0-or-later
// What people type -> the tree that is read, as a table in tests/golden/queries.txt; and hostile
// text, which is read in bounded time.
#include "server/search/query/parse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "server/search/query/lexer.h"

namespace outturn::query {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using ::testing::SizeIs;

const std::string kTable = std::string(OUTTURN_GOLDEN_DIR) + "/queries.txt";

/// The same questions with what is read now.
std::string table_now(std::istream& in) {
  std::string out;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("> ")) continue;
    const Tree tree = parse(line.substr(2));
    out += line + "\n= " + print(tree) + "\n";
    for (const Diagnostic& one : tree.diagnostics)
      out += "! " + one.what + " [" + one.where + "]\n";
  }
  return out;
}

TEST(Parse, GoldenTable) {
  std::ifstream in(kTable);
  const std::string now = table_now(in);
  EXPECT_GT(now.size(), 1000U);
  if (std::getenv("OUTTURN_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(kTable) << now;
    return;
  }
  std::ifstream again(kTable);
  std::ostringstream held;
  held << again.rdbuf();
  EXPECT_EQ(now, held.str()) << "tests/golden/update.sh rewrites it; review the diff";
}

/// How deep the tree is, found without recursion.
std::size_t depth(const Tree& tree) {
  std::size_t deepest = 0;
  std::vector<std::pair<std::size_t, std::size_t>> left;
  if (tree.root) left.emplace_back(*tree.root, 1);
  while (!left.empty()) {
    const auto [place, level] = left.back();
    left.pop_back();
    deepest = std::max(deepest, level);
    for (const std::size_t child : tree.nodes[place].children) left.emplace_back(child, level + 1);
  }
  return deepest;
}

Tree parse_quickly(const std::string& text) {
  const auto start = steady_clock::now();
  Tree tree = parse(text);
  const auto took = steady_clock::now() - start;
  EXPECT_LT(std::chrono::duration_cast<milliseconds>(took).count(), 500) << text.substr(0, 40);
  EXPECT_LE(depth(tree), 4 * kDeepest + 4) << text.substr(0, 40);
  EXPECT_LE(tree.diagnostics.size(), kMostDiagnostics);
  EXPECT_FALSE(print(tree).empty());
  return tree;
}

std::string times(std::size_t count, const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(Parse, BracketsOfAnyDepthAreReadInTime) {
  const std::string n = "nurse";
  EXPECT_EQ(print(parse_quickly(times(10'000, "(") + n + times(10'000, ")"))), "nurse");
  EXPECT_EQ(print(parse_quickly(times(10'000, "(") + n)), "nurse");
  EXPECT_EQ(print(parse_quickly(n + times(10'000, ")"))), "nurse");
  EXPECT_EQ(print(parse_quickly(times(5'000, "()") + n)), "nurse");
  EXPECT_EQ(print(parse_quickly(times(5'000, ")(") + n)), "nurse");
  parse_quickly(times(5'000, "(a OR ") + "b" + times(5'000, ")"));
  parse_quickly(times(5'000, "-(a ") + "b" + times(5'000, ")"));
  parse_quickly(times(5'000, "title:(") + "b" + times(5'000, ")"));
  EXPECT_THAT(parse_quickly(times(100, "(a OR ") + "b" + times(100, ")")).diagnostics, SizeIs(1));
}

TEST(Parse, LongTextIsReadInTimeAndCutWithANote) {
  const Tree words = parse_quickly(times(1'000, "word "));
  EXPECT_THAT(words.nodes[*words.root].children, SizeIs(1'000));
  EXPECT_TRUE(words.diagnostics.empty());
  const Tree cut = parse_quickly(times(100'000, "abcdefghi "));
  EXPECT_FALSE(cut.diagnostics.empty());
  EXPECT_LE(cut.nodes.size(), kMostTokens + 2);
  for (const std::string piece : {"\"", "-", "AND ", "NOT ", "a OR ", "\"a\" ", "title:", "*",
                                  "a* ", "\xff", "\xe2\x80\x9c", "a-", "a:"})
    parse_quickly(times(100'000 / piece.size(), piece));
  parse_quickly(std::string(100'000, 'a'));
  parse_quickly(std::string(100'000, '\0'));
  parse_quickly(std::string("nurse\0visits", 12));
}

TEST(Parse, NoughtBytesPartWords) {
  EXPECT_EQ(print(parse(std::string("nurse\0visits", 12))), "(words nurse visits)");
}

TEST(Parse, APastedTextIsProse) {
  const std::string text =
      "We propose a programme (in two boroughs) for \"hard to reach\" families - those whom "
      "services miss - with weekly visits by a nurse, and we ask what others found when they tried "
      "this, what it cost, and whether it paid for itself.";
  const Tree tree = parse(text);
  for (const Node& node : tree.nodes)
    EXPECT_TRUE(node.kind == Kind::kWord || node.kind == Kind::kWords) << print(tree);
  EXPECT_TRUE(tree.diagnostics.empty());
  // Written to search: the operators count.
  EXPECT_NE(print(parse(text + " AND crime")).find("(and"), std::string::npos);
}

}  // namespace
}  // namespace outturn::query
