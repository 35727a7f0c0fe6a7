// SPDX-License-Identifier: GPL-3.0-or-later
// Parsing of request targets; see target.h.
#include "server/http/target.h"

namespace outturn::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Cuts "http://authority" off an absolute-form target; leaves every other target alone.
std::string_view without_authority(std::string_view raw) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!raw.starts_with(scheme)) continue;
    raw.remove_prefix(scheme.size());
    const auto end = raw.find_first_of("/?");
    return end == std::string_view::npos ? std::string_view("/") : raw.substr(end);
  }
  return raw;
}

}  // namespace

std::string percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '+' && plus_is_space) {
      out += ' ';
      continue;
    }
    if (c == '%' && i + 2 < text.size()) {
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    out += c;
  }
  return out;
}

std::vector<api::Parameter> parse_query(std::string_view query) {
  std::vector<api::Parameter> parameters;
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view part = query.substr(0, end);
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    if (part.empty()) continue;
    const auto equals = part.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1);
    parameters.push_back(
        {percent_decode(part.substr(0, equals), true), percent_decode(value, true)});
  }
  return parameters;
}

Target parse_target(std::string_view raw) {
  raw = without_authority(raw);
  const auto mark = raw.find('?');
  const std::string_view path = raw.substr(0, mark);
  Target target;
  if (mark != std::string_view::npos) {
    target.query = raw.substr(mark + 1);
    target.parameters = parse_query(target.query);
  }
  if (path.starts_with('/')) {
    target.path = percent_decode(path, false);
  } else if (path.empty() && mark == 0) {
    target.path = "/";  // "http://host?query"
  }
  return target;
}

}  // namespace outturn::http
