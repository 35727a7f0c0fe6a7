// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet records is read row by row; the rows of the others wait in memory for their record.
#include "indexer/workbook/workbook_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "indexer/readers/notes.h"
#include "indexer/readers/table.h"
#include "indexer/readers/workbook_table.h"
#include "indexer/workbook/assembly.h"
#include "indexer/workbook/columns.h"
#include "indexer/workbook/guide.h"
#include "indexer/workbook/sheet_rows.h"
#include "schema/base/text.h"

namespace outturn::workbook {
namespace {

using base::Code;
using base::fail;
using base::Result;
using ingest::Candidate;

/// Where the sheets of one file or folder are.
struct Source {
  std::string name;                ///< the file's or folder's
  std::vector<std::string> names;  ///< its sheets
  bool guarded = false;
  std::function<Result<std::unique_ptr<ingest::Table>>(const std::string& sheet)> open;

  /// As the file spells it.
  const std::string* find(std::string_view sheet) const {
    for (const std::string& name_there : names)
      if (base::lower(name_there) == sheet) return &name_there;
    return nullptr;
  }
};

class OwnStream : public ingest::CandidateStream {
 public:
  OwnStream(std::string name, SheetRows records) : name_(std::move(name)) {
    sheets_.push_back(std::move(records));
  }

  Result<void> hold_others(const Source& source);
  Result<bool> next(Candidate& candidate) override;

  const std::string& name() const override { return name_; }
  const std::vector<std::string>& header() const override { return header_; }
  const std::vector<ingest::Note>& notes() const override {
    // What the tables themselves have noted is told with ours.
    all_notes_ = notes_.all();
    for (const SheetRows& sheet : sheets_)
      all_notes_.insert(all_notes_.end(), sheet.table().notes().begin(),
                        sheet.table().notes().end());
    return all_notes_;
  }
  ingest::Extent extent() const override { return sheets_.front().table().extent(); }
  ingest::Layout layout() const override { return ingest::Layout::kOwnWorkbook; }
  std::size_t rows() const override { return rows_; }

  ingest::NoteBook& note_book() { return notes_; }

 private:
  Result<void> hold(std::size_t sheet);
  Result<void> hold_row(std::size_t sheet, KeptRow row);
  void hand_back(Candidate& candidate, KeptRow row, HeldRows held) const;
  void orphan(Candidate& candidate);

  std::string name_;
  std::vector<SheetRows> sheets_;                      ///< records first; those that the file has
  std::map<std::string, HeldRows, std::less<>> held_;  ///< by record id
  std::size_t held_bytes_ = 0;
  std::map<std::string, std::size_t, std::less<>> met_;  ///< ids, and the row of each
  ingest::NoteBook notes_;
  mutable std::vector<ingest::Note> all_notes_;
  std::vector<std::string> header_;
  std::size_t rows_ = 0;
  bool records_done_ = false;
};

Result<void> OwnStream::hold_others(const Source& source) {
  for (const Sheet& sheet : sheets()) {
    const std::string* there = source.find(sheet.name);
    if (sheet.of == Of::kBase || there == nullptr) continue;
    auto table = source.open(*there);
    // A sheet that somebody emptied, header and all, has no rows to lose.
    if (!table && table.error().message == "has nothing in it") continue;
    if (!table) return tl::unexpected(table.error());
    auto rows = SheetRows::open(sheet, std::move(*table), source.guarded, notes_);
    if (!rows) return tl::unexpected(rows.error());
    sheets_.push_back(std::move(*rows));
    if (auto held = hold(sheets_.size() - 1); !held) return held;
  }
  for (const std::string& name : source.names) {
    const std::string lower = base::lower(name);
    const bool ours = std::any_of(sheets().begin(), sheets().end(),
                                  [&](const Sheet& sheet) { return sheet.name == lower; });
    if (!ours && lower != kGuideSheet && lower != kTermsSheet)
      notes_.add(fmt::format("sheet \"{}\" is not one of ours and is left alone",
                             base::clip(base::printable(name), 60)),
                 [&] { return name_; });
  }
  return {};
}

Result<void> OwnStream::hold(std::size_t sheet) {
  KeptRow row;
  for (;;) {
    const auto more = sheets_[sheet].next(row);
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    ++rows_;
    if (auto held = hold_row(sheet, std::move(row)); !held) return held;
  }
}

Result<void> OwnStream::hold_row(std::size_t sheet, KeptRow row) {
  // Only sources may name several records; elsewhere a row is one record's.
  std::vector<std::string> records{row.record};
  if (sheets_[sheet].sheet().name == "sources" && !row.record.empty())
    records = split_items(row.record, Between::kSemicolonOrLine);
  for (const std::string& record : records) {
    held_bytes_ += row.bytes();
    if (held_bytes_ > kLargestHeld)
      return fail(Code::kInvalidData,
                  fmt::format("its sheets take more than {} MB in memory", kLargestHeld >> 20),
                  "divide it into several files, or use JSONL, which is read record by record",
                  sheets_[sheet].place(row).where);
    row.record = record;
    held_[record].push_back({sheet, row});
    row.is_shared = true;
  }
  return {};
}

Result<bool> OwnStream::next(Candidate& candidate) {
  candidate = {};
  KeptRow row;
  while (!records_done_) {
    const auto more = sheets_.front().next(row);
    if (!more) return more;
    if (!*more) {
      records_done_ = true;
      break;
    }
    ++rows_;
    const std::string id = id_of(row, sheets_.front());
    HeldRows own;
    if (auto found = held_.find(id); found != held_.end() && !id.empty()) {
      own = std::move(found->second);
      held_.erase(found);
    }
    if (id == kExampleId) {
      notes_.add("the example record is left out; give it an id of its own to keep it",
                 [&] { return sheets_.front().place(row).where; });
      met_.emplace(id, row.number);
      continue;
    }
    assemble(candidate, sheets_, row, own, notes_);
    const auto [first, is_new] = met_.emplace(id, row.number);
    if (!is_new && !id.empty())
      candidate.faults.push_back(
          {sheets_.front().place(row, "id", id),
           fmt::format("the id stands in row {} already", first->second),
           "give each record its own id; rows of other sheets went to the first"});
    hand_back(candidate, std::move(row), std::move(own));
    return true;
  }
  if (held_.empty()) return false;
  orphan(candidate);
  return true;
}

void OwnStream::hand_back(Candidate& candidate, KeptRow row, HeldRows held) const {
  candidate.rows.reserve(1 + held.size());
  candidate.rows.push_back(sheets_.front().input(std::move(row)));
  for (HeldRow& one : held) candidate.rows.push_back(sheets_[one.sheet].input(std::move(one.row)));
}

/// The rows of one id that the sheet records does not have.
void OwnStream::orphan(Candidate& candidate) {
  auto lost = held_.extract(held_.begin());
  const std::string& id = lost.key();
  for (auto& [sheet, row] : lost.mapped()) {
    const auto place = sheets_[sheet].place(row, kRecordKey, id);
    if (candidate.faults.empty()) candidate.place = place;
    if (row.fault)
      candidate.faults.push_back(*row.fault);
    else if (id.empty())
      candidate.faults.push_back({place, "the row does not say which record it belongs to",
                                  "write the record's id into the column record"});
    else
      candidate.faults.push_back({place,
                                  fmt::format("the sheet records has no record \"{}\"",
                                              base::clip(base::printable(id), 100)),
                                  "correct the id, or add the record to the sheet records"});
    candidate.rows.push_back(sheets_[sheet].input(std::move(row)));
  }
}

/// What we wrote begins with a mark. It is UTF-8 then, and text that looks as if it had been
/// encoded twice is what the record says.
bool is_marked(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  char mark[3] = {};
  in.read(mark, sizeof mark);
  return std::string_view(mark, sizeof mark) == "\xEF\xBB\xBF";
}

Result<std::unique_ptr<ingest::CandidateStream>> open_source(const Source& source) {
  const std::string* there = source.find(sheets().front().name);
  if (there == nullptr) return nullptr;
  auto table = source.open(*there);
  if (!table) return tl::unexpected(table.error());
  const auto has = [&](std::string_view name) {
    const auto& header = (*table)->header();
    return std::any_of(header.begin(), header.end(),
                       [&](const std::string& one) { return base::lower(one) == name; });
  };
  if (!has("id") || !has("title")) return nullptr;
  ingest::NoteBook notes;
  auto records = SheetRows::open(sheets().front(), std::move(*table), source.guarded, notes);
  if (!records) return tl::unexpected(records.error());
  auto stream = std::make_unique<OwnStream>(source.name, std::move(*records));
  stream->note_book() = std::move(notes);
  if (auto held = stream->hold_others(source); !held) return tl::unexpected(held.error());
  return stream;
}

}  // namespace

Result<std::unique_ptr<ingest::CandidateStream>> read_own_workbook(
    std::shared_ptr<ingest::Workbook> workbook) {
  Source source;
  source.name = workbook->name();
  for (const auto& sheet : workbook->sheets()) source.names.push_back(sheet.name);
  source.open = [workbook](const std::string& sheet) {
    ingest::TableOptions options;
    options.sheet = sheet;
    return ingest::open_sheet_table(workbook, options);
  };
  return open_source(source);
}

Result<std::unique_ptr<ingest::CandidateStream>> open_own_workbook(
    const std::filesystem::path& file) {
  auto workbook = ingest::open_workbook(file);
  if (!workbook) return tl::unexpected(workbook.error());
  return read_own_workbook(std::move(*workbook));
}

Result<std::unique_ptr<ingest::CandidateStream>> open_own_folder(
    const std::filesystem::path& folder) {
  Source source;
  source.name = folder.filename().empty() ? folder.parent_path().filename().string()
                                          : folder.filename().string();
  source.guarded = true;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
    if (entry.path().extension() == ".csv") source.names.push_back(entry.path().stem().string());
  if (failed)
    return fail(Code::kUnreadable, failed.message(), "check the name and its permissions",
                folder.string());
  std::sort(source.names.begin(), source.names.end());
  source.open = [folder](const std::string& sheet) {
    const auto file = folder / (sheet + ".csv");
    ingest::TableOptions options;
    options.header_row = 1;
    if (is_marked(file)) {
      options.encoding = "utf-8";
      options.double_encoding = ingest::DoubleEncoding::kLeft;
    }
    return ingest::open_table(file, options);
  };
  return open_source(source);
}

}  // namespace outturn::workbook
