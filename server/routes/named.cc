// SPDX-License-Identifier: GPL-3.0-or-later
// See named.h.
#include "server/routes/named.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "schema/base/text.h"
#include "server/search/engine.h"
#include "server/search/stored.h"

namespace outturn::routes {
namespace {

store::History history_of(const search::Generation& generation, const std::string& id) {
  auto history = search::find_history(generation, id);
  if (!history) throw std::runtime_error(base::to_text(history.error()));
  return *std::move(history);
}

}  // namespace

Named look_up(const search::Generation& generation, api::NamedReading reading) {
  Named named;
  named.problems = std::move(reading.problems);
  for (std::string& id : reading.ids) {
    const auto number = search::number_of_record(generation, id);
    if (number) {
      named.numbers.push_back(*number);
      named.ids.push_back(std::move(id));
    } else if (number.error().code == base::Code::kGone) {
      const store::History history = history_of(generation, id);
      const store::Version& last = history.steps.back().version;
      named.gone.push_back({std::move(id), history.title, last.at, last.reason});
    } else if (number.error().code == base::Code::kNotFound) {
      named.problems.push_back(api::no_such_record(id));
    } else {
      throw std::runtime_error(base::to_text(number.error()));
    }
  }
  return named;
}

std::string gone_words(std::size_t gone) {
  return fmt::format("{} of the records chosen {} removed", gone, gone == 1 ? "was" : "were");
}

api::Response no_such_record(const Asking& asking, const std::string& id,
                             const base::Error& fault) {
  const bool gone = fault.code == base::Code::kGone;
  if (asking.is_api()) {
    base::Error told = fault;
    if (gone)
      told.hint = fmt::format("its versions are at {}{}/records/{}/history",
                              asking.settings.base_url, kApi, base::percent_encode(id));
    return refuse(asking, told);
  }
  if (!gone)
    return refuse(asking, 404, "not_found", "There is no record at this address.",
                  "Check the address, or search for the programme by name.");
  api::Response response =
      html(base::row(base::Code::kGone).http_status,
           asking.pages.gone(asking.release(), history_of(*asking.generation, id)));
  return not_kept(std::move(response));
}

}  // namespace outturn::routes
