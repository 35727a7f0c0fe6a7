// SPDX-License-Identifier: GPL-3.0-or-later
// What the runs of the peers left behind, and what is worked out from it.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/bench/peers/question.h"

namespace outturn::bench {

struct PeerResults {
  std::string name;   ///< of the file
  std::string label;  ///< what a person reads
  std::array<std::vector<double>, kKindCount> ms;
  /// By number of the question.
  std::array<std::map<std::size_t, std::string>, kKindCount> answers;
  /// Later notes of one name come behind earlier ones.
  std::map<std::string, std::vector<std::string>> notes;

  /// The median of a note's figures; a NaN where there is none.
  double note(const std::string& name) const;
};

struct Times {
  std::size_t runs = 0;
  double p50 = 0;
  double p99 = 0;  ///< the slowest of fewer than 100
};

/// Throws std::runtime_error where the file is missing or is not of its form.
PeerResults read_results(const std::filesystem::path& file, const std::string& label);

Times times_of(const PeerResults& peer, Kind kind);
/// Of all kinds together, each weighing the same however often it was asked.
Times times_of_all(const PeerResults& peer);

/// Three digits or so; empty for a NaN.
std::string figure(double value);

/// What two peers answered differently, one line each, a few at most; and how many answers were
/// compared and differed.
struct Comparison {
  std::size_t compared = 0;
  std::size_t kinds = 0;  ///< of which anything was compared
  std::size_t differing = 0;
  std::vector<std::string> differences;
};
Comparison compare(const PeerResults& one, const PeerResults& other);

}  // namespace outturn::bench
