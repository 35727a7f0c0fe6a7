// SPDX-License-Identifier: GPL-3.0-or-later
// What became of the words of a search, each with the link that undoes it: widening, correction,
// words left out, and what was not understood.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

/// What _reading.mustache draws; null where there is nothing to say.
nlohmann::json reading_view(const Site& site, const search::Answer& answer);

/// Why a record matched: "title: nurse, visits; summary, outcomes: crime"; empty where no words
/// were given.
std::string reasons_text(const std::vector<search::Reason>& why);

}  // namespace outturn::render
