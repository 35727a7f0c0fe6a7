// SPDX-License-Identifier: GPL-3.0-or-later
// Flags on paper.
#include "indexer/flag_report.h"

#include <fmt/format.h>

#include <map>

#include "schema/evidence/audit/flag_json.h"
#include "schema/evidence/record_json.h"

namespace outturn::ingest {
namespace {

using evidence::Flag;
using evidence::Json;
using evidence::Severity;

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count == 0 ? "no" : std::to_string(count), count == 1 ? one : many);
}

bool is_shown(const Flag& flag) {
  const auto* check = evidence::find_check(flag.code);
  return check == nullptr || check->shown == evidence::Shown::kEach;
}

std::string place(const LoadedRecord& record) { return record.file + ":" + record.pointer; }

}  // namespace

std::vector<std::vector<Flag>> audit_loaded(const std::vector<LoadedRecord>& records) {
  std::vector<std::vector<Flag>> flags;
  evidence::AcrossAudit across;
  for (const LoadedRecord& loaded : records) {
    flags.push_back(evidence::audit(loaded.record));
    across.add(loaded.record);
  }
  for (evidence::RecordFlag& one : across.flags()) flags[one.record].push_back(std::move(one.flag));
  return flags;
}

FlagTally tally_of(const std::vector<std::vector<Flag>>& flags) {
  FlagTally tally;
  for (const auto& of_record : flags)
    for (const Flag& flag : of_record) ++tally[flag.severity];
  return tally;
}

std::string to_text(const FlagTally& tally) {
  return fmt::format(
      "Flags: {}, {}, {}; {}.",
      counted(tally[Severity::kContradiction], "contradiction", "contradictions"),
      counted(tally[Severity::kRestored], "print restored", "prints restored"),
      counted(tally[Severity::kQuery], "figure that needs reading", "figures that need reading"),
      counted(tally[Severity::kNote], "note", "notes"));
}

std::string to_text(const std::vector<LoadedRecord>& records,
                    const std::vector<std::vector<Flag>>& flags) {
  std::string out;
  std::map<std::string, std::size_t> only_counted;  // by code
  for (std::size_t i = 0; i < records.size(); ++i) {
    bool named = false;
    for (const Flag& flag : flags[i]) {
      if (!is_shown(flag)) {
        ++only_counted[flag.code];
        continue;
      }
      if (!named) out += fmt::format("{} ({})\n", records[i].record.id, place(records[i]));
      named = true;
      out += fmt::format("  {}: {}\n    at {} [{}]\n", row(flag.severity).label, flag.sentence,
                         flag.pointer, flag.code);
    }
    if (named) out += "\n";
  }
  for (const auto& [code, count] : only_counted)
    out += fmt::format("Also {}: {} ({}); --format json lists them.\n",
                       counted(count, "note", "notes"), evidence::find_check(code)->title, code);
  return out;
}

std::string to_json_text(const Loaded& loaded, const std::vector<std::vector<Flag>>& flags) {
  std::size_t findings = 0;
  std::size_t appraisals = 0;
  for (const LoadedRecord& one : loaded.records) {
    findings += one.record.findings.size();
    appraisals += one.record.appraisals.size();
  }
  Json out{{"files", loaded.files},    {"records", loaded.records.size()}, {"findings", findings},
           {"appraisals", appraisals}, {"problems", Json::array()},        {"flags", Json::array()},
           {"tally", Json::object()}};
  for (const base::Error& error : loaded.unreadable)
    out["problems"].push_back({{"code", row(error.code).slug},
                               {"file", error.where},
                               {"pointer", nullptr},
                               {"message", error.message},
                               {"hint", error.hint}});
  for (const FileProblem& problem : loaded.problems)
    out["problems"].push_back({{"code", row(base::Code::kInvalidData).slug},
                               {"file", problem.file},
                               {"pointer", problem.problem.pointer},
                               {"message", problem.problem.message},
                               {"hint", problem.problem.hint}});
  for (std::size_t i = 0; i < flags.size(); ++i) {
    for (const Flag& flag : flags[i]) {
      Json one{{"record", loaded.records[i].record.id}, {"place", place(loaded.records[i])}};
      one.update(evidence::to_json(flag));
      out["flags"].push_back(std::move(one));
    }
  }
  const FlagTally tally = tally_of(flags);
  for (const auto& severity : evidence::kSeverities)
    out["tally"][std::string(severity.slug)] = tally[severity.severity];
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace outturn::ingest
