// SPDX-License-Identifier: GPL-3.0-or-later
// Finishing and writing of answers; see reply.h.
#include "server/http/reply.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <string_view>
#include <utility>

#include "server/http/compress.h"
#include "server/http/conditional.h"

namespace outturn::http {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// Written by serialise() alone: a second copy from a handler would contradict it.
constexpr std::array<std::string_view, 6> kOurs{"content-length",    "connection", "date",
                                                "transfer-encoding", "keep-alive", "content-type"};

constexpr std::array<std::pair<int, std::string_view>, 24> kReasons{{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {410, "Gone"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

std::string_view reason(int status) {
  for (const auto& [code, text] : kReasons)
    if (code == status) return text;
  return "Unknown";
}

bool holds_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

std::string* find(Headers& headers, std::string_view lower_name) {
  for (auto& [name, value] : headers)
    if (to_lower(name) == lower_name) return &value;
  return nullptr;
}

void add_unless_set(Headers& headers, const char* name, std::string_view value) {
  if (find(headers, to_lower(name)) == nullptr) headers.emplace_back(name, value);
}

void drop_unsafe(api::Response& response) {
  std::erase_if(response.headers, [](const auto& header) {
    const std::string lower = to_lower(header.first);
    const bool ours = std::find(kOurs.begin(), kOurs.end(), lower) != kOurs.end();
    const bool bad = header.first.empty() || holds_control(header.first) ||
                     header.first.find_first_of(": ") != std::string::npos ||
                     holds_control(header.second);
    if (bad) spdlog::error("http: dropped a response header that holds a control character");
    return ours || bad;
  });
  if (holds_control(response.content_type)) response.content_type = "application/octet-stream";
}

void vary_on(Headers& headers, std::string_view field) {
  std::string* const vary = find(headers, "vary");
  if (vary == nullptr) {
    headers.emplace_back("Vary", field);
  } else if (to_lower(*vary).find(to_lower(field)) == std::string::npos) {
    *vary += ", ";
    *vary += field;
  }
}

/// Compresses where it is worth it. True where the answer goes out encoded.
bool encode(api::Response& response, const Head& head) {
  if (find(response.headers, "content-encoding") != nullptr) return true;
  if (!is_compressible(response.content_type)) return false;
  vary_on(response.headers, "Accept-Encoding");
  if (!response.pieces && response.body.size() <= kWorthCompressing) return false;
  if (!accepts_gzip(head.field("accept-encoding").value_or(""))) return false;
  if (response.pieces)
    response.pieces = gzip(std::move(response.pieces));
  else
    response.body = gzip(response.body);
  response.headers.emplace_back("Content-Encoding", "gzip");
  return true;
}

/// Where the body's own tag names every variant alike, the variant is written into it: a cache must
/// not answer one with another.
void tag_variant(api::Response& response, bool fragment, bool encoded, bool& has_tag) {
  std::string* const tag = find(response.headers, "etag");
  has_tag = tag != nullptr && is_entity_tag(*tag);
  if (!has_tag) {
    std::erase_if(response.headers, [](const auto& h) { return to_lower(h.first) == "etag"; });
    return;
  }
  if (fragment) *tag = variant_tag(*tag, "part");
  if (encoded) *tag = variant_tag(*tag, "gzip");
}

/// RFC 9110 section 15.4.5: a 304 carries what a 200 would say of caching, nothing of the body.
void make_not_modified(api::Response& response) {
  response.status = 304;
  response.body.clear();
  response.pieces = nullptr;
  response.content_type.clear();
  std::erase_if(response.headers,
                [](const auto& h) { return to_lower(h.first) == "content-encoding"; });
}

std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 40> text{};
  // The C locale's day and month names are the ones HTTP wants; the program never sets another.
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
  return {text.data(), size};
}

}  // namespace

bool wants_fragment(const Head& head) {
  return head.field("hx-request") == "true" && head.field("hx-history-restore-request") != "true";
}

api::Response finish(api::Response response, const Head& head) {
  drop_unsafe(response);
  const bool html = response.content_type.starts_with("text/html");
  if (html) {
    // On the whole page too: otherwise a cache would answer a fragment with it, or the reverse.
    vary_on(response.headers, "HX-Request");
    vary_on(response.headers, "HX-History-Restore-Request");
  }
  const bool encoded = encode(response, head);
  bool has_tag = false;
  tag_variant(response, html && wants_fragment(head), encoded, has_tag);
  if (has_tag && response.status == 200) {
    const auto held = head.field("if-none-match");
    if (held && none_match_hits(*held, *find(response.headers, "etag")))
      make_not_modified(response);
  }
  add_unless_set(response.headers, "Content-Security-Policy", kContentSecurityPolicy);
  add_unless_set(response.headers, "X-Content-Type-Options", "nosniff");
  add_unless_set(response.headers, "Referrer-Policy", "same-origin");
  return response;
}

namespace {

/// Status line and the fields that say nothing of where the body ends.
std::string opening(const api::Response& response) {
  std::string out = "HTTP/1.1 " + std::to_string(response.status) + ' ';
  out += reason(response.status);
  out += "\r\nDate: " + http_date() + "\r\n";
  if (!response.content_type.empty()) out += "Content-Type: " + response.content_type + "\r\n";
  for (const auto& [name, value] : response.headers) out += name + ": " + value + "\r\n";
  return out;
}

}  // namespace

std::string serialise(const api::Response& response, bool body, bool keep_alive) {
  std::string out = opening(response);
  out.reserve(out.size() + 64 + (body ? response.body.size() : 0));
  const bool bodiless = response.status == 304 || response.status == 204;
  if (response.pieces)
    out += "Transfer-Encoding: chunked\r\n";
  else if (!bodiless)
    out += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
  out += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  if (body && !bodiless) out += response.body;
  return out;
}

std::string serialise_unframed(const api::Response& response) {
  return opening(response) + "Connection: close\r\n\r\n";
}

std::string chunk(std::string_view piece) {
  std::array<char, 20> size{};
  const auto end = std::to_chars(size.begin(), size.end(), piece.size(), 16).ptr;
  std::string out;
  out.reserve(piece.size() + 24);
  out.append(size.data(), static_cast<std::size_t>(end - size.data()));
  out += "\r\n";
  out += piece;
  out += "\r\n";
  return out;
}

}  // namespace outturn::http
