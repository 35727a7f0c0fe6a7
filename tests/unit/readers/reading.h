// SPDX-License-Identifier: GPL-3.0-or-later
// Files written for one test and read back by the readers.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/candidate_source.h"
#include "indexer/readers/table.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::testing {

/// A folder of files that is gone after the test.
class Files {
 public:
  std::filesystem::path write(const std::string& name, std::string_view text) {
    const auto path = folder_.path() / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

inline std::vector<std::string> texts(const ingest::Row& row) {
  std::vector<std::string> out;
  for (const ingest::Cell& cell : row.cells) out.push_back(cell.text);
  return out;
}

/// A table read to its end.
struct ReadTable {
  std::vector<std::string> header;
  std::vector<ingest::Row> rows;
  std::vector<ingest::Note> notes;
  char decimal = 0;
  std::optional<base::Error> error;  ///< where it was not read to its end

  const ingest::Note* note(std::string_view part) const {
    for (const ingest::Note& one : notes)
      if (one.text.find(part) != std::string::npos) return &one;
    return nullptr;
  }
};

inline ReadTable read_table(const std::filesystem::path& path,
                            const ingest::TableOptions& options = {}) {
  ReadTable read;
  auto table = ingest::open_table(path, options);
  if (!table) {
    read.error = table.error();
    return read;
  }
  read.header = (*table)->header();
  for (ingest::Row row;;) {
    const auto more = (*table)->next(row);
    if (!more) read.error = more.error();
    if (!more || !*more) break;
    read.rows.push_back(row);
  }
  read.notes = (*table)->notes();
  read.decimal = (*table)->decimal();
  return read;
}

/// Candidates read to their end.
struct ReadCandidates {
  std::vector<ingest::Candidate> candidates;
  std::vector<ingest::Note> notes;
  std::optional<base::Error> error;
};

inline ReadCandidates read_candidates(const std::filesystem::path& path,
                                      const ingest::CandidateOptions& options = {}) {
  ReadCandidates read;
  auto stream = ingest::open_candidates(path, options);
  if (!stream) {
    read.error = stream.error();
    return read;
  }
  for (ingest::Candidate one;;) {
    const auto more = (*stream)->next(one);
    if (!more) read.error = more.error();
    if (!more || !*more) break;
    read.candidates.push_back(one);
  }
  read.notes = (*stream)->notes();
  return read;
}

/// Data that are not ours to ship; tests that need them skip where they are absent.
inline std::filesystem::path shared_data(const std::string& name) {
  const char* data = std::getenv("OUTTURN_DATA");
  return std::filesystem::path(data ? data : OUTTURN_SOURCE_DIR "/../shared/data") / name;
}

}  // namespace outturn::testing
