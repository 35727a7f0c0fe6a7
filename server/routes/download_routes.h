// SPDX-License-Identifier: GPL-3.0-or-later
// Search results, records, findings and appraisals as files.
#pragma once

#include <array>

#include "server/routes/route.h"

namespace outturn::routes {

inline constexpr std::array kTableParameters{ParameterNote{
    "fields", "string", "Columns of a table, with commas between them; all unless it is given."}};
inline constexpr std::array kRecordsParameters{
    ParameterNote{"ids", "string", "Ids of the records, with commas between them."},
    kTableParameters.front()};

api::Response search_download(const Asking& asking);
api::Response findings_download(const Asking& asking);
api::Response appraisals_download(const Asking& asking);
api::Response record_download(const Asking& asking);
api::Response programme_download(const Asking& asking);
api::Response compare_download(const Asking& asking);

}  // namespace outturn::routes
