// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing of one connection; see connection.h.
#include "server/http/connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace outturn::http {
namespace {

using std::chrono::milliseconds;

/// How often a waiting connection looks up to see whether its thread is wanted elsewhere.
constexpr milliseconds kSlice{25};
/// What a client that has begun a request, or not yet made one, is granted while others wait.
constexpr milliseconds kPatienceUnderLoad{1000};
constexpr milliseconds kPatienceStopping{300};
constexpr milliseconds kWriteStopping{1000};
constexpr milliseconds kLinger{1000};
constexpr std::size_t kLingerBytes = 4 * 1024 * 1024;
/// A slow but honest reader gets one more timeout for every such piece of a long answer.
constexpr std::size_t kWritePiece = 256 * 1024;

}  // namespace

Connection::Connection(int fd, milliseconds timeout, const Load& load)
    : fd_(fd), timeout_(timeout), load_(load) {}

Connection::~Connection() { close(fd_); }

void Connection::wait(short events) const {
  pollfd item{fd_, events, 0};
  poll(&item, 1, static_cast<int>(kSlice.count()));
}

Connection::Fill Connection::fill() {
  std::array<char, 16 * 1024> piece;
  while (true) {
    const ssize_t got = recv(fd_, piece.data(), piece.size(), MSG_DONTWAIT);
    if (got > 0) {
      buffer_.append(piece.data(), static_cast<std::size_t>(got));
      return Fill::kMore;
    }
    if (got == 0) return Fill::kEnd;
    if (errno == EINTR) continue;
    return errno == EAGAIN || errno == EWOULDBLOCK ? Fill::kNothingYet : Fill::kEnd;
  }
}

bool Connection::out_of_patience(Clock::time_point since) const {
  const auto waited = Clock::now() - since;
  const bool idle = buffer_.empty();
  if (load_.stopping) return idle || waited > kPatienceStopping;
  if (load_.waiting > 0) return (idle && requests_ > 0) || waited > kPatienceUnderLoad;
  return waited > timeout_;
}

Connection::Outcome Connection::read_head(const Limits& limits, HeadResult& result) {
  const auto start = Clock::now();
  while (true) {
    if (!buffer_.empty()) {
      result = parse_head(buffer_, limits);
      if (result.state == HeadState::kRefused) return Outcome::kRefused;
      if (result.state == HeadState::kComplete) {
        buffer_.erase(0, result.consumed);
        ++requests_;
        return Outcome::kHead;
      }
    }
    // Checked between pieces too: a client that drips a byte at a time must not outlast its
    // deadline.
    Fill filled = Fill::kNothingYet;
    if (Clock::now() - start <= timeout_) filled = fill();
    if (filled == Fill::kEnd) return Outcome::kClosed;
    if (filled == Fill::kMore) continue;
    if (out_of_patience(start)) {
      if (buffer_.empty()) return Outcome::kClosed;
      result.refusal = {408, "The request did not arrive in time."};
      return Outcome::kRefused;
    }
    wait(POLLIN);
  }
}

bool Connection::write(std::string_view bytes) {
  const auto start = Clock::now();
  const auto allowed = timeout_ * static_cast<long>(1 + bytes.size() / kWritePiece);
  while (!bytes.empty()) {
    const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    if (sent < 0 && errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK) return false;
    const auto waited = Clock::now() - start;
    if (waited > allowed || (load_.stopping && waited > kWriteStopping)) return false;
    wait(POLLOUT);
  }
  return true;
}

void Connection::finish(bool linger) {
  shutdown(fd_, SHUT_WR);
  const auto start = Clock::now();
  std::size_t drained = 0;
  while (drained < kLingerBytes) {
    buffer_.clear();
    const Fill filled = fill();
    if (filled == Fill::kEnd) return;
    drained += buffer_.size();
    const auto waited = Clock::now() - start;
    const bool hurry = load_.stopping || load_.waiting > 0;
    if (waited > (hurry ? kLinger / 5 : kLinger)) return;
    if (filled == Fill::kMore) continue;
    if (!linger) return;
    wait(POLLIN);
  }
}

}  // namespace outturn::http
