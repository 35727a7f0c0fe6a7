// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as an XLSX: a readme, then a sheet for each, with typed cells, a frozen heading and a
// filter.
#pragma once

#include <memory>
#include <vector>

#include "server/api/message.h"
#include "server/downloads/lines.h"
#include "server/downloads/records.h"

namespace outturn::downloads {

/// Made as it is sent. Records are read once for each table: an archive holds one sheet after
/// another. The readme, which says how many rows there are, comes last; programs find it by its
/// name. Throws std::runtime_error where the disk is full or a file cannot be made.
api::Pieces workbook(std::shared_ptr<Records> records, std::vector<Chosen> tables);

}  // namespace outturn::downloads
