// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown on pages of other sites: a search form, results and a record, without this site's
// own head and foot. One view and one set of partial templates (_embed_*) serve the frame, the
// fragment and the code that is pasted.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/api/embed.h"
#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

/// The site with whole addresses: `origin` is "https://host", or empty where it is not known.
Site whole_addresses(Site site, const std::string& origin);

/// The same search without a way to show it: what is embedded is always a list, and the views below
/// expect a question of this kind.
search::Question as_list(search::Question question);

/// What _embed_form.mustache draws: the search page's form, its filters hidden in it.
nlohmann::json embed_form(const Site& site, const search::Question& question,
                          const api::EmbedOptions& options);

/// Results for a fragment: every address is whole where `site` has whole addresses.
nlohmann::json fragment_view(const Site& site, const Release& release, const search::Answer& answer,
                             const api::EmbedOptions& options);

/// Results for a frame: searching and paging stay in it, everything else opens the whole page.
nlohmann::json embed_search_view(const Site& site, const Release& release,
                                 const search::Answer& answer, const api::EmbedOptions& options);

/// A record in short, for a frame.
nlohmann::json embed_record_view(const Site& site, const Release& release,
                                 const search::AuditedRecord& found,
                                 const api::EmbedOptions& options);

/// Why there is nothing to show, for a frame or a fragment.
nlohmann::json embed_refusal_view(const Site& site, const std::string& message,
                                  const std::string& hint, const std::vector<Problem>& problems,
                                  const api::EmbedOptions& options);

}  // namespace outturn::render
