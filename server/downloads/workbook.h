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

/// An XLSX can only be sent once it is whole: the first piece takes as long as writing it does,
/// into a file that has no name and is gone with the answer. Memory does not grow with the rows.
/// Throws std::runtime_error where the disk is full or a file cannot be made.
api::Pieces workbook(std::shared_ptr<Records> records, std::vector<Chosen> tables);

}  // namespace outturn::downloads
