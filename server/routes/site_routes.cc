// SPDX-License-Identifier: GPL-3.0-or-later
// See site_routes.h.
#include "server/routes/site_routes.h"

#include <utility>

#include "server/api/json.h"
#include "server/search/engine.h"

namespace outturn::routes {

api::Response home_page(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  return html(200, asking.pages.home(asking.release(), search::answer(*asking.generation, {})));
}

api::Response search_help_page(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  const auto total = [&](const search::Question& question) {
    return search::answer(*asking.generation, question).total;
  };
  return html(200, asking.pages.search_help(asking.release(),
                                            search::answer(*asking.generation, {}), total));
}

api::Response vocabularies_json(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  return api::vocabularies_json();
}

}  // namespace outturn::routes
