// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index check: read, check, audit, report.
#include <fmt/format.h>

#include "indexer/commands.h"
#include "indexer/flag_report.h"
#include "indexer/report.h"

namespace outturn::ingest {
namespace {

/// Problems come first; flags count only where strictness is asked for, and of them only those
/// that say that figures held cannot all be right.
int exit_code(const Loaded& loaded, const FlagTally& tally, const CheckOptions& options) {
  if (!loaded.sound()) return exit_code(loaded);
  const bool refused = options.strict && tally[evidence::Severity::kContradiction] > 0;
  return refused ? base::row(base::Code::kInvalidData).exit_code : 0;
}

}  // namespace

int command_check(const CheckOptions& options) {
  Progress progress;
  const Loaded loaded = load(options.paths, progress);
  progress.step(fmt::format("Auditing {} records", loaded.records.size()));
  const auto flags = audit_loaded(loaded.records);
  progress.finish();
  const FlagTally tally = tally_of(flags);
  if (options.format == Format::kJson) {
    fmt::print("{}", to_json_text(loaded, flags));
    return exit_code(loaded, tally, options);
  }
  if (!loaded.sound()) return report(loaded);
  std::size_t findings = 0;
  std::size_t appraisals = 0;
  for (const LoadedRecord& one : loaded.records) {
    findings += one.record.findings.size();
    appraisals += one.record.appraisals.size();
  }
  fmt::print("{}", to_text(loaded.records, flags));
  fmt::print("No problems: {} records, {} findings, {} appraisals in {} {}.\n",
             loaded.records.size(), findings, appraisals, loaded.files,
             loaded.files == 1 ? "file" : "files");
  fmt::print("{}\n", to_text(tally));
  return exit_code(loaded, tally, options);
}

}  // namespace outturn::ingest
