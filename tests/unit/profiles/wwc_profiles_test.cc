// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped profiles on the files of the What Works Clearinghouse: every row is accounted for.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>

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
  std::size_t findings = 0;
  std::size_t subgroup_findings = 0;
  std::size_t refused_rows = 0;
  std::map<std::string, std::size_t> reasons;  ///< of refusals, by the first fault of a record
  std::map<std::string, std::size_t> flags;    ///< of the audit, by code
  std::map<std::string, nlohmann::json> by_id;
  std::map<std::string, std::size_t> programmes;  ///< records
};

/// Why a record would be refused; empty where it is sound.
std::string refusal(const ingest::Candidate& candidate) {
  if (!candidate.faults.empty()) {
    const auto& fault = candidate.faults.front();
    return fault.place.column + ": " + fault.message + " Hint: " + fault.hint;
  }
  const auto problems = evidence::validate_record(candidate.record);
  return problems.empty() ? "" : problems.front().pointer + ": " + problems.front().message;
}

void count(const nlohmann::json& record, Outcome& out) {
  out.by_id[record["id"]] = record;
  for (const auto& finding : record.value("findings", nlohmann::json::array())) {
    ++out.findings;
    out.subgroup_findings += finding.contains("subgroup") ? 1U : 0U;
  }
  if (record.contains("programme")) ++out.programmes[record["programme"]["name"]];
  for (const auto& flag : evidence::audit(*evidence::record_from_text(record.dump())))
    ++out.flags[flag.code];
}

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
  const std::clock_t start = std::clock();
  const test::Mapped mapped = test::map_table(std::move(*table), *profile);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (mapped.error) ADD_FAILURE() << base::to_text(*mapped.error);
  out.rows = mapped.account.rows;
  std::size_t seen = 0;
  for (const auto& candidate : mapped.candidates) {
    seen += candidate.rows.size();
    const std::string reason = refusal(candidate);
    if (reason.empty()) {
      count(candidate.record, out);
    } else {
      out.refused_rows += candidate.rows.size();
      ++out.reasons[reason];
    }
  }
  EXPECT_EQ(seen, out.rows) << "rows that are in no candidate";
  std::cout << name << ": " << out.rows << " rows, " << out.by_id.size() << " records, "
            << out.findings << " findings (" << out.subgroup_findings << " of subgroups), "
            << out.refused_rows << " rows refused, " << out.programmes.size() << " programmes; "
            << static_cast<std::size_t>(static_cast<double>(out.rows) / seconds)
            << " rows per second of processor time\n";
  for (const auto& [reason, times] : out.reasons)
    std::cout << "  " << times << " " << reason << "\n";
  for (const auto& note : mapped.notes)
    std::cout << "  noted " << note.times << " times: " << note.text << "\n";
  for (const auto& [code, times] : out.flags)
    std::cout << "  flagged " << times << " times: " << code << "\n";
  return out;
}

#define SKIP_WITHOUT(file) \
  if (!std::filesystem::exists(file)) GTEST_SKIP() << (file) << " is not here"

/// An effect beyond belief comes in and is flagged.
void expect_implausible_flagged(const Outcome& out) {
  const auto& record = out.by_id.at("wwc-i1162-r67947");
  const auto parsed = evidence::record_from_text(record.dump());
  const auto flags = evidence::audit(*parsed);
  const auto flag = std::find_if(flags.begin(), flags.end(), [](const evidence::Flag& one) {
    return one.code == "smd_implausible";
  });
  ASSERT_NE(flag, flags.end());
  EXPECT_NEAR(*flag->reported, 207.740036808125, 1e-12);
  EXPECT_EQ(out.flags.at("smd_implausible"), 22U);
}

/// What the Clearinghouse says is kept, and what was worked out is marked.
void expect_kept(const Outcome& out) {
  const auto& record = out.by_id.at("wwc-i322-r52398");
  EXPECT_EQ(record["evidence"]["design"], "not_reported");
  const auto& finding = record["findings"][0];
  EXPECT_EQ(finding["metric"], "hedges_g");
  EXPECT_EQ(finding["value"], 0.515296017857968);
  EXPECT_EQ(finding["outcome"], "school_progression");
  EXPECT_EQ(finding["treatment_value"], 98);
  EXPECT_EQ(finding["n_treatment"], 46);
  EXPECT_EQ(finding["result"], "positive");
  const std::string note = finding["note"];
  EXPECT_NE(note.find("WWC outcome domain: Staying in school."), std::string::npos) << note;
  EXPECT_NE(note.find("WWC improvement index: 42."), std::string::npos) << note;
  EXPECT_NE(note.find("Worked out, not reported: the standard error"), std::string::npos) << note;
}

TEST(WwcFindings, EveryRowIsAFindingOfOneRecordPerInterventionAndReview) {
  const auto file = wwc("wwc_Findings.csv");
  SKIP_WITHOUT(file);
  const Outcome out = import("wwc-findings", file);
  EXPECT_EQ(out.rows, 6972U);
  EXPECT_EQ(out.by_id.size(), 1063U);
  EXPECT_EQ(out.findings, 6972U);
  EXPECT_EQ(out.subgroup_findings, 2375U);
  EXPECT_EQ(out.refused_rows, 0U);
  EXPECT_EQ(out.programmes.size(), 478U);
  EXPECT_EQ(out.programmes.at("Success for All\u00ae"), 10U);
  expect_implausible_flagged(out);
  expect_kept(out);
}

TEST(WwcInterventions, OneRecordPerReportWithOrWithoutStudies) {
  const auto file = wwc("wwc_InterventionReports.csv");
  SKIP_WITHOUT(file);
  const Outcome out = import("wwc-interventions", file);
  EXPECT_EQ(out.rows, 811U);
  EXPECT_EQ(out.by_id.size(), 593U);
  EXPECT_EQ(out.findings, 406U);
  EXPECT_EQ(out.refused_rows, 0U);
  const auto bare = std::count_if(out.by_id.begin(), out.by_id.end(),
                                  [](const auto& one) { return !one.second.contains("findings"); });
  EXPECT_EQ(bare, 405);
  const auto& reading = out.by_id.at("wwc-report-i229-beginning-reading");
  EXPECT_EQ(reading["places"][0]["area"], "Pennsylvania");
  EXPECT_EQ(reading["evidence"]["ratings"][0]["value"], "no_discernible");
}

TEST(WwcStudies, BothCutsGiveTheSameIds) {
  const auto later = wwc("wp_meta_v2_findings_with_citations.csv");
  const auto earlier = wwc("evidence_maps_paper_data_2021.csv");
  SKIP_WITHOUT(later);
  SKIP_WITHOUT(earlier);
  const Outcome first = import("wwc-studies", earlier);
  const Outcome second = import("wwc-studies", later);
  for (const Outcome* out : {&first, &second}) {
    EXPECT_EQ(out->rows, 1553U);
    EXPECT_EQ(out->by_id.size(), 382U);
    EXPECT_EQ(out->findings, 1553U);
    EXPECT_EQ(out->refused_rows, 0U);
  }
  std::size_t changed = 0;
  for (const auto& [id, record] : first.by_id) {
    ASSERT_TRUE(second.by_id.contains(id)) << id;
    const auto& again = second.by_id.at(id);
    changed += again == record ? 0U : 1U;
    ASSERT_EQ(again["findings"].size(), record["findings"].size()) << id;
    for (std::size_t i = 0; i < record["findings"].size(); ++i)
      EXPECT_EQ(again["findings"][i]["value"], record["findings"][i]["value"]) << id;
  }
  EXPECT_EQ(changed, 382U);  // the later cut says more of every study
}

}  // namespace
}  // namespace outturn
