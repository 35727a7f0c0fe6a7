// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/running/interrupt.h"

#include <csignal>

namespace outturn::ingest {
namespace {

volatile std::sig_atomic_t g_asked = 0;

/// Lets a second one through: work that hangs can still be ended.
extern "C" void take_note(int number) {
  g_asked = 1;
  std::signal(number, SIG_DFL);
}

}  // namespace

Interrupt::Interrupt() {
  g_asked = 0;
  std::signal(SIGINT, take_note);
  std::signal(SIGTERM, take_note);
}

Interrupt::~Interrupt() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

bool Interrupt::asked() const { return g_asked != 0; }

}  // namespace outturn::ingest
