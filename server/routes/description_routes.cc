// SPDX-License-Identifier: GPL-3.0-or-later
// See description_routes.h.
#include "server/routes/description_routes.h"

#include <utility>

#include "server/render/docs_view.h"
#include "server/routes/description.h"
#include "server/routes/table.h"

namespace outturn::routes {
namespace {

evidence::Json description(const Asking& asking) { return describe(table(), asking.site()); }

}  // namespace

api::Response description_json(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  return {200, "application/json; charset=utf-8", description(asking).dump() + "\n", {}};
}

api::Response docs_page(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  return html(200,
              asking.pages.draw("docs_api", render::docs_view(asking.pages.site(), asking.release(),
                                                              description(asking))));
}

}  // namespace outturn::routes
