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

struct CheckOptions {
  std::vector<std::filesystem::path> paths;
};

/// Reports every problem in the paths; writes nothing.
int command_check(const CheckOptions& options);

}  // namespace outturn::ingest
