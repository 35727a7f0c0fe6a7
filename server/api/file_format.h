// SPDX-License-Identifier: GPL-3.0-or-later
// The formats in which records leave as files: one row each, for the addresses, the links to them
// and the descriptions of both.
#pragma once

#include <array>
#include <string_view>

namespace outturn::api {

enum class FileFormat { kCsv, kXlsx, kJson, kJsonl, kRis };

struct FileFormatRow {
  FileFormat format;
  std::string_view name;   ///< as addresses and file names end
  std::string_view label;  ///< as pages call it
  std::string_view type;   ///< media type

  /// The media type without its parameters.
  constexpr std::string_view bare_type() const { return type.substr(0, type.find(';')); }
};

/// In the order of FileFormat.
inline constexpr std::array kFileFormats{
    FileFormatRow{FileFormat::kCsv, "csv", "CSV", "text/csv; charset=utf-8; header=present"},
    FileFormatRow{FileFormat::kXlsx, "xlsx", "XLSX",
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    FileFormatRow{FileFormat::kJson, "json", "JSON", "application/json; charset=utf-8"},
    FileFormatRow{FileFormat::kJsonl, "jsonl", "JSON lines", "application/jsonl; charset=utf-8"},
    FileFormatRow{FileFormat::kRis, "ris", "RIS",
                  "application/x-research-info-systems; charset=utf-8"}};

}  // namespace outturn::api
