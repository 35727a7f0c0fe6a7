// SPDX-License-Identifier: GPL-3.0-or-later
// Any text becomes a tree that pairs its nodes, is no deeper than promised, prints, and is read the
// same way twice.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/query/lexer.h"
#include "server/search/query/parse.h"
#include "server/search/query/spelling.h"

namespace {

using outturn::query::Kind;
using outturn::query::Node;
using outturn::query::Tree;

void require(bool fact) {
  if (!fact) std::abort();
}

void check(const Tree& tree) {
  if (!tree.root) return;
  std::vector<bool> seen(tree.nodes.size(), false);
  std::vector<std::pair<std::size_t, std::size_t>> left{{*tree.root, 1}};
  while (!left.empty()) {
    const auto [place, depth] = left.back();
    left.pop_back();
    require(place < tree.nodes.size() && !seen[place]);
    require(depth <= 4 * outturn::query::kDeepest + 4);
    seen[place] = true;
    const Node& node = tree.nodes[place];
    const bool leaf = node.kind == Kind::kWord || node.kind == Kind::kPhrase;
    require(leaf == node.children.empty() && leaf != node.text.empty());
    require(node.kind != Kind::kNot || node.children.size() == 1);
    require((node.kind != Kind::kAnd && node.kind != Kind::kOr) || node.children.size() > 1);
    for (const std::size_t child : node.children) left.emplace_back(child, depth + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const Tree tree = outturn::query::parse(text);
  check(tree);
  const std::string printed = outturn::query::print(tree);
  require(printed == outturn::query::print(outturn::query::parse(text)));
  require(tree.diagnostics.size() <= outturn::query::kMostDiagnostics);
  for (const Node& node : tree.nodes)
    for (const std::string& other : outturn::query::other_spellings(node.text))
      require(other != node.text);
  return 0;
}
