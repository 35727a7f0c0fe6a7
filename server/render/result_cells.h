// SPDX-License-Identifier: GPL-3.0-or-later
// One cell of a table of results: a figure or words, with whatever tells its class from another's
// in the same cell, so that a figure is never read without it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "server/render/figure_words.h"
#include "server/render/shown_figures.h"
#include "server/render/site.h"
#include "server/search/result_columns.h"

namespace outturn::render {

/// What _data_table.mustache draws as a cell. `back` is the query string of the search.
nlohmann::json result_cell(const Site& site, search::ColumnId column, const ShownHit& shown,
                           const std::string& back);

}  // namespace outturn::render
