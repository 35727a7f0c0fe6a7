// SPDX-License-Identifier: GPL-3.0-or-later
// libxlsxwriter behind the sheets of our own format: a guide, our sheets with drop-downs and
// comments, the terms. Only xlsx_file.h uses it.
#pragma once

#include <xlsxwriter.h>

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/workbook/cells.h"
#include "indexer/workbook/columns.h"
#include "indexer/workbook/rows.h"
#include "indexer/workbook/xlsx_file.h"
#include "schema/base/result.h"

namespace outturn::workbook {

/// How many cells a value takes where one is too small, by sheet and place among the sheet's
/// values.
using Pieces = std::map<std::pair<std::size_t, std::size_t>, std::size_t>;

struct Formats {
  lxw_format* text;
  lxw_format* number;
  lxw_format* example_text;
  lxw_format* example_number;
  lxw_format* header;
  lxw_format* required;
  lxw_format* reason;
  lxw_format* title;
  lxw_format* heading;
  lxw_format* paragraph;
};

class XlsxBook {
 public:
  /// Begins a file, which is taken away again unless it has been given another name. Errors:
  /// unwritable; not possible (more columns than are read).
  static base::Result<std::unique_ptr<XlsxBook>> create(const std::filesystem::path& path,
                                                        Lead lead, const Pieces& pieces);
  ~XlsxBook();
  XlsxBook(const XlsxBook&) = delete;
  XlsxBook& operator=(const XlsxBook&) = delete;

  /// Writes a row: every text must fit the cells that `pieces` gave it. Errors: unwritable.
  base::Result<void> add(std::size_t sheet, const std::vector<Value>& values, Look look);

  /// Puts all on disk. Errors: unwritable.
  base::Result<void> close();

  /// What may stand between the parts of a value's text; none where it is one thing.
  std::optional<Between> between(std::size_t sheet, std::size_t value) const;

  const std::filesystem::path& path() const { return path_; }

  /// Rows of a sheet so far, its header among them.
  std::size_t rows(std::size_t sheet) const { return next_rows_[sheet]; }

 private:
  XlsxBook(std::filesystem::path path, Lead lead);

  void add_guide();
  base::Result<void> add_sheets(const Pieces& pieces);
  void add_header(std::size_t sheet, const Pieces& pieces);
  lxw_col_t add_reasons(lxw_worksheet* page);
  void add_column(std::size_t sheet, lxw_col_t at, const Column& column);
  void add_terms();
  void write_comment(lxw_worksheet* page, lxw_col_t at, const std::string& text);
  lxw_error write(std::size_t sheet, std::size_t value, const Value& what, Look look);
  lxw_error write_text(std::size_t sheet, std::size_t value, const std::string& text, Look look);

  std::filesystem::path path_;
  std::string folder_;  ///< libxlsxwriter keeps the pointer
  Lead lead_;
  lxw_workbook* book_ = nullptr;
  Formats formats_{};
  std::vector<lxw_worksheet*> sheets_;
  std::vector<lxw_row_t> next_rows_;
  std::vector<std::vector<lxw_col_t>> columns_;  ///< by sheet and value: the first; and the end
  std::map<std::string, std::string> lists_;     ///< by vocabulary: where its ids stand

  // The library copies these, but asks for them as if it would write to them.
  std::string author_ = "Outturn";
  std::string yes_ = "yes";
  std::string no_ = "no";
  std::string title_ = "Not in the list";
  std::string message_ = "Choose from the list. The sheet \"terms\" says what each means.";
};

}  // namespace outturn::workbook
