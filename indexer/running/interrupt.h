// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C and SIGTERM as a question that long work asks between two records.
#pragma once

namespace outturn::ingest {

/// While one exists, the first SIGINT or SIGTERM is only taken note of; a second one ends the
/// process as usual. One at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  bool asked() const;
};

/// The exit code of a command that stopped because it was asked to: that of a shell for SIGINT.
inline constexpr int kInterruptedExit = 130;

}  // namespace outturn::ingest
