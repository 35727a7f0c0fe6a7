// SPDX-License-Identifier: GPL-3.0-or-later
// Spreadsheet files for tests, from the XML that a test is about.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace outturn::testing {

using Parts = std::map<std::string, std::string>;

/// A zip archive of these parts, as bytes.
std::string zipped(const Parts& parts);

struct XlsxSheetXml {
  std::string name;
  std::string rows;        ///< what stands in <sheetData>
  std::string after = {};  ///< what stands after it: <mergeCells>
  std::string state = "visible";
};

struct XlsxXml {
  std::vector<XlsxSheetXml> sheets;
  std::string shared = {};        ///< <si> elements
  std::string formats = {};       ///< <numFmts>
  std::string cell_formats = {};  ///< <xf> elements
  bool late_dates = false;        ///< days count from 1904
};

Parts xlsx_parts(const XlsxXml& book);
std::string xlsx(const XlsxXml& book);

/// An XLSX of one sheet.
std::string xlsx(const std::string& rows, const std::string& after = {});

/// An ODS whose spreadsheet holds this.
std::string ods(const std::string& tables, const std::string& styles = {});

}  // namespace outturn::testing
