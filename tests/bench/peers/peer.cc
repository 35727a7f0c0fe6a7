// SPDX-License-Identifier: GPL-3.0-or-later
// Builds, asks and times a peer; contract in peer.h.
#include "tests/bench/peers/peer.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <vector>

#include "tests/bench/peers/fields.h"

namespace outturn::bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Limits {
  double seconds = 20;      ///< for each kind of question
  std::size_t least = 20;   ///< runs of a kind, however long they take
  std::size_t most = 1000;  ///< runs of a kind
};

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Lines of what, kind or name, number, figure or text.
class Results {
 public:
  explicit Results(const std::string& path) : file_(path, std::ios::app) {
    if (!file_) throw std::runtime_error(path + " cannot be written");
  }
  void time(std::string_view kind, std::size_t number, double ms) {
    file_ << fmt::format("time\t{}\t{}\t{:.4f}\n", kind, number, ms);
  }
  void answer(std::string_view kind, std::size_t number, const std::string& text) {
    file_ << fmt::format("answer\t{}\t{}\t{}\n", kind, number, text);
  }
  void note(std::string_view name, const std::string& text) {
    file_ << fmt::format("note\t{}\t0\t{}\n", name, text);
  }
  void finish() {
    file_.close();
    if (!file_) throw std::runtime_error("the results cannot be written: is the disk full?");
  }

 private:
  std::ofstream file_;
};

void build(Peer& peer, Results& results) {
  const auto start = Clock::now();
  peer.build();
  results.note("build_s", fmt::format("{:.2f}", ms_since(start) / 1e3));
  results.note("build_peak_mib", fmt::format("{:.0f}", peer.memory().peak));
}

/// The first answer of a fresh process. OUTTURN_BENCH_START is when it was started, in nanoseconds
/// since 1970.
void first(Peer& peer, Results& results, const std::vector<Question>& questions) {
  peer.open();
  for (const Question& question : questions) {
    if (question.kind != Kind::kCommon) continue;
    peer.ask(question);
    break;
  }
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const char* start = std::getenv("OUTTURN_BENCH_START");
  if (start == nullptr) throw std::runtime_error("OUTTURN_BENCH_START is not set");
  const auto began = need_number<std::int64_t>(start);
  results.note(
      "start_ms",
      fmt::format("{:.1f}",
                  static_cast<double>(std::chrono::nanoseconds(now).count() - began) / 1e6));
}

void run_kind(Peer& peer, Results& results, const KindRow& kind,
              const std::vector<const Question*>& questions, const Limits& limits) {
  peer.ask(*questions.front());  // warm
  const auto start = Clock::now();
  std::size_t runs = 0;
  while (runs < limits.least || (runs < limits.most && ms_since(start) < limits.seconds * 1e3)) {
    const std::size_t number = runs % questions.size();
    const auto begin = Clock::now();
    peer.ask(*questions[number]);
    results.time(kind.name, number, ms_since(begin));
    if (runs < questions.size())
      results.answer(kind.name, number, comparable_text(*questions[number], peer.answer()));
    ++runs;
  }
  fmt::print("    {:<38} {:>5} runs in {:>6.1f} s\n", kind.label, runs, ms_since(start) / 1e3);
  std::fflush(stdout);
}

void run(Peer& peer, Results& results, const std::vector<Question>& questions,
         const Limits& limits) {
  peer.open();
  results.note("opened_mib", fmt::format("{:.1f}", peer.memory().resident));
  for (const KindRow& kind : kKinds) {
    std::vector<const Question*> of_kind;
    for (const Question& question : questions)
      if (question.kind == kind.kind) of_kind.push_back(&question);
    if (!of_kind.empty()) run_kind(peer, results, kind, of_kind, limits);
  }
  const Memory memory = peer.memory();
  results.note("resident_mib", fmt::format("{:.1f}", memory.resident));
  results.note("peak_mib", fmt::format("{:.1f}", memory.peak));
  results.note("disk_mib", fmt::format("{:.1f}", static_cast<double>(peer.bytes()) / 1048576));
  results.note("version", peer.version());
}

}  // namespace

double proc_mib(const std::string& pid, const std::string& file, const std::string& name) {
  std::ifstream lines("/proc/" + pid + "/" + file);
  for (std::string line; std::getline(lines, line);)
    if (line.rfind(name + ":", 0) == 0)
      return std::strtod(line.c_str() + name.size() + 1, nullptr) / 1024;
  return 0;
}

Memory Peer::memory() const {
  return {proc_mib("self", "status", "VmRSS"), proc_mib("self", "status", "VmHWM")};
}

std::uintmax_t Peer::bytes() const {
  std::uintmax_t sum = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(options_.index))
    if (entry.is_regular_file()) sum += entry.file_size();
  return sum;
}

int peer_main(int argc, char** argv, const std::function<std::unique_ptr<Peer>(PeerOptions)>& make,
              const std::function<std::string()>& describe) {
  CLI::App app{"One peer of the comparison; tests/bench/peers.sh runs it."};
  PeerOptions options;
  Limits limits;
  std::string what;
  std::string output;
  std::string caches = "shipped";
  app.add_option("what", what, "build, first or run")
      ->required()
      ->check(CLI::IsMember({"build", "first", "run"}));
  app.add_option("--data", options.data, "What outturn_peer_data wrote")->required();
  app.add_option("--index", options.index, "The peer's own folder")->required();
  app.add_option("--results", output, "Add the results to this file")->required();
  app.add_option("--connection", options.connection, "Where a server listens");
  app.add_option("--caches", caches, "shipped or none: of parts of earlier questions")
      ->check(CLI::IsMember({"shipped", "none"}));
  app.add_option("--seconds", limits.seconds, "For each kind of question");
  app.add_option("--least", limits.least, "Runs of each kind, however long they take");
  app.add_option("--most", limits.most, "Runs of each kind");
  CLI11_PARSE(app, argc, argv);
  options.caches = caches == "none" ? Caches::kNone : Caches::kAsShipped;
  try {
    Results results(output);
    const auto questions = read_questions(options.data);
    const auto peer = make(options);
    if (what == "build") {
      build(*peer, results);
    } else if (what == "first") {
      first(*peer, results, questions);
    } else {
      run(*peer, results, questions, limits);
    }
    results.finish();
    return 0;
  } catch (const std::exception& fault) {
    fmt::print(stderr, "{}\n", fault.what());
  } catch (...) {
    fmt::print(stderr, "{}\n", describe ? describe() : "an exception of an unknown kind");
  }
  return 1;
}

}  // namespace outturn::bench
