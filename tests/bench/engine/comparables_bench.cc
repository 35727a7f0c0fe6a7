// SPDX-License-Identifier: GPL-3.0-or-later
// How fast comparables are found: outturn_comparables_bench BASE [QUESTIONS]. Asks the published
// release of a base for the neighbours of records spread over it, by id and by their summaries as
// pasted descriptions, with and without a filter, and prints p50, p90 and p99 by the clock and by
// processor time. The first round meets a cold file cache.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "schema/store/layout.h"
#include "server/search/comparable/comparable.h"
#include "server/search/connection.h"

namespace outturn::bench {
namespace {

using Clock = std::chrono::steady_clock;
using search::ComparableQuestion;

double cpu_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double at(std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  const auto place = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
  return sorted[place];
}

void measure(const char* name, const search::Generation& generation,
             const std::vector<ComparableQuestion>& questions) {
  std::vector<double> wall;
  std::vector<double> cpu;
  std::size_t found = 0;
  std::size_t cut = 0;
  for (const ComparableQuestion& question : questions) {
    const auto start = Clock::now();
    const double before = cpu_ms();
    const auto answer = search::comparables(generation, question);
    cpu.push_back(cpu_ms() - before);
    wall.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    if (!answer) continue;
    found += answer->hits.size();
    cut += answer->approximate ? 1 : 0;
  }
  std::sort(wall.begin(), wall.end());
  std::sort(cpu.begin(), cpu.end());
  std::printf("%-34s %8.1f %8.1f %8.1f   %8.1f %8.1f   %6.1f %6zu\n", name, at(wall, 0.5),
              at(wall, 0.9), at(wall, 0.99), at(cpu, 0.5), at(cpu, 0.99),
              static_cast<double>(found) / static_cast<double>(questions.size()), cut);
}

int run(const std::string& base, std::size_t count) {
  const auto folder = store::current_generation(store::Layout{base});
  const auto generation =
      folder ? search::Generation::open(*folder) : tl::unexpected(folder.error());
  if (!generation) {
    std::fprintf(stderr, "%s\n", base::to_text(generation.error()).c_str());
    return 1;
  }
  const search::MatchIndex& index = (*generation)->matches().index();
  std::vector<std::uint32_t> numbers;
  index.all().for_each([&](std::uint32_t number) { numbers.push_back(number); });
  std::vector<ComparableQuestion> by_id;
  std::vector<ComparableQuestion> by_text;
  for (std::size_t i = 0; i < count; ++i) {
    const auto lease = (*generation)->lease();
    const auto record = lease->store.record(numbers[i * numbers.size() / count]);
    if (!record) return 1;
    by_id.push_back({record->id, {}, {}, search::kUsualNeighbours});
    by_text.push_back({{}, record->title + ". " + record->summary, {}, search::kUsualNeighbours});
  }
  std::vector<ComparableQuestion> narrowed = by_id;
  for (ComparableQuestion& question : narrowed)
    question.filters.chosen(index::FilterId::kType) = {"programme"};
  std::printf("%zu records, %zu questions each; ms\n", index.total(), count);
  std::printf("%-34s %8s %8s %8s   %8s %8s   %6s %6s\n", "", "p50", "p90", "p99", "cpu p50",
              "cpu p99", "found", "cut");
  measure("a record", **generation, by_id);
  measure("a record again", **generation, by_id);
  measure("a record, one type alone", **generation, narrowed);
  measure("its title and summary, pasted", **generation, by_text);
  return 0;
}

}  // namespace
}  // namespace outturn::bench

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: outturn_comparables_bench BASE [QUESTIONS]\n");
    return 64;
  }
  constexpr long kUsual = 200;
  const long questions = count > 2 ? std::strtol(arguments[2], nullptr, 10) : kUsual;
  return outturn::bench::run(arguments[1], static_cast<std::size_t>(std::max(questions, 1L)));
}
