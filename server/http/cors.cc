// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of the API for pages of other sites; see cors.h.
#include "server/http/cors.h"

namespace outturn::http {

bool is_preflight(const Head& head, std::string_view path) {
  return head.method == "OPTIONS" && api::is_api(path);
}

api::Response preflight() {
  api::Response response;
  response.status = 204;
  response.headers = {{"Allow", "GET, HEAD, OPTIONS"},
                      {"Access-Control-Allow-Methods", "GET, HEAD"},
                      {"Access-Control-Allow-Headers", "If-None-Match"},
                      {"Access-Control-Max-Age", "86400"}};
  return response;
}

void share(std::string_view path, api::Response& response) {
  if (!api::is_api(path)) return;
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("Access-Control-Expose-Headers",
                                "ETag, Content-Disposition, Retry-After, Outturn-Gone");
}

}  // namespace outturn::http
