// SPDX-License-Identifier: GPL-3.0-or-later
// Records that are hard to keep in a spreadsheet, given to a writer and read back.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "indexer/readers/candidate.h"
#include "indexer/workbook/export.h"
#include "schema/evidence/record.h"
#include "schema/evidence/record_json.h"

namespace outturn::workbook {

/// Texts that programs take for something else, and numbers that need all their digits.
evidence::Record hard(const std::string& id = "hard");

/// The same with lists that no cell of an XLSX holds.
evidence::Record long_lists();

NextRecord from(const std::vector<evidence::Record>& records);

/// Reads all, failing the test on any fault; the records as JSON, in order.
std::vector<evidence::Json> read_back(
    base::Result<std::unique_ptr<ingest::CandidateStream>> stream);

void expect_same(const std::vector<evidence::Record>& records,
                 const std::vector<evidence::Json>& read);

}  // namespace outturn::workbook
