// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the full-text index of a generation: hands each record's plan to Xapian, no more.
#pragma once

#include <filesystem>
#include <memory>

#include "schema/base/result.h"
#include "schema/index/plan.h"

namespace outturn::ingest {

class XapianWriter {
 public:
  /// Makes a new index in `folder`. Errors: unwritable.
  static base::Result<XapianWriter> create(const std::filesystem::path& folder);

  XapianWriter(XapianWriter&&) noexcept;
  ~XapianWriter();

  /// The record's number becomes its document number.
  base::Result<void> add(unsigned number, const index::Plan& plan);

  /// Writes everything to disk and closes the index.
  base::Result<void> finish();

 private:
  struct Impl;
  explicit XapianWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace outturn::ingest
