// SPDX-License-Identifier: GPL-3.0-or-later
// What each of SQLite's codes means to somebody who runs outturn-index.
#include "indexer/store/sqlite_error.h"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace outturn::ingest {

using base::Code;
using base::fail;

tl::unexpected<base::Error> translate(const SQLite::Exception& fault, const std::string& file) {
  switch (fault.getErrorCode() & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return fail(Code::kUnwritable, fmt::format("cannot be written ({})", fault.what()),
                  "the disk is full or failing; nothing was changed: free some space and run again",
                  file);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return fail(Code::kUnwritable, fmt::format("cannot be written ({})", fault.what()),
                  "check the permissions of the base; nothing was changed", file);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(Code::kBusy, "another process is writing to it", "wait and run again", file);
    default:
      return fail(Code::kCorrupt, fmt::format("the store is not sound ({})", fault.what()),
                  "restore it from a copy, or build into a new base", file);
  }
}

}  // namespace outturn::ingest
