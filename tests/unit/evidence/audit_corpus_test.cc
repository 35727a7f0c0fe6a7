// SPDX-License-Identifier: GPL-3.0-or-later
// The audit over the shipped corpus: what it must find there, and a golden file of every flag, so
// that a flag that comes or goes is seen.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "schema/evidence/audit/audit.h"
#include "tests/unit/sample.h"

namespace outturn::evidence {
namespace {

using ::testing::HasSubstr;

std::vector<Record> sorted_corpus() {
  auto records = outturn::testing::shipped_corpus();
  std::sort(records.begin(), records.end(),
            [](const Record& a, const Record& b) { return a.id < b.id; });
  return records;
}

std::string figure(const std::optional<double>& value) {
  return value ? fmt::format("{:.10g}", *value) : "-";
}

std::string as_text(const std::vector<Record>& records) {
  std::ostringstream out;
  out << "audit version " << kAuditVersion << "\n";
  const auto say = [&](const Flag& flag) {
    out << fmt::format("  {} {} {}\n    reported {}, printed {}, derived {}\n    {}\n",
                       row(flag.severity).slug, flag.code, flag.pointer, figure(flag.reported),
                       flag.printed.value_or("-"), figure(flag.derived), flag.sentence);
  };
  const auto across = audit_across(records);
  for (std::size_t i = 0; i < records.size(); ++i) {
    out << records[i].id << "\n";
    for (const Flag& flag : audit(records[i])) say(flag);
    for (const RecordFlag& one : across)
      if (one.record == i) say(one.flag);
  }
  return out.str();
}

struct Required {
  const char* record;
  const char* code;
  const char* pointer;
  std::optional<double> reported;
  std::optional<double> derived;
  double tolerance;
  const char* says;
};

TEST(AuditCorpus, TheKnownFaultsOfTheSourcesAreExplained) {
  const Required rows[] = {
      {"families-and-schools-together", "print_restored", "/appraisals/0/ratio/central", 3.03,
       697.0 / 230, 1e-9, "printed \".03\""},
      {"curiosity-corner", "print_restored", "/appraisals/0/net_benefit", 5388, 5388, 0.01,
       "leave no cost"},
      {"curiosity-corner", "print_broken", "/appraisals/0/ratio/central", 70.08, 70.08, 0.01,
       "printed in pieces, \"7 0.08\""},
      {"curiosity-corner",
       "sign_or_dash",
       "/findings/0/value",
       0.21,
       {},
       0,
       "may be a minus or a dash"},
      {"parents-as-first-teachers", "print_restored", "/appraisals/0/benefits/1/amount", 428, 397.1,
       0.1, "printed \"2428\""},
      {"high-scope-perry-preschool",
       "words_for_figures",
       "/appraisals/0/benefits",
       {},
       21656,
       1,
       "\"Crime\""},
      {"triple-p", "se_zero", "/findings/0/se", 0, {}, 0, "below 0.005"},
      {"triple-p", "se_zero", "/findings/1/se", 0, {}, 0, "below 0.005"},
      {"triple-p", "print_restored", "/appraisals/0/ratio/central", 5.05, 5.0168, 1e-4,
       "a ratio of 5.02"},
      {"life-skills-training", "wrong_column", "/appraisals/0/ratio", {}, {}, 0, "Age 11"},
      {"bradford-wellbeing-hubs",
       "breakeven_cost",
       "/appraisals/0/breakeven",
       {},
       323374,
       1,
       "the same cost on all 4 lines"},
      {"oldham-thriving-communities",
       "scenario_share",
       "/appraisals/0/scenarios",
       {},
       {},
       0,
       "its share of one range, £1,092,000 to £2,184,000"},
      {"oldham-thriving-communities",
       "breakeven_share",
       "/appraisals/1/breakeven/0/beneficiaries",
       {},
       0.2538,
       1e-4,
       "about 25% of £2,184,000"}};
  std::map<std::string, std::vector<Flag>> flags;
  for (const Record& record : sorted_corpus()) flags[record.id] = audit(record);
  for (const Required& row : rows) {
    SCOPED_TRACE(std::string(row.record) + " " + row.code + " " + row.pointer);
    const auto& of_record = flags[row.record];
    const auto found = std::find_if(of_record.begin(), of_record.end(), [&](const Flag& flag) {
      return flag.code == row.code && flag.pointer == row.pointer;
    });
    ASSERT_NE(found, of_record.end());
    EXPECT_EQ(found->reported, row.reported);
    EXPECT_EQ(found->derived.has_value(), row.derived.has_value());
    if (found->derived && row.derived) {
      EXPECT_NEAR(*found->derived, *row.derived, row.tolerance);
    }
    EXPECT_THAT(found->sentence, HasSubstr(row.says));
  }
}

/// Every flag that disputes a figure, with why it is right to: a garbled print, a printed 0, or
/// figures of the source that do not fit.
TEST(AuditCorpus, NoSoundFigureIsDisputed) {
  const std::map<std::string, const char*> expected = {
      {"abecedarian print_broken /appraisals/0/ratio/central", "a gap in 0.32"},
      {"curiosity-corner sign_or_dash /findings/0/value", "- 0.21, yet a gain is paid for"},
      {"curiosity-corner print_broken /appraisals/0/ratio/central", "a gap in 70.08"},
      {"curiosity-corner print_restored /appraisals/0/net_benefit", "the gross printed as the net"},
      {"families-and-schools-together print_restored /appraisals/0/ratio/central", "3 lost"},
      {"high-scope-perry-preschool words_for_figures /appraisals/0/benefits", "labels as amounts"},
      {"high-scope-perry-preschool print_broken /appraisals/0/ratio/central", "a gap in 1.61"},
      {"holy-cross-centre-trust-time-bank cost_elsewhere /appraisals/0/ratio/central",
       "£4.7m is 6.8 times the contract, not 3.4"},
      {"life-skills-training wrong_column /appraisals/0/ratio", "an age for a ratio"},
      {"parent-child-home-programme print_broken /appraisals/0/ratio/central", "a gap in 0.62"},
      {"parent-involvement-programmes print_broken /appraisals/0/ratio/central", "2 2.80 for 2.80"},
      {"parents-as-first-teachers print_restored /appraisals/0/benefits/1/amount", "2428 for 428"},
      {"success-for-all print_broken /appraisals/0/ratio/central", "a gap in 14.09"},
      {"triple-p se_zero /findings/0/se", "printed 0.00"},
      {"triple-p se_zero /findings/1/se", "printed 0.00"},
      {"triple-p print_restored /appraisals/0/ratio/central", "5 lost"}};
  std::vector<std::string> wanted;
  for (const auto& [flag, why] : expected) wanted.push_back(flag);
  std::vector<std::string> disputes_found;
  for (const Record& record : sorted_corpus()) {
    for (const Flag& flag : audit(record)) {
      EXPECT_NE(flag.severity, Severity::kContradiction) << record.id << flag.pointer;
      if (disputes(flag.severity))
        disputes_found.push_back(fmt::format("{} {} {}", record.id, flag.code, flag.pointer));
    }
  }
  EXPECT_THAT(disputes_found, ::testing::UnorderedElementsAreArray(wanted));
  EXPECT_TRUE(audit_across(sorted_corpus()).empty());
}

/// Raise kAuditVersion when a line of this file changes: bases are audited anew only then.
TEST(AuditCorpus, GoldenFileOfEveryFlag) {
  const std::string path = std::string(OUTTURN_GOLDEN_DIR) + "/audit.txt";
  const std::string actual = as_text(sorted_corpus());
  if (std::getenv("OUTTURN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << actual;
  std::ifstream file(path);
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(actual, expected.str()) << "if meant: raise kAuditVersion, run tests/golden/update.sh, "
                                       "then review the diff";
}

}  // namespace
}  // namespace outturn::evidence
