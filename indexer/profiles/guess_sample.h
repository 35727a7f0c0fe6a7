// SPDX-License-Identifier: GPL-3.0-or-later
// What a sample of a table's columns holds: numbers and how they are written, terms of the
// vocabularies, texts that come again. Internal to guessing.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/profiles/cell_text.h"
#include "indexer/readers/table.h"
#include "schema/base/result.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::ingest {

struct ColumnSample {
  std::string name;
  std::vector<std::string> words;  ///< of the name: "f_Effect_SizeWWC" is f, effect, size, wwc
  std::vector<std::string> cells;  ///< those that are not blank, in order
  std::set<std::string> distinct;  ///< the first 60 different ones
  std::size_t with_point = 0;      ///< cells that are numbers with a decimal point, or whole
  std::size_t with_comma = 0;      ///< cells that are numbers with a decimal comma, or whole

  bool numeric(char decimal) const;  ///< nine of ten filled cells at least are numbers
};

struct TableSample {
  std::string name;
  std::vector<ColumnSample> columns;
  std::size_t rows = 0;
  char decimal = '.';
  std::set<std::string> blanks;  ///< texts that stand for nothing, as they are written
  std::vector<std::vector<std::string>> texts;  ///< the rows

  bool repeats(std::size_t column) const;  ///< a text comes in several rows
};

base::Result<TableSample> sample_of(Table& table, std::size_t rows);

/// Lower-case words of a name; digits and camel case part them.
std::vector<std::string> words_of(std::string_view name);

/// The term whose id, label or synonym the text is; empty where none is, or several are.
std::string exact_term(const evidence::Vocabulary& vocabulary, std::string_view text);

/// How many of the column's different cells are terms, from 0 to 1.
double share_of_terms(const ColumnSample& column, const evidence::Vocabulary& vocabulary);

}  // namespace outturn::ingest
