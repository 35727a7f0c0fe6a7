// SPDX-License-Identifier: GPL-3.0-or-later
// Compression of answers: whether the client takes gzip, whether the body is worth it, and gzip
// itself. Done here because the library would pick Brotli at its slowest setting.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/api/message.h"

namespace outturn::http {

/// Bodies up to this size fit one packet anyway.
inline constexpr std::size_t kWorthCompressing = 1024;

/// Whether an Accept-Encoding value allows gzip: named, or through "*", with a quality above 0. An
/// empty or malformed value does not. Source: RFC 9110 section 12.5.3.
bool accepts_gzip(std::string_view accept_encoding);

/// Whether a media type is text that shrinks: text/*, JSON, XML, SVG, JavaScript.
bool is_compressible(std::string_view content_type);

/// One gzip member at level 4. Throws std::bad_alloc when zlib has no memory.
std::string gzip(std::string_view body);

/// The same of a body that is made as it is sent; no piece of it is held longer than it must be.
api::Pieces gzip(api::Pieces pieces);

}  // namespace outturn::http
