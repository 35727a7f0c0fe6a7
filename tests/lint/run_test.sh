#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Starts Outturn the way README.md says, from another folder, twice; and asks ./run for what it cannot
# do. Last line: "N passed, N failed".
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d) || exit 73
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 73

passed=0
failed=0
check() { # SAYS COMMAND...
  local says=$1
  shift
  if "$@" >"$work/check.log" 2>&1; then
    passed=$((passed + 1))
    echo "ok      $says"
  else
    failed=$((failed + 1))
    echo "FAILED  $says"
    tail -n 20 "$work/check.log" "$work/run.log" 2>/dev/null | sed 's/^/  /'
  fi
}

ends_with() { # CODE COMMAND...
  local code=$1
  shift
  "$@"
  [ $? = "$code" ]
}

# The test preset, which ./test has built already: an optimised build takes as long as all the rest.
# start SECONDS: ./run in the background, until it prints its address or the time is over.
start() {
  OUTTURN_PRESET=test OUTTURN_BASE=base OUTTURN_LISTEN=127.0.0.1:0 "$root/run" >"$work/run.log" 2>&1 &
  server=$!
  address=
  for _ in $(seq $(($1 * 10))); do
    address=$(sed -n 's#.*\(http://127\.0\.0\.1:[0-9]*\).*#\1#p' "$work/run.log" | head -n 1)
    [ -z "$address" ] || return 0
    kill -0 "$server" 2>/dev/null || return 1
    sleep 0.1
  done
  echo "no address after $1 s"
  return 1
}

answers() { curl --fail --silent --show-error --max-time 10 --output /dev/null "$address/"; }

# SIGTERM ends it with code 0, within 3 seconds.
stops() {
  kill "$server" && for _ in $(seq 30); do
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  if kill -0 "$server" 2>/dev/null; then
    echo "still there after 3 s"
    return 1
  fi
  wait "$server"
  local status=$?
  server=
  return $status
}

# As somebody who may not install anything, on a machine that has none of the libraries.
without_root() {
  mkdir -p "$work/bin"
  printf '%s\n' '#!/bin/sh' 'echo 1000' >"$work/bin/id"
  printf '%s\n' '#!/bin/sh' 'exit 1' >"$work/bin/dpkg-query"
  chmod +x "$work/bin/id" "$work/bin/dpkg-query"
  PATH=$work/bin:$PATH "$1" >"$work/said" 2>&1
  local status=$?
  cat "$work/said"
  [ $status = 69 ] && grep -q 'apt-get install .*libxapian-dev' "$work/said"
}

for command in run test; do
  check "./$command --help" "$root/$command" --help
  check "./$command with an unknown argument ends with 64" ends_with 64 "$root/$command" --nonsense
  check "./$command without root says what to install" without_root "$root/$command"
done
check "./run from another folder prints its address" start 900
check "it answers" answers
check "the base is where the caller said" test -e "$work/base/current"
check "it stops within 3 s" stops
check "a second ./run is up within 3 s" start 3
check "it answers again" answers
check "it says that nothing had changed" grep -qi 'up to date' "$work/run.log"
check "it stops again" stops
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
