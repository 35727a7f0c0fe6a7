// SPDX-License-Identifier: GPL-3.0-or-later
// libxlsxwriter behind workbook_frame.h; no other file of the server sees it.
#include "server/downloads/workbook_frame.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "schema/base/descriptor.h"
#include "schema/base/files.h"
#include "schema/base/spreadsheet.h"

namespace outturn::downloads {
namespace {

constexpr int kNameWidth = 26;
constexpr int kTextWidth = 100;
/// Room that must be left: the library does not look whether its temporary files took what it
/// wrote.
constexpr std::uintmax_t kRoom = 1U << 20;

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error("an XLSX cannot be written: " + what);
}

void check(lxw_error failed) {
  if (failed != LXW_NO_ERROR) fail(lxw_strerror(failed));
}

/// While it is written.
class Book {
 public:
  Book(const std::string& path, std::string folder) : folder_(std::move(folder)) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;  // texts stand in their cells
    options.tmpdir = folder_.data();
    book_ = workbook_new_opt(path.c_str(), &options);
    if (book_ == nullptr) fail("no memory left");
    heading_ = workbook_add_format(book_);
    format_set_bold(heading_);
    format_set_font_color(heading_, LXW_COLOR_WHITE);
    format_set_bg_color(heading_, 0x0B3D66);
    format_set_align(heading_, LXW_ALIGN_VERTICAL_TOP);
    title_ = workbook_add_format(book_);
    format_set_bold(title_);
    format_set_font_size(title_, 16);
    name_ = workbook_add_format(book_);
    format_set_bold(name_);
    format_set_align(name_, LXW_ALIGN_VERTICAL_TOP);
    text_ = workbook_add_format(book_);
    format_set_text_wrap(text_);
    format_set_align(text_, LXW_ALIGN_VERTICAL_TOP);
  }
  ~Book() {
    if (book_ != nullptr) lxw_workbook_free(book_);  // given up
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  void add_readme(const std::vector<ReadmeLine>& lines) {
    lxw_worksheet* const page = workbook_add_worksheet(book_, "readme");
    worksheet_set_column(page, 0, 0, kNameWidth, nullptr);
    worksheet_set_column(page, 1, 1, kTextWidth, nullptr);
    worksheet_gridlines(page, LXW_HIDE_ALL_GRIDLINES);
    lxw_row_t row = 0;
    for (const ReadmeLine& line : lines) {
      // Programs other than Excel do not fit the height to the lines by themselves.
      const auto heights = 1 + base::utf16_units(line.text) / kTextWidth;
      worksheet_set_row(page, row,
                        line.is == ReadmeLine::kPlain ? 3 + 15 * static_cast<double>(heights) : 30,
                        nullptr);
      lxw_format* const name = line.is == ReadmeLine::kPlain ? name_ : title_;
      check(worksheet_write_string(page, row, 0, base::xlsx_text(line.name).c_str(), name));
      const std::string text(base::first_units(line.text, base::kLongestCell));
      if (!text.empty())
        check(worksheet_write_string(page, row, 1, base::xlsx_text(text).c_str(), text_));
      ++row;
    }
  }

  void add_sheet(const Chosen& chosen, std::size_t rows) {
    lxw_worksheet* const page =
        workbook_add_worksheet(book_, std::string(chosen.table->name).c_str());
    for (std::size_t i = 0; i < chosen.columns.size(); ++i) {
      const Heading& heading = chosen.table->headings[chosen.columns[i]];
      const auto column = static_cast<lxw_col_t>(i);
      const double width = std::max(heading.width, static_cast<int>(heading.name.size()) + 3);
      worksheet_set_column(page, column, column, width, nullptr);
      check(worksheet_write_string(page, 0, column, std::string(heading.name).c_str(), heading_));
    }
    worksheet_freeze_panes(page, 1, 1);
    worksheet_repeat_rows(page, 0, 0);
    worksheet_autofilter(page, 0, 0, static_cast<lxw_row_t>(rows),
                         static_cast<lxw_col_t>(chosen.columns.size() - 1));
  }

  void close() {
    if (std::filesystem::space(folder_).available < kRoom) fail("too little room on the disk");
    // The library asks gmtime() for the day it was made, which all threads share.
    static std::mutex closing;
    const std::lock_guard lock(closing);
    const lxw_error failed = workbook_close(book_);  // frees it, whatever comes of it
    book_ = nullptr;
    check(failed);
  }

 private:
  std::string folder_;  ///< the library keeps the pointer
  lxw_workbook* book_ = nullptr;
  lxw_format* heading_ = nullptr;
  lxw_format* title_ = nullptr;
  lxw_format* name_ = nullptr;
  lxw_format* text_ = nullptr;
};

std::string content(const base::Descriptor& file) {
  std::string out;
  char buffer[16 * 1024];
  while (true) {
    const ssize_t got = ::pread(file.get(), buffer, sizeof buffer, static_cast<off_t>(out.size()));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(std::strerror(errno));
    if (got == 0) return out;
    out.append(buffer, static_cast<std::size_t>(got));
  }
}

/// The sheet of a table, parted where its rows end.
SheetFrame parted(Part sheet) {
  std::string& xml = sheet.bytes;
  // Its size is not known when it is said, and need not be.
  if (const auto from = xml.find("<dimension "); from != std::string::npos)
    xml.erase(from, xml.find("/>", from) + 2 - from);
  const auto end = xml.find("</sheetData>");
  if (end == std::string::npos) fail("a sheet has no end");
  return {std::move(sheet.name), xml.substr(0, end), xml.substr(end)};
}

}  // namespace

WorkbookFrame workbook_frame(const About& about, const std::vector<Chosen>& tables,
                             const std::vector<Written>& written) {
  const base::Descriptor file(::memfd_create("workbook", MFD_CLOEXEC));
  if (file.get() < 0) fail(std::strerror(errno));
  // The library wants a path; this one leads to the file as long as it is open.
  Book book(fmt::format("/proc/self/fd/{}", file.get()),
            std::filesystem::temp_directory_path().string());
  book.add_readme(readme(about, tables, written, base::utc_now().substr(0, 10)));
  for (std::size_t i = 0; i < tables.size(); ++i) book.add_sheet(tables[i], written[i].rows);
  book.close();

  WorkbookFrame out;
  out.sheets.resize(tables.size());
  std::size_t found = 0;
  for (Part& part : parts_of(content(file))) {
    std::size_t table = 0;  // the first sheet is the readme
    while (table < tables.size() &&
           part.name != fmt::format("xl/worksheets/sheet{}.xml", table + 2))
      ++table;
    if (table < tables.size()) {
      out.sheets[table] = parted(std::move(part));
      ++found;
    } else if (part.name == "xl/workbook.xml" || part.name.starts_with("xl/worksheets/sheet")) {
      out.last.push_back(std::move(part));
    } else {
      out.parts.push_back(std::move(part));
    }
  }
  if (found != tables.size()) fail("a sheet is missing");
  return out;
}

}  // namespace outturn::downloads
