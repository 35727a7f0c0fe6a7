#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs every command of README.md's sh blocks, in order, on a new base and against a server of our own,
# and asks for every address that README.md lists.
# Usage: tests/lint/readme_commands.sh BUILD_DIR (such as build/dev)
# What cannot run inside a test (fetching the code, ./run, ./test) is in readme_elsewhere.txt, which says
# where it is run instead. Last line: "N passed, N failed".
# shellcheck disable=SC2016  # backquotes are Markdown
set -u
cd "$(dirname "$0")/../.." || exit 66
build=${1:?usage: readme_commands.sh BUILD_DIR}
elsewhere=tests/lint/readme_elsewhere.txt
work=$(mktemp -d) || exit 73
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

# Each command on one line, with its continuation lines joined; comments and blank lines dropped.
awk '
  /^```sh$/ { inside = 1; next }
  /^```/ { inside = 0 }
  !inside || /^[ \t]*(#|$)/ { next }
  { line = line $0 }
  /\\$/ { sub(/\\$/, "", line); next }
  { print line; line = "" }' README.md >"$work/commands"

passed=0
failed=0
verdict() { # STATUS COMMAND
  if [ "$1" = 0 ]; then
    passed=$((passed + 1))
    echo "ok      $2"
  else
    failed=$((failed + 1))
    echo "FAILED  $2 (code $1)"
    sed 's/^/  /' "$work/said"
  fi
}

start_server() {
  "$build/bin/outturn-index" build corpus --base "$work/data" >"$work/said" 2>&1 || return
  "$build/bin/outturn-serve" --base "$work/data" --listen 127.0.0.1:0 >"$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 100); do
    address=$(sed -n 's#.*http://\(127\.0\.0\.1:[0-9]*\).*#\1#p' "$work/server.log" | head -n 1)
    [ -z "$address" ] || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  cp "$work/server.log" "$work/said"
  return 1
}

start_server
status=$?
verdict "$status" "(a server to ask)"
[ "$status" = 0 ] || { echo "$passed passed, $failed failed"; exit 1; }

while IFS= read -r command; do
  if grep -qxF -- "$command" <(sed -n 's/^\(.*[^ ]\)  *# .*/\1/p' "$elsewhere"); then
    continue
  fi
  here=${command//build\/release/$build}
  here=${here//127.0.0.1:8080/$address}
  here=${here//--base data/--base $work/data}
  # What a command writes for its user goes away with the rest.
  here=${here//--out records.jsonl/--out $work/records.jsonl}
  here=${here//template records.xlsx/template $work/records.xlsx}
  # curl is quiet about a refusal unless told otherwise.
  here=${here//curl /curl --fail --silent --show-error --max-time 10 }
  bash -c "set -euo pipefail; $here" >"$work/said" 2>&1 </dev/null
  verdict $? "$command"
done <"$work/commands"

# Every address that README.md lists is there.
while IFS= read -r page; do
  curl --fail --silent --show-error --max-time 10 --output /dev/null \
    "http://$address${page//ID/abecedarian}" >"$work/said" 2>&1
  verdict $? "GET $page"
done < <(awk -F'|' '
  /^\| `\// { gsub(/[`,]/, " ", $2); n = split($2, page, " "); for (i = 1; i <= n; i++) print page[i] }
  ' README.md)

# A line that excuses a command README.md no longer has is out of date.
while IFS= read -r command; do
  grep -qxF -- "$command" "$work/commands" && continue
  echo "$elsewhere: README.md has no command '$command'" >"$work/said"
  verdict 1 "$command"
done < <(sed -n 's/^\(.*[^ ]\)  *# .*/\1/p' "$elsewhere")

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
