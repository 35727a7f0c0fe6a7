// SPDX-License-Identifier: GPL-3.0-or-later
// From an api::Response to the bytes on the wire: transport headers, compression, conditional
// answers. Pure functions, so that every header can be tested without a socket.
#pragma once

#include <string>

#include "server/api/message.h"
#include "server/http/head.h"

namespace outturn::http {

/// What a handler's page may do in a browser, unless it says otherwise itself.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'";

/// Whether htmx asks for the live part of a page alone.
bool wants_fragment(const Head& head);

/// Adds security headers, Vary, gzip and the variant's entity tag, and turns a 200 the client
/// already holds into a 304. Headers whose name or value could break out of their line are dropped
/// and logged.
api::Response finish(api::Response response, const Head& head);

/// The answer as bytes. `body` false leaves the body out but keeps its length, for HEAD. Of an
/// answer in pieces this is the head alone; chunk() writes the rest.
std::string serialise(const api::Response& response, bool body, bool keep_alive);

/// The head of an answer in pieces for HTTP/1.0, whose body ends where the connection does.
std::string serialise_unframed(const api::Response& response);

/// One piece of a chunked body; of an empty piece, what ends it. Source: RFC 9112 section 7.1.
std::string chunk(std::string_view piece);

}  // namespace outturn::http
