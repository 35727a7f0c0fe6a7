// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/readers/workbook_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/readers/sheet_survey.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;
using base::Result;

/// Repeats the values of merged cells over their areas, as rows go by.
class Spread {
 public:
  Spread(std::vector<Merged> merged, std::string where)
      : merged_(std::move(merged)), where_(std::move(where)) {}

  /// Fills the row's empty cells; the first cell that was filled, if any.
  Result<void> apply(Row& row, std::string& first_filled, std::size_t& filled) {
    drop_past(row.number);
    if (auto added = take_up(row); !added) return added;
    std::size_t bytes = 0;
    for (const auto& [area, value] : active_)
      for (std::size_t c = area.first_column; c <= area.last_column && c < row.cells.size(); ++c) {
        if (row.cells[c].kind != CellKind::kEmpty || value.kind == CellKind::kEmpty) continue;
        if ((bytes += value.text.size()) > kLargestSheetRow)
          return fail(
              Code::kInvalidData,
              fmt::format("merged cells of the row hold more than {} MB", kLargestSheetRow >> 20),
              "shorten the text or undo the merging",
              fmt::format("{}:{}", where_, cell_name(row.number, c)));
        row.cells[c] = value;
        if (filled++ == 0)
          first_filled = fmt::format("{}:{}", where_, cell_name(area.first_row, area.first_column));
      }
    return {};
  }

 private:
  void drop_past(std::size_t row) {
    std::erase_if(active_, [&](const auto& one) {
      if (one.first.last_row >= row) return false;
      bytes_ -= one.second.text.size();
      return true;
    });
  }

  /// Areas that begin at the row or before it. One that began in a row without cells has no value.
  Result<void> take_up(const Row& row) {
    for (; next_ < merged_.size() && merged_[next_].first_row <= row.number; ++next_) {
      const Merged& area = merged_[next_];
      if (area.first_row != row.number || area.first_column >= row.cells.size()) continue;
      const Cell& value = row.cells[area.first_column];
      if (value.kind == CellKind::kEmpty) continue;
      active_.emplace_back(area, value);
      if ((bytes_ += value.text.size()) > kLargestSheetRow)
        return fail(Code::kInvalidData,
                    fmt::format("merged cells hold more than {} MB", kLargestSheetRow >> 20),
                    "shorten the text or undo the merging",
                    fmt::format("{}:{}", where_, cell_name(row.number, area.first_column)));
    }
    return {};
  }

  std::vector<Merged> merged_;
  std::string where_;
  std::vector<std::pair<Merged, Cell>> active_;
  std::size_t next_ = 0;
  std::size_t bytes_ = 0;
};

class SheetTable : public Table {
 public:
  SheetTable(std::shared_ptr<Workbook> workbook, std::string name,
             std::unique_ptr<SheetReader> reader, SheetSurvey survey)
      : workbook_(std::move(workbook)),
        name_(std::move(name)),
        reader_(std::move(reader)),
        columns_(survey.columns),
        header_row_(survey.header_row),
        spread_(std::move(survey.merged), name_) {
    if (survey.rows_above > 0)
      notes_.push_back(
          {fmt::format(
               "columns are named by row {}; {} above it {} left out", survey.header_row,
               survey.rows_above == 1 ? "one row" : fmt::format("{} rows", survey.rows_above),
               survey.rows_above == 1 ? "is" : "are"),
           fmt::format("{}:{}", name_, survey.header_row), 1});
    if (survey.hidden_rows > 0)
      notes_.push_back({"rows that the sheet hides are read too", name_, survey.hidden_rows});
  }

  const std::string& name() const override { return name_; }
  const std::vector<std::string>& header() const override { return header_; }
  const std::vector<Note>& notes() const override { return notes_; }

  Result<void> read_header() {
    Row row;
    for (;;) {
      const auto more = read(row);
      if (!more) return tl::unexpected(more.error());
      if (!*more) return fail(Code::kInvalidData, "changed while it was read", "try again", name_);
      if (row.number >= header_row_) break;
    }
    for (const Cell& cell : row.cells) header_.emplace_back(base::trim(cell.text));
    return {};
  }

  Result<bool> next(Row& row) override { return read(row); }

  Extent extent() const override {
    const auto size = workbook_->file_size();
    return {static_cast<std::uintmax_t>(reader_->share() * static_cast<double>(size)), size};
  }

  void note(std::string text, std::string where) {
    notes_.push_back({std::move(text), std::move(where), 1});
  }

 private:
  Result<bool> read(Row& row) {
    const auto more = reader_->next(sheet_row_);
    if (!more || !*more) return more;
    row.number = sheet_row_.number;
    row.line = 0;
    row.fault.reset();
    row.cells.assign(columns_, {});
    for (SheetCell& cell : sheet_row_.cells)
      if (cell.column < columns_) row.cells[cell.column] = std::move(cell.cell);
    std::size_t filled = 0;
    std::string first;
    if (auto spread = spread_.apply(row, first, filled); !spread)
      return tl::unexpected(spread.error());
    if (filled > 0 && row.number >= header_row_) count_merged(first, filled);
    return true;
  }

  void count_merged(const std::string& first, std::size_t filled) {
    if (!merged_note_) {
      merged_note_ = notes_.size();
      notes_.push_back({"the value of merged cells is repeated in each of them", first, 0});
    }
    notes_[*merged_note_].times += filled;
  }

  std::shared_ptr<Workbook> workbook_;
  std::string name_;
  std::unique_ptr<SheetReader> reader_;
  std::size_t columns_;
  std::size_t header_row_;
  Spread spread_;
  SheetRow sheet_row_;
  std::vector<std::string> header_;
  std::vector<Note> notes_;
  std::optional<std::size_t> merged_note_;
};

std::string sheet_list(const Workbook& workbook) {
  constexpr std::size_t kShown = 30;
  std::string list;
  for (std::size_t i = 0; i < workbook.sheets().size() && i < kShown; ++i)
    list += fmt::format("{}\"{}\"", i == 0 ? "" : ", ",
                        base::clip(base::printable(workbook.sheets()[i].name), 60));
  if (workbook.sheets().size() > kShown)
    list += fmt::format(" and {} more", workbook.sheets().size() - kShown);
  return list.empty() ? "it has none with cells" : "its sheets are " + list;
}

struct Chosen {
  std::size_t sheet = 0;
  SheetSurvey survey;
};

Result<SheetSurvey> surveyed(Workbook& workbook, std::size_t sheet, const TableOptions& options) {
  auto reader = workbook.read(sheet);
  if (!reader) return tl::unexpected(reader.error());
  return survey_sheet(**reader, options.header_row);
}

Result<Chosen> choose_named(Workbook& workbook, const TableOptions& options) {
  const auto& sheets = workbook.sheets();
  const auto is = [&](const SheetInfo& sheet) {
    return base::lower(sheet.name) == base::lower(*options.sheet);
  };
  const auto found = std::find_if(sheets.begin(), sheets.end(), is);
  if (found == sheets.end())
    return fail(Code::kInvalidData,
                fmt::format("has no sheet \"{}\"", base::clip(base::printable(*options.sheet), 60)),
                sheet_list(workbook), workbook.name());
  const auto index = static_cast<std::size_t>(found - sheets.begin());
  auto survey = surveyed(workbook, index, options);
  if (!survey) return tl::unexpected(survey.error());
  if (survey->header_row == 0)
    return fail(Code::kInvalidData,
                options.header_row ? fmt::format("has nothing from row {} on", *options.header_row)
                                   : "has nothing in it",
                sheet_list(workbook), workbook.name() + ":" + found->name);
  return Chosen{index, std::move(*survey)};
}

/// The first visible sheet with a table; else the first with anything at all.
Result<Chosen> choose_first(Workbook& workbook, const TableOptions& options) {
  std::optional<Chosen> fallback;
  for (std::size_t i = 0; i < workbook.sheets().size(); ++i) {
    if (workbook.sheets()[i].hidden) continue;
    auto survey = surveyed(workbook, i, options);
    if (!survey) return tl::unexpected(survey.error());
    if (survey->holds_table()) return Chosen{i, std::move(*survey)};
    const std::size_t rows = survey->rows_below;
    if (survey->header_row > 0 && (!fallback || (rows > 0 && fallback->survey.rows_below == 0)))
      fallback = Chosen{i, std::move(*survey)};
  }
  if (fallback) return std::move(*fallback);
  return fail(Code::kInvalidData, "has no sheet with anything in it",
              "sheets that are hidden must be named; " + sheet_list(workbook), workbook.name());
}

}  // namespace

Result<std::unique_ptr<Table>> open_sheet_table(std::shared_ptr<Workbook> workbook,
                                                const TableOptions& options) {
  auto chosen = options.sheet ? choose_named(*workbook, options) : choose_first(*workbook, options);
  if (!chosen) return tl::unexpected(chosen.error());
  auto reader = workbook->read(chosen->sheet);
  if (!reader) return tl::unexpected(reader.error());
  const std::string name = workbook->name() + ":" + workbook->sheets()[chosen->sheet].name;
  const bool alone = workbook->sheets().size() == 1;
  auto table =
      std::make_unique<SheetTable>(workbook, name, std::move(*reader), std::move(chosen->survey));
  if (!options.sheet && !alone)
    table->note(
        "no sheet was named, so the first that holds a table is read; " + sheet_list(*workbook),
        name);
  if (auto read = table->read_header(); !read) return tl::unexpected(read.error());
  return table;
}

Result<std::unique_ptr<Table>> open_workbook_table(const std::filesystem::path& file,
                                                   const TableOptions& options) {
  auto workbook = open_workbook(file);
  if (!workbook) return tl::unexpected(workbook.error());
  return open_sheet_table(std::move(*workbook), options);
}

Result<std::vector<SheetInfo>> list_sheets(const std::filesystem::path& file) {
  const auto workbook = open_workbook(file);
  if (!workbook) return tl::unexpected(workbook.error());
  return (*workbook)->sheets();
}

}  // namespace outturn::ingest
