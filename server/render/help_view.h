// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the page that explains searching.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>

#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

/// `browse` is the answer to the empty question: examples of filters are values that it counts, so
/// that they find something in whatever release it is. `total`: how many records a search finds.
using Total = std::function<std::size_t(const search::Question&)>;
nlohmann::json help_view(const Site& site, const Release& release, const search::Answer& browse,
                         const Total& total);

}  // namespace outturn::render
