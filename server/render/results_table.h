// SPDX-License-Identifier: GPL-3.0-or-later
// Results as a table: one row per record, the columns that the reader has chosen, headings that
// order. The charts use the same table for the figures they draw.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "server/render/shown_figures.h"
#include "server/render/site.h"
#include "server/search/result_columns.h"

namespace outturn::render {

/// Whether a heading leads to the results ordered by its column.
enum class Headings { kPlain, kOrder };

/// Whether each record has a box by which it is chosen to be compared.
enum class Choosing { kNo, kYes };

struct TablePlan {
  std::string id;       ///< of the element that names the table; unique on the page
  std::string caption;  ///< names it to a screen reader
  std::vector<search::ColumnId> columns;
  Headings headings = Headings::kPlain;
  Choosing choosing = Choosing::kNo;
};

/// What _data_table.mustache draws.
nlohmann::json data_table(const Site& site, const search::Question& question,
                          std::span<const ShownHit> hits, const TablePlan& plan);

/// What _results_table.mustache draws: the table, and the boxes that choose its columns.
nlohmann::json results_table(const Site& site, const search::Answer& answer);

}  // namespace outturn::render
