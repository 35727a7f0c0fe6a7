// SPDX-License-Identifier: GPL-3.0-or-later
// Errors and problems on standard error.
#include "indexer/account/report.h"

#include <fmt/format.h>

#include <cstdio>

namespace outturn::ingest {

int report(const base::Error& error) {
  fmt::print(stderr, "outturn-index: {}\n", base::to_text(error));
  return base::row(error.code).exit_code;
}

int exit_code(const Intake& intake, const Account& account) {
  if (!intake.unreadable().empty()) return base::row(intake.unreadable().front().code).exit_code;
  return account.sound() ? 0 : base::row(base::Code::kInvalidData).exit_code;
}

std::size_t report_problems(const Intake& intake, const Account& account) {
  for (const base::Error& error : intake.unreadable())
    fmt::print(stderr, "{}\n", base::to_text(error));
  for (const FileFault& one : account.faults) fmt::print(stderr, "{}\n", to_text(one.fault));
  if (account.fault_count > account.faults.size())
    fmt::print(stderr, "and {} more of the kind.\n", account.fault_count - account.faults.size());
  const std::size_t count = intake.unreadable().size() + account.fault_count;
  if (count > 0) fmt::print(stderr, "{} {}.\n", count, count == 1 ? "problem" : "problems");
  return count;
}

}  // namespace outturn::ingest
