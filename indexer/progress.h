// SPDX-License-Identifier: GPL-3.0-or-later
// How far a long command has come: one line rewritten in place on a terminal, a plain line per step
// elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace outturn::ingest {

/// Writes to standard error. One thread.
class Progress {
 public:
  Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// Takes the line off the terminal, so that a result or a message can stand there.
  void finish();

  /// Begins a step, such as "Indexing 23 records".
  void step(std::string_view what);

  /// How much of the step is done; shown on a terminal only, ten times a second at most.
  void at(std::size_t done, std::size_t total);

 private:
  bool terminal_;
  std::string step_;
  std::chrono::steady_clock::time_point shown_{};
};

}  // namespace outturn::ingest
