// SPDX-License-Identifier: GPL-3.0-or-later
// Entity tags; see conditional.h.
#include "server/http/conditional.h"

#include <algorithm>

#include "server/http/head.h"

namespace outturn::http {
namespace {

std::string_view opaque(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  return tag;
}

}  // namespace

bool is_entity_tag(std::string_view tag) {
  const std::string_view quoted = opaque(tag);
  if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') return false;
  const std::string_view inner = quoted.substr(1, quoted.size() - 2);
  return std::none_of(inner.begin(), inner.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '"' || byte <= 0x20 || byte == 0x7f;
  });
}

std::string variant_tag(std::string_view tag, std::string_view suffix) {
  std::string out(tag.substr(0, tag.size() - 1));
  out += '-';
  out += suffix;
  out += '"';
  return out;
}

bool none_match_hits(std::string_view if_none_match, std::string_view tag) {
  if (trim(if_none_match) == "*") return true;
  std::string_view rest = if_none_match;
  while (true) {
    // A comma may stand inside a tag, so tags are found by their quotes.
    const auto open = rest.find('"');
    if (open == std::string_view::npos) return false;
    const auto close = rest.find('"', open + 1);
    if (close == std::string_view::npos) return false;
    if (rest.substr(open, close - open + 1) == opaque(tag)) return true;
    rest.remove_prefix(close + 1);
  }
}

}  // namespace outturn::http
