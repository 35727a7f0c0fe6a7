// SPDX-License-Identifier: GPL-3.0-or-later
// One client's socket: request heads in, answers out. Every wait has a deadline for the whole
// request, not for each byte; bytes in hand are bounded; bytes past one request are kept for the
// next.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "server/http/head.h"
#include "server/http/task_queue.h"

namespace outturn::http {

class Connection {
 public:
  using Clock = std::chrono::steady_clock;

  enum class Outcome {
    kHead,     ///< a request head was read
    kRefused,  ///< what came is not acceptable, or came too slowly: answer, then close
    kClosed,   ///< the client went away, or stayed silent: close without a word
  };

  /// Owns `fd`. `load` must outlive the connection.
  Connection(int fd, std::chrono::milliseconds timeout, const Load& load);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Waits for the next request. Gives up early where others wait for this thread or the server
  /// stops.
  Outcome read_head(const Limits& limits, HeadResult& result);

  /// Whether everything was sent in time.
  bool write(std::string_view bytes);

  /// Ends the sending side and, with `linger`, reads for a while what the client still sends:
  /// closing with bytes unread would reset the connection and take the answer with it.
  void finish(bool linger);

 private:
  enum class Fill { kMore, kNothingYet, kEnd };
  Fill fill();
  bool out_of_patience(Clock::time_point since) const;
  void wait(short events) const;

  int fd_;
  std::chrono::milliseconds timeout_;
  const Load& load_;
  std::string buffer_;
  std::size_t requests_ = 0;
};

}  // namespace outturn::http
