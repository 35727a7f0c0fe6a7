// SPDX-License-Identifier: GPL-3.0-or-later
// The releases whose files still lie in a base, by their manifests. Reads the folder anew each
// time: releases come and go while a server runs. Safe from any thread.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "schema/base/result.h"
#include "schema/store/manifest.h"

namespace outturn::store {

/// Whether it could be one: "2026-11-22.1". Nothing else is ever looked up on disk.
bool is_release_id(std::string_view text);

/// The manifest of that release in the folder of a base's generations. Errors: not found; those of
/// read_manifest.
base::Result<Manifest> find_release(const std::filesystem::path& generations, std::string_view id);

/// The releases there, the newest first, at most kMostReleases; what cannot be read is left out.
inline constexpr std::size_t kMostReleases = 200;
std::vector<Manifest> known_releases(const std::filesystem::path& generations);

}  // namespace outturn::store
