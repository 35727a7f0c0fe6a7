// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a columns file from a stream of records in the order of their numbers, or from an older
// file and what has changed since. Each section is spilled to disk as it grows, so memory holds
// the dictionaries and, at the end, 16 bytes a record to put the titles in order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "schema/base/result.h"
#include "schema/index/columns_file.h"
#include "schema/index/contribution.h"

namespace outturn::index {

class ColumnsWriter {
 public:
  /// `path` must not exist: a file that others may have mapped is never written over.
  static base::Result<ColumnsWriter> create(const std::filesystem::path& path);

  ColumnsWriter(ColumnsWriter&&) noexcept;
  ColumnsWriter& operator=(ColumnsWriter&&) noexcept;
  ~ColumnsWriter();  ///< without finish(), leaves nothing behind

  /// Takes over the codes of an older file, so that copy() may be used. Before anything is added.
  void adopt(const ColumnsFile& older);

  /// Numbers must rise; those left out are records that do not exist. Errors: unwritable, invalid
  /// data (a number that does not rise, more values than a row has bits for).
  base::Result<void> add(std::uint32_t number, const Contribution& record);

  /// The records of `older` with numbers in [from, to) as they are; `older` was adopted.
  base::Result<void> copy(const ColumnsFile& older, std::uint32_t from, std::uint32_t to);

  /// Puts the titles in order, joins the sections, and syncs the file to disk.
  base::Result<void> finish();

 private:
  struct State;
  explicit ColumnsWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// A record that was added or changed, or (without a contribution) removed.
struct ColumnsChange {
  std::uint32_t number = 0;
  std::optional<Contribution> record;
};

/// Writes to `path` what `older` holds with `changes` made to it. Changes are in the order of their
/// numbers, each number once. Values that no record has any more keep their codes: a file that was
/// changed many times is made smaller by writing it anew.
base::Result<void> rewrite_columns(const ColumnsFile& older, std::span<const ColumnsChange> changes,
                                   const std::filesystem::path& path);

}  // namespace outturn::index
