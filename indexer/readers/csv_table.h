// SPDX-License-Identifier: GPL-3.0-or-later
// A delimited text file as a table.
#pragma once

#include <memory>

#include "indexer/readers/table.h"
#include "indexer/readers/text_source.h"

namespace outturn::ingest {

/// Reads up to the columns' names. Rows that cannot be used are given with their fault: cells
/// beyond the last column, a cell past kLargestCell, text after a closing quotation mark, a NUL
/// byte. Errors: of TextSource; usage (options); invalid data: empty, binary, too many columns, a
/// quotation mark that is never closed, no such header row.
base::Result<std::unique_ptr<Table>> open_csv_table(std::unique_ptr<TextSource> text,
                                                    const TableOptions& options);

}  // namespace outturn::ingest
