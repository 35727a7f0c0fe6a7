// SPDX-License-Identifier: GPL-3.0-or-later
// See comparable_routes.h.
#include "server/routes/comparable_routes.h"

#include <utility>

#include "server/api/comparable.h"
#include "server/routes/named.h"
#include "server/search/comparable/comparable.h"

namespace outturn::routes {

api::Response comparables_json(const Asking& asking) {
  const auto reading = api::read_comparable(asking.request, *asking.generation, asking.id);
  if (!reading.problems.empty()) return refuse_question(asking, reading.problems);
  if (!reading.asked)
    return refuse(asking, 400, "bad_request", "there is nothing to compare",
                  "give the id of a record, or a description as q");
  const auto found = search::comparables(*asking.generation, reading.question);
  if (found) return kept_if(reached(*found), api::comparables_json(*found));
  const base::Error& fault = found.error();
  if (fault.code == base::Code::kBadRequest)
    return refuse_question(asking, {{fault.where, fault.message, fault.hint}});
  return no_such_record(asking, reading.question.id, fault);
}

api::Response comparables_page(const Asking& asking) {
  const render::Release release = asking.release();
  auto reading = api::read_comparable(asking.request, *asking.generation);
  if (reading.problems.empty() && !reading.asked)
    return html(200, asking.pages.comparables(release, reading, nullptr));
  if (reading.problems.empty()) {
    const auto found = search::comparables(*asking.generation, reading.question);
    if (found)
      return kept_if(reached(*found),
                     html(200, asking.pages.comparables(release, reading, &*found)));
    const base::Error& fault = found.error();
    if (fault.code != base::Code::kBadRequest)
      return no_such_record(asking, reading.question.id, fault);
    reading.problems.push_back({fault.where, fault.message, fault.hint});
  }
  api::Response response = html(400, asking.pages.comparables(release, reading, nullptr));
  return not_kept(std::move(response));
}

}  // namespace outturn::routes
