// SPDX-License-Identifier: GPL-3.0-or-later
// Strict parsing of request heads; see head.h. Source: RFC 9112 sections 2 to 6.
#include "server/http/head.h"

#include <algorithm>
#include <charconv>

namespace outturn::http {
namespace {

constexpr std::string_view kTokenExtra = "!#$%&'*+-.^_`|~";

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kTokenExtra.find(c) != std::string_view::npos;
  });
}

bool has_control(std::string_view text, bool tab_allowed) {
  return std::any_of(text.begin(), text.end(), [tab_allowed](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x7f || (byte < 0x20 && !(tab_allowed && c == '\t'));
  });
}

HeadResult refuse(int status, std::string message) {
  HeadResult result;
  result.state = HeadState::kRefused;
  result.refusal = {status, std::move(message)};
  return result;
}

/// The request line; a refusal's status is 0 where there is none.
Refusal parse_request_line(std::string_view line, const Limits& limits, Head& head) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last)
    return {400, "The request line must read METHOD TARGET HTTP/1.1."};
  head.method = line.substr(0, first);
  head.target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(head.method)) return {400, "The request method is not a word."};
  if (head.target.size() > limits.max_target)
    return {414, "The address is longer than " + std::to_string(limits.max_target) + " bytes."};
  if (head.target.empty() || head.target.find(' ') != std::string::npos ||
      has_control(head.target, false))
    return {400, "The address holds a space or a control character; write it percent-encoded."};
  if (version != "HTTP/1.1" && version != "HTTP/1.0")
    return {version.starts_with("HTTP/") ? 505 : 400,
            "Only HTTP/1.1 and HTTP/1.0 are spoken here."};
  head.http_1_0 = version == "HTTP/1.0";
  return {0, {}};
}

Refusal parse_field(std::string_view line, Head& head) {
  const auto colon = line.find(':');
  // A folded line begins with a space, so its "name" is no token and it is refused here too.
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return {400, "A header line is malformed."};
  const std::string_view value = trim(line.substr(colon + 1));
  if (has_control(value, true)) return {400, "A header holds a control character."};
  head.fields.emplace_back(to_lower(line.substr(0, colon)), std::string(value));
  return {0, {}};
}

/// What may already be refused though the head's end has not arrived.
HeadResult incomplete(std::string_view buffer, const Limits& limits) {
  constexpr std::size_t kRestOfLine = 64;  // method, version, spaces
  const auto line_end = buffer.find("\r\n");
  const std::size_t line = std::min(line_end, buffer.size());
  if (line > limits.max_target + kRestOfLine) {
    HeadResult result =
        refuse(414, "The address is longer than " + std::to_string(limits.max_target) + " bytes.");
    // The beginning is enough to tell what kind of error page the client expects.
    const auto space = std::min(buffer.find(' '), limits.max_target);
    result.head.method = buffer.substr(0, space);
    result.head.target = buffer.substr(space + 1, limits.max_target);
    return result;
  }
  for (std::size_t at = buffer.find('\n'); at != std::string_view::npos;
       at = buffer.find('\n', at + 1))
    if (at == 0 || buffer[at - 1] != '\r') return refuse(400, "Lines must end in CR LF.");
  if (buffer.size() - line > limits.max_fields_bytes)
    return refuse(431, "The request's headers are too long.");
  return {};
}

}  // namespace

std::string to_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::string> Head::field(std::string_view name) const {
  std::optional<std::string> found;
  for (const auto& [key, value] : fields) {
    if (key != name) continue;
    found = found ? *found + ", " + value : value;
  }
  return found;
}

bool Head::lists(std::string_view name, std::string_view token) const {
  const auto value = field(name);
  if (!value) return false;
  const std::string lower = to_lower(*value);
  std::string_view rest = lower;
  while (true) {
    const auto comma = rest.find(',');
    if (trim(rest.substr(0, comma)) == token) return true;
    if (comma == std::string_view::npos) return false;
    rest.remove_prefix(comma + 1);
  }
}

bool Head::keep_alive() const {
  if (lists("connection", "close")) return false;
  return !http_1_0 || lists("connection", "keep-alive");
}

HeadResult parse_head(std::string_view buffer, const Limits& limits) {
  std::size_t start = 0;  // RFC 9112 section 2.2: empty lines before a request are skipped
  while (buffer.substr(start).starts_with("\r\n")) start += 2;
  const std::string_view rest = buffer.substr(start);
  const auto end = rest.find("\r\n\r\n");
  if (end == std::string_view::npos) return incomplete(rest, limits);
  std::string_view lines = rest.substr(0, end + 2);
  if (const HeadResult early = incomplete(lines, limits); early.state == HeadState::kRefused)
    return early;

  HeadResult result;
  auto line_end = lines.find("\r\n");
  Refusal wrong = parse_request_line(lines.substr(0, line_end), limits, result.head);
  lines.remove_prefix(line_end + 2);
  while (wrong.status == 0 && !lines.empty()) {
    line_end = lines.find("\r\n");
    wrong = parse_field(lines.substr(0, line_end), result.head);
    lines.remove_prefix(line_end + 2);
    if (result.head.fields.size() > limits.max_fields)
      wrong = {431, "The request has too many headers."};
  }
  if (wrong.status != 0) {
    result.state = HeadState::kRefused;
    result.refusal = std::move(wrong);
    return result;
  }
  result.state = HeadState::kComplete;
  result.consumed = start + end + 4;
  return result;
}

std::optional<Refusal> vet(const Head& head, const Limits& limits) {
  const auto count = [&head](std::string_view name) {
    return std::count_if(head.fields.begin(), head.fields.end(),
                         [name](const auto& field) { return field.first == name; });
  };
  if (count("host") > 1 || (count("host") == 0 && !head.http_1_0))
    return Refusal{400, "A request needs exactly one Host header."};
  std::size_t length = 0;
  if (const auto text = head.field("content-length")) {
    const char* const last = text->data() + text->size();
    const auto [end, error] = std::from_chars(text->data(), last, length);
    if (error == std::errc::result_out_of_range)
      return Refusal{413, "The request's body is too large."};
    if (error != std::errc{} || end != last)
      return Refusal{400, "The Content-Length header is not a number."};
  }
  if (length > limits.max_body) return Refusal{413, "The request's body is too large."};
  if (count("content-encoding") > 0) return Refusal{415, "Encoded request bodies are not taken."};
  const bool asks_of_address = head.method == "OPTIONS" && head.target != "*";
  if (head.method != "GET" && head.method != "HEAD" && !asks_of_address)
    return Refusal{405, "Only GET and HEAD are answered here."};
  if (length > 0 || count("transfer-encoding") > 0)
    return Refusal{400, "A " + head.method + " request takes no body."};
  return std::nullopt;
}

}  // namespace outturn::http
