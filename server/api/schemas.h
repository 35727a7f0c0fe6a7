// SPDX-License-Identifier: GPL-3.0-or-later
// What answers look like: the schemas of answers.schema.json and of the record, as the description
// of the API gives them. Field selection takes the names it knows from here.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/evidence/record_json.h"

namespace outturn::api {

/// (file name, content) of the data files of this folder.
std::span<const std::pair<std::string_view, std::string_view>> embedded_schemas();

/// Every schema by name, in the dialect of OpenAPI 3.1 and with references as its components have
/// them ("#/components/schemas/Hit"). A vocabulary's terms stand as `enum`. Built once; safe from
/// any thread.
const evidence::Json& schemas();

/// The name of the schema whose `x-answers` lists the pattern of a route; empty where none does.
std::string schema_of(std::string_view pattern);

/// Names of the fields of a schema, in its order; none for what has no fields of its own.
std::vector<std::string> fields_of(std::string_view schema);

/// The same of what a field holds: an object, or the objects of a list.
std::vector<std::string> parts_of(std::string_view schema, std::string_view field);

}  // namespace outturn::api
