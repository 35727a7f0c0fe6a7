// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of delimited text become rows of a table; contract in csv_table.h.
#include "indexer/readers/csv_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "indexer/readers/csv_dialect.h"
#include "indexer/readers/csv_scanner.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;

constexpr std::string_view kFewer =
    "rows with fewer cells than there are columns: the last ones were taken as empty";
constexpr std::string_view kLoose =
    "quotation marks in the middle of a cell were taken as they stand";
constexpr std::string_view kAbove = "rows above the columns' names were passed over";
constexpr std::string_view kTwice =
    "columns of the same name were told apart as \"Name (2)\", \"Name (3)\"";
constexpr std::string_view kNoName = "columns that have no name";

/// A name on one line.
std::string tidy_name(std::string_view cell) {
  std::string name(cell);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return std::string(base::trim(name));
}

/// Byte order marks stand before the first name, however many, encoded twice or after spaces.
void drop_marks(std::string& cell) {
  constexpr std::string_view kMark = "\uFEFF";
  std::size_t end = 0;
  for (std::string_view rest = base::trim(cell); rest.starts_with(kMark);) {
    end = static_cast<std::size_t>(rest.data() - cell.data()) + kMark.size();
    rest = base::trim(rest.substr(kMark.size()));
  }
  cell.erase(0, end);
}

class CsvTable : public Table {
 public:
  CsvTable(std::unique_ptr<TextSource> text, const CsvDialect& dialect, Mending mending)
      : text_(std::move(text)),
        dialect_(dialect),
        mending_(mending),
        scanner_(dialect.delimiter, [this] { return text_->read(); }) {}

  base::Result<void> begin();

  const std::string& name() const override { return text_->name(); }
  const std::vector<std::string>& header() const override { return header_; }
  base::Result<bool> next(Row& row) override;
  const std::vector<Note>& notes() const override { return text_->notes().all(); }
  Extent extent() const override { return text_->extent(); }
  TableForm form() const override { return {dialect_.delimiter, dialect_.header_row}; }
  char decimal() const override { return dialect_.decimal; }

 private:
  base::Result<bool> scan();
  bool is_empty() const;
  std::size_t stored() const { return std::min(raw_.count, kMostColumns); }
  void mend_cells();
  void name_columns();
  void fill(Row& row);
  void check_width(Row& row) const;
  std::string column_name(std::size_t column) const;
  std::string place(std::size_t column) const;

  std::unique_ptr<TextSource> text_;
  CsvDialect dialect_;
  Mending mending_;
  CsvScanner scanner_;
  RawRow raw_;
  std::vector<std::string> header_;
};

std::string CsvTable::column_name(std::size_t column) const {
  if (column < header_.size() && !header_[column].empty()) return header_[column];
  return std::to_string(column + 1);
}

std::string CsvTable::place(std::size_t column) const {
  return fmt::format("{}:{}:{}", name(), raw_.number, column_name(column));
}

base::Result<bool> CsvTable::scan() {
  auto more = scanner_.next(raw_);
  if (!more && more.error().where.empty()) {
    auto error = more.error();
    error.where = name();
    return tl::unexpected(std::move(error));
  }
  return more;
}

bool CsvTable::is_empty() const {
  const auto end = raw_.cells.begin() + static_cast<std::ptrdiff_t>(stored());
  return !raw_.fault && std::all_of(raw_.cells.begin(), end, [](const std::string& cell) {
    return base::trim(cell).empty();
  });
}

void CsvTable::mend_cells() {
  for (std::size_t i = 0; i < stored(); ++i) {
    const Repairs repairs = mend(raw_.cells[i], text_->encoding(), mending_);
    if (!repairs.none()) note(text_->notes(), repairs, [&] { return place(i); });
  }
}

base::Result<void> CsvTable::begin() {
  for (;;) {
    const auto more = scan();
    if (!more) return tl::unexpected(more.error());
    if (!*more) {
      return fail(Code::kInvalidData,
                  fmt::format("there is no row {} to name the columns", dialect_.header_row),
                  "check the file, or say which row it is", name());
    }
    if (raw_.number == dialect_.header_row) break;
    if (!is_empty())
      text_->notes().add(kAbove, [&] { return fmt::format("{}:{}", name(), raw_.number); });
  }
  if (raw_.count > kMostColumns) {
    return fail(
        Code::kInvalidData,
        fmt::format("row {} has {} columns; {} can be read", raw_.number, raw_.count, kMostColumns),
        "check the delimiter, or split the table", fmt::format("{}:{}", name(), raw_.number));
  }
  if (raw_.fault)
    return fail(Code::kInvalidData, raw_.fault->message, raw_.fault->hint,
                place(raw_.fault->column));
  mend_cells();
  if (stored() > 0) drop_marks(raw_.cells[0]);
  if (is_empty()) {
    return fail(Code::kInvalidData,
                fmt::format("row {} is empty and names no columns", raw_.number),
                "say which row names them", name());
  }
  name_columns();
  return {};
}

void CsvTable::name_columns() {
  std::set<std::string> used;
  for (std::size_t i = 0; i < raw_.count; ++i) used.insert(tidy_name(raw_.cells[i]));
  std::set<std::string> given;
  for (std::size_t i = 0; i < raw_.count; ++i) {
    std::string column = tidy_name(raw_.cells[i]);
    const auto where = [&] { return fmt::format("{}:{}:{}", name(), raw_.number, i + 1); };
    if (column.empty()) {
      text_->notes().add(kNoName, where);
    } else if (!given.insert(column).second) {
      std::string apart;
      for (std::size_t n = 2; apart.empty() || used.contains(apart); ++n)
        apart = fmt::format("{} ({})", column, n);
      used.insert(apart);
      given.insert(apart);
      column = std::move(apart);
      text_->notes().add(kTwice, where);
    }
    header_.push_back(std::move(column));
  }
}

void CsvTable::fill(Row& row) {
  row.number = raw_.number;
  row.line = raw_.line;
  row.fault.reset();
  std::size_t cells = stored();
  // Cells past the last column say nothing where they are empty.
  while (cells > header_.size() && base::trim(raw_.cells[cells - 1]).empty()) --cells;
  row.cells.resize(std::max(cells, header_.size()));
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    Cell& cell = row.cells[i];
    cell.number.reset();
    if (i < cells) {
      cell.text.swap(raw_.cells[i]);  // both keep their memory for the next row
    } else {
      cell.text.clear();
    }
    if (base::trim(cell.text).empty()) cell.text.clear();
    cell.kind = cell.text.empty() ? CellKind::kEmpty : CellKind::kText;
  }
}

void CsvTable::check_width(Row& row) const {
  if (raw_.fault) {
    row.fault = base::Error{Code::kInvalidData, raw_.fault->message, raw_.fault->hint,
                            place(raw_.fault->column)};
  } else if (row.cells.size() > header_.size()) {
    row.fault = base::Error{
        Code::kInvalidData,
        fmt::format("the row has {} cells, but there are {} columns; \"{}\" belongs to none",
                    row.cells.size(), header_.size(),
                    base::clip(base::printable(row.cells[header_.size()].text), 40)),
        "put quotation marks around a cell that holds the delimiter",
        fmt::format("{}:{}", name(), raw_.number)};
  }
}

base::Result<bool> CsvTable::next(Row& row) {
  do {
    const auto more = scan();
    if (!more || !*more) return more;
  } while (is_empty());
  mend_cells();
  const auto where = [&] { return fmt::format("{}:{}", name(), raw_.number); };
  if (raw_.loose_quotes > 0 && !raw_.fault) text_->notes().add(kLoose, where);
  if (raw_.count < header_.size()) text_->notes().add(kFewer, where);
  fill(row);
  check_width(row);
  return true;
}

/// What a person would not call text: control characters all over the beginning.
bool looks_binary(std::string_view head) {
  const std::string_view look = head.substr(0, 4096);
  const auto odd = std::count_if(look.begin(), look.end(), [](char c) {
    return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7F;
  });
  return odd > 4 && static_cast<std::size_t>(odd) * 20 > look.size();
}

base::Result<void> check(const TableOptions& options) {
  const auto usage = [](std::string message, std::string hint) {
    return fail(Code::kUsage, std::move(message), std::move(hint));
  };
  if (options.header_row && *options.header_row == 0)
    return usage("rows are counted from 1", "name the row that holds the columns' names");
  if (options.delimiter && std::string_view(",;\t|").find(*options.delimiter) == std::string::npos)
    return usage("the delimiter is none that is read", "it reads comma, semicolon, tab and bar");
  if (options.decimal && *options.decimal != '.' && *options.decimal != ',')
    return usage("the decimal mark is none that is read", "it reads point and comma");
  return {};
}

}  // namespace

base::Result<std::unique_ptr<Table>> open_csv_table(std::unique_ptr<TextSource> text,
                                                    const TableOptions& options) {
  if (auto sound = check(options); !sound) return tl::unexpected(sound.error());
  const std::string_view head = text->head();
  if (base::trim(head).empty() && head.size() < TextSource::kHead)
    return fail(Code::kInvalidData, "the file is empty", "check that it was saved", text->name());
  if (looks_binary(head)) {
    return fail(Code::kInvalidData, "the file is not text",
                "save it as CSV (UTF-8), XLSX or ODS from the program that made it", text->name());
  }
  if (options.sheet)  // as a profile for a workbook says of rows that were refused from one
    text->notes().add("a text file has no sheets, so none was looked for by name",
                      [&] { return text->name(); });
  const Head extent = head.size() < TextSource::kHead ? Head::kWhole : Head::kCut;
  const CsvDialect dialect = sniff(head, extent, options);
  auto table = std::make_unique<CsvTable>(std::move(text), dialect,
                                          options.double_encoding == DoubleEncoding::kLeft
                                              ? Mending::kConvert
                                              : Mending::kConvertAndUndo);
  if (auto begun = table->begin(); !begun) return tl::unexpected(begun.error());
  return table;
}

}  // namespace outturn::ingest
