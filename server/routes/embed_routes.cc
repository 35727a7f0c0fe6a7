// SPDX-License-Identifier: GPL-3.0-or-later
// See embed_routes.h.
#include "server/routes/embed_routes.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "server/api/embed.h"
#include "server/api/parameters.h"
#include "server/render/embed_builder.h"
#include "server/render/embed_code.h"
#include "server/render/embed_view.h"
#include "server/routes/search_routes.h"
#include "server/search/engine.h"

namespace outturn::routes {
namespace {

using api::EmbedReading;
using api::Tier;
using nlohmann::json;

template <std::size_t size>
EmbedReading read(const Asking& asking, const std::array<ParameterNote, size>& notes) {
  std::array<std::string_view, size> names;
  for (std::size_t i = 0; i < size; ++i) names[i] = notes[i].name;
  return api::read_embed(asking.request, names);
}

/// The search in the request and everything that is wrong with it, the options included.
api::QuestionReading read_search(const Asking& asking, const EmbedReading& reading) {
  api::QuestionReading search = api::read_question(reading.search, *asking.generation);
  search.question = render::as_list(std::move(search.question));
  search.problems.insert(search.problems.begin(), reading.problems.begin(), reading.problems.end());
  return search;
}

/// A page in a frame may run nothing but the script that tells its height, and be framed by no one
/// but those the operator named. A refusal too: else its frame would stay empty.
api::Response framed(const Settings& settings, api::Response response) {
  std::string policy =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
      "form-action 'self'; base-uri 'none'; frame-ancestors 'self'";
  for (const std::string& source : settings.frame_ancestors)
    if (source != "'self'") policy += ' ' + source;
  response.headers.emplace_back("Content-Security-Policy", std::move(policy));
  return response;
}

api::Response answered(const search::Answer& found, std::string body) {
  return kept_if(reached(found), html(200, std::move(body)));
}

render::Site whole_site(const Asking& asking) {
  return render::whole_addresses(asking.pages.site(), asking.request.origin);
}

struct Fault {
  int status;
  std::string message;
  std::string hint;
};
const Fault kWrongParameters{400, "This address has parts that are not understood.",
                             "Correct those listed, or make the line to paste anew."};

api::Response refuse_frame(const Asking& asking, const EmbedReading& reading, const Fault& fault,
                           const std::vector<api::Problem>& problems = {}) {
  const json view = render::embed_refusal_view(asking.pages.site(), fault.message, fault.hint,
                                               problems, reading.options);
  return framed(asking.settings,
                not_kept(html(fault.status, asking.pages.draw("embed_refusal", view))));
}

Fault missing(const base::Error& fault) {
  if (fault.code == base::Code::kGone)
    return {base::row(fault.code).http_status, "This record was removed.",
            "Search for the programme by name."};
  return {404, "There is no record at this address.",
          "Check the address, or search for the programme by name."};
}

/// Draws what is previewed as it would be on a page of another site.
std::string preview_content(const Asking& asking, const api::EmbedOptions& options,
                            const search::Question& question) {
  const render::Site whole = whole_site(asking);
  if (options.tier != Tier::kFragment)
    return asking.pages.draw(render::code_template(options.tier),
                             render::code_view(whole, asking.request.origin, question, options));
  const search::Answer found = search::answer(*asking.generation, question);
  return asking.pages.draw("fragment",
                           render::fragment_view(whole, asking.release(), found, options));
}

}  // namespace

api::Response framed_if_embedded(const Settings& settings, const api::Request& request,
                                 api::Response response) {
  const bool in_frame =
      request.path == "/embed/search" || request.path.starts_with("/embed/records/");
  return in_frame ? framed(settings, std::move(response)) : response;
}

api::Response embed_search(const Asking& asking) {
  const EmbedReading reading = read(asking, kFrameParameters);
  const auto search = read_search(asking, reading);
  if (!search.problems.empty())
    return refuse_frame(asking, reading, kWrongParameters, search.problems);
  const search::Answer found = found_by(asking, search);
  const json view =
      render::embed_search_view(asking.pages.site(), asking.release(), found, reading.options);
  return framed(asking.settings, answered(found, asking.pages.draw("embed_search", view)));
}

api::Response embed_record(const Asking& asking) {
  const EmbedReading reading = read(asking, kFrameParameters);
  auto problems = reading.problems;
  for (api::Problem& problem :
       api::unknown_parameters(reading.search, std::vector<std::string_view>{}))
    problems.push_back(std::move(problem));
  if (!problems.empty()) return refuse_frame(asking, reading, kWrongParameters, problems);
  const auto record = search::find_record(*asking.generation, asking.id);
  if (!record) return refuse_frame(asking, reading, missing(record.error()));
  const json view =
      render::embed_record_view(asking.pages.site(), asking.release(), *record, reading.options);
  return framed(asking.settings, html(200, asking.pages.draw("embed_record", view)));
}

api::Response fragment_search(const Asking& asking) {
  const EmbedReading reading = read(asking, kFragmentParameters);
  const auto search = read_search(asking, reading);
  const render::Site whole = whole_site(asking);
  if (!search.problems.empty()) {
    json view = render::embed_refusal_view(whole, kWrongParameters.message, kWrongParameters.hint,
                                           search.problems, reading.options);
    view["top"] = nullptr;
    return not_kept(html(kWrongParameters.status, asking.pages.draw("fragment_refusal", view)));
  }
  const search::Answer found = found_by(asking, search);
  return answered(
      found, asking.pages.draw("fragment", render::fragment_view(whole, asking.release(), found,
                                                                 reading.options)));
}

api::Response embed_preview(const Asking& asking) {
  const EmbedReading reading = read(asking, kPreviewParameters);
  const auto search = read_search(asking, reading);
  if (!search.problems.empty())
    return refuse_frame(asking, reading, kWrongParameters, search.problems);
  json view = render::embed_refusal_view(asking.pages.site(), "", "", {}, reading.options);
  view["page_title"] = "Preview";
  view["content"] = preview_content(asking, reading.options, search.question);
  api::Response response = not_kept(html(200, asking.pages.draw("embed_preview", view)));
  // The policy that the builder prints, and our own styles around what is previewed.
  response.headers.emplace_back(
      "Content-Security-Policy",
      fmt::format(
          "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'self'; {}",
          render::policy_line(whole_site(asking), reading.options)));
  return response;
}

api::Response embed_page(const Asking& asking) {
  const EmbedReading reading = read(asking, kBuilderParameters);
  auto search = read_search(asking, reading);
  if (!search.problems.empty())
    return refuse(asking, 400, "bad_request", kWrongParameters.message, "Correct those listed.",
                  search.problems);
  search.question.offset = 0;  // what is pasted begins at the beginning
  render::EmbedRequest request{reading.options, asking.request.origin, {}};
  if (!request.options.record.empty()) {
    const auto record = search::find_record(*asking.generation, request.options.record);
    if (!record) {
      const Fault fault = missing(record.error());
      return refuse(asking, fault.status, fault.status == 404 ? "not_found" : "gone", fault.message,
                    fault.hint);
    }
    request.record_title = record->record.title;
    request.options.tier = Tier::kFrame;
  }
  const search::Answer found = found_by(asking, search);
  const auto draw = [&](std::string_view name, const json& view) {
    return asking.pages.draw(name, view);
  };
  const json view =
      render::embed_builder_view(asking.pages.site(), asking.release(), found, request, draw);
  return answered(found, asking.pages.draw("embed", view));
}

}  // namespace outturn::routes
