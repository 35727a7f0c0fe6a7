// SPDX-License-Identifier: GPL-3.0-or-later
// Entity tags: naming the variant of an answer that goes over the wire, and telling whether the
// client already holds it. Source: RFC 9110 sections 8.8.3 and 13.1.2.
#pragma once

#include <string>
#include <string_view>

namespace outturn::http {

/// Whether `tag` is "text" or W/"text" without inner quotes or control characters.
bool is_entity_tag(std::string_view tag);

/// The tag with "-suffix" put inside its closing quote: "a" -> "a-gzip". `tag` must be an entity
/// tag.
std::string variant_tag(std::string_view tag, std::string_view suffix);

/// Whether an If-None-Match value names `tag`, by weak comparison, or is "*".
bool none_match_hits(std::string_view if_none_match, std::string_view tag);

}  // namespace outturn::http
