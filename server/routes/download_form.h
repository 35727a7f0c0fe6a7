// SPDX-License-Identifier: GPL-3.0-or-later
// What a download asks beside its records: the format, and which columns of a table or which fields
// of whole records.
#pragma once

#include <optional>
#include <vector>

#include "server/api/selection.h"
#include "server/downloads/download.h"
#include "server/routes/route.h"

namespace outturn::routes {

struct DownloadForm {
  const downloads::FormatRow* format = nullptr;
  std::optional<api::Response> refusal;  ///< where there is no such format
  std::vector<std::size_t> columns;      ///< of the first table; none: all
  api::Selection fields;                 ///< of each record as JSON
  std::vector<api::Problem> problems;
  api::Request request;  ///< without what was read here

  void add(std::vector<api::Problem> more);
};

/// `fields` chooses columns where the format has columns, fields where it has whole records, and is
/// unknown where it has neither.
DownloadForm read_form(const Asking& asking, const downloads::Table& table,
                       downloads::JsonHolds json);
inline DownloadForm read_records_form(const Asking& asking) {
  return read_form(asking, downloads::records_table(), downloads::JsonHolds::kRecords);
}

/// The refusal that lists its problems, where it has any.
std::optional<api::Response> refuse_form(const Asking& asking, const DownloadForm& form);

}  // namespace outturn::routes
