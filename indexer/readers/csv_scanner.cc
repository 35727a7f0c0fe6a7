// SPDX-License-Identifier: GPL-3.0-or-later
// RFC 4180 as a machine of four states; contract in csv_scanner.h.
#include "indexer/readers/csv_scanner.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/readers/table.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;

constexpr std::size_t kKept = 1U << 12;  // of a cell's memory, for the next row

std::string_view until(std::string_view text, auto stop) {
  return text.substr(
      0, static_cast<std::size_t>(std::find_if(text.begin(), text.end(), stop) - text.begin()));
}

}  // namespace

base::Result<void> CsvScanner::fill() {
  while (rest_.empty() && !ended_) {
    auto piece = read_();
    if (!piece) return tl::unexpected(piece.error());
    rest_ = *piece;
    ended_ = rest_.empty();
  }
  return {};
}

base::Result<int> CsvScanner::peek() {
  if (auto filled = fill(); !filled) return tl::unexpected(filled.error());
  return rest_.empty() ? kEnd : static_cast<unsigned char>(rest_[0]);
}

void CsvScanner::fault(RawRow& row, std::string message, std::string hint) {
  if (!row.fault) row.fault = RowFault{std::move(message), std::move(hint), row.count - 1};
}

void CsvScanner::start_cell(RawRow& row) {
  ++row.count;
  state_ = State::kCellStart;
  if (row.count > kMostColumns) {
    fault(row, fmt::format("more than {} cells", kMostColumns),
          "check the delimiter and the quotation marks, or split the table");
    return;
  }
  if (row.cells.size() < row.count) row.cells.emplace_back();
  std::string& cell = row.cells[row.count - 1];
  // One large cell in each column, row after row, would otherwise add up.
  if (cell.capacity() > kKept) std::string().swap(cell);
  cell.clear();
}

void CsvScanner::append(RawRow& row, std::string_view text) {
  if (row.count > kMostColumns) return;
  std::string& cell = row.cells[row.count - 1];
  row_bytes_ += text.size();
  if (cell.size() + text.size() > kLargestCell) {
    fault(row,
          state_ == State::kQuoted
              ? fmt::format("the cell is larger than {} MiB; its quotation mark opened on line {}",
                            kLargestCell >> 20U, opened_line_)
              : fmt::format("the cell is larger than {} MiB", kLargestCell >> 20U),
          "shorten it, or look for a quotation mark or delimiter that is missing");
    // What came before is kept for the refusal, the rest is passed over.
    text = text.substr(0, kLargestCell - cell.size());
  }
  if (row_bytes_ > kLargestRow) {
    fault(row, fmt::format("the row is larger than {} MiB", kLargestRow >> 20U),
          "shorten its cells, or look for a quotation mark that is missing");
    return;
  }
  if (text.find('\0') != std::string_view::npos)
    fault(row, "the cell holds a NUL byte, which is no text", "remove it from the file");
  cell += text;
}

void CsvScanner::count_lines(std::string_view text) {
  for (const char c : text) {
    if (c == '\r' || (c == '\n' && !after_return_)) ++line_;
    after_return_ = c == '\r';
  }
}

/// Inside quotation marks: everything up to the next mark.
base::Result<void> CsvScanner::quoted(RawRow& row) {
  const std::string_view text = rest_.substr(0, rest_.find('"'));
  if (!text.empty()) {
    append(row, text);
    count_lines(text);
    rest_.remove_prefix(text.size());
    return {};
  }
  rest_.remove_prefix(1);
  after_return_ = false;
  const auto after = peek();
  if (!after) return tl::unexpected(after.error());
  if (*after == '"') {  // a doubled mark stands for one
    append(row, "\"");
    rest_.remove_prefix(1);
  } else {
    state_ = State::kAfterQuote;
  }
  return {};
}

/// Outside quotation marks: everything up to a delimiter or the end of the line.
void CsvScanner::plain(RawRow& row) {
  const std::string_view text =
      until(rest_, [&](char c) { return c == delimiter_ || c == '\n' || c == '\r'; });
  row.loose_quotes += static_cast<std::size_t>(std::count(text.begin(), text.end(), '"'));
  append(row, text);
  rest_.remove_prefix(text.size());
}

base::Result<void> CsvScanner::end_line(int c) {
  rest_.remove_prefix(1);
  ++line_;
  if (c != '\r') return {};
  const auto after = peek();
  if (!after) return tl::unexpected(after.error());
  if (*after == '\n') rest_.remove_prefix(1);
  return {};
}

/// One step on; true at the end of the row.
base::Result<bool> CsvScanner::step(RawRow& row, int c) {
  const auto going_on = [](const base::Result<void>& done) -> base::Result<bool> {
    if (!done) return tl::unexpected(done.error());
    return false;
  };
  if (state_ == State::kQuoted) return going_on(quoted(row));
  if (c == '\n' || c == '\r') {
    if (auto ended = end_line(c); !ended) return tl::unexpected(ended.error());
    return true;
  }
  if (c == static_cast<unsigned char>(delimiter_)) {
    rest_.remove_prefix(1);
    start_cell(row);
  } else if (state_ == State::kCellStart && c == '"') {
    rest_.remove_prefix(1);
    state_ = State::kQuoted;
    opened_line_ = line_;
    after_return_ = false;
  } else if (state_ == State::kAfterQuote && (c == ' ' || c == '\t')) {
    rest_.remove_prefix(1);  // blanks before the delimiter are no harm
  } else {
    if (state_ == State::kAfterQuote) {
      fault(row, "text follows the closing quotation mark of a cell",
            "double a quotation mark inside a cell, or add the delimiter that is missing");
      append(row, "\"");
    }
    state_ = State::kPlain;
    plain(row);
  }
  return false;
}

base::Result<bool> CsvScanner::next(RawRow& row) {
  row.number = ++row_;
  row.line = line_;
  row.count = 0;
  row.loose_quotes = 0;
  row.fault.reset();
  row_bytes_ = 0;
  auto c = peek();
  if (!c) return tl::unexpected(c.error());
  if (*c == kEnd) return false;
  start_cell(row);
  for (;;) {
    c = peek();
    if (!c) return tl::unexpected(c.error());
    if (*c == kEnd && state_ == State::kQuoted) {
      return fail(Code::kInvalidData,
                  fmt::format("the quotation mark that opens on line {} (row {}, column {}) is "
                              "never closed",
                              opened_line_, row.number, row.count),
                  "close it, or double it where it is part of the text");
    }
    if (*c == kEnd) return true;
    const auto ended = step(row, *c);
    if (!ended) return ended;
    if (*ended) return true;
  }
}

}  // namespace outturn::ingest
