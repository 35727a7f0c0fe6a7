// SPDX-License-Identifier: GPL-3.0-or-later
// Files below BASE/assets/: names carry a hash of their content, so each is immutable and may be
// cached for a year.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "server/api/message.h"

namespace outturn::http {

/// The media type for a file name, by its ending; application/octet-stream where it is not known.
std::string_view content_type_of(std::string_view name);

/// Reads `name` (relative, decoded) below `folder`. A `.gz` sibling is sent instead when `gzip` is
/// set. Nothing where there is no such regular file, or the name would leave the folder.
std::optional<api::Response> read_asset(const std::filesystem::path& folder, std::string_view name,
                                        bool gzip);

}  // namespace outturn::http
