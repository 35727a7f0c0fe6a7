#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Holds the real API against its own description: indexes the corpus into a new base, starts the server on a free
# port, asks it, and says in one line how it went. Usage: tests/api/run.sh BUILD_DIR
set -eu

if [ $# -ne 1 ] || [ ! -x "$1/bin/outturn-serve" ] || [ ! -x "$1/bin/outturn-index" ]; then
  echo "usage: tests/api/run.sh BUILD_DIR, where BUILD_DIR/bin holds outturn-index and outturn-serve" >&2
  exit 64
fi
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

for program in node npm curl python3; do
  if ! command -v "$program" > /dev/null 2>&1; then
    echo "api: FAILED, $program is not installed. Hint: apt-get install nodejs npm curl python3" >&2
    exit 1
  fi
done
if ! cmp -s "$here/package-lock.json" "$here/node_modules/.outturn-lock" 2> /dev/null; then
  if ! (cd "$here" && npm ci --silent --no-progress --fetch-retries=1); then
    echo "api: FAILED, npm ci could not fetch ajv and the validator." >&2
    echo "Hint: check that the npm registry can be reached, then run this again." >&2
    exit 1
  fi
  cp "$here/package-lock.json" "$here/node_modules/.outturn-lock"
fi

base=$(mktemp -d)
trap 'rm -rf "$base"' EXIT
trap 'exit 130' INT TERM
if ! "$build/bin/outturn-index" build "$root/corpus" --base "$base/data" > "$base/index.log" 2>&1; then
  cat "$base/index.log" >&2
  echo "api: FAILED, the corpus could not be indexed" >&2
  exit 1
fi

if [ -z "${OUTTURN_WEB:-}" ] && [ ! -f "$build/web/assets.json" ]; then
  "$root/web/build.sh" "$build/web"
fi

status=0
(cd "$here" && OUTTURN_SERVE="$build/bin/outturn-serve" OUTTURN_BASE="$base/data" \
  OUTTURN_WEB="${OUTTURN_WEB:-$build/web}" node run.mjs) || status=$?
if [ "$status" -eq 0 ]; then
  echo "api: passed"
else
  echo "api: FAILED, see above" >&2
fi
exit "$status"
