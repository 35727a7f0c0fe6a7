// SPDX-License-Identifier: GPL-3.0-or-later
// See feed_routes.h.
#include "server/routes/feed_routes.h"

#include "server/api/parameters.h"
#include "server/render/feed_view.h"
#include "server/search/latest.h"

namespace outturn::routes {
namespace {

constexpr std::size_t kMostEntries = 50;

}  // namespace

api::Response search_feed(const Asking& asking) {
  const auto reading = api::read_question(asking.request, *asking.generation);
  if (!reading.problems.empty())
    return refuse(asking, 400, "bad_request", "The search of this feed has wrong parameters.",
                  "Correct those listed.", reading.problems);
  const auto latest = search::latest(*asking.generation, reading.question, kMostEntries);
  const auto view = render::feed_view(asking.pages.site(), asking.release(), latest);
  return kept_if(reached(latest.answer),
                 {200, "application/atom+xml; charset=utf-8", asking.pages.draw("feed", view), {}});
}

}  // namespace outturn::routes
