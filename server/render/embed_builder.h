// SPDX-License-Identifier: GPL-3.0-or-later
// The page that builds the lines to paste: what is put where, how, the code, what the page's policy
// must allow, and a preview.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "server/api/embed.h"
#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

struct EmbedRequest {
  api::EmbedOptions options;
  std::string origin;        ///< "https://host", or empty where it is not known
  std::string record_title;  ///< where one record is put on the page
};

/// Draws a template from a view.
using Draw = std::function<std::string(std::string_view name, const nlohmann::json& view)>;

/// What embed.mustache draws. `answer` is of the search that is put on the page.
nlohmann::json embed_builder_view(const Site& site, const Release& release,
                                  const search::Answer& answer, const EmbedRequest& request,
                                  const Draw& draw);

}  // namespace outturn::render
