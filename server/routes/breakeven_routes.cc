// SPDX-License-Identifier: GPL-3.0-or-later
// See breakeven_routes.h.
#include "server/routes/breakeven_routes.h"

#include <utility>

#include "server/api/breakeven.h"
#include "server/search/engine.h"

namespace outturn::routes {
namespace {

api::LocalReading read_local(const Asking& asking, api::Opened opened) {
  return api::read_local(
      asking.request,
      [&](const std::string& id) {
        return search::find_record(*asking.generation, id).map([](search::AuditedRecord found) {
          return std::move(found.record);
        });
      },
      opened);
}

}  // namespace

api::Response breakeven_json(const Asking& asking) {
  const auto reading = read_local(asking, api::Opened::kAsQuestion);
  if (!reading.problems.empty()) return refuse_question(asking, reading.problems);
  const auto answer = evidence::answer_local(reading.inputs);
  if (!answer)
    return refuse(asking, 400, "bad_request", answer.error().message, answer.error().hint);
  return api::local_json(asking.generation->manifest().id, reading, *answer);
}

api::Response breakeven_page(const Asking& asking) {
  const render::Release release = asking.release();
  const auto reading = read_local(asking, api::Opened::kAsForm);
  if (reading.problems.empty() && !reading.asked)
    return html(200, asking.pages.breakeven(release, reading, nullptr));
  if (reading.problems.empty()) {
    const auto answer = evidence::answer_local(reading.inputs);
    if (answer) return html(200, asking.pages.breakeven(release, reading, &*answer));
    return refuse(asking, 400, "bad_request", answer.error().message, answer.error().hint);
  }
  api::Response response = html(400, asking.pages.breakeven(release, reading, nullptr));
  return not_kept(std::move(response));
}

}  // namespace outturn::routes
