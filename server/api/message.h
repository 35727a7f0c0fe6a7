// SPDX-License-Identifier: GPL-3.0-or-later
// What a request asks and what an answer says, free of any HTTP library, so that api/ and render/
// can be tested as plain functions and the library at the edge can be replaced.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outturn::api {

/// Whether an address belongs to the API: then errors are JSON, and pages of other sites may read
/// the answers.
constexpr bool is_api(std::string_view path) { return path == "/api" || path.starts_with("/api/"); }

/// One query parameter, percent-decoded; order and repetition are kept.
struct Parameter {
  std::string name;
  std::string value;
};

/// A request after the edge has cut off the base URL and decoded the query.
struct Request {
  std::string path;                   ///< decoded, begins with '/'
  std::vector<Parameter> parameters;  ///< in the order of the URL
  bool fragment_only = false;         ///< an htmx request: only the live part of a page is wanted
  /// Scheme and host it was sent to, such as "https://evidence.example"; empty where it named none.
  /// Not to be trusted beyond addresses in the answer to this very request.
  std::string origin = {};
};

/// A long body, made as it is sent: each call gives the next piece, an empty one ends it. What it
/// throws cuts the answer off, which the client can tell. Called by one thread at a time.
using Pieces = std::function<std::string()>;

/// An answer before the edge compresses it and adds transport headers.
struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  Pieces pieces = {};  ///< where set, the body comes from here, and `body` is empty
};

}  // namespace outturn::api
