// SPDX-License-Identifier: GPL-3.0-or-later
// Flags on paper.
#include "indexer/account/flag_report.h"

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

/// The part of a place behind the file's name.
std::string pointer_of(const FileFault& fault) {
  const std::string& where = fault.fault.place.where;
  return where.starts_with(fault.file + ":") ? where.substr(fault.file.size() + 1) : "";
}

}  // namespace

FlagTally tally_of(std::span<const FlaggedRecord> records) {
  FlagTally tally;
  for (const FlaggedRecord& record : records)
    for (const Flag& flag : record.flags) ++tally[flag.severity];
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

std::string to_text(std::span<const FlaggedRecord> records) {
  std::string out;
  std::map<std::string, std::size_t> only_counted;  // by code
  for (const FlaggedRecord& record : records) {
    bool named = false;
    for (const Flag& flag : record.flags) {
      if (!is_shown(flag)) {
        ++only_counted[flag.code];
        continue;
      }
      if (!named) out += fmt::format("{} ({})\n", record.id, record.place);
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

std::string to_json_text(const Intake& intake, const Account& account,
                         std::span<const FlaggedRecord> records) {
  Json out{{"files", record_files(intake)}, {"records", account.records},
           {"findings", account.findings},  {"appraisals", account.appraisals},
           {"problems", Json::array()},     {"flags", Json::array()},
           {"tally", Json::object()}};
  for (const base::Error& error : intake.unreadable())
    out["problems"].push_back({{"code", row(error.code).slug},
                               {"file", error.where},
                               {"pointer", nullptr},
                               {"message", error.message},
                               {"hint", error.hint}});
  for (const FileFault& one : account.faults)
    out["problems"].push_back({{"code", row(base::Code::kInvalidData).slug},
                               {"file", one.file},
                               {"pointer", pointer_of(one)},
                               {"message", one.fault.message},
                               {"hint", one.fault.hint}});
  for (const FlaggedRecord& record : records) {
    for (const Flag& flag : record.flags) {
      Json one{{"record", record.id}, {"place", record.place}};
      one.update(evidence::to_json(flag));
      out["flags"].push_back(std::move(one));
    }
  }
  const FlagTally tally = tally_of(records);
  for (const auto& severity : evidence::kSeverities)
    out["tally"][std::string(severity.slug)] = tally[severity.severity];
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace outturn::ingest
