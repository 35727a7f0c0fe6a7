// SPDX-License-Identifier: GPL-3.0-or-later
// One writer at a time: a lock on base/lock that the system lets go of when the process ends,
// however it ends.
#pragma once

#include "schema/base/result.h"
#include "schema/store/layout.h"

namespace outturn::ingest {

class BaseLock {
 public:
  /// Makes the base folder where it is missing and takes the lock. Errors: busy, naming the holder
  /// (process, command, host, since when) as far as it can be known; unwritable.
  static base::Result<BaseLock> take(const store::Layout& layout);

  BaseLock(BaseLock&& other) noexcept;
  BaseLock& operator=(BaseLock&&) = delete;
  ~BaseLock();

 private:
  explicit BaseLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace outturn::ingest
