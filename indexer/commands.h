// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of outturn-index, one file each. Options are read in main.cc; a command returns its
// exit code.
#pragma once

#include <filesystem>
#include <vector>

namespace outturn::ingest {

struct BuildOptions {
  std::vector<std::filesystem::path> paths;
  std::filesystem::path base;
};

/// Ingests the paths into the base and publishes a generation, all or nothing.
int command_build(const BuildOptions& options);

/// What check prints: for people, or one JSON document.
enum class Format { kText, kJson };

struct CheckOptions {
  std::vector<std::filesystem::path> paths;
  Format format = Format::kText;
  bool strict = false;  ///< contradictions between figures give exit code 1, as problems do
};

/// Reports every problem in the paths, and what the audit says of the records; writes nothing.
int command_check(const CheckOptions& options);

}  // namespace outturn::ingest
