// SPDX-License-Identifier: GPL-3.0-or-later
// Progress on standard error.
#include "indexer/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace outturn::ingest {

Progress::Progress() : terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() { finish(); }

void Progress::finish() {
  if (terminal_ && !step_.empty()) fmt::print(stderr, "\r\033[K");
  step_.clear();
}

void Progress::step(std::string_view what) {
  finish();
  step_ = what;
  fmt::print(stderr, "{}{}", step_, terminal_ ? "" : "\n");
  std::fflush(stderr);
}

void Progress::at(std::size_t done, std::size_t total) {
  using namespace std::chrono_literals;
  if (!terminal_ || total == 0) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - shown_ < 100ms) return;
  shown_ = now;
  fmt::print(stderr, "\r\033[K{}: {} of {} ({}%)", step_, done, total, done * 100 / total);
  std::fflush(stderr);
}

}  // namespace outturn::ingest
