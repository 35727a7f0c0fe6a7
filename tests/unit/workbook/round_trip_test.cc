// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is written reads back: the corpus and a record made of hard cases, as XLSX and as
// CSV; the template with its example.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "indexer/workbook/export.h"
#include "indexer/workbook/guide.h"
#include "indexer/workbook/template.h"
#include "indexer/workbook/workbook_stream.h"
#include "schema/base/files.h"
#include "schema/evidence/corpus_file.h"
#include "schema/evidence/record_json.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::workbook {
namespace {

using evidence::Record;
using ingest::Candidate;
using ::testing::ElementsAre;

std::vector<Record> corpus() {
  std::vector<Record> records;
  for (const auto& entry : std::filesystem::directory_iterator(OUTTURN_CORPUS_DIR)) {
    if (entry.path().extension() != ".json") continue;
    const auto text = base::read_file(entry.path(), 64U << 20);
    EXPECT_TRUE(text);
    for (Record& record : evidence::read_corpus(*text).records)
      records.push_back(std::move(record));
  }
  return records;
}

NextRecord from(const std::vector<Record>& records) {
  return [&records, i = std::size_t{0}](Record& record) mutable -> base::Result<bool> {
    if (i == records.size()) return false;
    record = records[i++];
    return true;
  };
}

/// Reads all, failing the test on any fault; the records as JSON, in order.
std::vector<evidence::Json> read_back(
    base::Result<std::unique_ptr<ingest::CandidateStream>> stream) {
  std::vector<evidence::Json> records;
  EXPECT_TRUE(stream) << base::to_text(stream.error());
  if (!stream) return records;
  EXPECT_NE(*stream, nullptr);
  Candidate candidate;
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

/// Texts that programs take for something else, and numbers that need all their digits.
Record hard() {
  Record record = example();
  record.id = "hard";
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

TEST(RoundTrip, CorpusThroughXlsx) {
  const auto records = corpus();
  ASSERT_GE(records.size(), 178U);
  testing::TemporaryFolder folder;
  const auto file = folder.path() / "all.xlsx";
  const auto written = write_workbook(from(records), file);
  ASSERT_TRUE(written) << base::to_text(written.error());
  EXPECT_EQ(written->records, records.size());
  expect_same(records, read_back(open_own_workbook(file)));
}

TEST(RoundTrip, CorpusThroughCsv) {
  const auto records = corpus();
  testing::TemporaryFolder folder;
  const auto written = write_csv(from(records), folder.path() / "out");
  ASSERT_TRUE(written) << base::to_text(written.error());
  expect_same(records, read_back(open_own_folder(folder.path() / "out")));
}

TEST(RoundTrip, HardCasesThroughXlsxAndCsv) {
  const std::vector<Record> records{hard()};
  ASSERT_THAT(evidence::validate_record(evidence::to_json(records[0])), ElementsAre());
  testing::TemporaryFolder folder;
  ASSERT_TRUE(write_workbook(from(records), folder.path() / "a.xlsx"));
  expect_same(records, read_back(open_own_workbook(folder.path() / "a.xlsx")));
  ASSERT_TRUE(write_csv(from(records), folder.path() / "a"));
  expect_same(records, read_back(open_own_folder(folder.path() / "a")));
}

/// By hand, since it takes LibreOffice (see README.md): opened there, saved again, read back.
TEST(RoundTrip, DISABLED_CorpusAndHardCasesThroughLibreOffice) {
  auto records = corpus();
  records.push_back(hard());
  records.back().summary = "LibreOffice drops tabs and characters that are none.";
  testing::TemporaryFolder folder;
  const auto file = folder.path() / "all.xlsx";
  ASSERT_TRUE(write_workbook(from(records), file));
  for (const std::string format : {"ods", "xlsx"}) {
    SCOPED_TRACE(format);
    const auto command = fmt::format(
        "soffice -env:UserInstallation=file://{0}/profile --headless --convert-to {1} "
        "--outdir {0}/{1} {0}/all.xlsx >{0}/log 2>&1",
        folder.path().string(), format);
    ASSERT_EQ(std::system(command.c_str()), 0);
    expect_same(records, read_back(open_own_workbook(folder.path() / format / ("all." + format))));
  }
}

/// A disk that fills up is told, and leaves nothing behind; what was there stays.
TEST(RoundTrip, DiskThatIsFull) {
  const auto records = corpus();
  testing::TemporaryFolder folder;
  const auto file = folder.path() / "all.xlsx";
  ASSERT_TRUE(base::write_file(file, "before"));
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  for (const rlim_t most : {10'000U, 100'000U, 300'000U}) {
    rlimit small = before;
    small.rlim_cur = most;
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto xlsx = write_workbook(from(records), file);
    const auto csv = write_csv(from(records), folder.path() / "csv");
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
    ASSERT_FALSE(xlsx) << most;
    EXPECT_EQ(xlsx.error().code, base::Code::kUnwritable);
    EXPECT_EQ(base::read_file(file, 100).value(), "before");
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "all.xlsx.partial"));
    if (most > 100'000U) continue;  // each of the CSV is smaller
    ASSERT_FALSE(csv) << most;
    EXPECT_EQ(csv.error().code, base::Code::kUnwritable);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path() / "csv"));
  }
}

TEST(RoundTrip, NoRecordsAtAll) {
  testing::TemporaryFolder folder;
  ASSERT_TRUE(write_workbook(from({}), folder.path() / "a.xlsx"));
  expect_same({}, read_back(open_own_workbook(folder.path() / "a.xlsx")));
  ASSERT_TRUE(write_csv(from({}), folder.path() / "a"));
  expect_same({}, read_back(open_own_folder(folder.path() / "a")));
}

}  // namespace
}  // namespace outturn::workbook
