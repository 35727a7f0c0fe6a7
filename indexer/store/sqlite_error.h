// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite's exceptions as Errors, for the writing side.
#pragma once

#include <string>

#include "schema/base/result.h"

namespace SQLite {
class Exception;
}

namespace outturn::ingest {

/// `file` names the store in the message.
tl::unexpected<base::Error> translate(const SQLite::Exception& fault, const std::string& file);

}  // namespace outturn::ingest
