// SPDX-License-Identifier: GPL-3.0-or-later
// See compare_routes.h.
#include "server/routes/compare_routes.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <utility>

#include "server/api/compare.h"
#include "server/api/parameters.h"
#include "server/api/query_text.h"
#include "server/render/compare_view.h"
#include "server/routes/named.h"
#include "server/search/comparable/comparable.h"
#include "server/search/engine.h"

namespace outturn::routes {
namespace {

using api::Problem;

/// What is compared, and what stands in the way.
struct Chosen {
  compare::Records records;
  std::vector<api::GoneRecord> gone;
  std::vector<Problem> problems;
};

Chosen choose(const search::Generation& generation, const api::NamedReading& reading) {
  Named named = look_up(generation, reading);
  Chosen chosen{{}, std::move(named.gone), std::move(named.problems)};
  for (const std::string& id : named.ids) {
    auto found = search::find_record(generation, id);
    if (!found) throw std::runtime_error(base::to_text(found.error()));
    chosen.records.push_back(std::move(*found));
  }
  return chosen;
}

bool enough(const Chosen& chosen) { return chosen.records.size() >= compare::kFewest; }

/// What is wrong where too few records are there to compare, in words for either kind of answer.
Problem too_few(const Chosen& chosen) {
  const std::size_t left = chosen.records.size();
  std::string message = left == 0 ? "no record is chosen" : "one record alone is chosen";
  if (!chosen.gone.empty())
    message =
        gone_words(chosen.gone.size()) + (left == 0 ? ", which leaves none" : ", which leaves one");
  return {"ids", std::move(message),
          fmt::format("choose {} to {}", compare::kFewest, compare::kMost)};
}

std::string today() {
  return fmt::format(
      "{:%Y-%m-%d}",
      fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

/// The answer to the search the records were chosen on; nothing where it is not understood.
std::optional<search::Answer> searched(const Asking& asking, const std::string& back) {
  if (back.empty()) return std::nullopt;
  const api::Request request{"/search", api::parse_query(back), false};
  const auto reading = api::read_question(request, *asking.generation);
  if (!reading.problems.empty() || reading.of_another_release) return std::nullopt;
  return search::answer(*asking.generation, reading.question);
}

/// What else might be chosen beside the only record there is.
std::optional<search::Comparables> near_to(const Asking& asking, const Chosen& chosen) {
  if (chosen.records.size() != 1) return std::nullopt;
  search::ComparableQuestion question;
  question.id = chosen.records.front().record.id;
  auto found = search::comparables(*asking.generation, question);
  if (!found) return std::nullopt;
  return std::move(*found);
}

}  // namespace

api::Response compare_json(const Asking& asking) {
  const auto reading = api::read_named(asking.request, api::kToCompare);
  Chosen chosen = choose(*asking.generation, reading);
  if (chosen.problems.empty() && !enough(chosen)) chosen.problems.push_back(too_few(chosen));
  if (!chosen.problems.empty())
    return refuse(asking, 400, "bad_request", "these records cannot be compared",
                  "correct what is listed", chosen.problems);
  return api::compare_json(compare::compare(std::move(chosen.records)),
                           {asking.generation->manifest().id, asking.settings.base_url,
                            reading.back, std::move(chosen.gone)});
}

api::Response compare_page(const Asking& asking) {
  const auto reading = api::read_named(asking.request, api::kToCompare);
  Chosen chosen = choose(*asking.generation, reading);
  const render::Release release = asking.release();
  const render::Site& site = asking.pages.site();
  const auto from = searched(asking, reading.back);
  // It names the day on which it is made, so nobody keeps it.
  const render::ComparePage page{
      {release.id, site.base_url, from ? reading.back : std::string(), chosen.gone},
      today(),
      from ? &*from : nullptr};
  if (chosen.problems.empty() && enough(chosen))
    return not_kept(html(
        200, asking.pages.draw("compare", render::compare_view(
                                              site, release,
                                              compare::compare(std::move(chosen.records)), page))));
  // Nothing or one record is where choosing begins, and no mistake.
  const bool begun = chosen.problems.empty() && chosen.gone.empty();
  if (chosen.problems.empty() && !begun) chosen.problems.push_back(too_few(chosen));
  const auto near = near_to(asking, chosen);
  return not_kept(
      html(begun ? 200 : 400,
           asking.pages.draw("choose_compare",
                             render::choose_view(site, release, chosen.records,
                                                 near ? &*near : nullptr, chosen.problems, page))));
}

}  // namespace outturn::routes
