// SPDX-License-Identifier: GPL-3.0-or-later
// A record as JSON and back. What to_json writes, from_json reads back to an equal record; the only
// thing that does not survive is the difference between an absent list and an empty one.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "schema/base/result.h"
#include "schema/evidence/record.h"

namespace outturn::evidence {

using Json = nlohmann::ordered_json;

/// Fields in canonical order; absent figures and empty lists are left out; whole numbers without a
/// point.
Json to_json(const Record& record);

/// A JSON number, written without a decimal point where it is whole.
Json number(double value);

/// The record of a JSON object that has passed validate_record(). Errors: invalid data, should it
/// not.
base::Result<Record> from_json(const nlohmann::json& json);

/// The same from text, as the store keeps it.
base::Result<Record> record_from_text(std::string_view text);

}  // namespace outturn::evidence
