// SPDX-License-Identifier: GPL-3.0-or-later
// The listening socket. Made here rather than by the library, which would share the port with a
// second server in silence (SO_REUSEPORT) and keep a backlog of five.
#pragma once

#include <string>

#include "schema/base/result.h"

namespace outturn::http {

struct Listener {
  int fd = -1;  ///< the caller's to close
  int port = 0;
};

/// Binds and listens. `host` is an address or a name ("127.0.0.1", "::1", "0.0.0.0", "localhost");
/// port 0 takes a free one. Errors: kAddressInUse; kUsage for a host that is not ours or a port not
/// allowed.
base::Result<Listener> open_listener(const std::string& host, int port);

}  // namespace outturn::http
