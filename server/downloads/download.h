// SPDX-License-Identifier: GPL-3.0-or-later
// From a list of records to the answer that sends them as a file.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/message.h"
#include "server/downloads/lines.h"
#include "server/downloads/records.h"

namespace outturn::downloads {

enum class Format { kCsv, kXlsx, kJson, kJsonl, kRis };

struct FormatRow {
  Format format;
  std::string_view name;  ///< as addresses and file names end
  std::string_view type;  ///< media type
};

inline constexpr std::array kFormats{
    FormatRow{Format::kCsv, "csv", "text/csv; charset=utf-8; header=present"},
    FormatRow{Format::kXlsx, "xlsx",
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    FormatRow{Format::kJson, "json", "application/json; charset=utf-8"},
    FormatRow{Format::kJsonl, "jsonl", "application/jsonl; charset=utf-8"},
    FormatRow{Format::kRis, "ris", "application/x-research-info-systems; charset=utf-8"}};

/// What JSON holds of a record: all of it, or the rows of the table.
enum class JsonHolds { kRecords, kRows };

struct Shape {
  Format format = Format::kCsv;
  JsonHolds json = JsonHolds::kRecords;
  std::vector<Chosen> tables;  ///< CSV and rows take the first, a workbook all
  std::string name;            ///< of the file, between the release and its ending: "findings"
};

/// A file to be saved, made as it is sent.
api::Response download(Contents contents, Shape shape);

/// The same with all of its bytes in hand: for few records.
api::Response gathered(api::Response response);

}  // namespace outturn::downloads
