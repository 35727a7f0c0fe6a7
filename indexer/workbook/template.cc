// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/workbook/template.h"

#include "indexer/workbook/guide.h"
#include "indexer/workbook/rows.h"
#include "indexer/workbook/xlsx_file.h"

namespace outturn::workbook {

base::Result<void> write_template(const std::filesystem::path& file) {
  if (std::filesystem::exists(file))
    return base::fail(base::Code::kUnwritable, "is there already, and may hold somebody's work",
                      "name another file", file.string());
  auto book = XlsxFile::create(file);
  if (!book) return tl::unexpected(book.error());
  const auto written = spread(example(), [&](std::size_t sheet, const std::vector<Value>& values) {
    return (*book)->add(sheet, values, Look::kExample);
  });
  if (!written) return written;
  return (*book)->close();
}

}  // namespace outturn::workbook
