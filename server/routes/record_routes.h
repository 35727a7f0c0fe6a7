// SPDX-License-Identifier: GPL-3.0-or-later
// One record: whole, its history, and what is there when it is gone.
#pragma once

#include <array>

#include "server/routes/route.h"

namespace outturn::routes {

inline constexpr std::array kRecordPageParameters{
    ParameterNote{"back", "string", "The query of the search it was found by."}};

api::Response record_json(const Asking& asking);
api::Response record_page(const Asking& asking);
api::Response history_json(const Asking& asking);
api::Response history_page(const Asking& asking);

}  // namespace outturn::routes
