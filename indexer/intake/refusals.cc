// SPDX-License-Identifier: GPL-3.0-or-later
// Which form, and under which name.
#include "indexer/intake/refusals.h"

#include <fmt/format.h>

#include "indexer/intake/refused_table.h"
#include "indexer/intake/refused_workbook.h"

namespace outturn::ingest {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWorkbook = ".xlsx";

fs::path free_name(const fs::path& input, const char* extension) {
  const fs::path name = input.has_filename() ? input : input.parent_path();  // "folder/"
  const std::string stem = name.stem().string() + ".refused";
  fs::path path = stem + extension;
  std::error_code ignored;  // what cannot be looked at cannot be written either, which is reported
  for (int n = 2; fs::exists(path, ignored); ++n) path = fmt::format("{}-{}{}", stem, n, extension);
  return path;
}

/// Programs tell by its name what a file is.
fs::path as_workbook(fs::path path) {
  if (path.extension() != kWorkbook) path += kWorkbook;
  return path;
}

}  // namespace

base::Result<void> Refusals::begin(Layout layout) {
  layout_ = layout;
  if (layout == Layout::kOneTable) {
    path_ = asked_ ? *asked_ : free_name(input_, ".csv");
    file_ = std::make_unique<RefusedTable>(path_);
    return {};
  }
  path_ = asked_ ? as_workbook(*asked_) : free_name(input_, kWorkbook);
  auto workbook = RefusedWorkbook::create(path_);
  if (!workbook) return tl::unexpected(workbook.error());
  file_ = std::move(*workbook);
  return {};
}

base::Result<void> Refusals::add(const FileAccount& file, const Checked& refused) {
  if (refused.rows.empty()) return {};
  if (!file_) {
    if (auto begun = begin(file.layout); !begun) return begun;
  }
  if (file.layout != layout_)
    return base::fail(base::Code::kUsage, "tables and our own spreadsheet both refuse rows",
                      "add the files one by one, so that each gets its own file of refusals",
                      path_.string());
  if (auto added = file_->add(file, refused); !added) return added;
  rows_ += refused.rows.size();
  return {};
}

base::Result<void> Refusals::finish() {
  if (!file_) return {};
  return file_->finish();
}

}  // namespace outturn::ingest
