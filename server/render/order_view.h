// SPDX-License-Identifier: GPL-3.0-or-later
// The orders to choose from, and in words what an order compares and what it cannot.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "server/search/answer.h"

namespace outturn::render {

/// The options of the order box. Without words there is no best match: the first order is by title.
nlohmann::json order_options(const search::Question& question);

/// What the order is called, as the box says it.
std::string order_words(const search::Question& question);

/// The comparability rule of the order the answer is in; empty for relevance and title.
std::string order_rule(const search::Answer& answer);

}  // namespace outturn::render
