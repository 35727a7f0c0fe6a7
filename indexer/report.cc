// SPDX-License-Identifier: GPL-3.0-or-later
// Errors and problems on standard error.
#include "indexer/report.h"

#include <fmt/format.h>

#include <cstdio>

namespace outturn::ingest {

int report(const base::Error& error) {
  fmt::print(stderr, "outturn-index: {}\n", base::to_text(error));
  return base::row(error.code).exit_code;
}

int exit_code(const Loaded& loaded) {
  if (!loaded.unreadable.empty()) return base::row(loaded.unreadable.front().code).exit_code;
  return loaded.sound() ? 0 : base::row(base::Code::kInvalidData).exit_code;
}

int report(const Loaded& loaded) {
  for (const base::Error& error : loaded.unreadable)
    fmt::print(stderr, "{}\n", base::to_text(error));
  for (const FileProblem& problem : loaded.problems) fmt::print(stderr, "{}\n", to_text(problem));
  const std::size_t count = loaded.unreadable.size() + loaded.problems.size();
  fmt::print(stderr, "{} {}.\n", count, count == 1 ? "problem" : "problems");
  return exit_code(loaded);
}

}  // namespace outturn::ingest
