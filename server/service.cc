// SPDX-License-Identifier: GPL-3.0-or-later
// Finds what answers an address, and what may be kept of the answer; contract in service.h.
#include "server/service.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "schema/base/files.h"
#include "server/api/comparable.h"
#include "server/api/json.h"
#include "server/routes/embed_routes.h"
#include "server/routes/table.h"

namespace outturn {
namespace {

constexpr std::string_view kShorter =
    "shorten the description to 20,000 characters: what is done, for whom, and to what end";
static_assert(api::kLongestTyped == 20'000);

api::Response plain(int status, std::string body) {
  return {status, "text/plain; charset=utf-8", std::move(body), {{"Cache-Control", "no-store"}}};
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
    case 400:
      return "check how the request is written: HTTP/1.1, with a Host and no body";
    case 405:
      return "use GET";
    case 408:
      return "send the whole request at once";
    case 413:
    case 414:
    case 431:
      return "ask for less at once";
    case 415:
      return "ask without a body, or send it as it is";
    case 503:
      return "try again in a few seconds";
    case 505:
      return "use HTTP/1.1";
    default:
      return "try again; if it goes on, tell whoever runs this service";
  }
}

constexpr const char* kAnyFrame = "/embed/search";

/// Names of the addresses below the API, for who asks for another.
std::string known_addresses() {
  std::string out = "the API has ";
  const auto rows = routes::table();
  for (const routes::Route& row : rows) {
    if (!row.pattern.starts_with(routes::kApi)) continue;
    if (!out.ends_with("has ")) out += ", ";
    out += row.pattern.substr(routes::kApi.size());
  }
  return out + " below /api/v1";
}

bool says_how_long(const api::Response& response) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [](const auto& header) { return header.first == "Cache-Control"; });
}

}  // namespace

Service::Service(const Generations& generations, const render::Pages& pages,
                 routes::Settings settings, std::string stamp)
    : generations_(generations),
      pages_(pages),
      settings_(std::move(settings)),
      stamp_(std::move(stamp)) {}

api::Response Service::answer(const api::Request& request) const {
  if (request.path == "/healthz") return plain(200, "alive\n");
  if (request.path == "/readyz") return ready();
  const auto generation = generations_.current();
  if (generation == nullptr)
    return error(request, nullptr, 503, "no release is loaded yet", hint_of(503));
  try {
    const std::string name = name_of(request, generation->seal());
    if (const auto known = remembered_.find(name)) return *known;
    api::Response response = look_up(request, generation);
    // What says itself how long it may be kept is not for keeping. What is made as it is sent is
    // never in hand, but is the same each time.
    if (response.status == 200 && !says_how_long(response)) {
      add_validator(generation->manifest().id, name, response);
      if (!response.pieces) remembered_.keep(name, response);
    }
    return response;
  } catch (const std::exception& fault) {
    spdlog::error("{}: {}", request.path, fault.what());
    return error(request, generation, 500, "the answer could not be made",
                 "try again; if it goes on, tell whoever runs this service");
  }
}

api::Response Service::look_up(const api::Request& request,
                               const std::shared_ptr<const search::Generation>& generation) const {
  if (auto found = routes::find(request.path))
    return found->route.answer({request, generation, pages_, settings_, std::move(found->id),
                                std::move(found->format), &permits_});
  if (!api::is_api(request.path))
    return error(request, generation, 404, "There is no page at this address.",
                 "Check the address, or search for what you need.");
  return error(
      request, generation, 404, "there is no such address",
      request.path.starts_with(routes::kApi) ? known_addresses() : "the API is at /api/v1/");
}

api::Response Service::refuse(const std::string& path, int status,
                              const std::string& message) const {
  // Where we are too busy to read what was asked, it may have been a page in a frame.
  const api::Request request{status == 503 && path == "/" ? kAnyFrame : path, {}, false};
  const bool description = status == 414 && path.find("/comparables") != std::string::npos;
  return error(request, generations_.current(), status, message,
               description ? kShorter : hint_of(status));
}

api::Response Service::ready() const {
  const auto generation = generations_.current();
  if (generation == nullptr) return plain(503, "no release is loaded yet\n");
  return plain(200, "serving release " + generation->manifest().id + "\n");
}

api::Response Service::error(const api::Request& request,
                             const std::shared_ptr<const search::Generation>& generation,
                             int status, std::string_view message, std::string_view hint) const {
  if (generation != nullptr)
    return routes::framed_if_embedded(settings_, request,
                                      routes::refuse({request, generation, pages_, settings_},
                                                     status, code_of(status), message, hint));
  api::Response response =
      api::is_api(request.path)
          ? api::error_json(status, code_of(status), message, hint, {})
          : routes::html(status, pages_.error(nullptr, status, message, hint, {}));
  response.headers.emplace_back("Cache-Control", "no-store");
  return routes::framed_if_embedded(settings_, request, std::move(response));
}

void Service::add_validator(const std::string& release, const std::string& name,
                            api::Response& response) const {
  const std::string digest = base::sha256(stamp_ + name).substr(0, 16);
  response.headers.emplace_back("ETag", '"' + release + '-' + digest + '"');
  response.headers.emplace_back("Cache-Control", "no-cache");
}

}  // namespace outturn
