// SPDX-License-Identifier: GPL-3.0-or-later
// libxlsxwriter behind workbook.h; no other file of the server sees it. Texts are written as texts
// whatever they begin with, so none becomes a formula.
#include "server/downloads/workbook.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "schema/base/descriptor.h"
#include "schema/base/files.h"
#include "schema/base/spreadsheet.h"
#include "server/downloads/readme_sheet.h"

namespace outturn::downloads {
namespace {

constexpr lxw_row_t kMostRows = LXW_ROW_MAX - 1;  // below the heading
constexpr std::size_t kPiece = 64 * 1024;
constexpr std::size_t kAtOnce = 500;  ///< records between looks at the time
constexpr int kNameWidth = 26;
constexpr int kTextWidth = 100;
/// Room that must be left when all rows are written: the library does not look whether its
/// temporary files took what it wrote.
constexpr std::uintmax_t kRoom = 64U << 20;

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error("an XLSX cannot be written: " + what);
}

/// A file without a name.
int nameless_file(const std::string& folder) {
  std::string name = folder + "/outturn-XXXXXX";
  const int fd = ::mkstemp(name.data());
  if (fd < 0) fail(std::strerror(errno));
  ::unlink(name.c_str());
  return fd;
}

/// What a cell holds of a text that takes `units` as XLSX writes it, and that it is not all.
std::string cut(std::string_view text, std::size_t units) {
  constexpr std::string_view kNote =
      "\u2026 [CUT HERE: a cell holds no more; the CSV has all of it]";
  // What escapes add to all of it, or as much again, is enough for those of its beginning.
  const std::size_t escapes = std::min(units - base::utf16_units(text), base::kLongestCell / 2);
  const std::size_t room = base::kLongestCell - escapes - base::utf16_units(kNote);
  return base::xlsx_text(base::first_units(text, room)).append(kNote);
}

struct Sheet {
  Chosen chosen;
  lxw_worksheet* page = nullptr;
  Written written;
};

/// While it is written.
class Book {
 public:
  Book(const std::string& path, std::string folder) : folder_(std::move(folder)) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
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

  void add_sheets(std::vector<Chosen> tables) {
    readme_ = workbook_add_worksheet(book_, "readme");
    for (Chosen& chosen : tables) {
      Sheet sheet{std::move(chosen), nullptr, {}};
      sheet.page = workbook_add_worksheet(book_, std::string(sheet.chosen.table->name).c_str());
      for (std::size_t i = 0; i < sheet.chosen.columns.size(); ++i) {
        const Heading& heading = sheet.chosen.table->headings[sheet.chosen.columns[i]];
        const auto column = static_cast<lxw_col_t>(i);
        const double width = std::max(heading.width, static_cast<int>(heading.name.size()) + 3);
        worksheet_set_column(sheet.page, column, column, width, nullptr);
        check(worksheet_write_string(sheet.page, 0, column, std::string(heading.name).c_str(),
                                     heading_));
      }
      worksheet_freeze_panes(sheet.page, 1, 1);
      worksheet_repeat_rows(sheet.page, 0, 0);
      sheets_.push_back(std::move(sheet));
    }
  }

  void add(const Item& item) {
    for (Sheet& sheet : sheets_)
      sheet.chosen.table->put_rows(item, sheet.chosen.columns, [&](std::span<const Cell> cells) {
        if (sheet.written.rows >= kMostRows) {
          ++sheet.written.left_out;
          return;
        }
        const auto row = static_cast<lxw_row_t>(++sheet.written.rows);
        for (std::size_t i = 0; i < cells.size(); ++i)
          put(sheet, row, static_cast<lxw_col_t>(i), cells[i]);
      });
  }

  /// Writes the readme and puts all together.
  void close(const About& about) {
    std::vector<Chosen> tables;
    std::vector<Written> written;
    for (Sheet& sheet : sheets_) {
      const auto last = static_cast<lxw_col_t>(sheet.chosen.columns.size() - 1);
      worksheet_autofilter(sheet.page, 0, 0, static_cast<lxw_row_t>(sheet.written.rows), last);
      tables.push_back(sheet.chosen);
      written.push_back(sheet.written);
    }
    put_readme(readme(about, tables, written, base::utc_now().substr(0, 10)));
    if (std::filesystem::space(folder_).available < kRoom) fail("too little room on the disk");
    // The library asks gmtime() for the day it was made, which all threads share.
    static std::mutex closing;
    const std::lock_guard lock(closing);
    const lxw_error failed = workbook_close(book_);  // frees it, whatever comes of it
    book_ = nullptr;
    check(failed);
  }

 private:
  static void check(lxw_error failed) {
    if (failed != LXW_NO_ERROR) fail(lxw_strerror(failed));
  }

  static void put_text(Sheet& sheet, lxw_row_t row, lxw_col_t column, std::string_view value) {
    std::string written = base::xlsx_text(value);
    if (written.size() > base::kLongestCell && base::utf16_units(written) > base::kLongestCell) {
      written = cut(value, base::utf16_units(written));
      ++sheet.written.cut;
    }
    check(worksheet_write_string(sheet.page, row, column, written.c_str(), nullptr));
  }

  static void put(Sheet& sheet, lxw_row_t row, lxw_col_t column, const Cell& cell) {
    std::visit(
        [&](const auto& value) {
          using Value = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<Value, double>) {
            if (std::isfinite(value))
              check(worksheet_write_number(sheet.page, row, column, value, nullptr));
          } else if constexpr (std::is_same_v<Value, bool>) {
            check(worksheet_write_boolean(sheet.page, row, column, value ? 1 : 0, nullptr));
          } else if constexpr (!std::is_same_v<Value, std::monostate>) {
            put_text(sheet, row, column, value);
          }
        },
        cell);
  }

  void put_readme(const std::vector<ReadmeLine>& lines) {
    worksheet_set_column(readme_, 0, 0, kNameWidth, nullptr);
    worksheet_set_column(readme_, 1, 1, kTextWidth, nullptr);
    worksheet_gridlines(readme_, LXW_HIDE_ALL_GRIDLINES);
    lxw_row_t row = 0;
    for (const ReadmeLine& line : lines) {
      // Programs other than Excel do not fit the height to the lines by themselves.
      const auto heights = 1 + base::utf16_units(line.text) / kTextWidth;
      worksheet_set_row(readme_, row,
                        line.is == ReadmeLine::kPlain ? 3 + 15 * static_cast<double>(heights) : 30,
                        nullptr);
      lxw_format* const name = line.is == ReadmeLine::kPlain ? name_ : title_;
      check(worksheet_write_string(readme_, row, 0, base::xlsx_text(line.name).c_str(), name));
      const std::string text(base::first_units(line.text, base::kLongestCell));
      if (!text.empty())
        check(worksheet_write_string(readme_, row, 1, base::xlsx_text(text).c_str(), text_));
      ++row;
    }
  }

  std::string folder_;  ///< the library keeps the pointer
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* readme_ = nullptr;
  lxw_format* heading_ = nullptr;
  lxw_format* title_ = nullptr;
  lxw_format* name_ = nullptr;
  lxw_format* text_ = nullptr;
  std::vector<Sheet> sheets_;
};

class Stream {
 public:
  Stream(std::shared_ptr<Records> records, std::vector<Chosen> tables)
      : records_(std::move(records)), tables_(std::move(tables)) {}

  std::string next() {
    if (file_ == nullptr) write();
    std::string out(kPiece, '\0');
    records_->check_time();
    while (true) {
      const ssize_t got = ::pread(file_->get(), out.data(), out.size(), at_);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) fail(std::strerror(errno));
      at_ += got;
      out.resize(static_cast<std::size_t>(got));
      return out;
    }
  }

 private:
  void write() {
    const std::string folder = std::filesystem::temp_directory_path().string();
    file_ = std::make_unique<base::Descriptor>(nameless_file(folder));
    // The library wants a path; this one leads to the file as long as it is open.
    Book book(fmt::format("/proc/self/fd/{}", file_->get()), folder);
    book.add_sheets(std::move(tables_));
    while (!records_->at_end()) {
      std::size_t left = kAtOnce;
      records_->read([&](const Item& item) {
        book.add(item);
        return --left > 0;
      });
    }
    book.close(records_->about());
  }

  std::shared_ptr<Records> records_;
  std::vector<Chosen> tables_;
  std::unique_ptr<base::Descriptor> file_;
  off_t at_ = 0;
};

}  // namespace

api::Pieces workbook(std::shared_ptr<Records> records, std::vector<Chosen> tables) {
  return [stream = std::make_shared<Stream>(std::move(records), std::move(tables))] {
    return stream->next();
  };
}

}  // namespace outturn::downloads
