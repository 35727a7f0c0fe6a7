// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index check: read, check, report.
#include <fmt/format.h>

#include "indexer/commands.h"
#include "indexer/report.h"

namespace outturn::ingest {

int command_check(const CheckOptions& options) {
  Progress progress;
  const Loaded loaded = load(options.paths, progress);
  progress.finish();
  if (!loaded.sound()) return report(loaded);
  std::size_t findings = 0;
  std::size_t appraisals = 0;
  for (const LoadedRecord& one : loaded.records) {
    findings += one.record.findings.size();
    appraisals += one.record.appraisals.size();
  }
  fmt::print("No problems: {} records, {} findings, {} appraisals in {} {}.\n",
             loaded.records.size(), findings, appraisals, loaded.files,
             loaded.files == 1 ? "file" : "files");
  return 0;
}

}  // namespace outturn::ingest
