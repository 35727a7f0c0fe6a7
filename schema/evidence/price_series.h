// SPDX-License-Identifier: GPL-3.0-or-later
// The series of prices and the discount rates of corpus/economics, compiled in, and the reader of
// their format. corpus/economics/README.md says where they come from.
//
//   {"format": "outturn-series/1", "kind": "gdp_deflator" | "purchasing_power" | "market_rate",
//    "sources": [ {"id", "publisher", "title", "edition", "licence", "note"}, ... ],
//    "series": [ {"id", "label", "area", "currency", "years": "calendar" | "financial", "base",
//                 "source", "first_year", "values": [ one a year ]}, ... ]}
//   {"format": "outturn-series/1", "kind": "discount_schedule", "sources": [...],
//    "schedules": [ {"id", "label", "source", "last_year" (may be absent),
//                    "bands": [ {"from_year", "rate"}, ... ]}, ... ]}
//
// What is read once is never changed: all functions are safe from any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "schema/base/result.h"
#include "schema/evidence/arithmetic/discounting.h"
#include "schema/evidence/arithmetic/prices.h"

namespace outturn::evidence {

inline constexpr std::string_view kSeriesFormat = "outturn-series/1";

/// What a file of the format holds: series or schedules, by its kind.
struct PriceTables {
  std::vector<arithmetic::Series> series;
  std::vector<arithmetic::DiscountSchedule> schedules;
};

/// Reads a parsed file (parse_json.h). Errors: kInvalidData, with the JSON pointer as `where`:
/// another format or kind, a field missing or of another type, a value that is not above 0, an id
/// used twice, a source that is not in the file.
base::Result<PriceTables> read_price_tables(const nlohmann::json& file);

/// All that is compiled in.
const PriceTables& price_tables();

/// The GDP deflator of a country as records write it; a UK nation has that of "GB". "EU" is held
/// too. Errors: kNotFound, saying which countries are held.
base::Result<const arithmetic::Series*> gdp_deflator(std::string_view country,
                                                     arithmetic::YearBasis years);

/// The calendar-year GDP deflator in whose currency (ISO 4217) amounts are. Errors: as
/// gdp_deflator.
base::Result<const arithmetic::Series*> deflator_of_currency(std::string_view currency);

/// The purchasing power parity of a country. Errors: as gdp_deflator.
base::Result<const arithmetic::Series*> purchasing_power(std::string_view country);

/// The market rate of a currency (ISO 4217). Errors: as gdp_deflator.
base::Result<const arithmetic::Series*> market_rate(std::string_view currency);

/// A discount schedule by id, such as "green_book_standard". Errors: kNotFound, saying which are
/// held.
base::Result<const arithmetic::DiscountSchedule*> discount_schedule(std::string_view id);

}  // namespace outturn::evidence
