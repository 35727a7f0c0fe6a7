// SPDX-License-Identifier: GPL-3.0-or-later
// The sheets and columns of our own spreadsheet format. Derived from visit_fields(): a field that
// is added to the record has its column without anything being done here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::workbook {

enum class Holds { kText, kNumber, kTruth, kList, kPrinted };

struct Column {
  std::string name;               ///< as its header says: "population.groups"
  std::vector<std::string> path;  ///< steps from the sheet's part: {"population", "groups"}
  Holds holds = Holds::kText;
  bool whole = false;  ///< of numbers: no fractions
  bool word = false;   ///< of texts and lists: ids, terms and days, in which spaces say nothing
  bool day = false;    ///< of texts: a year, month or day
  bool paragraphs = false;  ///< of texts and lists: may be long; a list has one on a line
  bool required = false;    ///< wherever the sheet has a row
  std::string vocabulary;   ///< by name; empty where any text will do
  std::string description;  ///< one or more sentences
};

/// What a sheet's rows belong to.
enum class Of { kBase, kRecord, kAppraisal };

struct Sheet {
  std::string name;  ///< "findings"
  std::vector<std::string>
      path;  ///< the list's place in what it belongs to: {"evidence", "ratings"}
  Of of = Of::kRecord;
  std::vector<Column> columns;  ///< fields only; kRecordKey and kAppraisalKey stand before them
};

/// Columns that tie rows together.
inline constexpr std::string_view kRecordKey = "record";
inline constexpr std::string_view kAppraisalKey = "appraisal";

/// Sheets that hold no records.
inline constexpr std::string_view kGuideSheet = "guide";
inline constexpr std::string_view kTermsSheet = "terms";

/// All sheets, "records" first. Built once; safe from any thread.
const std::vector<Sheet>& sheets();

/// The names of a sheet's columns, keys first.
std::vector<std::string> header_of(const Sheet& sheet);

/// The name of a column that goes on where a cell of another is full: "sources (2)"; from 2.
std::string continued_name(const std::string& column, std::size_t piece);

/// What such a name is made of; none where it is not one.
struct Continued {
  std::string_view column;
  std::size_t piece = 0;
};
std::optional<Continued> continued(std::string_view name);

/// How many key columns stand before the fields: 0, 1 or 2.
std::size_t keys_of(const Sheet& sheet);

}  // namespace outturn::workbook
