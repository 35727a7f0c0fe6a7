// SPDX-License-Identifier: GPL-3.0-or-later
// libxlsxwriter behind the file. Texts are written as texts whatever they begin with, so none
// becomes a formula; a number of more digits than programs keep is written as text.
#include "indexer/workbook/xlsx_file.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <system_error>

#include "indexer/readers/sheets/number_format.h"
#include "indexer/readers/sheets/workbook.h"
#include "indexer/workbook/columns.h"
#include "indexer/workbook/guide.h"
#include "schema/base/files.h"
#include "schema/base/spreadsheet.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::workbook {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr lxw_row_t kLastRow = LXW_ROW_MAX - 1;

constexpr int kGuideWidth = 100;
constexpr double kRowHeight = 45;  // three lines of a long text, not all of it
constexpr double kExampleHeight = 60;

struct Formats {
  lxw_format* text;
  lxw_format* number;
  lxw_format* example_text;
  lxw_format* example_number;
  lxw_format* header;
  lxw_format* required;
  lxw_format* title;
  lxw_format* heading;
  lxw_format* paragraph;
};

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

}  // namespace

struct XlsxFile::Book {
  lxw_workbook* book = nullptr;
  std::string partial;
  std::string folder;  ///< libxlsxwriter keeps the pointer
  Formats formats{};
  std::vector<lxw_worksheet*> sheets;
  std::vector<lxw_row_t> next_rows;
  std::map<std::string, std::string> lists;  ///< by vocabulary: where its ids stand

  void add_guide();
  void add_sheets();
  void add_terms();
  void add_column(std::size_t sheet, lxw_col_t at, const Column& column);

 private:
  // The library copies these, but asks for them as if it would write to them.
  std::string author_ = "Outturn";
  std::string yes_ = "yes";
  std::string no_ = "no";
  std::string title_ = "Not in the list";
  std::string message_ = "Choose from the list. The sheet \"terms\" says what each means.";
};

void XlsxFile::Book::add_guide() {
  lxw_worksheet* sheet = workbook_add_worksheet(book, std::string(kGuideSheet).c_str());
  worksheet_set_column(sheet, 0, 0, kGuideWidth, nullptr);
  print_on_one_width(sheet);
  worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
  lxw_row_t row = 0;
  for (const GuideLine& line : guide()) {
    lxw_format* format = line.is == GuideLine::kTitle     ? formats.title
                         : line.is == GuideLine::kHeading ? formats.heading
                                                          : formats.paragraph;
    // Programs other than Excel do not fit the height to the lines by themselves.
    const auto lines = 1 + base::utf16_units(line.text) / kGuideWidth;
    const double height =
        line.is == GuideLine::kParagraph ? 6 + 15 * static_cast<double>(lines) : 30;
    worksheet_set_row(sheet, row, height, nullptr);
    worksheet_write_string(sheet, row++, 0, line.text.c_str(), format);
  }
}

void XlsxFile::Book::add_column(std::size_t sheet, lxw_col_t at, const Column& column) {
  lxw_worksheet* page = sheets[sheet];
  const bool number = column.holds == Holds::kNumber;
  worksheet_set_column(page, at, at, width_of(column), number ? formats.number : formats.text);
  worksheet_write_string(page, 0, at, column.name.c_str(),
                         column.required ? formats.required : formats.header);
  if (!column.description.empty()) {
    lxw_comment_options options{};
    options.author = author_.data();
    options.width = 260;
    options.height = 110;
    worksheet_write_comment_opt(page, 0, at, column.description.c_str(), &options);
  }
  if (column.vocabulary.empty() && column.holds != Holds::kTruth) return;
  lxw_data_validation rule{};
  char* yes_no[] = {yes_.data(), no_.data(), nullptr};
  if (column.holds == Holds::kTruth) {
    rule.validate = LXW_VALIDATION_TYPE_LIST;
    rule.value_list = yes_no;
  } else {
    rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    rule.value_formula = lists.at(column.vocabulary).data();
  }
  // A list may have several terms, which a drop-down cannot know; the check comes when it is added.
  rule.show_error = column.holds == Holds::kList ? LXW_VALIDATION_OFF : LXW_VALIDATION_ON;
  rule.error_type = LXW_VALIDATION_ERROR_TYPE_STOP;
  rule.error_title = title_.data();
  rule.error_message = message_.data();
  worksheet_data_validation_range(page, 1, at, kLastRow, at, &rule);
}

void XlsxFile::Book::add_sheets() {
  for (const Sheet& layout : workbook::sheets()) {
    const std::size_t at = sheets.size();
    sheets.push_back(workbook_add_worksheet(book, layout.name.c_str()));
    next_rows.push_back(1);
    worksheet_set_row(sheets[at], 0, 32, nullptr);
    lxw_col_t column = 0;
    Column key;
    key.required = true;
    key.word = true;
    if (keys_of(layout) > 0) {
      key.name = kRecordKey;
      key.description =
          layout.name == "sources"
              ? "The id of the record it is a source of; several with \"; \" between them."
              : "The id of the record it belongs to, as the sheet records has it.";
      add_column(at, column++, key);
    }
    if (keys_of(layout) > 1) {
      key.name = kAppraisalKey;
      key.holds = Holds::kNumber;
      key.required = false;
      key.description =
          layout.of == Of::kAppraisal
              ? "Which of the record's appraisals it belongs to: the number that the sheet "
                "appraisals gives it. May be left empty where the record has only one."
              : "1, 2, 3 within the record, so that lines can name it. May be left empty.";
      add_column(at, column++, key);
    }
    for (const Column& field : layout.columns) add_column(at, column++, field);
    worksheet_freeze_panes(sheets[at], 1, 1);
    worksheet_repeat_rows(sheets[at], 0, 0);
    print_on_one_width(sheets[at]);
  }
}

void XlsxFile::Book::add_terms() {
  lxw_worksheet* sheet = workbook_get_worksheet_by_name(book, std::string(kTermsSheet).c_str());
  lxw_col_t column = 0;
  std::size_t longest = 0;
  worksheet_set_row(sheet, 0, 32, nullptr);
  for (const auto& vocabulary : evidence::vocabularies()) {
    worksheet_set_column(sheet, column, column, 26, formats.text);
    worksheet_set_column(sheet, static_cast<lxw_col_t>(column + 1),
                         static_cast<lxw_col_t>(column + 1), 40, formats.text);
    worksheet_write_string(sheet, 0, column, vocabulary.name().c_str(), formats.required);
    worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(column + 1), "means", formats.header);
    longest = std::max(longest, vocabulary.terms().size());
    column = static_cast<lxw_col_t>(column + 2);
  }
  for (std::size_t row = 0; row < longest; ++row) {
    column = 0;
    for (const auto& vocabulary : evidence::vocabularies()) {
      if (row < vocabulary.terms().size()) {
        const auto& term = vocabulary.terms()[row];
        const auto at = static_cast<lxw_row_t>(row + 1);
        worksheet_write_string(sheet, at, column, term.id.c_str(), formats.text);
        worksheet_write_string(sheet, at, static_cast<lxw_col_t>(column + 1), term.label.c_str(),
                               formats.text);
      }
      column = static_cast<lxw_col_t>(column + 2);
    }
  }
  worksheet_freeze_panes(sheet, 1, 0);
  print_on_one_width(sheet);
}

XlsxFile::XlsxFile(std::filesystem::path file, std::unique_ptr<Book> book)
    : file_(std::move(file)), book_(std::move(book)) {}

XlsxFile::~XlsxFile() {
  if (book_->book == nullptr) return;
  lxw_workbook_free(book_->book);  // given up: nothing is written
  std::error_code ignored;         // it need not be there yet
  std::filesystem::remove(book_->partial, ignored);
}

Result<std::unique_ptr<XlsxFile>> XlsxFile::create(const std::filesystem::path& file) {
  auto book = std::make_unique<Book>();
  const auto parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (!std::filesystem::is_directory(parent))
    return fail(Code::kUnwritable, "its folder does not exist", "make it, or name another",
                file.string());
  book->partial = file.string() + ".partial";
  // Checked now, since the library only says so at the end.
  if (auto writable = base::write_file(book->partial, ""); !writable)
    return tl::unexpected(writable.error());
  book->folder = parent.string();
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = book->folder.data();
  book->book = workbook_new_opt(book->partial.c_str(), &options);
  if (book->book == nullptr) return fail(Code::kInternal, "no memory left", {}, file.string());
  book->formats = make_formats(book->book);
  lxw_col_t column = 0;
  for (const auto& vocabulary : evidence::vocabularies()) {
    const auto letters = ingest::column_letters(column);
    book->lists[vocabulary.name()] = fmt::format("={}!${}$2:${}${}", kTermsSheet, letters, letters,
                                                 vocabulary.terms().size() + 1);
    column = static_cast<lxw_col_t>(column + 2);
  }
  book->add_guide();
  book->add_sheets();
  workbook_add_worksheet(book->book, std::string(kTermsSheet).c_str());
  book->add_terms();
  return std::unique_ptr<XlsxFile>(new XlsxFile(file, std::move(book)));
}

Result<void> XlsxFile::add(std::size_t sheet, const std::vector<Value>& values, Look look) {
  const Sheet& layout = workbook::sheets()[sheet];
  const lxw_row_t row = book_->next_rows[sheet];
  if (row > kLastRow)
    return fail(Code::kNotPossible,
                fmt::format("the sheet {} would have more than {} rows", layout.name, LXW_ROW_MAX),
                "export as CSV, which has no such bound", file_.string());
  const bool example = look == Look::kExample;
  worksheet_set_row(book_->sheets[sheet], row, example ? kExampleHeight : kRowHeight, nullptr);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Value& value = values[i];
    const auto column = static_cast<lxw_col_t>(i);
    lxw_error failed = LXW_NO_ERROR;
    if (value.number && is_kept(*value.number)) {
      failed =
          worksheet_write_number(book_->sheets[sheet], row, column, *value.number,
                                 example ? book_->formats.example_number : book_->formats.number);
    } else if (value.empty() && example) {
      failed =
          worksheet_write_blank(book_->sheets[sheet], row, column, book_->formats.example_text);
    } else if (!value.empty()) {
      const auto text =
          value.number ? ingest::number_text(*value.number) : base::xlsx_text(value.text);
      if (base::utf16_units(text) > base::kLongestCell)
        return fail(Code::kNotPossible,
                    fmt::format("{} of a record is longer than the {} characters that a cell of an "
                                "XLSX can hold",
                                header_of(layout)[i], base::kLongestCell),
                    "export as CSV or JSONL, which have no such bound",
                    fmt::format("{}:{}:{}", file_.string(), layout.name, row + 1));
      failed = worksheet_write_string(book_->sheets[sheet], row, column, text.c_str(),
                                      example ? book_->formats.example_text : book_->formats.text);
    }
    if (failed != LXW_NO_ERROR)
      return fail(Code::kUnwritable, fmt::format("cannot be written: {}", lxw_strerror(failed)),
                  "check that there is room on the disk", file_.string());
  }
  ++book_->next_rows[sheet];
  return {};
}

/// The library does not look whether its temporary files took what it wrote, so the rows are
/// counted in what came of it.
Result<void> XlsxFile::check_whole() const {
  const auto lost = [&](const std::string& words) {
    return fail(Code::kUnwritable, "was not written whole: " + words,
                "check that there is room on the disk", file_.string());
  };
  const auto book = ingest::open_workbook(book_->partial);
  if (!book) return lost(base::to_text(book.error()));
  for (std::size_t sheet = 0; sheet < workbook::sheets().size(); ++sheet) {
    auto reader = (*book)->read(sheet + 1);  // the guide stands before them
    if (!reader) return lost(base::to_text(reader.error()));
    ingest::SheetRow row;
    lxw_row_t rows = 0;
    for (;; ++rows) {
      const auto more = (*reader)->next(row);
      if (!more) return lost(base::to_text(more.error()));
      if (!*more) break;
    }
    if (rows != book_->next_rows[sheet])
      return lost(fmt::format("{} rows of {}", rows, workbook::sheets()[sheet].name));
  }
  return {};
}

Result<void> XlsxFile::close() {
  const lxw_error failed = workbook_close(book_->book);  // frees it, whatever comes of it
  book_->book = nullptr;
  std::error_code ignored;  // the fault before it is the one to report
  if (failed != LXW_NO_ERROR) {
    std::filesystem::remove(book_->partial, ignored);
    return fail(Code::kUnwritable, fmt::format("cannot be written: {}", lxw_strerror(failed)),
                "check that there is room on the disk", file_.string());
  }
  auto whole = check_whole();
  if (whole) whole = base::sync_to_disk(book_->partial);
  if (!whole) {
    std::filesystem::remove(book_->partial, ignored);
    return whole;
  }
  std::error_code moved;
  std::filesystem::rename(book_->partial, file_, moved);
  if (!moved) return {};
  std::filesystem::remove(book_->partial, ignored);
  return fail(Code::kUnwritable, moved.message(), "check the folder's permissions", file_.string());
}

}  // namespace outturn::workbook
