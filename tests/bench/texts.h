// SPDX-License-Identifier: GPL-3.0-or-later
// Titles and abstracts to make records of: real ones, read as JSON lines, or words of a seeded
// model whose frequencies fall off as those of a language do.
#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <vector>

#include "tests/bench/random.h"

namespace outturn::bench {

struct Article {
  std::string title;
  std::string abstract;
  std::vector<std::string> authors;
  int year = 2000;
};

class Texts {
 public:
  /// Lines of {"title", "abstract", "authors": "A, B", "date": "2007-04-27"}; lines that are not
  /// are passed over.
  static Texts from_lines(std::istream& lines);
  /// Nothing but words.
  static Texts from_model(std::size_t articles, Random& random);

  std::size_t size() const { return articles_.size(); }

  /// The how-manieth article. Past the last one begin mixtures: the first half of one abstract and
  /// the second of another, so that no text comes twice.
  Article at(std::size_t number) const;

 private:
  std::vector<Article> articles_;
};

}  // namespace outturn::bench
