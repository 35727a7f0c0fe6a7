// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index check: read, check, audit, report.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "indexer/commands/command.h"
#include "indexer/flag_report.h"
#include "indexer/report.h"

namespace outturn::ingest {
namespace {

struct Options {
  std::vector<std::filesystem::path> paths;
  Format format = Format::kText;
  bool strict = false;  ///< contradictions between figures give exit code 1, as problems do
};

/// Problems come first; flags count only where strictness is asked for, and of them only those
/// that say that figures held cannot all be right.
int exit_code(const Loaded& loaded, const FlagTally& tally, const Options& options) {
  if (!loaded.sound()) return exit_code(loaded);
  const bool refused = options.strict && tally[evidence::Severity::kContradiction] > 0;
  return refused ? base::row(base::Code::kInvalidData).exit_code : 0;
}

/// Reports every problem in the paths, and what the audit says of the records; writes nothing.
int check(const Options& options) {
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

}  // namespace

void add_check(CommandLine& line) {
  auto options = std::make_shared<Options>();
  auto* command = line.add("check", "Report every problem and every flag; write nothing",
                           [options] { return check(*options); });
  command->add_option("PATH", options->paths, "Corpus files, or folders of them")->required();
  add_format(*command, options->format);
  command->add_flag("--strict", options->strict,
                    "End with code 1 where figures contradict each other");
}

}  // namespace outturn::ingest
