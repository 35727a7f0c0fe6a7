// SPDX-License-Identifier: GPL-3.0-or-later
// The data files of this folder, compiled in.
#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace outturn::ingest {

/// (file name, content) of the profile schema and of every shipped profile.
std::span<const std::pair<std::string_view, std::string_view>> embedded_profiles();

}  // namespace outturn::ingest
