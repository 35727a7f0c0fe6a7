// SPDX-License-Identifier: GPL-3.0-or-later
// See search_routes.h.
#include "server/routes/search_routes.h"

#include <utility>

#include "server/api/json.h"
#include "server/api/suggest.h"
#include "server/search/engine.h"

namespace outturn::routes {

search::Answer found_by(const Asking& asking, const api::QuestionReading& reading) {
  search::Answer found = search::answer(*asking.generation, reading.question);
  if (reading.of_another_release)
    found.notes.emplace_back(
        "A newer release has been published since the page before, so results may have moved.");
  return found;
}

api::Response search_json(const Asking& asking) {
  auto reading = api::read_question(asking.request, *asking.generation, api::kFieldsParameter);
  if (reading.of_another_release)
    reading.problems.push_back({"cursor", "is of another release, where results had other places",
                                "leave it out to begin again"});
  auto [wanted, unknown] = api::read_selection(asking.request, "SearchAnswer");
  for (auto& problem : unknown) reading.problems.push_back(std::move(problem));
  if (!reading.problems.empty())
    return refuse(asking, 400, "bad_request", "the search has wrong parameters",
                  "correct those listed", reading.problems);
  const search::Answer found =
      search::answer(*asking.generation, reading.question, api::parts_for(wanted));
  return kept_if(reached(found), api::search_json(found, wanted));
}

api::Response search_page(const Asking& asking) {
  const auto reading = api::read_question(asking.request, *asking.generation);
  const search::Answer found = found_by(asking, reading);
  const render::Release release = asking.release();
  const bool whole = !asking.request.fragment_only;
  if (reading.problems.empty())
    return kept_if(reached(found), html(200, whole ? asking.pages.search(release, found)
                                                   : asking.pages.search_fragment(release, found)));
  const render::Refusal refusal{reading.problems, reading.typed};
  api::Response response =
      html(400, whole ? asking.pages.refused_search(release, found, refusal)
                      : asking.pages.refused_fragment(release, found, refusal));
  return not_kept(std::move(response));
}

api::Response suggest_json(const Asking& asking) {
  const auto reading = api::read_suggest(asking.request);
  if (!reading.problems.empty()) return refuse_question(asking, reading.problems);
  const auto made = asking.generation->suggestions();
  return api::suggest_json(
      asking.generation->manifest().id, reading, made.get(),
      {[&](const search::Question& question) { return asking.pages.search_url(question); },
       [&](std::string_view id) { return asking.pages.record_url(id); }});
}

}  // namespace outturn::routes
