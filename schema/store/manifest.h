// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest of a generation: what it is, what it was made of, and the checksum of every file in
// it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "schema/base/result.h"

namespace outturn::store {

/// Raised when an older server could not read a generation of the new shape.
inline constexpr int kGenerationFormat = 1;

struct FileSeal {
  std::uintmax_t bytes = 0;
  std::string sha256;
};

struct Manifest {
  int format = kGenerationFormat;
  std::string id;         ///< "2026-11-22.1": the day, and the how-manieth of that day
  std::string published;  ///< ISO 8601, UTC
  std::string made_from;  ///< id of the release whose files it began with; empty: made anew
  std::string software;   ///< version that built it
  long long store_revision = 0;
  int store_version = 0;
  int index_version = 0;
  int audit_version = 0;     ///< 0: made before records were audited
  std::string vocabularies;  ///< digest of the vocabularies whose words are in the index
  std::size_t records = 0;
  std::size_t findings = 0;
  std::size_t appraisals = 0;
  std::map<std::string, FileSeal> files;  ///< by path inside the generation's folder
};

std::string manifest_text(const Manifest& manifest);

/// Reads DIR/manifest.json. Errors: not found, corrupt, newer version.
base::Result<Manifest> read_manifest(const std::filesystem::path& generation);

/// Sizes of all files against the manifest (checksums too where `checksums` is kVerify).
enum class Checksums { kSkip, kVerify };
base::Result<void> check_files(const std::filesystem::path& generation, const Manifest& manifest,
                               Checksums checksums);

}  // namespace outturn::store
