// SPDX-License-Identifier: GPL-3.0-or-later
// Office Open XML workbooks (ECMA-376), in either spelling of their namespaces.
#pragma once

#include <memory>

#include "indexer/readers/sheets/workbook.h"

namespace outturn::ingest {

/// The archive holds an XLSX. Errors: invalid data.
base::Result<std::unique_ptr<Workbook>> open_xlsx(std::shared_ptr<const Archive> archive);

}  // namespace outturn::ingest
