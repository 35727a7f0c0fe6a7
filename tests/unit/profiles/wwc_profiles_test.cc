// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped profiles on the files of the What Works Clearinghouse: every row is accounted for.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record_json.h"
#include "tests/unit/profiles/mapping.h"

namespace outturn {
namespace {

std::filesystem::path wwc(const char* file) {
  const char* data = std::getenv("OUTTURN_DATA");
  return std::filesystem::path(data ? data : OUTTURN_SOURCE_DIR "/../shared/data") / "wwc" / file;
}

struct Outcome {
  std::size_t rows = 0;
  std::size_t records = 0;
  std::size_t findings = 0;
  std::size_t subgroup_findings = 0;
  std::size_t refused_rows = 0;
  std::map<std::string, std::size_t> reasons;
  std::map<std::string, std::size_t> flags;
  std::map<std::string, nlohmann::json> by_id;
  std::set<std::string> programmes;
};

Outcome import(const char* name, const std::filesystem::path& file) {
  Outcome out;
  const auto profile = ingest::find_profile(name);
  if (!profile) {
    ADD_FAILURE() << base::to_text(profile.error());
    return out;
  }
  auto table = ingest::open_table(file, profile->table);
  if (!table) {
    ADD_FAILURE() << base::to_text(table.error());
    return out;
  }
  const auto start = std::chrono::steady_clock::now();
  const test::Mapped mapped = test::map_table(std::move(*table), *profile);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (mapped.error) ADD_FAILURE() << base::to_text(*mapped.error);
  out.rows = mapped.account.rows;
  for (const auto& candidate : mapped.candidates) {
    std::vector<std::string> wrong;
    for (const auto& fault : candidate.faults)
      wrong.push_back(fault.place.column + ": " + fault.message + " Hint: " + fault.hint);
    if (wrong.empty())
      for (const auto& problem : evidence::validate_record(candidate.record))
        wrong.push_back(problem.pointer + ": " + problem.message);
    if (!wrong.empty()) {
      out.refused_rows += candidate.rows.size();
      ++out.reasons[wrong.front()];
      continue;
    }
    ++out.records;
    out.by_id[candidate.record["id"]] = candidate.record;
    for (const auto& finding : candidate.record.value("findings", nlohmann::json::array())) {
      ++out.findings;
      out.subgroup_findings += finding.contains("subgroup") ? 1U : 0U;
    }
    if (candidate.record.contains("programme"))
      out.programmes.insert(candidate.record["programme"]["name"].get<std::string>());
    for (const auto& flag : evidence::audit(*evidence::record_from_text(candidate.record.dump()))) {
      ++out.flags[flag.code];
      if (std::getenv("SHOWFLAGS"))
        std::cout << candidate.record["id"] << flag.pointer << " " << flag.sentence << "\n"
                  << candidate.record[nlohmann::json::json_pointer(
                         flag.pointer.substr(0, flag.pointer.rfind('/')))]
                  << "\n";
    }
  }
  std::cout << name << ": " << out.rows << " rows, " << out.records << " records, " << out.findings
            << " findings (" << out.subgroup_findings << " of subgroups), " << out.refused_rows
            << " rows refused, " << out.programmes.size() << " programmes; "
            << static_cast<double>(out.rows) / took.count() << " rows/s\n";
  for (const auto& [reason, times] : out.reasons)
    std::cout << "  " << times << " " << reason << "\n";
  for (const auto& note : mapped.notes)
    std::cout << "  note " << note.times << " " << note.text << " (" << note.where << ")\n";
  for (const auto& [code, times] : out.flags)
    std::cout << "  flag " << times << " " << code << "\n";
  return out;
}

TEST(WwcFindings, EveryRowIsAFindingOfOneRecordPerInterventionAndReview) {
  const auto file = wwc("wwc_Findings.csv");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not here";
  const Outcome out = import("wwc-findings", file);
  EXPECT_EQ(out.rows, 6972U);
}

TEST(WwcInterventions, OneRecordPerReport) {
  const auto file = wwc("wwc_InterventionReports.csv");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not here";
  const Outcome out = import("wwc-interventions", file);
  EXPECT_EQ(out.rows, 811U);
}

TEST(WwcStudies, BothCutsGiveTheSameIds) {
  const auto later = wwc("wp_meta_v2_findings_with_citations.csv");
  const auto earlier = wwc("evidence_maps_paper_data_2021.csv");
  if (!std::filesystem::exists(later)) GTEST_SKIP() << later << " is not here";
  const Outcome first = import("wwc-studies", earlier);
  const Outcome second = import("wwc-studies", later);
  EXPECT_EQ(first.rows, 1553U);
  EXPECT_EQ(second.rows, 1553U);
}

}  // namespace
}  // namespace outturn
