// SPDX-License-Identifier: GPL-3.0-or-later
// Where things are in a base, the folder given as --base:
//
//   base/evidence.sqlite          the store: the only truth (WAL)
//   base/lock                     held by the one writer
//   base/current                  symbolic link to the published generation
//   base/generations/ID/          immutable: manifest.json, evidence.sqlite, xapian/,
//                                 columns
#pragma once

#include <filesystem>
#include <string>

#include "schema/base/result.h"

namespace outturn::store {

struct Layout {
  std::filesystem::path base;

  std::filesystem::path store() const { return base / "evidence.sqlite"; }
  std::filesystem::path lock() const { return base / "lock"; }
  std::filesystem::path current() const { return base / "current"; }
  std::filesystem::path generations() const { return base / "generations"; }
};

/// The names inside a generation's folder.
inline constexpr const char* kManifestFile = "manifest.json";
inline constexpr const char* kSnapshotFile = "evidence.sqlite";
inline constexpr const char* kIndexFolder = "xapian";
inline constexpr const char* kColumnsFile = "columns";

/// The folder of the published generation. Errors: not found, where nothing has been published.
base::Result<std::filesystem::path> current_generation(const Layout& layout);

}  // namespace outturn::store
