// SPDX-License-Identifier: GPL-3.0-or-later
// Which reader a file gets, and JSON files as a whole: their problems, with their places.
#include "indexer/readers/candidate_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/base/files.h"
#include "schema/evidence/corpus_file.h"
#include "tests/unit/readers/reading.h"

namespace outturn::ingest {
namespace {

using base::Code;
using nlohmann::json;
using ::testing::HasSubstr;

class Candidates : public ::testing::Test {
 protected:
  testing::ReadCandidates read(const std::string& name, const std::string& text,
                               const CandidateOptions& options = {}) {
    return testing::read_candidates(files_.write(name, text), options);
  }
  std::string place(const std::string& rest) const { return files_.folder().string() + "/" + rest; }
  testing::Files files_;
};

/// A stream of nothing, to see who was asked.
class Asked : public CandidateStream {
 public:
  explicit Asked(std::string who) : who_(std::move(who)) {}
  const std::string& name() const override { return who_; }
  base::Result<bool> next(Candidate&) override { return false; }
  const std::vector<std::string>& header() const override { return header_; }
  const std::vector<Note>& notes() const override { return notes_; }
  Extent extent() const override { return {}; }

 private:
  std::string who_;
  std::vector<std::string> header_;
  std::vector<Note> notes_;
};

CandidateOptions with_profile() {
  CandidateOptions options;
  options.by_profile = [](std::unique_ptr<Table> table) -> OpenedCandidates {
    return std::make_unique<Asked>("profile of " + table->header().at(0));
  };
  return options;
}

TEST_F(Candidates, ACorpusFile) {
  const auto read_back = read("a.json", R"({"format": "outturn-corpus/1",
      "sources": [{"id": "s", "title": "S"}],
      "records": [{"id": "a", "sources": ["s"]}, {"id": "b", "sources": ["t", "u"]}, 3]})");
  ASSERT_FALSE(read_back.error);
  ASSERT_EQ(read_back.candidates.size(), 3U);
  const Candidate& first = read_back.candidates[0];
  EXPECT_EQ(first.record["sources"][0]["title"], "S") << "a source named is put in";
  EXPECT_EQ(first.place.where, place("a.json:/records/0"));
  EXPECT_EQ(place_of(first, "/title").where, place("a.json:/records/0/title"));
  EXPECT_TRUE(first.faults.empty());
  const Candidate& second = read_back.candidates[1];
  ASSERT_EQ(second.faults.size(), 2U);
  EXPECT_EQ(second.faults[1].place.where, place("a.json:/records/1/sources/1"));
  EXPECT_EQ(second.faults[1].message, "\"u\" is not a source of this file");
  EXPECT_EQ(read_back.candidates[2].record, 3);
}

TEST_F(Candidates, AListOfRecordsAndOneRecord) {
  const auto list = read("a.json", R"([{"id": "a"}, {"id": "b"}])");
  ASSERT_EQ(list.candidates.size(), 2U);
  EXPECT_EQ(list.candidates[1].place.where, place("a.json:/1"));
  EXPECT_EQ(place_of(list.candidates[1], "/id").where, place("a.json:/1/id"));
  const auto one = read("b.json", "{\n\"id\": \"a\"\n}");
  ASSERT_EQ(one.candidates.size(), 1U);
  EXPECT_EQ(one.candidates[0].place.where, place("b.json"));
  EXPECT_EQ(place_of(one.candidates[0], "/title").where, place("b.json:/title"));
}

TEST_F(Candidates, ProblemsOfTheFileComeFirstAndTogether) {
  const auto read_back = read("a.json", R"({"format": "outturn-corpus/1", "extra": 1,
      "sources": [3], "records": [{"id": "a"}]})");
  ASSERT_EQ(read_back.candidates.size(), 2U);
  const Candidate& file = read_back.candidates[0];
  EXPECT_TRUE(file.record.is_null());
  ASSERT_EQ(file.faults.size(), 2U);
  EXPECT_EQ(file.faults[0].place.where, place("a.json:/extra"));
  EXPECT_EQ(file.faults[1].place.where, place("a.json:/sources/0"));
  EXPECT_EQ(read_back.candidates[1].record["id"], "a");
}

TEST_F(Candidates, SyntaxErrorsNameLineAndColumn) {
  const auto read_back = read("a.json", "{\n  \"format\": \"outturn-corpus/1\",\n  oops\n}");
  ASSERT_EQ(read_back.candidates.size(), 1U);
  ASSERT_EQ(read_back.candidates[0].faults.size(), 1U);
  EXPECT_EQ(read_back.candidates[0].faults[0].place.where, place("a.json"));
  EXPECT_THAT(read_back.candidates[0].faults[0].message, HasSubstr("line 3"));
}

TEST_F(Candidates, OddJsonIsNeverSilent) {
  for (const char* text : {"", "[]", "null", "\"x\"", "\xff\xfe", "{\"records\": 1}", "{", "{}"}) {
    const auto read_back = read("odd.json", text);
    ASSERT_FALSE(read_back.error) << text;
    ASSERT_EQ(read_back.candidates.size(), 1U) << text;
    EXPECT_FALSE(read_back.candidates[0].faults.empty()) << text;
  }
}

/// The same problems in the same words as those of the corpus reader that `check` has had.
TEST_F(Candidates, TheSameRecordsAndProblemsAsTheCorpusReader) {
  std::size_t records = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(OUTTURN_CORPUS_DIR)) {
    if (entry.path().extension() != ".json") continue;
    const auto corpus =
        evidence::read_corpus(base::read_file(entry.path(), kLargestCell * 100).value());
    auto stream = open_candidates(entry.path()).value();
    EXPECT_EQ(stream->holds(), corpus.holds);
    std::size_t at = 0;
    for (Candidate one; stream->next(one).value(); ++at) {
      EXPECT_TRUE(one.faults.empty());
      EXPECT_EQ(one.record["id"], corpus.records.at(at).id);
      EXPECT_EQ(one.place.where, entry.path().string() + ":" + corpus.pointers.at(at));
    }
    EXPECT_EQ(at, corpus.records.size());
    records += at;
  }
  EXPECT_GT(records, 50U);
}

TEST_F(Candidates, ATableAsksForAProfile) {
  const auto read_back = read("costs.csv", "name,cost\na,1\n");
  ASSERT_TRUE(read_back.error);
  EXPECT_EQ(read_back.error->code, Code::kUsage);
  EXPECT_THAT(read_back.error->hint, HasSubstr("--profile NAME"));
  EXPECT_THAT(read_back.error->hint, HasSubstr("profile guess " + place("costs.csv")));
  const auto opened = open_candidates(files_.write("c.csv", "name,cost\na,1\n"), with_profile());
  ASSERT_TRUE(opened);
  EXPECT_EQ((*opened)->name(), "profile of name");
}

TEST_F(Candidates, AProfileIsForTables) {
  for (const char* text : {"{\"id\": \"a\"}", "{\"id\": \"a\"}\n{\"id\": \"b\"}\n"})
    EXPECT_EQ(read("a.json", text, with_profile()).error->code, Code::kUsage);
}

TEST_F(Candidates, WorkbooksGoToWhoeverReadsThem) {
  const auto book = files_.write("a.xlsx", "PK\x03\x04");
  CandidateOptions options;
  options.own_workbook = [](const std::filesystem::path&) -> OpenedCandidates {
    return std::make_unique<Asked>("own workbook");
  };
  EXPECT_EQ(open_candidates(book, options).value()->name(), "own workbook");
  options.own_workbook = [](const std::filesystem::path&) -> OpenedCandidates { return nullptr; };
  EXPECT_FALSE(open_candidates(book, options)) << "not ours, and no profile";
}

TEST_F(Candidates, WhatIsNoFile) {
  EXPECT_EQ(open_candidates(files_.folder() / "none.json").error().code, Code::kNotFound);
  EXPECT_EQ(open_candidates(files_.folder()).error().code, Code::kUnreadable);
}

}  // namespace
}  // namespace outturn::ingest
