// SPDX-License-Identifier: GPL-3.0-or-later
// See record_routes.h.
#include "server/routes/record_routes.h"

#include <utility>

#include "server/api/json.h"
#include "server/api/parameters.h"
#include "server/routes/named.h"
#include "server/search/comparable/comparable.h"
#include "server/search/engine.h"
#include "server/search/latest.h"

namespace outturn::routes {
api::Response record_json(const Asking& asking) {
  auto [wanted, problems] = api::read_selection(asking.request, "RecordAnswer");
  for (auto& unknown : api::unknown_parameters(asking.request, api::kFieldsParameter))
    problems.push_back(std::move(unknown));
  if (!problems.empty()) return refuse_question(asking, problems);
  const auto record = search::find_record(*asking.generation, asking.id);
  if (record) return api::record_json(asking.generation->manifest().id, *record, wanted);
  return no_such_record(asking, asking.id, record.error());
}

api::Response record_page(const Asking& asking) {
  if (auto refused = refuse_unknown(asking, {"back"})) return std::move(*refused);
  const auto record = search::find_record(*asking.generation, asking.id);
  if (!record) return no_such_record(asking, asking.id, record.error());
  const auto& parameters = asking.request.parameters;
  const std::string back = parameters.empty() ? "" : parameters.front().value;
  search::ComparableQuestion near;
  near.id = asking.id;
  const auto found = search::comparables(*asking.generation, near);
  const auto standing = search::standing(*asking.generation, asking.id);
  const Reached near_reached = found ? reached(*found) : Reached::kAll;
  return kept_if(near_reached, html(200, asking.pages.record(asking.release(), *record, back,
                                                             found ? &*found : nullptr,
                                                             standing ? &*standing : nullptr)));
}

api::Response history_json(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  const auto history = search::find_history(*asking.generation, asking.id);
  if (!history) return no_such_record(asking, asking.id, history.error());
  return api::history_json(asking.generation->manifest().id, *history);
}

api::Response history_page(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  const auto history = search::find_history(*asking.generation, asking.id);
  if (!history) return no_such_record(asking, asking.id, history.error());
  return html(200, asking.pages.history(asking.release(), *history));
}

}  // namespace outturn::routes
