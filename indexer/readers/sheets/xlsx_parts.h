// SPDX-License-Identifier: GPL-3.0-or-later
// What an XLSX keeps beside its sheets: their list, the texts that cells share, and which cell
// formats show a date.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/sheets/number_format.h"
#include "indexer/readers/sheets/workbook.h"
#include "indexer/readers/sheets/xml.h"

namespace outturn::ingest {

/// The namespace of an XLSX's own elements, in either of its two spellings.
bool is_main(std::string_view space);

struct XlsxSheet {
  SheetInfo info;
  std::string part;  ///< "xl/worksheets/sheet1.xml"
};

struct XlsxParts {
  std::vector<XlsxSheet> sheets;  ///< worksheets; charts and macros are not among them
  DateSystem dates = DateSystem::k1900;
  std::string texts_part;    ///< empty where there is none
  std::string styles_part;   ///< empty where there is none
  std::vector<Shows> shows;  ///< by cell format
  std::vector<std::string> texts;
};

/// The list of sheets and the formats; the texts are left for read_texts(). Errors: invalid data.
base::Result<XlsxParts> read_xlsx_parts(const Archive& archive);

/// Errors: invalid data; more than kLargestSharedTexts.
base::Result<void> read_texts(const Archive& archive, XlsxParts& parts);

/// Text as XLSX keeps it: "_x000D_" is a character. Appended to, so that it can be kept short.
std::string decoded(std::string_view text);

}  // namespace outturn::ingest
