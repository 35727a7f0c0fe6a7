// SPDX-License-Identifier: GPL-3.0-or-later
// A table seen through a profile: a stream of candidates, each with the rows it was made of.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "indexer/profiles/candidate_maker.h"
#include "indexer/profiles/profile.h"
#include "indexer/readers/candidate.h"

namespace outturn::ingest {

/// What became of the rows read so far.
struct MapAccount {
  std::size_t rows = 0;                        ///< read from the table
  std::map<std::string, std::size_t> skipped;  ///< rows, by the profile's reason
  std::size_t candidates = 0;                  ///< groups of rows that were handed on
};

/// What a table may ask of memory: rows of one record, or all where they may stand anywhere.
struct MapLimits {
  std::size_t held_bytes = std::size_t{512} << 20;
};

/// Memory does not grow with the table unless the profile says that the rows of a record may stand
/// anywhere; then the whole table is held, up to the limit. Which ids came is remembered, 16 bytes
/// or so each, for the first million.
class MappedStream : public CandidateStream {
 public:
  /// Errors: invalid data, where the table lacks columns that the profile names.
  static base::Result<std::unique_ptr<MappedStream>> open(std::unique_ptr<Table> table,
                                                          const Profile& profile,
                                                          const MapLimits& limits = {});

  const std::string& name() const override { return table_->name(); }

  /// Errors: the table cannot be read on, or asks for more memory than it may.
  base::Result<bool> next(Candidate& candidate) override;

  const std::vector<std::string>& header() const override { return table_->header(); }
  /// Those of the table, and what the profile left out or could not work out; complete at the end.
  const std::vector<Note>& notes() const override { return notes_; }
  Extent extent() const override { return table_->extent(); }
  TableForm form() const override { return table_->form(); }
  std::size_t rows() const override { return account_.rows; }
  const MapAccount& account() const { return account_; }

 private:
  struct Group {
    std::string key;
    std::vector<Row> rows;
    std::size_t bytes = 0;
    std::vector<Fault> faults;
  };

  MappedStream(std::unique_ptr<Table> table, Mapping mapping, const MapLimits& limits);
  base::Result<bool> read_row(Row& row, Group& group);
  base::Result<bool> next_group(Group& group);
  base::Result<void> hold_all();
  base::Result<void> check_held(std::size_t bytes, const Row& row) const;
  bool skipped(const Row& row, std::vector<Fault>& faults);
  std::string key_of(const Row& row, std::vector<Fault>& faults);
  void sort(std::vector<Row>& rows) const;
  void check_id(Candidate& candidate);
  void gather_notes();

  std::unique_ptr<Table> table_;
  Mapping mapping_;
  MapLimits limits_;
  CandidateMaker maker_;
  MapAccount account_;
  std::vector<Note> notes_;
  std::map<std::string, Note> skip_notes_;
  std::vector<Group> held_;  ///< of rows that may stand anywhere
  std::size_t handed_on_ = 0;
  bool all_held_ = false;
  std::unique_ptr<Group> begun_;            ///< the row read ahead, with its group
  std::map<std::size_t, std::size_t> ids_;  ///< hash of an id -> row it first came at
};

}  // namespace outturn::ingest
