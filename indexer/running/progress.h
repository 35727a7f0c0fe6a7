// SPDX-License-Identifier: GPL-3.0-or-later
// How far a long command has come: one line rewritten in place on a terminal, a plain line per step
// elsewhere, nothing where quiet is asked for.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/readers/table.h"

namespace outturn::ingest {

enum class Telling { kSteps, kNothing };

/// Writes to standard error. One thread.
class Progress {
 public:
  explicit Progress(Telling telling = Telling::kSteps);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// Takes the line off the terminal, so that a result or a message can stand there.
  void finish();

  /// Begins a step, such as "Indexing 23 records".
  void step(std::string_view what);

  /// How much of the step is done; shown on a terminal only, ten times a second at most. With the
  /// rate, and the time left once there is something to judge it by.
  void at(std::size_t done, std::size_t total);

  /// The same where the whole is known in bytes and the done in records.
  void at(const Extent& bytes, std::size_t records);

 private:
  /// `fraction` is how much is done, 0 to 1, or less than 0 where that is not known.
  void show(std::string_view done, std::size_t count, double fraction);
  bool is_due();

  Telling telling_;
  bool terminal_;
  std::string step_;
  std::chrono::steady_clock::time_point begun_{};
  std::chrono::steady_clock::time_point shown_{};
};

/// "40 s", "3 min 20 s", "2 h 5 min".
std::string say_duration(std::chrono::seconds time);

}  // namespace outturn::ingest
