// SPDX-License-Identifier: GPL-3.0-or-later
// outturn_peer_report: holds the answers of all peers against one another, then writes the tables
// (standard output, and Markdown for the documents) and the plot. Exit code 1 where two peers
// answered differently or too little could be compared: figures of different work are no
// comparison.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "schema/base/text.h"
#include "tests/bench/peers/plot.h"
#include "tests/bench/peers/results.h"

namespace outturn::bench {
namespace {

struct Options {
  std::string results;
  std::vector<std::string> peers;  ///< name=label, Outturn first
  std::size_t count = 0;
  std::string markdown;
  std::string svg;
  std::string setting;  ///< a sentence: machine, day, texts
};

/// Goals of docs/benchmarks/peers.md: so many times faster than that peer.
struct Goal {
  std::string_view peer;
  double times;
};
constexpr std::array kGoals{Goal{"xapian", 10}, Goal{"groonga", 5}, Goal{"fts5", 50}};
constexpr double kGoalP50 = 10;
constexpr double kGoalP99 = 40;
constexpr double kGoalStart = 1000;
constexpr double kGoalResident = 400;

std::string grouped(std::size_t number) { return base::with_separators(std::to_string(number)); }

bool check(const std::vector<PeerResults>& peers, std::string& text) {
  bool same = true;
  std::size_t compared = 0;
  for (std::size_t i = 1; i < peers.size(); ++i) {
    const Comparison all = compare(peers.front(), peers[i]);
    compared += all.compared;
    for (const std::string& line : all.differences) fmt::print("DIFFERENT  {}\n", line);
    fmt::print("{:<28} {} of {} answers as {}'s\n", peers[i].label, all.compared - all.differing,
               all.compared, peers.front().label);
    if (all.differing > 0 || all.kinds < kKindCount) same = false;
  }
  text = fmt::format(
      "Every total, every facet count and every ratio of the first ten agreed in all {} answers "
      "that were held against Outturn's.",
      grouped(compared));
  return same;
}

std::string header(const std::vector<PeerResults>& peers, const std::string& first) {
  std::string out = "| " + first + " |";
  std::string line = "|---|";
  for (const PeerResults& peer : peers) {
    out += " " + peer.label + " |";
    line += "---|";
  }
  return out + "\n" + line + "\n";
}

std::string times_table(const std::vector<PeerResults>& peers) {
  std::string out = header(peers, "p50 / p99, ms");
  const auto cell = [](const Times& times) {
    if (times.runs == 0) return std::string(" |");
    return fmt::format(" {} / {}{} |", figure(times.p50), figure(times.p99),
                       times.runs < 100 ? fmt::format(" ({})", times.runs) : "");
  };
  for (const KindRow& kind : kKinds) {
    out += fmt::format("| {} |", kind.label);
    for (const PeerResults& peer : peers) out += cell(times_of(peer, kind.kind));
    out += "\n";
  }
  out += "| **all kinds alike** |";
  for (const PeerResults& peer : peers) {
    const Times times = times_of_all(peer);
    out += fmt::format(" {} / {} |", figure(times.p50), figure(times.p99));
  }
  return out + "\n";
}

double ratio(const PeerResults& peer, const PeerResults& to, Kind kind) {
  return times_of(peer, kind).p50 / times_of(to, kind).p50;
}

double mean_ratio(const PeerResults& peer, const PeerResults& to) {
  double sum = 0;
  for (const KindRow& kind : kKinds) sum += std::log(ratio(peer, to, kind.kind));
  return std::exp(sum / static_cast<double>(kKindCount));
}

std::string ratio_table(const std::vector<PeerResults>& peers) {
  std::string out = header(peers, "median, Outturn's = 1");
  for (const KindRow& kind : kKinds) {
    out += fmt::format("| {} |", kind.label);
    for (const PeerResults& peer : peers)
      out += fmt::format(" {} |", figure(ratio(peer, peers.front(), kind.kind)));
    out += "\n";
  }
  out += "| **geometric mean** |";
  for (const PeerResults& peer : peers)
    out += fmt::format(" {} |", figure(mean_ratio(peer, peers.front())));
  return out + "\n";
}

std::string cost_table(const std::vector<PeerResults>& peers) {
  struct Line {
    const char* note;
    const char* label;
  };
  constexpr std::array kLines{Line{"build_s", "build, s"}, Line{"disk_mib", "on disk, MiB"},
                              Line{"start_ms", "start to first answer, ms"},
                              Line{"resident_mib", "resident after the run, MiB"},
                              Line{"peak_mib", "most resident, MiB"}};
  std::string out = header(peers, "");
  for (const Line& line : kLines) {
    out += fmt::format("| {} |", line.label);
    for (const PeerResults& peer : peers) out += fmt::format(" {} |", figure(peer.note(line.note)));
    out += "\n";
  }
  return out;
}

std::string goals_table(const std::vector<PeerResults>& peers) {
  const PeerResults& own = peers.front();
  const Times all = times_of_all(own);
  std::string out = "| goal (set for 1,000,000 records) | measured here |\n|---|---|\n";
  out += fmt::format("| p50 at most {} ms, all kinds alike | {} ms |\n", kGoalP50, figure(all.p50));
  out += fmt::format("| p99 at most {} ms, all kinds alike | {} ms |\n", kGoalP99, figure(all.p99));
  for (const Goal& goal : kGoals)
    for (const PeerResults& peer : peers) {
      if (peer.name != goal.peer) continue;
      double least = 1e300;
      std::string_view where;
      for (const KindRow& kind : kKinds)
        if (const double here = ratio(peer, own, kind.kind); here < least) {
          least = here;
          where = kind.label;
        }
      out += fmt::format(
          "| at least {} times as fast as {} | {} (geometric mean of the kinds); "
          "least {} ({}) |\n",
          goal.times, peer.label, figure(mean_ratio(peer, own)), figure(least), where);
    }
  out += fmt::format("| first answer within {} ms of the start | {} ms |\n", kGoalStart,
                     figure(own.note("start_ms")));
  return out + fmt::format("| at most {} MiB resident | {} MiB |\n", kGoalResident,
                           figure(own.note("resident_mib")));
}

std::string versions(const std::vector<PeerResults>& peers) {
  std::string out;
  for (const PeerResults& peer : peers) {
    const auto found = peer.notes.find("version");
    if (found == peer.notes.end() || out.find(found->second.back()) != std::string::npos) continue;
    out += (out.empty() ? "" : "; ") + found->second.back();
  }
  return out;
}

void write(const std::string& path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  file.close();
  if (!file) throw std::runtime_error(path + " cannot be written");
}

int run(const Options& options) {
  std::vector<PeerResults> peers;
  for (const std::string& peer : options.peers) {
    const std::size_t at = peer.find('=');
    const std::string name = peer.substr(0, at);
    peers.push_back(read_results(std::filesystem::path(options.results) / (name + ".tsv"),
                                 at == std::string::npos ? name : peer.substr(at + 1)));
  }
  std::string agreement;
  const bool same = check(peers, agreement);
  const std::string title =
      fmt::format("Ten records and ten exact facets, {} records", grouped(options.count));
  std::string text = fmt::format("## {} records\n\n{}\n{}.\n\n", grouped(options.count),
                                 options.setting, versions(peers));
  text += times_table(peers) + "\n" + ratio_table(peers) + "\n" + cost_table(peers) + "\n" +
          goals_table(peers);
  fmt::print("\n{}\n", text);
  if (!same) {
    fmt::print(stderr,
               "The peers did not answer alike, or too little was compared: nothing written.\n");
    return 1;
  }
  fmt::print("{}\n", agreement);
  if (!options.svg.empty()) write(options.svg, plot(peers, title));
  if (!options.markdown.empty())
    write(options.markdown,
          text + "\n" + agreement + "\n" +
              (options.svg.empty()
                   ? ""
                   : fmt::format("\n![{}]({})\n", title,
                                 std::filesystem::path(options.svg).filename().string())));
  return 0;
}

}  // namespace
}  // namespace outturn::bench

int main(int argc, char** argv) {
  CLI::App app{"Checks what the peers answered, and writes tables and the plot."};
  outturn::bench::Options options;
  app.add_option("peers", options.peers, "NAME=LABEL of each, Outturn first")->required();
  app.add_option("--results", options.results, "The folder of NAME.tsv")->required();
  app.add_option("--count", options.count, "How many records")->required();
  app.add_option("--setting", options.setting, "A sentence: machine, day, texts");
  app.add_option("--markdown", options.markdown, "Write the section of the document here");
  app.add_option("--svg", options.svg, "Write the plot here");
  CLI11_PARSE(app, argc, argv);
  try {
    return outturn::bench::run(options);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "{}\n", fault.what());
    return 1;
  }
}
