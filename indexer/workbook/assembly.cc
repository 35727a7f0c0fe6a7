// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/workbook/assembly.h"

#include <fmt/format.h>

#include <map>

#include "schema/base/text.h"
#include "schema/evidence/parse_json.h"

namespace outturn::workbook {
namespace {

using ingest::Candidate;
using nlohmann::json;

std::string pointer_of(std::string pointer, const std::vector<std::string>& path) {
  for (const std::string& step : path) pointer += "/" + evidence::pointer_step(step);
  return pointer;
}

class Assembly {
 public:
  Assembly(Candidate& candidate, const std::vector<SheetRows>& sheets, ingest::NoteBook& notes)
      : candidate_(candidate), sheets_(sheets), notes_(notes) {}

  /// Puts a row's cells below `pointer`.
  void put(std::size_t sheet, const KeptRow& row, const std::string& pointer) {
    const SheetRows& rows = sheets_[sheet];
    candidate_.origins[pointer] = rows.place(row);
    at(pointer) = json::object();
    if (row.fault) candidate_.faults.push_back(*row.fault);
    for (const auto& [index, cell] : row.cells) {
      const Column& column = rows.sheet().columns[index];
      CellRead read = read_cell(column, cell, rows.form());
      auto place = rows.place(row, column.name, cell.text);
      if (!read.note.empty()) notes_.add(read.note, [&] { return place.where; });
      if (!read.message.empty())
        candidate_.faults.push_back({place, std::move(read.message), std::move(read.hint)});
      if (read.value.is_null()) continue;
      const std::string field = pointer_of(pointer, column.path);
      at(field) = std::move(read.value);
      candidate_.origins[field] = std::move(place);
    }
  }

  /// Adds a row to the list it is an item of.
  void add(std::size_t sheet, const KeptRow& row) {
    const Sheet& layout = sheets_[sheet].sheet();
    std::string owner;
    if (layout.of == Of::kAppraisal) {
      const auto found = appraisal_of(row);
      if (!found) return fault_of_appraisal(sheet, row);
      owner = fmt::format("/appraisals/{}", *found);
    }
    const std::string list = pointer_of(owner, layout.path);
    const std::size_t position = counts_[list]++;
    if (layout.name == "appraisals") number_appraisal(sheet, row, position);
    put(sheet, row, fmt::format("{}/{}", list, position));
  }

 private:
  json& at(const std::string& pointer) { return candidate_.record[json::json_pointer(pointer)]; }

  void number_appraisal(std::size_t sheet, const KeptRow& row, std::size_t position) {
    const auto number = row.appraisal.empty() ? std::to_string(position + 1) : row.appraisal;
    if (appraisals_.emplace(number, position).second) return;
    candidate_.faults.push_back(
        {sheets_[sheet].place(row, kAppraisalKey, row.appraisal),
         fmt::format("the record has an appraisal {} already", base::clip(number, 40)),
         "number a record's appraisals 1, 2, 3"});
  }

  std::optional<std::size_t> appraisal_of(const KeptRow& row) const {
    if (row.appraisal.empty())
      return appraisals_.size() == 1 ? std::optional(appraisals_.begin()->second) : std::nullopt;
    const auto found = appraisals_.find(row.appraisal);
    return found == appraisals_.end() ? std::nullopt : std::optional(found->second);
  }

  void fault_of_appraisal(std::size_t sheet, const KeptRow& row) {
    candidate_.faults.push_back(
        {sheets_[sheet].place(row, kAppraisalKey, row.appraisal),
         row.appraisal.empty()
             ? "the row does not say which of the record's appraisals it belongs to"
             : fmt::format("the record has no appraisal \"{}\"",
                           base::clip(base::printable(row.appraisal), 40)),
         appraisals_.empty() ? "add the appraisal to the sheet appraisals"
                             : "write the number that the sheet appraisals gives it"});
  }

  Candidate& candidate_;
  const std::vector<SheetRows>& sheets_;
  ingest::NoteBook& notes_;
  std::map<std::string, std::size_t> counts_;      ///< items so far, by the list's pointer
  std::map<std::string, std::size_t> appraisals_;  ///< position, by number
};

}  // namespace

std::string id_of(const KeptRow& row, const SheetRows& records) {
  for (const auto& [index, cell] : row.cells) {
    if (records.sheet().columns[index].name != "id") continue;
    const auto read = read_cell(records.sheet().columns[index], cell, records.form());
    if (read.value.is_string()) return read.value.get<std::string>();
  }
  return {};
}

void assemble(Candidate& candidate, const std::vector<SheetRows>& sheets, const KeptRow& row,
              const HeldRows& held, ingest::NoteBook& notes) {
  Assembly assembly(candidate, sheets, notes);
  assembly.put(0, row, "");
  candidate.place = sheets.front().place(row);
  for (const HeldRow& one : held)
    if (sheets[one.sheet].sheet().of != Of::kAppraisal) assembly.add(one.sheet, one.row);
  for (const HeldRow& one : held)
    if (sheets[one.sheet].sheet().of == Of::kAppraisal) assembly.add(one.sheet, one.row);
}

}  // namespace outturn::workbook
