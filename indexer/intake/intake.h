// SPDX-License-Identifier: GPL-3.0-or-later
// From paths to checked records: finds the files, reads each as a stream of candidates, holds every
// one against the schema, and gathers what is wrong. Records come one at a time, so that memory
// does not grow with their number.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/readers/candidate_source.h"
#include "indexer/running/progress.h"
#include "schema/base/result.h"
#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"

namespace outturn::ingest {

/// A candidate held against the schema: a record, or what is wrong with it.
struct Checked {
  std::optional<evidence::Record> record;  ///< absent: it is refused
  std::size_t file = 0;                    ///< how-manieth of Intake::files()
  Place place;
  Place id_place;  ///< where its id stands
  std::vector<Fault> faults;
  std::vector<InputRow> rows;         ///< of tables: the rows it was made of
  std::string json;                   ///< of a record: canonical, as the store keeps it
  std::string digest;                 ///< SHA-256 of json
  std::vector<evidence::Flag> flags;  ///< of a record: what the audit says of it alone
};

/// How many rows of the file it is made of, a row that several records have counted once.
std::size_t row_count(const Checked& checked);

/// Validates and audits a candidate. Pure, safe from any thread.
Checked check(Candidate&& candidate);

/// What a file as a whole came to.
struct FileAccount {
  std::string name;
  std::size_t rows = 0;             ///< of tables: all that were read, without the header
  std::size_t candidates = 0;       ///< records, sound or not
  std::vector<std::string> header;  ///< of tables
  TableForm form;                   ///< of tables
  Layout layout = Layout::kOneTable;
  std::vector<Note> notes;  ///< complete when the file has ended
  evidence::Holds holds = evidence::Holds::kRecords;
};

class Intake {
 public:
  /// Files, and the .json and .jsonl files of folders and their subfolders in the order of their
  /// names.
  Intake(const std::vector<std::filesystem::path>& paths, CandidateOptions options,
         Progress& progress);

  using Take = std::function<base::Result<void>(Checked)>;
  using Stop = std::function<bool()>;

  /// Hands every candidate of all files, checked, to `take`, one by one and in order; checking runs
  /// ahead of it on other threads. An id that was met before is a fault. A file that cannot be
  /// opened is kept in unreadable(), and the next one follows; one that cannot be read on, as when
  /// it changed meanwhile, ends it all: see is_cut_short(). Asked to stop, it hands on no more. The
  /// first error of `take` ends it and is given back.
  base::Result<void> for_each(const Take& take, const Stop& stop);

  /// Whether a file broke off, so that what came of it last may not be what it meant to say.
  bool is_cut_short() const { return cut_short_; }

  const std::vector<base::Error>& unreadable() const { return unreadable_; }
  const std::vector<FileAccount>& files() const { return files_; }

 private:
  bool next(Candidate& candidate);
  bool open_next();
  void close();
  void refuse_known_id(Checked& checked);

  std::vector<base::Error> unreadable_;  // before paths_, which is found with it
  std::vector<std::filesystem::path> paths_;
  CandidateOptions options_;
  Progress& progress_;
  std::size_t next_path_ = 0;
  bool cut_short_ = false;
  std::unique_ptr<CandidateStream> stream_;
  std::vector<FileAccount> files_;
  std::map<std::string, std::string> seen_;  // id -> where it stands
};

/// How many of the files hold records: series and the thesaurus are read for their problems alone.
std::size_t record_files(const Intake& intake);

/// "FILE:/json/pointer: what is wrong. Hint: what to do."
std::string to_text(const Fault& fault);

}  // namespace outturn::ingest
