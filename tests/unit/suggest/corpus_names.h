// SPDX-License-Identifier: GPL-3.0-or-later
// What the shipped corpus suggests, gathered once for all tests of a program.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "schema/index/columns_writer.h"
#include "server/search/query/terms.h"
#include "server/search/suggester.h"
#include "tests/unit/sample.h"
#include "tests/unit/temporary_folder.h"

namespace outturn::query {

/// Records as columns, numbered from 1.
inline std::shared_ptr<const search::MatchIndex> columns_of_all(
    const std::filesystem::path& file, const std::vector<evidence::Record>& records) {
  auto writer = index::ColumnsWriter::create(file).value();
  unsigned number = 0;
  for (const evidence::Record& record : records)
    if (const auto added = writer.add(++number, index::columns_of(record, index::Disputed::kNo));
        !added)
      throw std::runtime_error(base::to_text(added.error()));
  if (const auto done = writer.finish(); !done)
    throw std::runtime_error(base::to_text(done.error()));
  auto opened = search::MatchIndex::open(file);
  if (!opened) throw std::runtime_error(base::to_text(opened.error()));
  return *opened;
}

inline const std::vector<evidence::Record>& corpus_records() {
  static const std::vector<evidence::Record> records = testing::shipped_corpus();
  return records;
}

/// The words of titles and summaries.
inline Lexicon corpus_words() {
  Analyser analyser;
  std::map<std::string, std::uint32_t> counts;
  for (const evidence::Record& record : corpus_records()) {
    const auto words = analyser.words(record.title + ' ' + record.summary);
    for (const std::string& word : std::set<std::string>(words.begin(), words.end()))
      ++counts[word];
  }
  std::vector<WordCount> all;
  for (const auto& [word, records] : counts) all.push_back({word, records});
  return Lexicon(std::move(all));
}

inline const Suggestions& corpus_names() {
  static const Suggestions made = [] {
    const testing::TemporaryFolder folder;
    const auto index = columns_of_all(folder.path() / "columns", corpus_records());
    const Lexicon words = corpus_words();
    return search::gather_suggestions({*index, words,
                                       [](unsigned number) -> base::Result<evidence::Record> {
                                         return corpus_records()[number - 1];
                                       }},
                                      std::stop_token());
  }();
  return made;
}

}  // namespace outturn::query
