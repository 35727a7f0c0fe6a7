// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts on paper.
#include "indexer/account/account.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/account/flag_report.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using evidence::Json;

/// Reasons that are written out for a person; the rest are in the file of refusals.
constexpr std::size_t kReasonsShown = 20;

std::string figure(std::size_t count) { return base::with_separators(std::to_string(count)); }

std::vector<const Reason*> by_frequency(const Account& account) {
  std::vector<const Reason*> out;
  for (const auto& [key, reason] : account.reasons) out.push_back(&reason);
  std::stable_sort(out.begin(), out.end(),
                   [](const Reason* a, const Reason* b) { return a->times > b->times; });
  return out;
}

std::string first_place(const Fault& fault) {
  std::string out = fault.place.where;
  if (!fault.place.value.empty())
    out += fmt::format(" \"{}\"", base::clip(base::printable(fault.place.value), 60));
  return out;
}

std::string refusals_text(const Account& account) {
  std::string out =
      fmt::format("Refused: {}", base::plural(account.refused_records, "record", "records"));
  if (account.refused_rows > 0)
    out += fmt::format(" made of {}", base::plural(account.refused_rows, "row", "rows"));
  out += fmt::format(", for {}.\n", base::plural(account.fault_count, "fault", "faults"));
  std::size_t shown = 0;
  for (const Reason* reason : by_frequency(account)) {
    if (shown++ == kReasonsShown) break;
    out += fmt::format("  {:>6} x {}{}\n           first at {}", figure(reason->times),
                       reason->column.empty() ? "" : reason->column + ": ", reason->message,
                       reason->first);
    if (!reason->hint.empty()) out += fmt::format(". Hint: {}", reason->hint);
    out += ".\n";
  }
  if (account.reasons.size() > kReasonsShown)
    out += fmt::format("  and {} more kinds of fault.\n", account.reasons.size() - kReasonsShown);
  return out;
}

std::string changes_text(const Changes& changes) {
  std::string out = fmt::format("{} added, {} changed, {} unchanged", figure(changes.added),
                                figure(changes.changed), figure(changes.unchanged));
  if (changes.stays_removed > 0) {
    out += fmt::format(
        ", {} not taken because they were removed earlier (outturn-index restore brings them back)",
        figure(changes.stays_removed));
  }
  return out;
}

}  // namespace

void count_refusal(Account& account, const Checked& refused, const std::string& file) {
  ++account.refused_records;
  account.refused_rows += row_count(refused);
  for (const Fault& fault : refused.faults) {
    ++account.fault_count;
    if (account.faults.size() < kMostFaults) account.faults.push_back({file, fault});
    std::pair key{fault.place.column, fault.message};
    if (account.reasons.size() >= kMostReasons && !account.reasons.contains(key))
      key = {"", "another fault"};
    Reason& reason = account.reasons[key];
    if (reason.times++ > 0) continue;
    reason.column = key.first;
    reason.message = key.second;
    reason.hint = fault.hint;
    reason.first = first_place(fault);
  }
}

void count_sound(Account& account, const Checked& sound) {
  ++account.records;
  account.findings += sound.record->findings.size();
  account.appraisals += sound.record->appraisals.size();
  account.rows += row_count(sound);
}

std::string to_text(const Account& account, const std::vector<FileAccount>& files) {
  std::string out;
  if (account.rows > 0) out += fmt::format("{} became ", base::plural(account.rows, "row", "rows"));
  out += fmt::format("{} with {} and {}: {}.\n", base::plural(account.records, "record", "records"),
                     base::plural(account.findings, "finding", "findings"),
                     base::plural(account.appraisals, "appraisal", "appraisals"),
                     changes_text(account.changes));
  if (!account.sound()) out += refusals_text(account);
  for (const FileAccount& file : files) {
    for (const Note& note : file.notes) {
      out += fmt::format("Note: {}", note.text);
      if (note.times > 1) out += fmt::format(" ({} times)", figure(note.times));
      if (!note.where.empty())
        out += fmt::format("{} {}", note.times > 1 ? ", first at" : ", at", note.where);
      out += ".\n";
    }
  }
  return out;
}

Json to_json(const Account& account, const std::vector<FileAccount>& files) {
  Json out{{"records", account.records},
           {"findings", account.findings},
           {"appraisals", account.appraisals},
           {"rows", account.rows},
           {"added", account.changes.added},
           {"changed", account.changes.changed},
           {"unchanged", account.changes.unchanged},
           {"stays_removed", account.changes.stays_removed},
           {"likely_duplicates", account.changes.likely_duplicates},
           {"refused", {{"records", account.refused_records}, {"rows", account.refused_rows}}},
           {"interrupted", account.interrupted},
           {"reasons", Json::array()},
           {"faults", Json::array()},
           {"files", Json::array()}};
  for (const Reason* reason : by_frequency(account))
    out["reasons"].push_back({{"column", reason->column},
                              {"message", reason->message},
                              {"hint", reason->hint},
                              {"first", reason->first},
                              {"times", reason->times}});
  for (const auto& [file, fault] : account.faults)
    out["faults"].push_back({{"where", fault.place.where},
                             {"row", fault.place.row},
                             {"column", fault.place.column},
                             {"value", fault.place.value},
                             {"message", fault.message},
                             {"hint", fault.hint}});
  for (const FileAccount& file : files) {
    Json one{{"name", file.name},
             {"records", file.candidates},
             {"rows", file.rows},
             {"notes", Json::array()}};
    for (const Note& note : file.notes)
      one["notes"].push_back({{"text", note.text}, {"first", note.where}, {"times", note.times}});
    out["files"].push_back(std::move(one));
  }
  return out;
}

}  // namespace outturn::ingest
