// SPDX-License-Identifier: GPL-3.0-or-later
// A candidate: an object that would be a record, not yet validated, and where each part of it was
// taken from. Whatever a file's format, its records come as a stream of candidates.
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/table.h"
#include "schema/base/result.h"
#include "schema/evidence/corpus_file.h"
#include "schema/evidence/validate.h"

namespace outturn::ingest {

/// Heads the column of a file of refusals that says why.
inline constexpr std::string_view kReasonColumn = "Refused because";

/// Where a value stands in its file, as a person would look for it.
struct Place {
  std::string where;       ///< "file.json:/records/3/title", "file.jsonl:17", "wwc.csv:17:Outcome"
  std::size_t row = 0;     ///< of tables: Row::number; else 0
  std::string column;      ///< of tables: the column's name
  std::string value;       ///< of tables: what the cell holds
  std::string sheet = {};  ///< of our own workbook: which of its sheets, as the format calls it
};

/// A row of the input as it stands there, kept so that a refusal can be handed back.
struct InputRow {
  std::size_t number = 0;
  std::vector<std::string> cells;
  std::string sheet = {};                 ///< of our own workbook: Place::sheet
  std::vector<std::size_t> columns = {};  ///< of our own workbook: where in header_of() each of the
                                          ///< cells goes, as those that are empty are left out
  bool is_shared = false;  ///< a record before this one has it too, and it counts there
};

/// How the rows of a stream stand in their file, and so in a file of refusals.
enum class Layout { kOneTable, kOwnWorkbook };

/// Something wrong with a candidate, found while it was made or when it was validated.
struct Fault {
  Place place;
  std::string message;
  std::string hint;
};

struct Candidate {
  nlohmann::json record;     ///< null where it could not be made at all
  Place place;               ///< of the record as a whole
  std::string pointer_base;  ///< of JSON: what precedes a pointer in a place: "a.json:/records/3"
  std::map<std::string, Place>
      origins;                 ///< by JSON pointer into `record`; the nearest above counts
  std::vector<InputRow> rows;  ///< of tables: the rows it was made of
  std::vector<Fault> faults;   ///< found while it was made; not empty: it is refused
};

/// One thread. Memory does not grow with the number of records, but for whole-file JSON and for
/// spreadsheets.
class CandidateStream {
 public:
  virtual ~CandidateStream() = default;

  /// The file, as messages name it.
  virtual const std::string& name() const = 0;

  /// The next candidate; false at the end. Errors: the file cannot be read on.
  virtual base::Result<bool> next(Candidate& candidate) = 0;

  /// Of tables: the input's own column names, for a file of refusals; else empty.
  virtual const std::vector<std::string>& header() const = 0;

  virtual const std::vector<Note>& notes() const = 0;
  virtual Extent extent() const = 0;

  /// Of tables: how the input stands in its file, for a file of refusals.
  virtual TableForm form() const { return {}; }

  virtual Layout layout() const { return Layout::kOneTable; }

  /// Of tables: rows read so far, without the header; those that no candidate was made of too.
  virtual std::size_t rows() const { return 0; }

  /// Other than records: a file of series or the thesaurus, which rightly yields none.
  virtual evidence::Holds holds() const { return evidence::Holds::kRecords; }
};

/// The place of a pointer into a candidate: its own, or that of the nearest part above it.
Place place_of(const Candidate& candidate, const std::string& pointer);

}  // namespace outturn::ingest
