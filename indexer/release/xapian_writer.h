// SPDX-License-Identifier: GPL-3.0-or-later
// Writes full-text indexes: hands each record's plan to Xapian, no more. Nothing is synced here:
// what is written is no part of a release until the release's files are sealed.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "schema/base/result.h"
#include "schema/index/plan.h"

namespace outturn::ingest {

/// One thread at a time.
class XapianWriter {
 public:
  /// Makes a new index in `folder`. Errors: unwritable.
  static base::Result<XapianWriter> create(const std::filesystem::path& folder);

  /// Opens the index in `folder` to change it. Errors: unwritable.
  static base::Result<XapianWriter> open(const std::filesystem::path& folder);

  XapianWriter(XapianWriter&&) noexcept;
  ~XapianWriter();

  /// The record's number becomes its document number; a document of that number is replaced.
  base::Result<void> put(unsigned number, const index::Plan& plan);

  /// Nothing happens where there is no such document.
  base::Result<void> remove(unsigned number);

  /// Writes everything out and closes the index.
  base::Result<void> finish();

 private:
  struct Impl;
  explicit XapianWriter(std::unique_ptr<Impl> impl);
  static base::Result<XapianWriter> open_with(const std::filesystem::path& folder, int flags);
  std::unique_ptr<Impl> impl_;
};

/// Joins indexes whose document numbers do not overlap into a new one in `folder`; numbers stay as
/// they are. Errors: unwritable.
base::Result<void> join_indexes(const std::vector<std::filesystem::path>& parts,
                                const std::filesystem::path& folder);

}  // namespace outturn::ingest
