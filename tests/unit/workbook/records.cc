// SPDX-License-Identifier: GPL-3.0-or-later
#include "records.h"

#include <gtest/gtest.h>

#include "indexer/workbook/guide.h"
#include "schema/evidence/validate.h"

namespace outturn::workbook {

using evidence::Record;

NextRecord from(const std::vector<Record>& records) {
  return [&records, i = std::size_t{0}](Record& record) mutable -> base::Result<bool> {
    if (i == records.size()) return false;
    record = records[i++];
    return true;
  };
}

std::vector<evidence::Json> read_back(
    base::Result<std::unique_ptr<ingest::CandidateStream>> stream) {
  std::vector<evidence::Json> records;
  EXPECT_TRUE(stream) << base::to_text(stream.error());
  if (!stream) return records;
  EXPECT_NE(*stream, nullptr);
  ingest::Candidate candidate;
  while (*stream) {
    const auto more = (*stream)->next(candidate);
    EXPECT_TRUE(more) << base::to_text(more.error());
    if (!more || !*more) break;
    for (const auto& fault : candidate.faults)
      ADD_FAILURE() << fault.place.where << ": " << fault.message;
    for (const auto& problem : evidence::validate_record(candidate.record))
      ADD_FAILURE() << ingest::place_of(candidate, problem.pointer).where << ": " << problem.pointer
                    << ": " << problem.message;
    const auto record = evidence::from_json(candidate.record);
    EXPECT_TRUE(record);
    if (record) records.push_back(evidence::to_json(*record));
  }
  for (const auto& note : *stream ? (*stream)->notes() : std::vector<ingest::Note>{})
    ADD_FAILURE() << note.where << ": " << note.text;
  return records;
}

void expect_same(const std::vector<Record>& records, const std::vector<evidence::Json>& read) {
  ASSERT_EQ(read.size(), records.size());
  for (std::size_t i = 0; i < records.size(); ++i)
    EXPECT_EQ(evidence::to_json(records[i]), read[i]) << records[i].id;
}

Record hard(const std::string& id) {
  Record record = example();
  record.id = id;
  record.title = "=1+1 is a title; so is -this, \"and\" this";
  record.summary =
      "@first line\n second line \n\n\tthird; _x0041_ \xEF\xBF\xBF \xF0\x9F\x98\x80 'x";
  record.programme->aliases = {"a; b", " c ", "d\\e", "\\;", "f\ng", "=h", "'=i", "-", "\\"};
  record.implementation->lessons = {"one; two", "three\nfour", "- five", "six\\n seven\\"};
  record.implementation->barriers = {"'"};
  record.evidence.ratings[0].value = "007";
  record.evidence.ratings[0].locator = "3-4";
  record.population->description = "''-quoted";
  record.period->start = "2018";
  record.delivery->format = "caf\xC3\x83\xC2\xA9 as somebody encoded it twice";
  record.findings[0].value = 0.1 + 0.2;
  record.findings[0].se = 5e-324;
  record.findings[0].ci_low = -1.7976931348623157e308;
  record.findings[0].ci_high = 1.0 / 3;
  record.findings[0].n_total = 1'000'000'000'000;
  record.findings[0].locator = "+44 0161";
  record.findings[0].as_printed = {
      {"value", ".03; \"sic\": x"}, {"se", "=A1"}, {"n_total", "\xC2\xA3 5"}};
  record.findings[1].locator = "\xEF\xBB\xBFmark";
  record.appraisals.push_back(record.appraisals[0]);
  record.appraisals[1].ratio = evidence::Ratio{{}, {}, 0.0};
  record.appraisals[1].benefits[0].cashable.reset();
  record.appraisals[0].scenarios.clear();
  record.sources.push_back(record.sources[0]);
  record.sources[1].id = "second";
  record.supersedes = {"one", "two-2"};
  return record;
}

Record long_lists() {
  constexpr std::size_t kMost = 8000;  // of a text, by the schema
  Record record = hard("long");
  auto& lessons = record.implementation->lessons;
  for (const char letter : {'a', 'b', 'c', 'd', '\\', ';', '_'})
    lessons.push_back(std::string(kMost, letter));
  lessons.push_back("=1");
  std::string odd;
  while (odd.size() + 9 <= kMost) odd += "_x0041_;\n";
  lessons.push_back(odd);
  for (int i = 0; i < 9000; ++i)
    record.programme->aliases.push_back("\xC3\xA9 \xF0\x9F\x98\x80; " + std::to_string(i));
  return record;
}

}  // namespace outturn::workbook
