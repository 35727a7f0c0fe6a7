// SPDX-License-Identifier: GPL-3.0-or-later
// Reads, sorts and compares; contract in results.h.
#include "tests/bench/peers/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <utility>

#include "tests/bench/peers/fields.h"

namespace outturn::bench {
namespace {

constexpr std::size_t kMostDifferences = 5;

std::size_t place_of(std::string_view kind) {
  for (std::size_t i = 0; i < kKindCount; ++i)
    if (kKinds[i].name == kind) return i;
  throw std::runtime_error("the results name a kind that is none: " + std::string(kind));
}

/// The smallest figure that `share` of the weight does not exceed.
double quantile(const std::vector<std::pair<double, double>>& weighted, double share) {
  double sum = 0;
  for (const auto& [figure, weight] : weighted) sum += weight;
  double so_far = 0;
  for (const auto& [figure, weight] : weighted) {
    so_far += weight;
    if (so_far >= share * sum * (1 - 1e-12)) return figure;
  }
  return weighted.empty() ? std::numeric_limits<double>::quiet_NaN() : weighted.back().first;
}

Times times_of(std::vector<std::pair<double, double>> weighted) {
  std::sort(weighted.begin(), weighted.end());
  return {weighted.size(), quantile(weighted, 0.5), quantile(weighted, 0.99)};
}

/// Where two texts part, and what each says there.
std::string difference(const std::string& a, const std::string& b) {
  const auto parts = split(a, ';');
  const auto others = split(b, ';');
  for (std::size_t i = 0; i < std::min(parts.size(), others.size()); ++i)
    if (parts[i] != others[i])
      return fmt::format("\"{}\" against \"{}\"", parts[i].substr(0, 160),
                         others[i].substr(0, 160));
  return "one says more than the other";
}

}  // namespace

std::string figure(double value) {
  if (std::isnan(value)) return "";
  return value >= 100  ? fmt::format("{:.0f}", value)
         : value >= 10 ? fmt::format("{:.1f}", value)
                       : fmt::format("{:.2f}", value);
}

double PeerResults::note(const std::string& of) const {
  const auto found = notes.find(of);
  if (found == notes.end()) return std::numeric_limits<double>::quiet_NaN();
  std::vector<double> figures;
  for (const std::string& text : found->second) figures.push_back(need_number<double>(text));
  std::sort(figures.begin(), figures.end());
  return figures[(figures.size() - 1) / 2];
}

PeerResults read_results(const std::filesystem::path& file, const std::string& label) {
  PeerResults out;
  out.name = file.stem();
  out.label = label;
  std::ifstream lines(file);
  if (!lines) throw std::runtime_error(file.string() + " cannot be read");
  for (std::string line; std::getline(lines, line);) {
    const auto fields = split(line, '\t');
    if (fields.size() != 4) throw std::runtime_error(file.string() + ": not four fields: " + line);
    const auto number = need_number<std::size_t>(fields[2]);
    if (fields[0] == "time") {
      out.ms[place_of(fields[1])].push_back(need_number<double>(fields[3]));
    } else if (fields[0] == "answer") {
      out.answers[place_of(fields[1])][number] = fields[3];
    } else {
      out.notes[std::string(fields[1])].emplace_back(fields[3]);
    }
  }
  return out;
}

Times times_of(const PeerResults& peer, Kind kind) {
  std::vector<std::pair<double, double>> weighted;
  for (const double ms : peer.ms[static_cast<std::size_t>(kind)]) weighted.emplace_back(ms, 1);
  return times_of(std::move(weighted));
}

Times times_of_all(const PeerResults& peer) {
  std::vector<std::pair<double, double>> weighted;
  for (const auto& of_kind : peer.ms)
    for (const double ms : of_kind)
      weighted.emplace_back(ms, 1 / static_cast<double>(of_kind.size()));
  return times_of(std::move(weighted));
}

Comparison compare(const PeerResults& one, const PeerResults& other) {
  Comparison out;
  for (std::size_t kind = 0; kind < kKindCount; ++kind) {
    const std::size_t before = out.compared;
    for (const auto& [number, text] : other.answers[kind]) {
      const auto found = one.answers[kind].find(number);
      if (found == one.answers[kind].end()) continue;
      ++out.compared;
      if (found->second == text) continue;
      ++out.differing;
      if (out.differences.size() < kMostDifferences)
        out.differences.push_back(
            fmt::format("{}, question {}: {} says {}", kKinds[kind].label, number, one.label,
                        difference(found->second, text) + " of " + other.label));
    }
    if (out.compared > before) ++out.kinds;
  }
  return out;
}

}  // namespace outturn::bench
