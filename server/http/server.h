// SPDX-License-Identifier: GPL-3.0-or-later
// The HTTP edge: the only place that sees the HTTP library. It turns a socket into api::Request and
// an api::Response into bytes, and knows nothing of searches or records.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "schema/base/result.h"
#include "server/api/message.h"

namespace outturn::http {

struct Options {
  std::string host = "127.0.0.1";
  int port = 8080;               ///< 0 takes a free one
  std::string base_url;          ///< "" or "/prefix"
  std::string origin;            ///< "https://host" as the world knows it; "" asks each request
  std::filesystem::path assets;  ///< folder served at BASE/assets/, each file immutable
  unsigned threads = 32;         ///< a connection holds a thread: enough for idle keep-alives
  std::size_t queue = 256;       ///< connections that may wait for a thread; more get 503
  std::chrono::seconds timeout{5};
  std::size_t max_body = 64 * 1024;
  std::size_t max_target = 24 * 1024;  ///< longer request targets get 414
};

/// Answers a request; called from many threads at once. Exceptions become a plain 500.
using Handler = std::function<api::Response(const api::Request&)>;

/// Turns a status the edge itself must answer with (400, 404, 405, 413, 414, 503) into a response
/// for that path: JSON below /api, a page elsewhere.
using ErrorHandler =
    std::function<api::Response(const std::string& path, int status, const std::string& message)>;

class Server {
 public:
  Server(Options options, Handler handler, ErrorHandler on_error);
  ~Server();

  /// Binds the port. Errors: port in use, address not ours, no permission.
  base::Result<int> bind();

  /// Serves until stop(). Returns once every request under way has been answered.
  void run();

  /// Safe from a signal-watching thread. Idle connections do not hold it up beyond 2 s.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace outturn::http
