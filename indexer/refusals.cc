// SPDX-License-Identifier: GPL-3.0-or-later
// Writes refused rows back as RFC 4180, UTF-8.
#include "indexer/refusals.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace outturn::ingest {
namespace {

namespace fs = std::filesystem;

std::string cell(const std::string& text, char delimiter) {
  if (text.find_first_of(std::string("\"\r\n") + delimiter) == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string say(const Fault& fault) {
  std::string out = fault.place.column;
  if (!fault.place.value.empty()) out += fmt::format(" \"{}\"", fault.place.value);
  if (!out.empty()) out += ": ";
  out += fault.message;
  if (!fault.hint.empty()) out += ". Hint: " + fault.hint;
  return out;
}

/// The reasons that lie in this row, or where they lie.
std::string reason_of(std::size_t row, const std::vector<Fault>& faults) {
  std::string own;
  std::string elsewhere;
  for (const Fault& fault : faults) {
    if (fault.place.row == row || fault.place.row == 0) {
      own += (own.empty() ? "" : "; ") + say(fault);
    } else if (elsewhere.empty()) {
      elsewhere =
          fmt::format("sound, but of the same record as row {}, which is not", fault.place.row);
    }
  }
  return own.empty() ? elsewhere : own;
}

}  // namespace

fs::path Refusals::default_path(const fs::path& input) {
  const std::string stem = input.stem().string() + ".refused";
  fs::path path = stem + ".csv";
  std::error_code ignored;  // what cannot be looked at cannot be written either, which is reported
  for (int n = 2; fs::exists(path, ignored); ++n) path = fmt::format("{}-{}.csv", stem, n);
  return path;
}

tl::unexpected<base::Error> Refusals::unwritable() const {
  return base::fail(base::Code::kUnwritable,
                    fmt::format("the refused rows cannot be written ({})", std::strerror(errno)),
                    "name another file with --refusals; nothing was published", path_.string());
}

void Refusals::write_line(const std::vector<std::string>& cells, const std::string& last) {
  for (const std::string& one : cells) file_ << cell(one, delimiter_) << delimiter_;
  file_ << cell(last, delimiter_) << "\r\n";
}

void Refusals::begin(const FileAccount& file) {
  file_.open(path_, std::ios::binary | std::ios::trunc);
  header_ = file.header;
  delimiter_ = file.form.delimiter;
  for (std::size_t row = 1; row < file.form.header_row; ++row) file_ << "\r\n";
  write_line(header_, kReasonColumn);
}

base::Result<void> Refusals::add(const FileAccount& file, const Checked& refused) {
  if (refused.rows.empty()) return {};
  if (!file_.is_open()) begin(file);
  if (file.header != header_ || file.form.delimiter != delimiter_) {
    return base::fail(base::Code::kUsage, "the files refuse rows with different columns",
                      "add the files one by one, so that each gets its own file of refusals",
                      path_.string());
  }
  for (const InputRow& row : refused.rows) {
    write_line(row.cells, reason_of(row.number, refused.faults));
    ++rows_;
  }
  if (!file_) return unwritable();
  return {};
}

base::Result<void> Refusals::finish() {
  if (!file_.is_open()) return {};
  file_.close();
  if (!file_) return unwritable();
  return {};
}

}  // namespace outturn::ingest
