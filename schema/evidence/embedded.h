// SPDX-License-Identifier: GPL-3.0-or-later
// The data files of this folder, compiled in.
#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace outturn::evidence {

/// (file name, content) of the record schema and of every vocabulary.
std::span<const std::pair<std::string_view, std::string_view>> embedded_files();

}  // namespace outturn::evidence
