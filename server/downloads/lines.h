// SPDX-License-Identifier: GPL-3.0-or-later
// The formats that are texts: CSV, JSON, JSON lines and RIS, each made as it is sent.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "server/api/message.h"
#include "server/api/selection.h"
#include "server/downloads/records.h"
#include "server/downloads/table.h"

namespace outturn::downloads {

/// A table and the columns of it that are wanted, in their order.
struct Chosen {
  const Table* table;
  std::vector<std::size_t> columns;
};

/// RFC 4180: a line of headings, then the rows; CR LF; UTF-8 without a byte-order mark, which R
/// would read as part of the first heading. base::guarded() texts: none can run as a formula.
api::Pieces csv(std::shared_ptr<Records> records, Chosen chosen);

/// {release, published, query, address, total, columns: [{name, meaning}], rows: [{...}]}
api::Pieces rows_json(std::shared_ptr<Records> records, Chosen chosen);
/// A row on each line.
api::Pieces rows_jsonl(std::shared_ptr<Records> records, Chosen chosen);

/// {release, published, query, address, total, gone, records: [{record, derived, flags}]}: records
/// as /api/v1/records/{id} gives them, with the fields that are wanted; `gone` where any are.
api::Pieces records_json(std::shared_ptr<Records> records, api::Selection fields);
/// On each line {release, record, derived, flags}.
api::Pieces records_jsonl(std::shared_ptr<Records> records, api::Selection fields);

/// The entries of each record and of the sources of its figures.
api::Pieces ris(std::shared_ptr<Records> records);

}  // namespace outturn::downloads
