// SPDX-License-Identifier: GPL-3.0-or-later
// See record_routes.h.
#include "server/routes/record_routes.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "server/api/json.h"
#include "server/api/parameters.h"
#include "server/search/comparable/comparable.h"
#include "server/search/engine.h"
#include "server/search/latest.h"

namespace outturn::routes {
namespace {

/// In place of a page that needs a record: it is gone, or never was.
api::Response no_such_record(const Asking& asking, const base::Error& fault) {
  if (fault.code != base::Code::kGone)
    return refuse(asking, 404, "not_found", "There is no record at this address.",
                  "Check the address, or search for the programme by name.");
  const auto history = search::find_history(*asking.generation, asking.id);
  if (!history) throw std::runtime_error(base::to_text(history.error()));
  api::Response response =
      html(base::row(base::Code::kGone).http_status, asking.pages.gone(asking.release(), *history));
  return not_kept(std::move(response));
}

}  // namespace

api::Response record_json(const Asking& asking) {
  auto [wanted, problems] = api::read_selection(asking.request, "RecordAnswer");
  for (auto& unknown : api::unknown_parameters(asking.request, api::kFieldsParameter))
    problems.push_back(std::move(unknown));
  if (!problems.empty()) return refuse_question(asking, problems);
  const auto record = search::find_record(*asking.generation, asking.id);
  if (record) return api::record_json(asking.generation->manifest().id, *record, wanted);
  auto fault = record.error();
  if (fault.code == base::Code::kGone)
    fault.hint = fmt::format("its versions are at {}/records/{}/history", kApi, asking.id);
  return refuse(asking, fault);
}

api::Response record_page(const Asking& asking) {
  if (auto refused = refuse_unknown(asking, {"back"})) return std::move(*refused);
  const auto record = search::find_record(*asking.generation, asking.id);
  if (!record) return no_such_record(asking, record.error());
  const auto& parameters = asking.request.parameters;
  const std::string back = parameters.empty() ? "" : parameters.front().value;
  search::ComparableQuestion near;
  near.id = asking.id;
  const auto found = search::comparables(*asking.generation, near);
  const auto standing = search::standing(*asking.generation, asking.id);
  return html(200, asking.pages.record(asking.release(), *record, back, found ? &*found : nullptr,
                                       standing ? &*standing : nullptr));
}

api::Response history_json(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  const auto history = search::find_history(*asking.generation, asking.id);
  if (!history) return refuse(asking, history.error());
  return api::history_json(asking.generation->manifest().id, *history);
}

api::Response history_page(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  const auto history = search::find_history(*asking.generation, asking.id);
  if (!history) return no_such_record(asking, history.error());
  return html(200, asking.pages.history(asking.release(), *history));
}

}  // namespace outturn::routes
