// SPDX-License-Identifier: GPL-3.0-or-later
// The filters that are set, as a list: each removable by a link, and what must be met together.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

/// One chip per chosen value and one per range, each with the address of the search without it. Of
/// very many the first, and how many more there are.
nlohmann::json chips(const Site& site, const search::Answer& answer);

/// How many chips that would be in all.
std::size_t chip_count(const search::FilterSet& filters);

/// Where two or more filters of findings, or of appraisals, are set: that one and the same finding
/// meets them all. A sentence each.
std::vector<std::string> joint_sentences(const search::FilterSet& filters);

}  // namespace outturn::render
