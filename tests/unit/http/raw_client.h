// SPDX-License-Identifier: GPL-3.0-or-later
// A client that hides nothing: it sends the bytes it is given and shows the answer as it came, so
// that tests can be as rude as the network is. Used by the unit tests of the edge and by the
// integration tests.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace outturn::test {

struct Reply {
  int status = 0;  ///< 0: no answer came
  std::map<std::string, std::string>
      headers;  ///< names in lower case; repeated ones joined by ", "
  std::string body;
  bool whole = true;  ///< false where a chunked body ended without its end

  std::string header(const std::string& lower_name) const {
    const auto found = headers.find(lower_name);
    return found == headers.end() ? std::string() : found->second;
  }
};

class RawClient {
 public:
  explicit RawClient(int port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawClient() { close(fd_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// The next answer on this connection; status 0 when none came in time. `bodiless` for HEAD.
  Reply read(bool bodiless = false, int timeout_ms = 8000) {
    deadline_ = Clock::now() + std::chrono::milliseconds(timeout_ms);
    Reply reply;
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
      if (!fill()) return {};
    parse_head(std::string_view(buffer_).substr(0, end + 2), reply);
    buffer_.erase(0, end + 4);
    if (bodiless || reply.status == 304) return reply;
    if (reply.header("transfer-encoding") == "chunked") {
      reply.whole = read_chunks(reply.body);
      return reply;
    }
    const std::string length = reply.header("content-length");
    const std::size_t wanted = length.empty() ? 0 : std::strtoul(length.c_str(), nullptr, 10);
    while (buffer_.size() < wanted)
      if (!fill()) return {};
    reply.body = buffer_.substr(0, wanted);
    buffer_.erase(0, wanted);
    return reply;
  }

  /// All that still comes before the server ends the connection.
  std::string rest(int timeout_ms = 8000) {
    deadline_ = Clock::now() + std::chrono::milliseconds(timeout_ms);
    while (fill()) {
    }
    return std::exchange(buffer_, {});
  }

  /// Whether the server ends the connection in time, having sent nothing more.
  bool closed_within(int timeout_ms) {
    deadline_ = Clock::now() + std::chrono::milliseconds(timeout_ms);
    while (fill()) {
    }
    return ended_ && buffer_.empty();
  }

 private:
  using Clock = std::chrono::steady_clock;

  /// Whether the last chunk came.
  bool read_chunks(std::string& body) {
    while (true) {
      std::size_t line = 0;
      while ((line = buffer_.find("\r\n")) == std::string::npos)
        if (!fill()) return false;
      const std::size_t size = std::strtoul(buffer_.c_str(), nullptr, 16);
      while (buffer_.size() < line + 4 + size)
        if (!fill()) return false;
      body.append(buffer_, line + 2, size);
      buffer_.erase(0, line + 4 + size);
      if (size == 0) return true;
    }
  }

  bool fill() {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now()).count();
    pollfd item{fd_, POLLIN, 0};
    if (left <= 0 || poll(&item, 1, static_cast<int>(left)) <= 0) return false;
    std::array<char, 65536> piece;
    const ssize_t got = recv(fd_, piece.data(), piece.size(), 0);
    if (got <= 0) {
      ended_ = true;
      return false;
    }
    buffer_.append(piece.data(), static_cast<std::size_t>(got));
    return true;
  }

  static void parse_head(std::string_view head, Reply& reply) {
    bool first = true;
    while (!head.empty()) {
      const auto end = head.find("\r\n");
      const std::string_view line = head.substr(0, end);
      head.remove_prefix(end + 2);
      if (first) {
        first = false;
        if (line.size() > 12) reply.status = std::atoi(std::string(line.substr(9, 3)).c_str());
        continue;
      }
      const auto colon = line.find(": ");
      if (colon == std::string_view::npos) continue;
      std::string name(line.substr(0, colon));
      std::transform(name.begin(), name.end(), name.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      std::string& value = reply.headers[name];
      if (!value.empty()) value += ", ";
      value += line.substr(colon + 2);
    }
  }

  int fd_;
  bool connected_ = false;
  bool ended_ = false;
  std::string buffer_;
  Clock::time_point deadline_;
};

/// One request on a connection of its own. `fields` is header lines, each ending in CR LF.
inline Reply request(int port, const std::string& method, const std::string& target,
                     const std::string& fields = {}) {
  RawClient client(port);
  if (!client.connected()) return {};
  client.send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
              fields + "\r\n");
  return client.read(method == "HEAD");
}

inline Reply get(int port, const std::string& target, const std::string& fields = {}) {
  return request(port, "GET", target, fields);
}

inline std::string gunzip(const std::string& packed) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) throw std::runtime_error("inflateInit2");
  std::string out;
  std::array<char, 65536> piece;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    state = inflate(&stream, Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (state != Z_STREAM_END) throw std::runtime_error("not a whole gzip member");
  return out;
}

/// `text` with everything but letters, digits and -._~ percent-encoded.
inline std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  return out;
}

}  // namespace outturn::test
