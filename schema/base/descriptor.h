// SPDX-License-Identifier: GPL-3.0-or-later
// A file descriptor that is closed when its owner goes.
#pragma once

#include <unistd.h>

namespace outturn::base {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;  // less than 0: it could not be opened
};

}  // namespace outturn::base
