// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/intake/refused_table.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "indexer/intake/refusal_reason.h"

namespace outturn::ingest {
namespace {

std::string cell(std::string_view text, char delimiter) {
  if (text.find_first_of(std::string("\"\r\n") + delimiter) == std::string_view::npos)
    return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace

tl::unexpected<base::Error> RefusedTable::unwritable() const {
  return base::fail(base::Code::kUnwritable,
                    fmt::format("the refused rows cannot be written ({})", std::strerror(errno)),
                    "name another file with --refusals; nothing was published", path_.string());
}

void RefusedTable::write_line(const std::vector<std::string>& cells, std::string_view last) {
  for (const std::string& one : cells) file_ << cell(one, delimiter_) << delimiter_;
  file_ << cell(last, delimiter_) << "\r\n";
}

void RefusedTable::begin(const FileAccount& file) {
  file_.open(path_, std::ios::binary | std::ios::trunc);
  header_ = file.header;
  delimiter_ = file.form.delimiter;
  for (std::size_t row = 1; row < file.form.header_row; ++row) file_ << "\r\n";
  write_line(header_, kReasonColumn);
}

base::Result<void> RefusedTable::add(const FileAccount& file, const Checked& refused) {
  if (!file_.is_open()) begin(file);
  if (file.header != header_ || file.form.delimiter != delimiter_) {
    return base::fail(base::Code::kUsage, "the files refuse rows with different columns",
                      "add the files one by one, so that each gets its own file of refusals",
                      path_.string());
  }
  for (const InputRow& row : refused.rows) write_line(row.cells, reason_of(row, refused.faults));
  if (!file_) return unwritable();
  return {};
}

base::Result<void> RefusedTable::finish() {
  file_.close();
  if (!file_) return unwritable();
  return {};
}

}  // namespace outturn::ingest
