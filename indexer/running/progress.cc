// SPDX-License-Identifier: GPL-3.0-or-later
// Progress on standard error.
#include "indexer/running/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace outturn::ingest {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

Progress::Progress(Telling telling) : telling_(telling), terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() { finish(); }

void Progress::finish() {
  if (terminal_ && !step_.empty()) fmt::print(stderr, "\r\033[K");
  step_.clear();
}

void Progress::step(std::string_view what) {
  finish();
  if (telling_ == Telling::kNothing) return;
  step_ = what;
  begun_ = Clock::now();
  fmt::print(stderr, "{}{}", step_, terminal_ ? "" : "\n");
  std::fflush(stderr);
}

bool Progress::is_due() {
  if (!terminal_ || step_.empty()) return false;
  const auto now = Clock::now();
  if (now - shown_ < 100ms) return false;
  shown_ = now;
  return true;
}

void Progress::show(std::string_view done, std::size_t count, double fraction) {
  const double seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
  std::string line = fmt::format("{}: {}", step_, done);
  if (fraction >= 0) line += fmt::format(" ({:.0f}%)", fraction * 100);
  if (seconds >= 1) line += fmt::format(", {:.0f}/s", static_cast<double>(count) / seconds);
  if (seconds >= 2 && fraction > 0 && fraction < 1) {
    const double left = seconds * (1 - fraction) / fraction;
    line += fmt::format(", {} left", say_duration(std::chrono::seconds(std::lround(left))));
  }
  fmt::print(stderr, "\r\033[K{}", line);
  std::fflush(stderr);
}

void Progress::at(std::size_t done, std::size_t total) {
  if (total == 0 || !is_due()) return;
  show(fmt::format("{} of {}", done, total), done,
       static_cast<double>(done) / static_cast<double>(total));
}

void Progress::at(const Extent& bytes, std::size_t records) {
  if (!is_due()) return;
  const double fraction =
      bytes.total == 0 ? -1 : static_cast<double>(bytes.done) / static_cast<double>(bytes.total);
  show(fmt::format("{} records", records), records, fraction);
}

std::string say_duration(std::chrono::seconds time) {
  const auto seconds = time.count();
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
  return fmt::format("{} h {} min", seconds / 3600, seconds / 60 % 60);
}

}  // namespace outturn::ingest
