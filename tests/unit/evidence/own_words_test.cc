// SPDX-License-Identifier: GPL-3.0-or-later
// The corpus says everything in its own words: no prose of it shares a run of twelve words with a
// source document. The documents are not part of this project: $OUTTURN_SEEDS names their folder,
// else ../shared/seeds beside the source tree; without them the test is skipped and says so.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <unordered_set>
#include <vector>

namespace outturn::evidence {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kRun = 12;

/// Lower-case words of letters and digits; apostrophes and the marks of footnotes are dropped.
std::vector<std::string> words_of(const std::string& marked) {
  static const std::regex kMarks("<sup>[^<]*</sup>|<[^>]*>");
  const std::string text = std::regex_replace(marked, kMarks, " ");
  std::vector<std::string> words;
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
    const bool apostrophe = c == '\'' || (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (letter) word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!letter && !apostrophe && !word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

std::string run_at(const std::vector<std::string>& words, std::size_t at) {
  std::string run;
  for (std::size_t i = at; i < at + kRun; ++i) run += words[i] + ' ';
  return run;
}

using Runs = std::unordered_set<std::string>;

void add_runs(const std::vector<std::string>& words, Runs& runs) {
  for (std::size_t i = 0; i + kRun <= words.size(); ++i) runs.insert(run_at(words, i));
}

/// Visits prose: not names, titles and addresses of sources, prints, ids or terms.
void visit_prose(const json& node, const std::string& key, bool in_sources,
                 const std::function<void(const std::string&)>& visit) {
  static const std::set<std::string> kNotProse{
      "id", "as_printed", "authors", "publisher", "url", "name", "aliases", "developer", "source"};
  if (kNotProse.contains(key) || (in_sources && key == "title")) return;
  if (node.is_string()) visit(node.get<std::string>());
  if (node.is_array())
    for (const json& child : node) visit_prose(child, key, in_sources, visit);
  if (node.is_object())
    for (const auto& [name, child] : node.items())
      visit_prose(child, name, in_sources || name == "sources", visit);
}

fs::path seeds() {
  if (const char* given = std::getenv("OUTTURN_SEEDS")) return given;
  return fs::path(OUTTURN_SOURCE_DIR) / ".." / "shared" / "seeds";
}

std::string read(const fs::path& file) {
  std::ifstream stream(file);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

TEST(OwnWords, TheCorpusSharesNoRunOfTwelveWordsWithASource) {
  if (!fs::is_directory(seeds())) GTEST_SKIP() << "no source documents at " << seeds();
  Runs runs;
  for (const auto& entry : fs::directory_iterator(seeds()))
    if (entry.path().extension() == ".txt") add_runs(words_of(read(entry.path())), runs);
  ASSERT_GT(runs.size(), 1000U) << "the documents were not read";
  std::size_t prose = 0;
  for (const auto& entry : fs::directory_iterator(OUTTURN_CORPUS_DIR)) {
    if (entry.path().extension() != ".json") continue;
    const json file = json::parse(read(entry.path()));
    if (!file.contains("records")) continue;
    for (const json& record : file["records"]) {
      visit_prose(record, "", false, [&](const std::string& text) {
        ++prose;
        const auto words = words_of(text);
        for (std::size_t i = 0; i + kRun <= words.size(); ++i)
          EXPECT_FALSE(runs.contains(run_at(words, i)))
              << entry.path().filename() << " " << record.at("id") << ": " << run_at(words, i);
      });
    }
  }
  EXPECT_GT(prose, 100U);
}

TEST(OwnWords, ARunThatIsSharedIsSeen) {
  Runs runs;
  add_runs(words_of("It was the best of times,<sup>3</sup> it was the worst of times, it was"),
           runs);
  const auto copied = words_of("as he says, It was the best of times; it was the WORST of times");
  bool seen = false;
  for (std::size_t i = 0; i + kRun <= copied.size(); ++i)
    seen = seen || runs.contains(run_at(copied, i));
  EXPECT_TRUE(seen);
}

}  // namespace
}  // namespace outturn::evidence
