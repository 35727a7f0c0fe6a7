// SPDX-License-Identifier: GPL-3.0-or-later
// Sets of studies to pool: the 13 trials of BCG vaccine, which are published facts, and the data
// sets that a machine may hold outside the tree.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/arithmetic/pooling.h"

namespace outturn::test {

/// The trials that Colditz and others (1994) JAMA 271, 698-702, review, as counts; `measure` is
/// "RR", "OR" or "RD", ratios as logarithms. Subgroup: how people were assigned. Order: year.
std::vector<arithmetic::Study> bcg(std::string_view measure);

/// Rows of NAME.csv, by column name, of $OUTTURN_DATA/pooling, or of shared/data/pooling beside the
/// source tree; nothing where the file is absent.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  const std::string& at(std::size_t row, std::string_view column) const;
};
std::optional<Table> pooling_table(const std::string& name);

/// dat.NAME as studies: label, yi, vi (of dat.bcg the log risk ratios), order the year.
/// Subgroup: alloc, tester or grade. No sample ids.
std::optional<std::vector<arithmetic::Study>> pooling_data(const std::string& name);

arithmetic::Tau2Method method_named(std::string_view name);  ///< "EE", "DL", "PM", "REML"

}  // namespace outturn::test
