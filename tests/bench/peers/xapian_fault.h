// SPDX-License-Identifier: GPL-3.0-or-later
// Says what the full-text library threw; its exceptions are no std::exception.
#pragma once

#include <xapian.h>

#include <string>

namespace outturn::bench {

/// To be called from a catch (...).
inline std::string describe_xapian_fault() {
  try {
    throw;
  } catch (const Xapian::Error& fault) {
    return fault.get_description();
  }
}

}  // namespace outturn::bench
