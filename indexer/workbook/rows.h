// SPDX-License-Identifier: GPL-3.0-or-later
// A record as rows of our sheets.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "schema/base/result.h"
#include "schema/evidence/record.h"

namespace outturn::workbook {

/// What a cell shall hold: nothing, a number, or text.
struct Value {
  std::optional<double> number;
  std::string text;

  bool empty() const { return !number && text.empty(); }
};

/// Takes a row of sheets()[sheet], as many values as header_of() has names.
using TakeRow =
    std::function<base::Result<void>(std::size_t sheet, const std::vector<Value>& values)>;

/// Gives the record's rows, those of a sheet in order. Errors: those of `take`.
base::Result<void> spread(const evidence::Record& record, const TakeRow& take);

}  // namespace outturn::workbook
