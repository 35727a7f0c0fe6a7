// SPDX-License-Identifier: GPL-3.0-or-later
// Routes addresses to answers; contract in service.h.
#include "server/service.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "schema/base/files.h"
#include "server/api/breakeven.h"
#include "server/api/comparable.h"
#include "server/api/json.h"
#include "server/api/parameters.h"
#include "server/api/suggest.h"
#include "server/search/comparable/comparable.h"
#include "server/search/engine.h"
#include "server/search/permalink.h"

namespace outturn {
namespace {

constexpr std::string_view kApi = "/api/v1";
constexpr std::string_view kApiRoot = "/api/";
constexpr std::string_view kRecords = "/records/";
constexpr std::string_view kHistory = "/history";  ///< after a record
constexpr std::string_view kSearchHelp = "/help/search";
constexpr std::string_view kBreakeven = "/breakeven";
constexpr std::string_view kComparables = "/comparables";  ///< alone, or after a record

constexpr std::string_view kShorter =
    "shorten the description to 20,000 characters: what is done, for whom, and to what end";
static_assert(api::kLongestTyped == 20'000);

bool is_api(std::string_view path) { return path.starts_with(kApiRoot) || path == "/api"; }

render::Release release_of(const search::Generation& generation) {
  const auto& manifest = generation.manifest();
  return {manifest.id, manifest.published, manifest.records, manifest.findings,
          manifest.appraisals};
}

api::Response html(int status, std::string body) {
  return {status, "text/html; charset=utf-8", std::move(body), {}};
}

api::Response plain(int status, std::string body) {
  return {status, "text/plain; charset=utf-8", std::move(body), {{"Cache-Control", "no-store"}}};
}

api::LocalReading read_local(const api::Request& request, const search::Generation& generation,
                             api::Opened opened) {
  return api::read_local(
      request,
      [&](const std::string& id) {
        return search::find_record(generation, id).map([](search::AuditedRecord found) {
          return std::move(found.record);
        });
      },
      opened);
}

/// An answer for which time ran out is not kept by anyone: the next may be whole.
api::Response unless_cut_short(const search::Answer& found, api::Response response) {
  if (found.approximate) response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

std::string_view code_of(int status) {
  switch (status) {
    case 400:
      return "bad_request";
    case 404:
      return "not_found";
    case 405:
      return "method_not_allowed";
    case 408:
      return "timeout";
    case 413:
      return "too_large";
    case 414:
      return "address_too_long";
    case 415:
      return "unsupported_encoding";
    case 431:
      return "headers_too_large";
    case 503:
      return "unavailable";
    case 505:
      return "unsupported_version";
    default:
      return status >= 500 ? "internal" : "bad_request";
  }
}

std::string_view hint_of(int status) {
  switch (status) {
    case 404:
      return "check the address, or search";
    case 405:
      return "use GET";
    case 413:
    case 414:
    case 431:
      return "ask for less at once";
    case 503:
      return "try again in a few seconds";
    default:
      return "";
  }
}

}  // namespace

/// What one request is answered with, from beginning to end.
struct Service::Context {
  const api::Request& request;
  std::shared_ptr<const search::Generation> generation;
};

Service::Service(const Generations& generations, const render::Pages& pages, std::string stamp)
    : generations_(generations), pages_(pages), stamp_(std::move(stamp)) {}

api::Response Service::answer(const api::Request& request) const {
  const Context context{request, generations_.current()};
  if (request.path == "/healthz") return plain(200, "alive\n");
  if (request.path == "/readyz") return ready();
  if (context.generation == nullptr)
    return error(context, 503, "unavailable", "no release is loaded yet", hint_of(503));
  try {
    const std::string name = name_of(request, context.generation->seal());
    if (const auto known = remembered_.find(name)) return *known;
    api::Response response =
        is_api(request.path)
            ? api_answer(
                  context,
                  std::string_view(request.path).substr(std::min(kApi.size(), request.path.size())))
            : page_answer(context);
    // What says itself how long it may be kept is not for keeping.
    if (response.status == 200 && response.headers.empty()) {
      add_validator(context, name, response);
      remembered_.keep(name, response);
    }
    return response;
  } catch (const std::exception& fault) {
    spdlog::error("{}: {}", request.path, fault.what());
    return error(context, 500, "internal", "the answer could not be made",
                 "try again; if it goes on, tell whoever runs this service");
  }
}

api::Response Service::refuse(const std::string& path, int status,
                              const std::string& message) const {
  const api::Request request{path, {}, false};
  const bool description = status == 414 && path.find(kComparables) != std::string::npos;
  return error({request, generations_.current()}, status, code_of(status), message,
               description ? kShorter : hint_of(status));
}

api::Response Service::ready() const {
  const auto generation = generations_.current();
  if (generation == nullptr) return plain(503, "no release is loaded yet\n");
  return plain(200, "serving release " + generation->manifest().id + "\n");
}

api::Response Service::api_answer(const Context& context, std::string_view route) const {
  const search::Generation& generation = *context.generation;
  if (!context.request.path.starts_with(kApi))
    return error(context, 404, "not_found", "there is no such address", "the API is at /api/v1/");
  if (route == "/search") {
    auto reading = api::read_question(context.request, generation);
    if (reading.of_another_release)
      reading.problems.push_back({"cursor", "is of another release, where results had other places",
                                  "leave it out to begin again"});
    if (!reading.problems.empty())
      return error(context, 400, "bad_request", "the search has wrong parameters",
                   "correct those listed", reading.problems);
    const search::Answer found = search::answer(generation, reading.question);
    return unless_cut_short(found, api::search_json(found));
  }
  if (route == "/suggest") return suggest_answer(context);
  if (route == kBreakeven) return local_answer(context);
  if (route == kComparables) return comparables_answer(context, {});
  if (route.starts_with(kRecords) && route.ends_with(kComparables)) {
    route.remove_prefix(kRecords.size());
    route.remove_suffix(kComparables.size());
    if (!route.empty()) return comparables_answer(context, route);
  }
  const auto unknown = api::unknown_parameters(context.request, {});
  if (route == "/vocabularies" || route.starts_with(kRecords)) {
    if (!unknown.empty())
      return error(context, 400, "bad_request", "this address takes no parameters",
                   "correct those listed", unknown);
  }
  if (route == "/vocabularies") return api::vocabularies_json();
  if (route.starts_with(kRecords)) return record_answer(context, route.substr(kRecords.size()));
  return error(context, 404, "not_found", "there is no such address",
               "the API has /search, /suggest, /records/ID, /records/ID/history, "
               "/records/ID/comparables, /comparables, /breakeven and /vocabularies below /api/v1");
}

api::Response Service::page_answer(const Context& context) const {
  const search::Generation& generation = *context.generation;
  const render::Release release = release_of(generation);
  const api::Request& request = context.request;
  if (request.path == "/search") return search_page(context, release);
  if (request.path == kBreakeven) return local_page(context, release);
  const bool is_help = request.path == kSearchHelp;
  if (request.path == kComparables) return comparables_page(context, release);
  const bool is_record = request.path.starts_with(kRecords);
  if (!is_record && !is_help && request.path != "/")
    return error(context, 404, "not_found", "There is no page at this address.",
                 "Check the address, or search for what you need.");
  const auto unknown =
      api::unknown_parameters(request, is_record && !request.path.ends_with(kHistory)
                                           ? std::vector<std::string_view>{"back"}
                                           : std::vector<std::string_view>{});
  if (!unknown.empty())
    return error(context, 400, "bad_request", "This address has parts that are not understood.",
                 "Leave them out.", unknown);
  if (is_help)
    return html(200, pages_.search_help(release, search::answer(generation, {}),
                                        [&](const search::Question& question) {
                                          return search::answer(generation, question).total;
                                        }));
  if (!is_record) return html(200, pages_.home(release, search::answer(generation, {})));
  return record_page(context, release);
}

api::Response Service::record_answer(const Context& context, std::string_view id) const {
  const search::Generation& generation = *context.generation;
  const std::string& release = generation.manifest().id;
  const auto refused = [&](const base::Error& fault) {
    const auto& row = base::row(fault.code);
    return error(context, row.http_status, row.slug, fault.message, fault.hint);
  };
  if (id.ends_with(kHistory)) {
    id.remove_suffix(kHistory.size());
    const auto history = search::find_history(generation, std::string(id));
    return history ? api::history_json(release, *history) : refused(history.error());
  }
  const auto record = search::find_record(generation, std::string(id));
  if (record) return api::record_json(release, *record);
  auto fault = record.error();
  if (fault.code == base::Code::kGone)
    fault.hint = fmt::format("its versions are at {}{}{}{}", kApi, kRecords, id, kHistory);
  return refused(fault);
}

api::Response Service::record_page(const Context& context, const render::Release& release) const {
  const search::Generation& generation = *context.generation;
  const api::Request& request = context.request;
  std::string id = request.path.substr(kRecords.size());
  const bool wants_history = id.ends_with(kHistory);
  if (wants_history) id.resize(id.size() - kHistory.size());
  const auto record = search::find_record(generation, id);
  const bool gone = !record && record.error().code == base::Code::kGone;
  if (record && !wants_history) {
    const std::string back = request.parameters.empty() ? "" : request.parameters.front().value;
    search::ComparableQuestion near;
    near.id = id;
    const auto found = search::comparables(generation, near);
    return html(200, pages_.record(release, *record, back, found ? &*found : nullptr));
  }
  if (!record && !gone)
    return error(context, 404, "not_found", "There is no record at this address.",
                 "Check the address, or search for the programme by name.");
  const auto history = search::find_history(generation, id);
  if (!history) throw std::runtime_error(base::to_text(history.error()));
  if (wants_history) return html(200, pages_.history(release, *history));
  api::Response response =
      html(base::row(base::Code::kGone).http_status, pages_.gone(release, *history));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

api::Response Service::search_page(const Context& context, const render::Release& release) const {
  const auto reading = api::read_question(context.request, *context.generation);
  search::Answer found = search::answer(*context.generation, reading.question);
  if (reading.of_another_release)
    found.notes.emplace_back(
        "A newer release has been published since the page before, so results may have moved.");
  const bool whole = !context.request.fragment_only;
  if (reading.problems.empty())
    return unless_cut_short(found, html(200, whole ? pages_.search(release, found)
                                                   : pages_.search_fragment(release, found)));
  const render::Refusal refusal{reading.problems, reading.typed};
  api::Response response = html(400, whole ? pages_.refused_search(release, found, refusal)
                                           : pages_.refused_fragment(release, found, refusal));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

api::Response Service::suggest_answer(const Context& context) const {
  const auto reading = api::read_suggest(context.request);
  if (!reading.problems.empty())
    return error(context, 400, "bad_request", "the question has wrong parameters",
                 "correct those listed", reading.problems);
  const auto made = context.generation->suggestions();
  return api::suggest_json(
      context.generation->manifest().id, reading, made.get(),
      {[&](const search::Question& question) { return pages_.search_url(question); },
       [&](std::string_view id) { return pages_.record_url(id); }});
}

api::Response Service::comparables_answer(const Context& context, std::string_view id) const {
  const auto reading = api::read_comparable(context.request, *context.generation, id);
  if (!reading.problems.empty())
    return error(context, 400, "bad_request", "the question has wrong parameters",
                 "correct those listed", reading.problems);
  if (!reading.asked)
    return error(context, 400, "bad_request", "there is nothing to compare",
                 "give the id of a record, or a description as q");
  const auto found = search::comparables(*context.generation, reading.question);
  if (found) return api::comparables_json(*found);
  const base::Error& fault = found.error();
  const auto& row = base::row(fault.code);
  if (fault.code == base::Code::kBadRequest)
    return error(context, row.http_status, row.slug, "the question has wrong parameters",
                 "correct those listed", {{fault.where, fault.message, fault.hint}});
  return error(context, row.http_status, row.slug, fault.message, fault.hint);
}

api::Response Service::comparables_page(const Context& context,
                                        const render::Release& release) const {
  auto reading = api::read_comparable(context.request, *context.generation);
  if (reading.problems.empty() && !reading.asked)
    return html(200, pages_.comparables(release, reading, nullptr));
  if (reading.problems.empty()) {
    const auto found = search::comparables(*context.generation, reading.question);
    if (found) return html(200, pages_.comparables(release, reading, &*found));
    const base::Error& fault = found.error();
    if (fault.code != base::Code::kBadRequest)
      return error(context, base::row(fault.code).http_status, base::row(fault.code).slug,
                   fault.code == base::Code::kGone ? fault.message : "There is no such record.",
                   "Search for the programme by name, or describe what you plan.");
    reading.problems.push_back({fault.where, fault.message, fault.hint});
  }
  api::Response response = html(400, pages_.comparables(release, reading, nullptr));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

api::Response Service::local_answer(const Context& context) const {
  const auto reading = read_local(context.request, *context.generation, api::Opened::kAsQuestion);
  if (!reading.problems.empty())
    return error(context, 400, "bad_request", "the question has wrong parameters",
                 "correct those listed", reading.problems);
  const auto answer = evidence::answer_local(reading.inputs);
  if (!answer)
    return error(context, 400, "bad_request", answer.error().message, answer.error().hint);
  return api::local_json(context.generation->manifest().id, reading, *answer);
}

api::Response Service::local_page(const Context& context, const render::Release& release) const {
  const auto reading = read_local(context.request, *context.generation, api::Opened::kAsForm);
  if (reading.problems.empty() && !reading.asked)
    return html(200, pages_.breakeven(release, reading, nullptr));
  if (reading.problems.empty()) {
    const auto answer = evidence::answer_local(reading.inputs);
    if (answer) return html(200, pages_.breakeven(release, reading, &*answer));
    return error(context, 400, "bad_request", answer.error().message, answer.error().hint);
  }
  api::Response response = html(400, pages_.breakeven(release, reading, nullptr));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

api::Response Service::error(const Context& context, int status, std::string_view code,
                             std::string_view message, std::string_view hint,
                             const std::vector<api::Problem>& problems) const {
  api::Response response;
  if (is_api(context.request.path)) {
    response = api::error_json(status, code, message, hint, problems);
  } else if (context.generation != nullptr) {
    const render::Release release = release_of(*context.generation);
    response = html(status, pages_.error(&release, status, message, hint, problems));
  } else {
    response = html(status, pages_.error(nullptr, status, message, hint, problems));
  }
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

void Service::add_validator(const Context& context, const std::string& name,
                            api::Response& response) const {
  const std::string digest = base::sha256(stamp_ + name).substr(0, 16);
  response.headers.emplace_back("ETag",
                                '"' + context.generation->manifest().id + '-' + digest + '"');
  response.headers.emplace_back("Cache-Control", "no-cache");
}

}  // namespace outturn
