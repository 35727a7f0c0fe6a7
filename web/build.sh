#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds templates and assets into a folder. With npm: Sass and the script through build.mjs. Without npm, or
# with the registry out of reach, or with OUTTURN_NO_NPM=1: the plain stylesheet, no script, the same layout.
# Usage: build.sh OUT
set -eu

if [ $# -ne 1 ]; then
  echo "usage: build.sh OUT" >&2
  exit 64
fi
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
stamp=$out/.stamp

# What the outcome depends on: every file of ours, and which way it is built.
inputs() {
  (cd "$here" && find build.mjs build.sh package.json package-lock.json templates scss scripts icons \
    plain kept -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}
key() { printf '%s\n%s\n' "$1" "$sums" | sha256sum | cut -d' ' -f1; }
sums=$(inputs)

up_to_date() {
  [ -f "$out/assets.json" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(key "$1")" ]
}

# Puts FILE into assets/ under NAME.HASH.EXT and prints its line of assets.json.
put() {
  hash=$(sha256sum "$1" | cut -c1-12)
  cp "$1" "$out/assets/$2.$hash.$3"
  gzip -9 -n -c "$1" > "$out/assets/$2.$hash.$3.gz"
  printf '  "%s.%s": "%s.%s.%s"' "$2" "$3" "$2" "$hash" "$3"
}

# Earlier versions of the search component go on being served under the names they had.
put_kept() {
  for earlier in "$here"/kept/*.js; do
    [ -f "$earlier" ] || continue
    cp "$earlier" "$out/assets/"
    gzip -9 -n -c "$earlier" > "$out/assets/$(basename "$earlier").gz"
  done
}

build_plain() {
  if up_to_date plain; then
    echo "web: up to date, plain stylesheet ($1)"
    return
  fi
  rm -rf "$out/assets" "$out/templates"
  mkdir -p "$out/assets"
  cp -R "$here/templates" "$out/templates"
  {
    printf '{\n'
    put "$here/plain/plain.css" app css
    # What other pages load needs no building, only to be one file.
    one=$(mktemp)
    sed 's/^export //' "$here/scripts/outturn-words.js" > "$one"
    sed '/^import {$/,/^} from /d' "$here/scripts/outturn-search.js" >> "$one"
    printf ',\n'
    put "$one" outturn-search js
    printf ',\n  "outturn-search.js.sri": "sha384-%s",\n' \
      "$(sha384sum "$one" | cut -c1-96 | tr a-f A-F | basenc -d --base16 | base64 -w0)"
    rm -f "$one"
    put "$here/scripts/embed-height.js" embed-height js
    for icon in "$here"/icons/*.svg; do
      printf ',\n'
      put "$icon" "$(basename "$icon" .svg)" svg
    done
    printf '\n}\n'
  } > "$out/assets.json"
  put_kept
  key plain > "$stamp"
  echo "web: built with the plain stylesheet and without script of its own pages ($1); pages work all the same"
}

# node_modules is in accord when it was installed from this very lock file.
modules_ready() {
  [ -f "$here/node_modules/.outturn-lock" ] &&
    cmp -s "$here/package-lock.json" "$here/node_modules/.outturn-lock"
}
install_modules() {
  modules_ready && return 0
  (cd "$here" && npm ci --loglevel=error --no-progress --fetch-retries=1 --fetch-timeout=20000) \
    > "$out/npm.log" 2>&1 || return 1
  cp "$here/package-lock.json" "$here/node_modules/.outturn-lock"
}

if [ "${OUTTURN_NO_NPM:-}" = 1 ]; then
  build_plain "OUTTURN_NO_NPM=1"
elif up_to_date full; then
  :
elif ! command -v node > /dev/null 2>&1 || ! command -v npm > /dev/null 2>&1; then
  build_plain "node and npm are not installed"
elif ! install_modules; then
  build_plain "npm ci failed, see $out/npm.log"
else
  node "$here/build.mjs" --out "$out"
  rm -f "$out/npm.log"
  key full > "$stamp"
  echo "web: built templates, stylesheet and script"
fi
