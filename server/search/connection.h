// SPDX-License-Identifier: GPL-3.0-or-later
// The open handles of a generation that one thread at a time works with. For search/ alone.
#pragma once

#include <xapian.h>

#include "schema/store/reader.h"
#include "server/search/generation.h"

namespace outturn::search {

struct Generation::Connection {
  store::Reader store;
  Xapian::Database index;
};

}  // namespace outturn::search
