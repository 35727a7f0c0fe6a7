#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Holds the real API against its own description: indexes the corpus into a new base, starts the server on a free
# port, asks it, and says in one line how it went. Usage: tests/api/run.sh BUILD_DIR
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/served.sh
. "$here/../served.sh"
packages='ajv and the validator' hint='nodejs npm curl python3'
serve_tests api "$here" 'node npm curl python3' "$@"
