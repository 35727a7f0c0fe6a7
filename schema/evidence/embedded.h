// SPDX-License-Identifier: GPL-3.0-or-later
// The data files of this folder and the series of corpus/economics, compiled in.
#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace outturn::evidence {

/// (file name, content) of the record schema and of every vocabulary.
std::span<const std::pair<std::string_view, std::string_view>> embedded_files();

/// (file name, content) of the series of corpus/economics.
std::span<const std::pair<std::string_view, std::string_view>> embedded_series();

}  // namespace outturn::evidence
