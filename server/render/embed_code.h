// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that a person pastes to put a search or a record on a page of another site, and what
// that page's Content-Security-Policy must allow for them. Every address is whole.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "server/api/embed.h"
#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

/// What code_*.mustache draw. `site` has whole addresses, `origin` is theirs.
nlohmann::json code_view(const Site& site, const std::string& origin,
                         const search::Question& question, const api::EmbedOptions& options);

/// What a page under default-src 'none' must allow besides, such as
/// "form-action https://host/search"; empty where it need not allow anything.
std::string policy_line(const Site& site, const api::EmbedOptions& options);

/// Addresses of the frame and of the preview of the other tiers.
std::string frame_address(const Site& site, const search::Question& question,
                          const api::EmbedOptions& options);
std::string preview_address(const Site& site, const search::Question& question,
                            const api::EmbedOptions& options);

/// The template that draws the code of a tier.
std::string_view code_template(api::Tier tier);

}  // namespace outturn::render
