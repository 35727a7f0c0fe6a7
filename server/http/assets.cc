// SPDX-License-Identifier: GPL-3.0-or-later
// Serving of asset files; see assets.h.
#include "server/http/assets.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

namespace outturn::http {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kTypes{{
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".xml", "application/xml"},
    {".webmanifest", "application/manifest+json"},
    {".gz", "application/gzip"},
}};

/// Every segment a plain name: not empty, not hidden (so neither "." nor ".."), no odd characters.
bool is_safe(std::string_view name) {
  while (true) {
    const auto slash = name.find('/');
    const std::string_view segment = name.substr(0, slash);
    if (segment.empty() || segment.front() == '.') return false;
    if (std::any_of(segment.begin(), segment.end(),
                    [](char c) { return c == '\\' || static_cast<unsigned char>(c) < 0x20; }))
      return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in.bad()) return std::nullopt;
  return text;
}

}  // namespace

std::string_view content_type_of(std::string_view name) {
  for (const auto& [ending, type] : kTypes)
    if (name.ends_with(ending)) return type;
  return "application/octet-stream";
}

std::optional<api::Response> read_asset(const std::filesystem::path& folder, std::string_view name,
                                        bool gzip) {
  if (folder.empty() || !is_safe(name)) return std::nullopt;
  const std::filesystem::path path = folder / std::string(name);
  api::Response response;
  response.content_type = content_type_of(name);
  response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  // Pages of other sites load the search component, and check it by its hash (SRI): both need this.
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");

  const std::filesystem::path packed = path.string() + ".gz";
  std::error_code error;
  const bool has_packed = std::filesystem::is_regular_file(packed, error);
  if (has_packed) response.headers.emplace_back("Vary", "Accept-Encoding");
  std::optional<std::string> body;
  if (has_packed && gzip) {
    body = read_file(packed);
    if (body) response.headers.emplace_back("Content-Encoding", "gzip");
  }
  if (!body) body = read_file(path);
  if (!body) return std::nullopt;
  response.body = std::move(*body);
  return response;
}

}  // namespace outturn::http
