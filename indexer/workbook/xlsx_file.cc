// SPDX-License-Identifier: GPL-3.0-or-later
// Written narrow, with a cell for every value, and only where a text did not fit once more and
// wider: libxlsxwriter cannot go back to a header.
#include "indexer/workbook/xlsx_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "indexer/readers/sheets/number_format.h"
#include "indexer/readers/sheets/workbook.h"
#include "indexer/workbook/cells.h"
#include "indexer/workbook/columns.h"
#include "indexer/workbook/set_aside.h"
#include "indexer/workbook/xlsx_book.h"
#include "schema/base/files.h"

namespace outturn::workbook {

using base::Code;
using base::fail;
using base::Result;

struct XlsxFile::Writing {
  Writing(std::filesystem::path to, Lead with)
      : file(std::move(to)), lead(with), aside(file.string() + ".long.partial") {}

  Result<void> set_aside(std::size_t sheet, std::size_t value, const std::string& text);
  Result<void> copy_sheet(std::size_t sheet, XlsxBook& wide, ingest::Workbook& narrow);
  Result<void> widen();
  Result<void> check_whole() const;

  std::filesystem::path file;
  Lead lead;
  std::unique_ptr<XlsxBook> book;
  SetAside aside;
  Pieces pieces;
  std::vector<Value> fitting;  ///< of the row under way
};

XlsxFile::XlsxFile(std::unique_ptr<Writing> writing) : writing_(std::move(writing)) {}
XlsxFile::~XlsxFile() = default;

Result<std::unique_ptr<XlsxFile>> XlsxFile::create(const std::filesystem::path& file, Lead lead) {
  const auto parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (!std::filesystem::is_directory(parent))
    return fail(Code::kUnwritable, "its folder does not exist", "make it, or name another",
                file.string());
  auto writing = std::make_unique<Writing>(file, lead);
  auto book = XlsxBook::create(file.string() + ".partial", lead, {});
  if (!book) return tl::unexpected(book.error());
  writing->book = std::move(*book);
  return std::unique_ptr<XlsxFile>(new XlsxFile(std::move(writing)));
}

Result<void> XlsxFile::add(std::size_t sheet, const std::vector<Value>& values, Look look) {
  XlsxBook& book = *writing_->book;
  if (book.rows(sheet) >= ingest::kMostSheetRows)
    return fail(Code::kNotPossible,
                fmt::format("the sheet {} would have more than {} rows",
                            workbook::sheets()[sheet].name, ingest::kMostSheetRows),
                "export as CSV, which has no such bound", writing_->file.string());
  const auto is_long = [](const Value& value) { return !fits_cell(value.text); };
  if (std::none_of(values.begin(), values.end(), is_long)) return book.add(sheet, values, look);
  writing_->fitting = values;
  for (std::size_t value = 0; value < values.size(); ++value) {
    if (!is_long(values[value])) continue;
    auto kept = writing_->set_aside(sheet, value, values[value].text);
    if (!kept) return kept;
    writing_->fitting[value].text.clear();
  }
  return book.add(sheet, writing_->fitting, look);
}

Result<void> XlsxFile::Writing::set_aside(std::size_t sheet, std::size_t value,
                                          const std::string& text) {
  std::size_t& cells = pieces[{sheet, value}];
  cells = std::max(cells, cells_of(text, book->between(sheet, value)).size());
  return aside.put(sheet, book->rows(sheet), value, text);
}

/// Every row of the narrow book with what was set aside of it.
Result<void> XlsxFile::Writing::copy_sheet(std::size_t sheet, XlsxBook& wide,
                                           ingest::Workbook& narrow) {
  auto reader = narrow.read(sheet + 1);  // the guide stands before them
  if (!reader) return tl::unexpected(reader.error());
  const auto of_sheet = [&](const SetAside::Text& text) { return text.sheet == sheet; };
  auto next = std::find_if(aside.texts().begin(), aside.texts().end(), of_sheet);
  const std::size_t width =
      header_of(workbook::sheets()[sheet]).size() + (lead == Lead::kNothing ? 0 : 1);
  ingest::SheetRow row;
  for (;;) {
    const auto more = (*reader)->next(row);
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    if (row.number == 1) continue;
    std::vector<Value> values(width);
    for (ingest::SheetCell& cell : row.cells) {
      Value& value = values.at(cell.column);
      value.number = cell.cell.number;
      if (!value.number) value.text = std::move(cell.cell.text);
    }
    while (next != aside.texts().end() && next->row + 1 == row.number) {
      auto text = aside.get(*next);
      if (!text) return tl::unexpected(text.error());
      values.at(next->value).text = std::move(*text);
      next = std::find_if(next + 1, aside.texts().end(), of_sheet);
    }
    if (auto added = wide.add(sheet, values, Look::kPlain); !added) return added;
  }
}

Result<void> XlsxFile::Writing::widen() {
  auto narrow = ingest::open_workbook(book->path());
  if (!narrow) return tl::unexpected(narrow.error());
  auto wide = XlsxBook::create(file.string() + ".wide.partial", lead, pieces);
  if (!wide) return tl::unexpected(wide.error());
  for (std::size_t sheet = 0; sheet < workbook::sheets().size(); ++sheet)
    if (auto copied = copy_sheet(sheet, **wide, **narrow); !copied) return copied;
  book = std::move(*wide);
  return book->close();
}

/// The library does not look whether its temporary files took what it wrote, so the rows are
/// counted in what came of it.
Result<void> XlsxFile::Writing::check_whole() const {
  const auto lost = [&](const std::string& words) {
    return fail(Code::kUnwritable, "was not written whole: " + words,
                "check that there is room on the disk", file.string());
  };
  const auto written = ingest::open_workbook(book->path());
  if (!written) return lost(base::to_text(written.error()));
  for (std::size_t sheet = 0; sheet < workbook::sheets().size(); ++sheet) {
    auto reader = (*written)->read(sheet + 1);  // the guide stands before them
    if (!reader) return lost(base::to_text(reader.error()));
    ingest::SheetRow row;
    std::size_t rows = 0;
    for (;; ++rows) {
      const auto more = (*reader)->next(row);
      if (!more) return lost(base::to_text(more.error()));
      if (!*more) break;
    }
    if (rows != book->rows(sheet))
      return lost(fmt::format("{} rows of {}", rows, workbook::sheets()[sheet].name));
  }
  return {};
}

Result<void> XlsxFile::close() {
  auto closed = writing_->book->close();
  if (closed) closed = writing_->check_whole();
  if (closed && !writing_->pieces.empty()) {
    closed = writing_->widen();
    if (closed) closed = writing_->check_whole();
  }
  const auto& path = writing_->book->path();
  if (closed) closed = base::sync_to_disk(path);
  if (!closed) return closed;
  std::error_code moved;
  std::filesystem::rename(path, writing_->file, moved);
  if (!moved) return {};
  return fail(Code::kUnwritable, moved.message(), "check the folder's permissions",
              writing_->file.string());
}

}  // namespace outturn::workbook
