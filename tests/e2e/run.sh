#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Drives the real pages in Chromium: indexes the corpus into a new base, starts the server on a free port, runs
# every browser test, and says in one line how it went. Usage: tests/e2e/run.sh BUILD_DIR
# OUTTURN_SHOTS=DIR keeps a picture of each page; CHROMIUM names another browser. The headless shell is the same
# engine without windows, at half the processor time.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/served.sh
. "$here/../served.sh"
if [ -z "${CHROMIUM:-}" ]; then
  CHROMIUM=/usr/bin/chromium-headless-shell
  [ -x "$CHROMIUM" ] || CHROMIUM=/usr/bin/chromium
fi
export CHROMIUM
if [ ! -x "$CHROMIUM" ]; then
  echo "e2e: FAILED, no browser at $CHROMIUM. Hint: apt-get install chromium-headless-shell" >&2
  exit 1
fi
packages='playwright-core and axe-core' hint='nodejs npm'
serve_tests e2e "$here" 'node npm' "$@"
