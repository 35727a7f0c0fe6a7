// SPDX-License-Identifier: GPL-3.0-or-later
// Many records of a generation, read from its store one after another, and which of their findings
// and appraisals the filters of a search asked for. Each function is safe from many threads at
// once.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "schema/base/result.h"
#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"
#include "schema/index/filters.h"
#include "server/search/generation.h"
#include "server/search/match/filter_set.h"

namespace outturn::search {

struct StoredRecord {
  std::uint32_t number = 0;
  std::string text;  ///< its JSON, as the store keeps it
  evidence::Record record;
  std::vector<evidence::Flag> flags;
};

/// Hands over the records of those numbers in their order until `visit` says false; the number of
/// those handed over. What is handed over may be moved from. Holds a connection only while it runs.
/// Throws std::runtime_error where the generation's files fail.
std::size_t read_records(const Generation& generation, std::span<const std::uint32_t> numbers,
                         const std::function<bool(StoredRecord& record)>& visit);

/// The number of the record of that id. Errors: not found, gone, corrupt.
base::Result<std::uint32_t> number_of_record(const Generation& generation, const std::string& id);

/// Which rows of a record pass the filters set for rows of that level: all where none is set. The
/// generation must outlive it.
class RowsAskedFor {
 public:
  RowsAskedFor(const Generation& generation, const FilterSet& filters, index::Level level);
  ~RowsAskedFor();
  RowsAskedFor(const RowsAskedFor&) = delete;
  RowsAskedFor& operator=(const RowsAskedFor&) = delete;

  /// `row` counts the record's findings, or its appraisals, from 0.
  bool has(std::uint32_t number, std::size_t row) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace outturn::search
