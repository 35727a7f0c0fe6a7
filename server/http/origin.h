// SPDX-License-Identifier: GPL-3.0-or-later
// Under which name the world knows this server: addresses in feeds and the like must be whole.
#pragma once

#include <string>
#include <string_view>

#include "server/http/head.h"

namespace outturn::http {

/// Whether `text` is http:// or https:// and a host with or without a port, and nothing else.
bool is_origin(std::string_view text);

/// Scheme and host as the request names them: Host, and X-Forwarded-Proto where a reverse proxy set
/// it. Empty where they are not fit to be written into an address.
std::string origin_of(const Head& head);

}  // namespace outturn::http
