#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The opening that tests/api/run.sh and tests/e2e/run.sh share; they source it. Each is run as `run.sh BUILD_DIR`.
# shellcheck shell=sh

# serve_tests NAME FOLDER PROGRAMS BUILD_DIR: checks that the programs are there, fetches what FOLDER/package-lock.json
# names, indexes the corpus into a new base, runs FOLDER/run.mjs over it, and says in one line how it went.
# $packages says in words what is fetched; $hint how to install the programs.
serve_tests() {
  name=$1 here=$2 programs=$3 build=${4:-}
  if [ $# -ne 4 ] || [ ! -x "$build/bin/outturn-serve" ] || [ ! -x "$build/bin/outturn-index" ]; then
    echo "usage: tests/$name/run.sh BUILD_DIR, where BUILD_DIR/bin holds outturn-index and outturn-serve" >&2
    exit 64
  fi
  build=$(cd "$build" && pwd)
  root=$(cd "$here/../.." && pwd)
  for program in $programs; do
    if ! command -v "$program" > /dev/null 2>&1; then
      echo "$name: FAILED, $program is not installed. Hint: apt-get install ${hint:?}" >&2
      exit 1
    fi
  done
  if ! cmp -s "$here/package-lock.json" "$here/node_modules/.outturn-lock" 2> /dev/null; then
    if ! (cd "$here" && npm ci --silent --no-progress --fetch-retries=1); then
      echo "$name: FAILED, npm ci could not fetch ${packages:?}." >&2
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
    echo "$name: FAILED, the corpus could not be indexed" >&2
    exit 1
  fi
  if [ -z "${OUTTURN_WEB:-}" ] && [ ! -f "$build/web/assets.json" ]; then
    "$root/web/build.sh" "$build/web"
  fi

  status=0
  (cd "$here" && OUTTURN_SERVE="$build/bin/outturn-serve" OUTTURN_BASE="$base/data" \
    OUTTURN_WEB="${OUTTURN_WEB:-$build/web}" node run.mjs) || status=$?
  if [ "$status" -eq 0 ]; then
    echo "$name: passed"
  else
    echo "$name: FAILED, see above" >&2
  fi
  exit "$status"
}
