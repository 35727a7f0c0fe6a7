// SPDX-License-Identifier: GPL-3.0-or-later
// Search results, records, findings and appraisals as files.
#pragma once

#include <array>

#include "server/api/comparable.h"
#include "server/routes/compare_routes.h"
#include "server/routes/route.h"

namespace outturn::routes {

inline constexpr ParameterNote kColumns{
    "fields", "string", "Columns of the table, with commas between them; all unless it is given."};
inline constexpr ParameterNote kColumnsOrFields{
    "fields", "string",
    "With commas between them; all unless it is given. Of csv and xlsx: columns of the records "
    "table. Of json and jsonl: fields of each record, as /api/v1/records/{id} takes them; a part "
    "of a field has a point before its name. Not taken with ris."};
inline constexpr std::array kTableParameters{kColumns};
inline constexpr std::array kRecordsParameters{kColumnsOrFields};
inline constexpr std::array kNamedParameters{
    ParameterNote{.name = "ids",
                  .type = "string",
                  .meaning = "Ids of 1 to 100 records, with commas between; may be repeated "
                             "instead. Those that were removed are left out, and told of.",
                  .required = true,
                  .repeats = true},
    kBackOfCompare, kColumnsOrFields};
inline constexpr std::array kNeighbourFileParameters{
    api::kComparableParameters[0], api::kComparableParameters[1], api::kComparableParameters[2],
    kColumnsOrFields};

api::Response search_download(const Asking& asking);
api::Response findings_download(const Asking& asking);
api::Response appraisals_download(const Asking& asking);
api::Response record_download(const Asking& asking);
api::Response programme_download(const Asking& asking);
api::Response compare_download(const Asking& asking);
api::Response comparables_download(const Asking& asking);

}  // namespace outturn::routes
