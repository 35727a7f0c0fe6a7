// SPDX-License-Identifier: GPL-3.0-or-later
// OpenDocument spreadsheets (ISO/IEC 26300, OpenDocument 1.3).
#pragma once

#include <memory>

#include "indexer/readers/sheets/workbook.h"

namespace outturn::ingest {

/// The archive holds an ODS. Errors: invalid data, encrypted among it.
base::Result<std::unique_ptr<Workbook>> open_ods(std::shared_ptr<const Archive> archive);

}  // namespace outturn::ingest
