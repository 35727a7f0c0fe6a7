// SPDX-License-Identifier: GPL-3.0-or-later
// See route.h.
#include "server/routes/route.h"

#include <utility>

#include "server/api/json.h"
#include "server/api/parameters.h"

namespace outturn::routes {

render::Release Asking::release() const {
  const auto& manifest = generation->manifest();
  return {manifest.id,       manifest.published,  manifest.records,
          manifest.findings, manifest.appraisals, request.origin};
}

bool Asking::is_api() const { return api::is_api(request.path); }

api::Response html(int status, std::string body) {
  return {status, "text/html; charset=utf-8", std::move(body), {}};
}

api::Response not_kept(api::Response response) {
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

api::Response kept_if(Reached reached, api::Response response) {
  if (reached == Reached::kPart) return not_kept(std::move(response));
  return response;
}

api::Response refuse(const Asking& asking, int status, std::string_view code,
                     std::string_view message, std::string_view hint,
                     const std::vector<api::Problem>& problems) {
  const render::Release release = asking.release();
  api::Response response =
      asking.is_api() ? api::error_json(status, code, message, hint, problems)
                      : html(status, asking.pages.error(&release, status, message, hint, problems));
  return not_kept(std::move(response));
}

api::Response refuse_question(const Asking& asking, const std::vector<api::Problem>& problems) {
  return refuse(asking, 400, "bad_request", "the question has wrong parameters",
                "correct those listed", problems);
}

api::Response refuse(const Asking& asking, const base::Error& fault) {
  const auto& row = base::row(fault.code);
  return refuse(asking, row.http_status, row.slug, fault.message, fault.hint);
}

std::optional<api::Response> refuse_unknown(const Asking& asking,
                                            const std::vector<std::string_view>& known) {
  const auto unknown = api::unknown_parameters(asking.request, known);
  if (unknown.empty()) return std::nullopt;
  if (asking.is_api())
    return refuse(
        asking, 400, "bad_request",
        known.empty() ? "this address takes no parameters" : "the question has wrong parameters",
        "correct those listed", unknown);
  return refuse(asking, 400, "bad_request", "This address has parts that are not understood.",
                "Leave them out.", unknown);
}

}  // namespace outturn::routes
