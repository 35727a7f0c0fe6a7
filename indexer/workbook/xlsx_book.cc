// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on the sheets before the first row: the guide, headers with comments and drop-downs,
// the terms; and how a row's values become cells. Texts are written as texts whatever they begin
// with, so none becomes a formula; a number of more digits than programs keep is written as text.
#include "indexer/workbook/xlsx_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "indexer/readers/candidate.h"
#include "indexer/readers/sheets/number_format.h"
#include "indexer/readers/sheets/workbook.h"
#include "indexer/workbook/cells.h"
#include "indexer/workbook/guide.h"
#include "schema/base/files.h"
#include "schema/base/spreadsheet.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::workbook {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr int kGuideWidth = 100;
constexpr double kReasonWidth = 60;
constexpr double kRowHeight = 45;  // three lines of a long text, not all of it
constexpr double kExampleHeight = 60;

lxw_format* body(lxw_workbook* book, const char* shows) {
  lxw_format* format = workbook_add_format(book);
  format_set_num_format(format, shows);
  format_set_text_wrap(format);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  return format;
}

lxw_format* header(lxw_workbook* book, lxw_color_t ground) {
  lxw_format* format = workbook_add_format(book);
  format_set_bold(format);
  format_set_font_color(format, LXW_COLOR_WHITE);
  format_set_bg_color(format, ground);
  format_set_text_wrap(format);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, LXW_COLOR_WHITE);
  return format;
}

Formats make_formats(lxw_workbook* book) {
  constexpr lxw_color_t kRequired = 0x0B3D66;
  constexpr lxw_color_t kOptional = 0x4A6A85;
  constexpr lxw_color_t kExample = 0x6B4E00;
  constexpr lxw_color_t kReason = 0x8A1C1C;
  Formats formats{};
  formats.text = body(book, "@");  // what is typed stays: "3-4" is no day, "007" no number
  formats.number = body(book, "General");
  formats.example_text = body(book, "@");
  formats.example_number = body(book, "General");
  for (lxw_format* one : {formats.example_text, formats.example_number}) {
    format_set_font_color(one, kExample);
    format_set_bg_color(one, 0xFFF6DC);
  }
  formats.header = header(book, kOptional);
  formats.required = header(book, kRequired);
  formats.reason = header(book, kReason);
  formats.title = workbook_add_format(book);
  format_set_bold(formats.title);
  format_set_font_size(formats.title, 18);
  formats.heading = workbook_add_format(book);
  format_set_bold(formats.heading);
  format_set_font_size(formats.heading, 13);
  formats.paragraph = body(book, "@");
  return formats;
}

void print_on_one_width(lxw_worksheet* sheet) {
  constexpr std::uint8_t kA4 = 9;
  worksheet_set_paper(sheet, kA4);
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
}

double width_of(const Column& column) {
  double width = 28;
  if (column.paragraphs)
    width = 48;
  else if (column.holds == Holds::kNumber || column.holds == Holds::kTruth || column.day)
    width = 12;
  else if (!column.vocabulary.empty() || column.word)
    width = 24;
  return std::max(width, static_cast<double>(column.name.size() + 3));  // names do not break
}

/// Whether the fifteen digits that spreadsheet programs keep are the number: Excel shows and edits
/// no more, LibreOffice saves no more, libxlsxwriter writes one more.
bool is_kept(double number) {
  char digits[40];
  std::snprintf(digits, sizeof digits, "%.15G", number);
  return std::strtod(digits, nullptr) == number;
}

/// The columns that tie rows together, as if they were fields.
std::vector<Column> key_columns(const Sheet& sheet) {
  std::vector<Column> keys(keys_of(sheet));
  if (!keys.empty()) {
    keys[0].name = kRecordKey;
    keys[0].required = true;
    keys[0].word = true;
    keys[0].description =
        sheet.name == "sources"
            ? "The id of the record it is a source of; several with \"; \" between them."
            : "The id of the record it belongs to, as the sheet records has it.";
  }
  if (keys.size() > 1) {
    keys[1].name = kAppraisalKey;
    keys[1].holds = Holds::kNumber;
    keys[1].word = true;
    keys[1].description =
        sheet.of == Of::kAppraisal
            ? "Which of the record's appraisals it belongs to: the number that the sheet "
              "appraisals gives it. May be left empty where the record has only one."
            : "1, 2, 3 within the record, so that lines can name it. May be left empty.";
  }
  return keys;
}

}  // namespace

XlsxBook::XlsxBook(std::filesystem::path path, Lead lead) : path_(std::move(path)), lead_(lead) {}

XlsxBook::~XlsxBook() {
  if (book_ != nullptr) lxw_workbook_free(book_);  // given up: nothing is written
  std::error_code ignored;                         // it need not be there
  std::filesystem::remove(path_, ignored);
}

Result<std::unique_ptr<XlsxBook>> XlsxBook::create(const std::filesystem::path& path, Lead lead,
                                                   const Pieces& pieces) {
  // Checked now, since the library only says so at the end.
  if (auto writable = base::write_file(path, ""); !writable)
    return tl::unexpected(writable.error());
  std::unique_ptr<XlsxBook> book(new XlsxBook(path, lead));
  book->folder_ = path.has_parent_path() ? path.parent_path().string() : ".";
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = book->folder_.data();
  book->book_ = workbook_new_opt(path.c_str(), &options);
  if (book->book_ == nullptr) return fail(Code::kInternal, "no memory left", {}, path.string());
  book->formats_ = make_formats(book->book_);
  lxw_col_t column = 0;
  for (const auto& vocabulary : evidence::vocabularies()) {
    const auto letters = ingest::column_letters(column);
    book->lists_[vocabulary.name()] = fmt::format("={}!${}$2:${}${}", kTermsSheet, letters, letters,
                                                  vocabulary.terms().size() + 1);
    column = static_cast<lxw_col_t>(column + 2);
  }
  book->add_guide();
  if (auto added = book->add_sheets(pieces); !added) return tl::unexpected(added.error());
  workbook_add_worksheet(book->book_, std::string(kTermsSheet).c_str());
  book->add_terms();
  return book;
}

void XlsxBook::add_guide() {
  lxw_worksheet* sheet = workbook_add_worksheet(book_, std::string(kGuideSheet).c_str());
  worksheet_set_column(sheet, 0, 0, kGuideWidth, nullptr);
  print_on_one_width(sheet);
  worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
  lxw_row_t row = 0;
  for (const GuideLine& line : guide()) {
    lxw_format* format = line.is == GuideLine::kTitle     ? formats_.title
                         : line.is == GuideLine::kHeading ? formats_.heading
                                                          : formats_.paragraph;
    // Programs other than Excel do not fit the height to the lines by themselves.
    const auto lines = 1 + base::utf16_units(line.text) / kGuideWidth;
    const double height =
        line.is == GuideLine::kParagraph ? 6 + 15 * static_cast<double>(lines) : 30;
    worksheet_set_row(sheet, row, height, nullptr);
    worksheet_write_string(sheet, row++, 0, line.text.c_str(), format);
  }
}

void XlsxBook::write_comment(lxw_worksheet* page, lxw_col_t at, const std::string& text) {
  if (text.empty()) return;
  lxw_comment_options options{};
  options.author = author_.data();
  options.width = 260;
  options.height = 110;
  worksheet_write_comment_opt(page, 0, at, text.c_str(), &options);
}

void XlsxBook::add_column(std::size_t sheet, lxw_col_t at, const Column& column) {
  lxw_worksheet* page = sheets_[sheet];
  const bool number = column.holds == Holds::kNumber;
  worksheet_set_column(page, at, at, width_of(column), number ? formats_.number : formats_.text);
  worksheet_write_string(page, 0, at, column.name.c_str(),
                         column.required ? formats_.required : formats_.header);
  write_comment(page, at, column.description);
  if (column.vocabulary.empty() && column.holds != Holds::kTruth) return;
  lxw_data_validation rule{};
  char* yes_no[] = {yes_.data(), no_.data(), nullptr};
  if (column.holds == Holds::kTruth) {
    rule.validate = LXW_VALIDATION_TYPE_LIST;
    rule.value_list = yes_no;
  } else {
    rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    rule.value_formula = lists_.at(column.vocabulary).data();
  }
  // A list may have several terms, which a drop-down cannot know; the check comes when it is added.
  rule.show_error = column.holds == Holds::kList ? LXW_VALIDATION_OFF : LXW_VALIDATION_ON;
  rule.error_type = LXW_VALIDATION_ERROR_TYPE_STOP;
  rule.error_title = title_.data();
  rule.error_message = message_.data();
  worksheet_data_validation_range(page, 1, at, LXW_ROW_MAX - 1, at, &rule);
}

/// Gives the column behind it.
lxw_col_t XlsxBook::add_reasons(lxw_worksheet* page) {
  if (lead_ == Lead::kNothing) return 0;
  worksheet_set_column(page, 0, 0, kReasonWidth, formats_.text);
  worksheet_write_string(page, 0, 0, std::string(ingest::kReasonColumn).c_str(), formats_.reason);
  write_comment(page, 0,
                "Correct what it names, here, and add this file. The column is passed over.");
  return 1;
}

void XlsxBook::add_header(std::size_t sheet, const Pieces& pieces) {
  lxw_col_t at = add_reasons(sheets_[sheet]);
  auto& columns = columns_[sheet];
  if (at > 0) columns.push_back(0);
  std::vector<Column> all = key_columns(workbook::sheets()[sheet]);
  const auto& fields = workbook::sheets()[sheet].columns;
  all.insert(all.end(), fields.begin(), fields.end());
  for (const Column& column : all) {
    const auto more = pieces.find({sheet, columns.size()});
    columns.push_back(at);
    add_column(sheet, at++, column);
    if (more == pieces.end()) continue;
    Column next = column;
    next.required = false;
    next.description = fmt::format("What {} holds beyond the {} characters of a cell.", column.name,
                                   base::kLongestCell);
    for (std::size_t piece = 2; piece <= more->second; ++piece) {
      next.name = continued_name(column.name, piece);
      add_column(sheet, at++, next);
    }
  }
  columns.push_back(at);
}

Result<void> XlsxBook::add_sheets(const Pieces& pieces) {
  const auto& layouts = workbook::sheets();
  next_rows_.assign(layouts.size(), 1);
  columns_.resize(layouts.size());
  for (std::size_t sheet = 0; sheet < layouts.size(); ++sheet) {
    std::size_t width = 1 + header_of(layouts[sheet]).size();
    for (const auto& [which, cells] : pieces)
      if (which.first == sheet) width += cells;
    if (width > ingest::kMostColumns)
      return fail(Code::kNotPossible,
                  fmt::format("the sheet {} would have more than {} columns", layouts[sheet].name,
                              ingest::kMostColumns),
                  "export as CSV or JSONL, whose texts may have any length", path_.string());
    lxw_worksheet* page = workbook_add_worksheet(book_, layouts[sheet].name.c_str());
    sheets_.push_back(page);
    worksheet_set_row(page, 0, 32, nullptr);
    add_header(sheet, pieces);
    worksheet_freeze_panes(page, 1, lead_ == Lead::kNothing ? 1 : 2);
    worksheet_repeat_rows(page, 0, 0);
    print_on_one_width(page);
  }
  return {};
}

void XlsxBook::add_terms() {
  lxw_worksheet* sheet = workbook_get_worksheet_by_name(book_, std::string(kTermsSheet).c_str());
  lxw_col_t column = 0;
  std::size_t longest = 0;
  worksheet_set_row(sheet, 0, 32, nullptr);
  for (const auto& vocabulary : evidence::vocabularies()) {
    worksheet_set_column(sheet, column, column, 26, formats_.text);
    worksheet_set_column(sheet, static_cast<lxw_col_t>(column + 1),
                         static_cast<lxw_col_t>(column + 1), 40, formats_.text);
    worksheet_write_string(sheet, 0, column, vocabulary.name().c_str(), formats_.required);
    worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(column + 1), "means", formats_.header);
    longest = std::max(longest, vocabulary.terms().size());
    column = static_cast<lxw_col_t>(column + 2);
  }
  for (std::size_t row = 0; row < longest; ++row) {
    column = 0;
    for (const auto& vocabulary : evidence::vocabularies()) {
      if (row < vocabulary.terms().size()) {
        const auto& term = vocabulary.terms()[row];
        const auto at = static_cast<lxw_row_t>(row + 1);
        worksheet_write_string(sheet, at, column, term.id.c_str(), formats_.text);
        worksheet_write_string(sheet, at, static_cast<lxw_col_t>(column + 1), term.label.c_str(),
                               formats_.text);
      }
      column = static_cast<lxw_col_t>(column + 2);
    }
  }
  worksheet_freeze_panes(sheet, 1, 0);
  print_on_one_width(sheet);
}

std::optional<Between> XlsxBook::between(std::size_t sheet, std::size_t value) const {
  const Sheet& layout = workbook::sheets()[sheet];
  const std::size_t before = keys_of(layout) + (lead_ == Lead::kNothing ? 0 : 1);
  return value < before ? std::nullopt : between_of(layout.columns[value - before]);
}

lxw_error XlsxBook::write_text(std::size_t sheet, std::size_t value, const std::string& text,
                               Look look) {
  lxw_format* format = look == Look::kExample ? formats_.example_text : formats_.text;
  const lxw_row_t row = next_rows_[sheet];
  lxw_col_t column = columns_[sheet][value];
  if (fits_cell(text))
    return worksheet_write_string(sheets_[sheet], row, column, base::xlsx_text(text).c_str(),
                                  format);
  for (const std::string& piece : cells_of(text, between(sheet, value))) {
    if (column == columns_[sheet][value + 1]) return LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED;
    const auto failed = worksheet_write_string(sheets_[sheet], row, column++,
                                               base::xlsx_text(piece).c_str(), format);
    if (failed != LXW_NO_ERROR) return failed;
  }
  return LXW_NO_ERROR;
}

lxw_error XlsxBook::write(std::size_t sheet, std::size_t value, const Value& what, Look look) {
  const bool example = look == Look::kExample;
  if (what.number && is_kept(*what.number))
    return worksheet_write_number(sheets_[sheet], next_rows_[sheet], columns_[sheet][value],
                                  *what.number,
                                  example ? formats_.example_number : formats_.number);
  if (what.number) return write_text(sheet, value, ingest::number_text(*what.number), look);
  if (!what.text.empty()) return write_text(sheet, value, what.text, look);
  if (!example) return LXW_NO_ERROR;
  return worksheet_write_blank(sheets_[sheet], next_rows_[sheet], columns_[sheet][value],
                               formats_.example_text);
}

Result<void> XlsxBook::add(std::size_t sheet, const std::vector<Value>& values, Look look) {
  worksheet_set_row(sheets_[sheet], next_rows_[sheet],
                    look == Look::kExample ? kExampleHeight : kRowHeight, nullptr);
  for (std::size_t value = 0; value < values.size(); ++value)
    if (const lxw_error failed = write(sheet, value, values[value], look); failed != LXW_NO_ERROR)
      return fail(Code::kUnwritable, fmt::format("cannot be written: {}", lxw_strerror(failed)),
                  "check that there is room on the disk", path_.string());
  ++next_rows_[sheet];
  return {};
}

Result<void> XlsxBook::close() {
  const lxw_error failed = workbook_close(book_);  // frees it, whatever comes of it
  book_ = nullptr;
  if (failed == LXW_NO_ERROR) return {};
  return fail(Code::kUnwritable, fmt::format("cannot be written: {}", lxw_strerror(failed)),
              "check that there is room on the disk", path_.string());
}

}  // namespace outturn::workbook
