// SPDX-License-Identifier: GPL-3.0-or-later
// Proves that what a columns file says of itself holds. For columns_file.cc alone.
#pragma once

#include <string>

#include "schema/index/columns_file.h"

namespace outturn::index {

/// What is wrong with the file, in words that follow "the columns file is damaged:"; empty where
/// every size, offset and code is sound. The dictionaries have been read.
std::string disproof(const ColumnsFile& file);

}  // namespace outturn::index
