// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the match-set engine counts and orders: outturn_engine_bench RECORDS [FOLDER [NAME]].
// Makes the columns of that many made-up records (or takes the file it left in FOLDER), then prints
// open time, memory, and p50 and p99 of each kind of question (or of those with NAME in their
// names), by the clock and by processor time. Every
// question counts all filters and all histograms exactly, and nothing is taken from a cache unless
// the line says so.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "schema/index/columns_writer.h"
#include "server/search/match/match_engine.h"
#include "server/search/match/order.h"
#include "tests/bench/engine/synthetic.h"

namespace outturn::bench {
namespace {

using Clock = std::chrono::steady_clock;
using index::FilterId;
using search::Bits;
using search::FilterSet;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

template <typename T>
T need(base::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", base::to_text(result.error()).c_str());
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// What this thread has had of a processor: on a busy machine the clock on the wall tells more
/// about the others.
double cpu_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// A line of /proc/self/status, such as "VmRSS".
std::string status_of(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind(name, 0) == 0) return line;
  return name + " unknown";
}

void write(const std::filesystem::path& path, std::uint32_t records) {
  const auto start = Clock::now();
  auto writer = need(index::ColumnsWriter::create(path));
  for (std::uint32_t number = 1; number <= records; ++number)
    need(writer.add(number, synthetic(number)));
  need(writer.finish());
  std::printf("written in %.0f ms (making up the records included), %.1f MB\n", ms_since(start),
              static_cast<double>(std::filesystem::file_size(path)) / 1e6);
}

void rewrite(const index::ColumnsFile& file, const std::filesystem::path& folder) {
  const std::vector<index::ColumnsChange> changes{{17, synthetic(99999999)}, {500, {}}};
  const auto copy = folder / "columns-rewritten";
  std::filesystem::remove(copy);
  const auto rewriting = Clock::now();
  need(index::rewrite_columns(file, changes, copy));
  std::printf("rewritten with 2 changes in %.0f ms\n", ms_since(rewriting));
  std::filesystem::remove(copy);
}

class Bench {
 public:
  Bench(std::shared_ptr<const search::MatchIndex> index, std::string only)
      : index_(index),
        engine_(std::move(index), {32U << 20, 24U << 20, 0}),
        only_(std::move(only)) {}

  Bits text(double share) {
    Bits out(index_->slots());
    std::bernoulli_distribution member(share);
    index_->all().for_each([&](std::uint32_t number) {
      if (member(random_)) out.set(number);
    });
    return out;
  }

  void line(const std::string& name, const std::function<void()>& ask) {
    if (name.find(only_) == std::string::npos) return;
    ask();  // warm
    std::vector<double> wall;
    std::vector<double> cpu;
    const auto start = Clock::now();
    while (wall.size() < 20 || (ms_since(start) < 1500 && wall.size() < 1000)) {
      const double had = cpu_ms();
      const auto begin = Clock::now();
      ask();
      wall.push_back(ms_since(begin));
      cpu.push_back(cpu_ms() - had);
    }
    const auto at = [](std::vector<double>& times, double share) {
      std::sort(times.begin(), times.end());
      return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
    };
    std::printf("%-58s %5zu  %8.3f %8.3f  %8.3f %8.3f\n", name.c_str(), wall.size(), at(wall, 0.5),
                at(wall, 0.99), at(cpu, 0.5), at(cpu, 0.99));
    std::fflush(stdout);
  }

  void run() {
    std::printf("%-58s %5s  %8s %8s  %8s %8s\n", "milliseconds", "runs", "p50", "p99", "cpu p50",
                "cpu p99");
    const FilterSet none;
    line("everything, no filter", [&] { (void)search::match(*index_, nullptr, none); });
    for (const double share : {0.001, 0.01, 0.1, 0.5}) {
      const Bits words = text(share);
      const std::string of = "text " + std::to_string(share * 100).substr(0, 4) + "%";
      ask(of + ", no filter", &words, none);
      ask(of + ", 3 filters of the record", &words, record_filters());
      ask(of + ", joint: outcome, effect, clear", &words, joint());
      ask(of + ", joint + 3 filters + ratio and cost", &words, everything());
      pages(of, words);
    }
    ask("everything, 3 filters of the record", nullptr, record_filters());
    ask("everything, joint: outcome, effect, clear", nullptr, joint());
    ask("everything, joint + 3 filters + ratio and cost", nullptr, everything());
    ask("everything, 10 filters", nullptr, ten());
    pages("everything", index_->all());
  }

 private:
  /// As the server asks: sets of filters are remembered, answers are not.
  void ask(const std::string& name, const Bits* words, const FilterSet& filters) {
    const search::TextSet text{
        words == nullptr ? nullptr : std::make_shared<const Bits>(*words), {}, false};
    line(name, [&] { (void)engine_.match(text, filters); });
    if (filters.any())
      line("  the same, filters never asked before",
           [&] { (void)search::match(*index_, words, filters); });
  }

  void pages(const std::string& of, const Bits& words) {
    using search::Order;
    FilterSet range;
    range.range(FilterId::kRatio) = {1.0, 5.0};
    const search::TextSet text{std::make_shared<const Bits>(words), {}, false};
    line(of + ", ratio 1 to 5, by ratio, first 20", [&] {
      const auto match = engine_.match(text, range);
      (void)ordered(*index_, match->records, range, Order::kRatio, {20, 0});
    });
    const FilterSet none;
    line("  order alone: " + of + " by effect, first 20", [&] {
      (void)ordered(*index_, words, none, Order::kEffect, {20, 0});
    });
    line("  order alone: " + of + " by title, first 20", [&] {
      (void)ordered(*index_, words, none, Order::kTitle, {20, 0});
    });
    const std::size_t deep = words.count() - std::min<std::size_t>(words.count(), 20);
    line("  order alone: " + of + " by year, last 20", [&] {
      (void)ordered(*index_, words, none, Order::kYear, {20, deep});
    });
    line("  order alone: " + of + " by year, by programme, first 20", [&] {
      (void)ordered(*index_, words, none, Order::kYear, {20, 0}, search::Grouping::kProgramme);
    });
  }

  static FilterSet record_filters() {
    FilterSet out;
    out.chosen(FilterId::kDesign) = {"rct", "cluster_rct", "quasi_experiment"};
    out.chosen(FilterId::kCountry) = {"GB"};
    out.range(FilterId::kYear) = {1995, 2024};
    return out;
  }
  static FilterSet joint() {
    FilterSet out;
    out.chosen(FilterId::kOutcome) = {"crime", "fear_of_crime", "education"};
    out.range(FilterId::kEffect) = {0.1, {}};
    out.chosen(FilterId::kCertainty) = {"favours"};
    return out;
  }
  static FilterSet everything() {
    FilterSet out = record_filters();
    const FilterSet rows = joint();
    out.chosen(FilterId::kOutcome) = rows.values[index::number_of(FilterId::kOutcome)];
    out.range(FilterId::kEffect) = {0.1, {}};
    out.chosen(FilterId::kCertainty) = {"favours"};
    out.range(FilterId::kRatio) = {1, {}};
    out.range(FilterId::kCost) = {10, 5000};
    return out;
  }
  static FilterSet ten() {
    FilterSet out = everything();
    out.chosen(FilterId::kTargeting) = {"universal", "selective"};
    out.chosen(FilterId::kSetting) = {"home", "school", "community"};
    return out;
  }

  std::shared_ptr<const search::MatchIndex> index_;
  search::MatchEngine engine_;
  std::string only_;
  std::mt19937 random_{1};
};

int run(std::uint32_t records, const std::filesystem::path& folder, const std::string& only) {
  const auto path = folder / ("columns-" + std::to_string(records));
  if (!std::filesystem::exists(path)) write(path, records);
  std::ifstream load("/proc/loadavg");
  std::string busy;
  std::getline(load, busy);
  std::printf("%u records; machine load %s\n", records, busy.c_str());
  const auto start = Clock::now();
  const double had = cpu_ms();
  auto index = need(search::MatchIndex::open(path));
  std::printf("open %.0f ms (%.0f ms of a processor); sets on the heap %.1f MB; %s\n",
              ms_since(start), cpu_ms() - had, static_cast<double>(index->heap_bytes()) / 1e6,
              status_of("VmRSS").c_str());
  if (only.empty()) rewrite(index->file(), folder);
  Bench(std::move(index), only).run();
  std::printf("%s; %s\n", status_of("VmRSS").c_str(), status_of("VmHWM").c_str());
  return 0;
}

}  // namespace
}  // namespace outturn::bench

int main(int count, char** arguments) {
  const long records = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 100000;
  if (records <= 0 || records > 50000000) {
    std::fprintf(stderr, "usage: outturn_engine_bench RECORDS [FOLDER [NAME]]\n");
    return 64;
  }
  const std::filesystem::path folder =
      count > 2 ? std::filesystem::path(arguments[2]) : std::filesystem::temp_directory_path();
  return outturn::bench::run(static_cast<std::uint32_t>(records), folder,
                             count > 3 ? arguments[3] : "");
}
