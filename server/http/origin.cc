// SPDX-License-Identifier: GPL-3.0-or-later
// See origin.h.
#include "server/http/origin.h"

#include <algorithm>

namespace outturn::http {
namespace {

constexpr std::size_t kLongestHost = 255;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_host_letter(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
}
bool is_v6_letter(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
}

/// A name, an IPv4 address or an IPv6 address in brackets, with or without a port.
bool is_host(std::string_view text) {
  if (text.size() > kLongestHost) return false;
  std::string_view port;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos || close < 3) return false;
    const std::string_view inside = text.substr(1, close - 1);
    if (!std::all_of(inside.begin(), inside.end(), is_v6_letter)) return false;
    port = text.substr(close + 1);
  } else {
    const auto colon = text.find(':');
    const std::string_view name = text.substr(0, colon);
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_host_letter)) return false;
    if (colon != std::string_view::npos) port = text.substr(colon);
  }
  if (port.empty()) return true;
  return port.size() > 1 && port.size() <= 6 && port.front() == ':' &&
         std::all_of(port.begin() + 1, port.end(), is_digit);
}

}  // namespace

bool is_origin(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (text.starts_with(scheme)) return is_host(text.substr(scheme.size()));
  return false;
}

std::string origin_of(const Head& head) {
  const std::string host = head.field("host").value_or("");
  if (!is_host(host)) return {};
  // Of several proxies the first, which the client spoke to, comes first.
  const std::string proto = head.field("x-forwarded-proto").value_or("");
  const bool secure = trim(std::string_view(proto).substr(0, proto.find(','))) == "https";
  return (secure ? "https://" : "http://") + host;
}

}  // namespace outturn::http
