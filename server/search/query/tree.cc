// SPDX-License-Identifier: GPL-3.0-or-later
// Prints a tree as an s-expression, for golden files and for people who debug.
#include "server/search/query/tree.h"

#include <string_view>

#include "schema/index/fields.h"

namespace outturn::query {
namespace {

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::kWords:
      return "words";
    case Kind::kAnd:
      return "and";
    case Kind::kOr:
      return "or";
    case Kind::kNot:
      return "not";
    case Kind::kWord:
    case Kind::kPhrase:
      break;
  }
  return "";
}

// As deep as the parser lets brackets go (kDeepest), no deeper.
void print_node(const Tree& tree, std::size_t place, std::string& out) {
  const Node& node = tree.nodes[place];
  if (node.field) out += std::string(index::kTextFields[*node.field].name) + ":";
  if (node.kind == Kind::kWord) {
    out += node.text;
    if (node.prefix) out += '*';
  } else if (node.kind == Kind::kPhrase) {
    out += '"' + node.text + '"';
  } else {
    out += '(';
    out += name_of(node.kind);
    for (const std::size_t child : node.children) {
      out += ' ';
      print_node(tree, child, out);
    }
    out += ')';
  }
}

}  // namespace

std::string print(const Tree& tree) {
  if (!tree.root) return "()";
  std::string out;
  print_node(tree, *tree.root, out);
  return out;
}

}  // namespace outturn::query
