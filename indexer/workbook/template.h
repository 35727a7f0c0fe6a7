// SPDX-License-Identifier: GPL-3.0-or-later
// The workbook that a person fills in.
#pragma once

#include <filesystem>

#include "schema/base/result.h"

namespace outturn::workbook {

/// A guide, the sheets with an example record, and the terms. Errors: unwritable; a file of this
/// name that is there already is left alone.
base::Result<void> write_template(const std::filesystem::path& file);

}  // namespace outturn::workbook
