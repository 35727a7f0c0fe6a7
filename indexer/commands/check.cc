// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index check: read, check, audit, report.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "indexer/account/flag_report.h"
#include "indexer/account/report.h"
#include "indexer/commands/command.h"
#include "indexer/commands/take.h"

namespace outturn::ingest {
namespace {

struct CheckOptions {
  std::vector<std::filesystem::path> paths;
  Format format = Format::kText;
  bool strict = false;  ///< contradictions between figures give exit code 1, as problems do
};

/// Everything check finds out.
struct Findings {
  Account account;
  std::vector<FlaggedRecord> records;
};

Findings look(Intake& intake) {
  Findings out;
  evidence::AcrossAudit across;
  intake.for_each(
      [&](Checked checked) -> base::Result<void> {  // which never fails
        if (!checked.record) {
          count_refusal(out.account, checked, intake.files()[checked.file].name);
          return {};
        }
        count_sound(out.account, checked);
        across.add(*checked.record);
        out.records.push_back({checked.record->id, checked.place.where, std::move(checked.flags)});
        return {};
      },
      [] { return false; });
  for (evidence::RecordFlag& one : across.flags())
    out.records[one.record].flags.push_back(std::move(one.flag));
  return out;
}

/// Problems come first; flags count only where strictness is asked for, and of them only those
/// that say that figures held cannot all be right.
int exit_code(const Intake& intake, const Findings& found, const CheckOptions& options) {
  if (const int problems = exit_code(intake, found.account); problems != 0) return problems;
  const bool refused =
      options.strict && tally_of(found.records)[evidence::Severity::kContradiction] > 0;
  return refused ? base::row(base::Code::kInvalidData).exit_code : 0;
}

/// Reports every problem in the paths, and what the audit says of the records; writes nothing.
int check(const CheckOptions& options) {
  Progress progress;
  Intake intake(options.paths, own_formats(), progress);
  const Findings found = look(intake);
  progress.finish();
  if (options.format == Format::kJson) {
    fmt::print("{}", to_json_text(intake, found.account, found.records));
    return exit_code(intake, found, options);
  }
  if (report_problems(intake, found.account) > 0) return exit_code(intake, found, options);
  const std::size_t files = record_files(intake);
  fmt::print("{}", to_text(found.records));
  fmt::print("No problems: {} records, {} findings, {} appraisals in {} {}.\n",
             found.account.records, found.account.findings, found.account.appraisals, files,
             files == 1 ? "file" : "files");
  fmt::print("{}\n", to_text(tally_of(found.records)));
  return exit_code(intake, found, options);
}

}  // namespace

void add_check(CommandLine& line) {
  auto options = std::make_shared<CheckOptions>();
  auto* command = line.add("check", "Report every problem and every flag; write nothing",
                           [options] { return check(*options); });
  command->add_option("PATH", options->paths, "Corpus files, or folders of them")->required();
  add_format(*command, options->format);
  command->add_flag("--strict", options->strict,
                    "End with code 1 where figures contradict each other");
}

}  // namespace outturn::ingest
