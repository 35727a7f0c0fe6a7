// SPDX-License-Identifier: GPL-3.0-or-later
// How fast neighbours are found among many records: outturn_nearest_bench RECORDS FOLDER
// [WITH_WORDS]. Makes columns of made-up records (synthetic.h) and, for the first 100,000 or
// WITH_WORDS of them, an index of made-up words, stems alone and as common as words are (Zipf); or
// takes what it left in FOLDER. Prints p50, p90 and p99 of finding the nearest ten, without
// fetching their records from a store.
#include <time.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "schema/index/columns_writer.h"
#include "server/search/comparable/nearest.h"
#include "tests/bench/engine/synthetic.h"

namespace outturn::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kVocabulary = 60'000;
constexpr std::size_t kWordsOfRecord = 100;
/// Words of so many records are indexed unless told otherwise; the others have values alone.
constexpr std::uint32_t kWithWords = 100'000;
constexpr int kQuestions = 200;
constexpr std::size_t kAskedOf = 10'000;  ///< the first records, which have words

double cpu_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// A word by Zipf's law, by inverting the logarithm that its sum comes near.
std::string word(std::mt19937_64& random) {
  const double u = std::uniform_real_distribution<double>(0, 1)(random);
  const double rank = std::exp(u * std::log(static_cast<double>(kVocabulary)));
  return "Zw" + std::to_string(static_cast<std::size_t>(rank));
}

void write(const fs::path& folder, std::uint32_t records, std::uint32_t with_words) {
  auto columns = index::ColumnsWriter::create(folder / "columns").value();
  Xapian::WritableDatabase words((folder / "xapian").string(),
                                 Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS);
  std::mt19937_64 random(1);
  for (std::uint32_t number = 1; number <= records; ++number) {
    if (!columns.add(number, synthetic(number))) std::abort();
    Xapian::Document document;
    document.add_term("Zrest");
    for (std::size_t i = 0; number <= with_words && i < kWordsOfRecord; ++i)
      document.add_term(word(random));
    words.replace_document(number, document);
  }
  if (!columns.finish()) std::abort();
  words.commit();
}

search::Likened likened(const search::MatchIndex& index, const Xapian::Database& database,
                        std::uint32_t number) {
  std::vector<search::SaidWord> words;
  for (auto at = database.termlist_begin(number); at != database.termlist_end(number); ++at)
    if (database.get_termfreq(*at) > 1 && *at != "Zrest")
      words.push_back({{*at}, *at, static_cast<double>(at.get_wdf())});
  return {number, search::TraitReader(index).of_record(number), {database, std::move(words)}};
}

void measure(const fs::path& folder) {
  const auto index = search::MatchIndex::open(folder / "columns").value();
  const Xapian::Database database((folder / "xapian").string());
  for (const char* round : {"cold", "warm"}) {
    std::vector<double> wall;
    std::vector<double> cpu;
    std::size_t looked_at = 0;
    for (int i = 0; i < kQuestions; ++i) {
      const auto number = static_cast<std::uint32_t>(1 + static_cast<std::size_t>(i) *
                                                             (index->total() - 1) / kQuestions);
      const auto start = Clock::now();
      const double before = cpu_ms();
      search::TimeLimit limit;
      looked_at += search::nearest(*index, database, likened(*index, database, number),
                                   index->all(), {}, limit)
                       .looked_at;
      cpu.push_back(cpu_ms() - before);
      wall.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    std::sort(wall.begin(), wall.end());
    std::sort(cpu.begin(), cpu.end());
    std::printf(
        "%zu records, words of %u, %s: ms p50 %.1f p90 %.1f p99 %.1f, of a processor p50 %.1f p99 "
        "%.1f; %zu candidates a question\n",
        index->total(), database.get_doccount(), round, wall[100], wall[180], wall[198], cpu[100],
        cpu[198], looked_at / kQuestions);
  }
}

}  // namespace
}  // namespace outturn::bench

int main(int count, char** arguments) {
  if (count < 3) {
    std::fprintf(stderr, "usage: outturn_nearest_bench RECORDS FOLDER [WITH_WORDS]\n");
    return 64;
  }
  const std::filesystem::path folder = arguments[2];
  if (!std::filesystem::exists(folder / "columns")) {
    std::filesystem::create_directories(folder);
    const auto number_at = [&](int place) {
      return static_cast<std::uint32_t>(std::strtoul(arguments[place], nullptr, 10));
    };
    outturn::bench::write(folder, number_at(1),
                          count > 3 ? number_at(3) : outturn::bench::kWithWords);
  }
  outturn::bench::measure(folder);
}
