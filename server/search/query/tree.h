// SPDX-License-Identifier: GPL-3.0-or-later
// What a person's words ask for, as a tree: pure data, known to no full-text library. Nodes lie in
// one vector and name one another by place, so that no depth of brackets deepens a destructor.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace outturn::query {

enum class Kind {
  kWords,   ///< things side by side: the rule of matching says how many a record needs
  kAnd,     ///< every child
  kOr,      ///< any child
  kNot,     ///< what its one child does not match
  kWord,    ///< one word as typed; may hold a hyphen, an ampersand, an apostrophe
  kPhrase,  ///< words in this order, side by side
};

struct Node {
  Kind kind = Kind::kWords;
  std::optional<std::size_t> field;  ///< place in index::kTextFields; words and phrases alone
  std::string text;                  ///< words and phrases alone
  bool prefix = false;               ///< a word that ended in '*'
  std::vector<std::size_t> children;
};

/// Something odd in what was typed: what it is, and the piece of text it stands in.
struct Diagnostic {
  std::string what;   ///< a sentence for a person
  std::string where;  ///< the text as typed, clipped
};

struct Tree {
  std::vector<Node> nodes;
  std::optional<std::size_t> root;  ///< empty where nothing was asked for
  std::vector<Diagnostic> diagnostics;
};

/// "(words nurse title:visits (not (phrase "signs of safety")))"; "()" for the empty tree.
std::string print(const Tree& tree);

}  // namespace outturn::query
