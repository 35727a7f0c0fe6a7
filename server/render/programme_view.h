// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a programme: what its records disagree on, what was found where, what it returned.
#pragma once

#include <nlohmann/json.hpp>

#include "server/render/site.h"
#include "server/search/programme/programme.h"

namespace outturn::render {

/// Of programme.mustache.
nlohmann::json programme_view(const Site& site, const Release& release,
                              const search::Programme& programme);

/// The address of the page of the programme of that name.
std::string programme_url(const Site& site, std::string_view name);

}  // namespace outturn::render
