// SPDX-License-Identifier: GPL-3.0-or-later
// What a refused search shows: every problem, with a link to the box it is about where there is
// one, and what stood in the boxes.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "server/render/pages.h"

namespace outturn::render {

/// One entry per problem.
nlohmann::json problem_list(const Refusal& refusal);

/// What is wrong with one box, or null.
nlohmann::json box_error(const Refusal& refusal, std::string_view parameter);

/// What stood in a number box, right or wrong.
std::string typed_in(const Refusal& refusal, std::string_view parameter);

}  // namespace outturn::render
