// SPDX-License-Identifier: GPL-3.0-or-later
// What a delimited file's beginning tells of the whole: its delimiter, its decimal mark, and which
// row names the columns.
#pragma once

#include <cstddef>
#include <string_view>

#include "indexer/readers/table.h"

namespace outturn::ingest {

struct CsvDialect {
  char delimiter = ',';
  char decimal = '.';
  std::size_t header_row = 1;  ///< Row::number of the row with the columns' names
  std::size_t columns = 0;     ///< that most rows have
};

/// Finds out what `options` does not say. `head` is the beginning of the text; `whole` where it is
/// all of it, otherwise its last row may be cut.
enum class Head { kCut, kWhole };
CsvDialect sniff(std::string_view head, Head extent, const TableOptions& options);

}  // namespace outturn::ingest
