// SPDX-License-Identifier: GPL-3.0-or-later
// Whether pages of other sites may read an answer: those of the API may, without credentials, of
// which there are none. What a request says of its origin is never looked at, so that nothing of it
// can come back. Source: Fetch Standard, section 3.2 (CORS protocol).
#pragma once

#include <string_view>

#include "server/api/message.h"
#include "server/http/head.h"

namespace outturn::http {

/// Whether the request asks what it may ask of `path`, which is below the base URL.
bool is_preflight(const Head& head, std::string_view path);

/// The answer to that: 204, reading alone, with If-None-Match.
api::Response preflight();

/// Lets pages of other sites read an answer of the API; other answers stay as they are.
void share(std::string_view path, api::Response& response);

}  // namespace outturn::http
