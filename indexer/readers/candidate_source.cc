// SPDX-License-Identifier: GPL-3.0-or-later
// Which reader a file of candidates is for; contract in candidate_source.h.
#include "indexer/readers/candidate_source.h"

#include <fmt/format.h>

#include "indexer/readers/corpus_json.h"
#include "indexer/readers/csv_table.h"
#include "indexer/readers/file_kind.h"
#include "indexer/readers/json_lines.h"
#include "indexer/readers/workbook_table.h"

namespace outturn::ingest {
namespace {

OpenedCandidates from_table(base::Result<std::unique_ptr<Table>> table,
                            const CandidateOptions& options) {
  if (!table) return tl::unexpected(table.error());
  if (options.by_profile) return options.by_profile(std::move(*table));
  const std::string& name = (*table)->name();
  return base::fail(base::Code::kUsage, "a table needs a profile that says what its columns mean",
                    fmt::format("add --profile NAME, or let \"outturn-index profile guess {}\" "
                                "propose one",
                                name),
                    name);
}

OpenedCandidates from_workbook(const std::filesystem::path& path, const CandidateOptions& options) {
  if (!options.by_profile && options.own_workbook) {
    auto own = options.own_workbook(path);
    if (!own || *own) return own;
  }
  return from_table(open_workbook_table(path, options.table), options);
}

}  // namespace

OpenedCandidates open_candidates(const std::filesystem::path& path,
                                 const CandidateOptions& options) {
  auto opened = open_file(path, options.table.encoding);
  if (!opened) return tl::unexpected(opened.error());
  if (opened->kind == FileKind::kWorkbook) return from_workbook(path, options);
  if (opened->kind == FileKind::kDelimited)
    return from_table(open_csv_table(std::move(opened->text), options.table), options);
  if (options.by_profile) {
    return base::fail(base::Code::kUsage, "this is JSON, and a profile is for tables",
                      "leave the profile out for this file", path.string());
  }
  if (opened->kind == FileKind::kJson) return open_corpus_json(std::move(opened->text));
  return open_json_lines(std::move(opened->text));
}

}  // namespace outturn::ingest
