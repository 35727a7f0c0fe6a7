// SPDX-License-Identifier: GPL-3.0-or-later
// See programme_routes.h.
#include "server/routes/programme_routes.h"

#include <utility>

#include "server/api/programme.h"
#include "server/render/programme_view.h"
#include "server/search/programme/programme.h"

namespace outturn::routes {

api::Response programme_page(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  const auto programme = search::find_programme(*asking.generation, asking.id);
  if (!programme)
    return refuse(asking, 404, "not_found", "There is no programme at this address.",
                  "Search for it by name: its records lead to its page.");
  return html(200,
              asking.pages.draw("programme", render::programme_view(asking.pages.site(),
                                                                    asking.release(), *programme)));
}

api::Response programme_json(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  const auto programme = search::find_programme(*asking.generation, asking.id);
  if (!programme) return refuse(asking, programme.error());
  return api::programme_json(asking.generation->manifest().id, *programme);
}

}  // namespace outturn::routes
