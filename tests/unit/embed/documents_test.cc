// SPDX-License-Identifier: GPL-3.0-or-later
// docs/embedding.md says what the code does: the policy lines, every class, part and property.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "server/render/embed_code.h"

namespace outturn::render {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(fs::path(OUTTURN_SOURCE_DIR) / path);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The first group of every match.
std::set<std::string> all(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::set<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at)
    out.insert((*at)[1]);
  return out;
}

TEST(EmbedDocuments, PrintThePolicyThatTheBuilderPrints) {
  const std::string text = read("docs/embedding.md");
  const Site site{"https://evidence.example/evidence", {}};
  for (const auto tier : {api::Tier::kForm, api::Tier::kFrame, api::Tier::kComponent}) {
    api::EmbedOptions options;
    options.tier = tier;
    const std::string line = policy_line(site, options);
    EXPECT_NE(text.find("`" + line + "`"), std::string::npos) << line;
  }
}

TEST(EmbedDocuments, NameEveryClass) {
  const std::string text = read("docs/embedding.md");
  std::set<std::string> classes;
  for (const auto& entry : fs::directory_iterator(fs::path(OUTTURN_SOURCE_DIR) / "web/templates"))
    classes.merge(all(read(entry.path()), "class=\"(outturn[a-z-]*)\""));
  EXPECT_GE(classes.size(), 20U);
  for (const std::string& one : classes)
    EXPECT_NE(text.find("`" + one + "`"), std::string::npos) << one;
}

TEST(EmbedDocuments, NameEveryPartPropertyAndAttribute) {
  const std::string text = read("docs/embedding.md");
  const std::string script =
      read("web/scripts/outturn-search.js") + read("web/scripts/outturn-words.js");
  auto names = all(script, "(--outturn-[a-z-]+)");
  names.merge(all(script, "element\\((?:\"[a-z0-9]+\"|`[^`]+`), \"([a-z]+)\""));
  names.merge(all(script, "link\\(\"([a-z]+)\""));
  EXPECT_GE(names.size(), 20U);
  for (const std::string& one : all(script, "this\\.dataset\\.([a-z]+)"))
    names.insert("data-" + one);
  for (const std::string& one : names)
    EXPECT_NE(text.find("`" + one + "`"), std::string::npos) << one;
}

}  // namespace
}  // namespace outturn::render
