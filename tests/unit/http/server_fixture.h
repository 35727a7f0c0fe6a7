// SPDX-License-Identifier: GPL-3.0-or-later
// A running server on a free port with a handler that shows what it was asked; for the tests of the
// edge.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>

#include "server/http/server.h"
#include "tests/unit/http/raw_client.h"

namespace outturn::http {

inline api::Response echo(const api::Request& request) {
  using std::string;
  if (request.path == "/throw") throw std::runtime_error("secret");
  if (request.path == "/slow") std::this_thread::sleep_for(std::chrono::milliseconds(400));
  if (request.path == "/inject")
    return {200, "text/plain", "x", {{"X-Echo", "a\r\nSet-Cookie: b"}, {"X-Fine", "yes"}}};
  if (request.path == "/big")
    return {200, "text/html; charset=utf-8", string(60000, 'x'), {{"ETag", "\"g1\""}}};
  if (request.path == "/huge") return {200, "image/png", string(8000000, 'x'), {}};
  if (request.path == "/pieces" || request.path == "/cut-off")
    return {200,
            "text/csv",
            {},
            {},
            [sent = 0, breaks = request.path == "/cut-off"]() mutable -> string {
              if (breaks && sent == 3) throw std::runtime_error("the disk is gone");
              return sent == 40 ? "" : string(10000, static_cast<char>('a' + sent++ % 26));
            }};
  if (request.path == "/origin") return {200, "text/plain", request.origin, {}};
  if (request.path == "/own-csp")
    return {200, "text/html", "x", {{"Content-Security-Policy", "default-src 'none'"}}};
  if (request.path == "/gone") return {404, "text/html", "gone", {{"ETag", "\"g1\""}}};
  string body = request.path + (request.fragment_only ? " fragment" : "");
  for (const auto& [name, value] : request.parameters) body += "\n" + name + "|" + value;
  return {200, "text/plain; charset=utf-8", body, {{"ETag", "\"echo\""}}};
}

inline api::Response plain_error(const std::string& path, int status, const std::string& message) {
  return {status,
          "text/plain; charset=utf-8",
          "error " + std::to_string(status) + " " + path + ": " + message,
          {}};
}

class RunningServer {
 public:
  explicit RunningServer(Options options = {}, Handler handler = echo)
      : server_(with_free_port(std::move(options)), std::move(handler), plain_error) {
    const auto bound = server_.bind();
    if (!bound) throw std::runtime_error(bound.error().message);
    port_ = *bound;
    thread_ = std::thread([this] {
      server_.run();
      done_ = true;
    });
  }
  ~RunningServer() { stop(); }
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  int port() const { return port_; }

  /// How long run() took to return after stop().
  std::chrono::milliseconds stop() {
    const auto start = std::chrono::steady_clock::now();
    server_.stop();
    if (thread_.joinable()) thread_.join();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                 start);
  }

 private:
  static Options with_free_port(Options options) {
    options.port = 0;
    return options;
  }

  Server server_;
  int port_ = 0;
  std::atomic<bool> done_{false};
  std::thread thread_;
};

}  // namespace outturn::http
