// SPDX-License-Identifier: GPL-3.0-or-later
// From a list of records to the answer that sends them as a file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/file_format.h"
#include "server/api/message.h"
#include "server/api/selection.h"
#include "server/downloads/lines.h"
#include "server/downloads/records.h"

namespace outturn::downloads {

using Format = api::FileFormat;
using FormatRow = api::FileFormatRow;
inline constexpr const auto& kFormats = api::kFileFormats;

/// What JSON holds of a record: all of it, or the rows of the table.
enum class JsonHolds { kRecords, kRows };

/// Whether there are files of that format: an entry of RIS is of a record.
constexpr bool holds(JsonHolds json, Format format) {
  return json == JsonHolds::kRecords || format != Format::kRis;
}

struct Shape {
  Format format = Format::kCsv;
  JsonHolds json = JsonHolds::kRecords;
  std::vector<Chosen> tables;  ///< CSV and rows take the first, a workbook all
  std::string name;            ///< of the file, between the release and its ending: "findings"
  api::Selection fields = {};  ///< of each record, where JSON holds records
};

/// A file to be saved, made as it is sent.
api::Response download(Contents contents, Shape shape);

/// The same with all of its bytes in hand: for few records.
api::Response gathered(api::Response response);

}  // namespace outturn::downloads
