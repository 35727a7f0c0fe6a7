// SPDX-License-Identifier: GPL-3.0-or-later
// Two to eight records side by side.
#pragma once

#include <array>

#include "server/routes/route.h"

namespace outturn::routes {

inline constexpr ParameterNote kIdsToCompare{
    .name = "ids",
    .type = "string",
    .meaning = "Ids of 2 to 8 records, with commas between; may be repeated instead.",
    .required = true,
    .repeats = true};
inline constexpr ParameterNote kBackOfCompare{"back", "string",
                                              "The query of the search they were chosen on."};
inline constexpr std::array kCompareParameters{kIdsToCompare, kBackOfCompare};

api::Response compare_json(const Asking& asking);
api::Response compare_page(const Asking& asking);

}  // namespace outturn::routes
