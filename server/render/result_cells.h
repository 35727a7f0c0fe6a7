// SPDX-License-Identifier: GPL-3.0-or-later
// One cell of a table of results: a figure or words, with whatever tells its class from another's
// in the same cell, so that a figure is never read without it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "server/render/shown_figures.h"
#include "server/render/site.h"
#include "server/search/result_columns.h"

namespace outturn::render {

/// What _data_table.mustache draws as a cell. `back` is the query string of the search.
nlohmann::json result_cell(const Site& site, search::ColumnId column, const ShownHit& shown,
                           const std::string& back);

/// "£1.94", "£1.97 to £3.94", "up to £4": the ratio alone, without its unit of cost. The range
/// beside a central figure is apart and may be empty.
struct RatioWords {
  std::string figure;
  std::string range;
};
RatioWords ratio_words(const evidence::Ratio& ratio, const evidence::Appraisal& appraisal);

/// "+0.40", with a sign and two decimals; "0.00" has none.
std::string effect_words(double g);

/// "0.20 to 0.60"; empty where the interval is not known.
std::string interval_words(const evidence::OrientedEffect& effect);

}  // namespace outturn::render
