// SPDX-License-Identifier: GPL-3.0-or-later
// See compare_routes.h. A record that is gone is told of, and the rest are compared; an id that no
// record ever had is a mistake, and nothing is compared before it is put right.
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
#include "server/search/comparable/comparable.h"
#include "server/search/engine.h"

namespace outturn::routes {
namespace {

using api::Problem;

/// What the ids of an address lead to.
struct Chosen {
  compare::Records records;
  std::vector<api::GoneRecord> gone;
  std::vector<Problem> problems;
};

api::GoneRecord gone_record(const search::Generation& generation, const std::string& id) {
  const auto history = search::find_history(generation, id);
  if (!history) throw std::runtime_error(base::to_text(history.error()));
  const store::Version& last = history->steps.back().version;
  return {id, history->title, last.at, last.reason};
}

Chosen look_up(const search::Generation& generation, const api::CompareReading& reading) {
  Chosen chosen;
  chosen.problems = reading.problems;
  for (const std::string& id : reading.ids) {
    auto found = search::find_record(generation, id);
    if (found) {
      chosen.records.push_back(std::move(*found));
    } else if (found.error().code == base::Code::kGone) {
      chosen.gone.push_back(gone_record(generation, id));
    } else if (found.error().code == base::Code::kNotFound) {
      chosen.problems.push_back(api::no_such_record(id));
    } else {
      throw std::runtime_error(base::to_text(found.error()));
    }
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
        fmt::format("{} of the records chosen {} removed, which leaves {}", chosen.gone.size(),
                    chosen.gone.size() == 1 ? "was" : "were", left == 0 ? "none" : "one");
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
  const auto reading = api::read_compare(asking.request);
  Chosen chosen = look_up(*asking.generation, reading);
  if (chosen.problems.empty() && !enough(chosen)) chosen.problems.push_back(too_few(chosen));
  if (!chosen.problems.empty())
    return refuse(asking, 400, "bad_request", "these records cannot be compared",
                  "correct what is listed", chosen.problems);
  return api::compare_json(compare::compare(std::move(chosen.records)),
                           {asking.generation->manifest().id, asking.settings.base_url,
                            reading.back, std::move(chosen.gone)});
}

api::Response compare_page(const Asking& asking) {
  const auto reading = api::read_compare(asking.request);
  Chosen chosen = look_up(*asking.generation, reading);
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
