#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Is the server free of data races, and every answer whole, while many ask and releases change?
set -eu

usage() {
  cat <<'HELP'
Usage: tests/soak/swap.sh [OPTION]...

Builds outturn-serve and outturn-index with the thread sanitizer (preset tsan), publishes the corpus, and
has wrk ask with many connections for pages, JSON, suggestions, comparables, files and feeds, while
records are removed and restored, releases rolled back and old ones collected. Prints the answers by
status, how many releases were served meanwhile, and what the sanitizer reported.

  --seconds N   how long (120)
  --clients N   connections at once (32)
  --help        this

Example:
  tests/soak/swap.sh --seconds 600

Installs what is missing from Debian packages (cmake/packages.sh peers).

Exit codes: 0 nothing found; 1 a race, a wrong answer, or a server that did not end; 64 wrong usage; 69
a package is missing.
HELP
}

# shellcheck source=tests/options.sh
. "$(dirname "$0")/../options.sh"
seconds=120 clients=32
read_options '' 'seconds clients' '' "$@"
whole_number --seconds "$seconds"
whole_number --clients "$clients"

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
# shellcheck source=cmake/packages.sh
. cmake/packages.sh
need_packages peers
say "Building the programs"
cmake --preset tsan >/dev/null
cmake --build --preset tsan --target outturn-serve outturn-index outturn_web >/dev/null || {
  echo "The programs do not build: cmake --build --preset tsan" >&2
  exit 1
}

bin=$root/build/tsan/bin
data=$(mktemp -d)
server='' asking=''
clean_up() {
  for one in $asking $server; do kill "$one" 2>/dev/null && wait "$one" 2>/dev/null; done || :
  rm -rf "$data"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

# A report ends neither program by itself: all of them are wanted.
export TSAN_OPTIONS="exitcode=66 log_path=$data/race"
index() { "$bin/outturn-index" "$@" --base "$data/base" >"$data/index.out" 2>&1; }
index build corpus || { tail -5 "$data/index.out" >&2 && exit 1; }

# Words of the corpus in every kind of question, so that little of it was answered before.
grep -ohE '[a-z]{4,}' corpus/*.json | sort -u | awk '
  { word[NR] = $1 }
  END {
    for (i = 1; i <= NR; ++i) {
      a = word[i]; b = word[(i * 7919) % NR + 1]
      print "/api/v1/search?q=" a "+" b
      print "/search?q=" a "+OR+" b "&sort=ratio"
      print "/search?q=" a "&view=chart"
      print "/api/v1/search?q=%22" a "+" b "%22&country=GB&ratio_min=1"
      print "/api/v1/suggest?q=" substr(a, 1, 3)
      print "/comparables?q=" a "+" b "+children+at+school"
      if (i % 5 == 0) print "/records/family-nurse-partnership"
      if (i % 7 == 0) print "/api/v1/compare?ids=family-nurse-partnership,incredible-years"
      if (i % 11 == 0) print "/search.csv?q=" a
      if (i % 13 == 0) print "/search.xlsx?q=" a
      if (i % 17 == 0) print "/findings.csv?q=" a
      if (i % 19 == 0) print "/search.atom?q=" a
      if (i % 23 == 0) print "/sitemap.xml"
    }
  }' >"$data/paths"

"$bin/outturn-serve" --base "$data/base" --listen 127.0.0.1:0 >"$data/serve.out" 2>"$data/serve.log" &
server=$!
url=''
for _ in $(seq 600); do
  url=$(sed -n 's/^listening on //p' "$data/serve.out")
  if [ -n "$url" ] && curl -sf -o /dev/null "$url/readyz"; then break; fi
  sleep 0.1
done
[ -n "$url" ] || { echo "The server did not start" >&2; tail -5 "$data/serve.log" >&2; exit 1; }

say "$clients clients for $seconds s"
wrk -t 1 -c "$clients" -d "${seconds}s" --timeout 60s -s tests/soak/clients.lua "$url" -- "$data/paths" \
  >"$data/wrk.out" 2>&1 &
asking=$!
published=0 failures=0
# change COMMAND...: publishes a release, and waits until it is taken up (the server looks twice a second).
change() {
  if index "$@"; then published=$((published + 1)); else
    failures=$((failures + 1))
    tail -3 "$data/index.out" >&2
  fi
  sleep 2
}
while kill -0 "$asking" 2>/dev/null; do
  change remove oldham-thriving-communities
  change restore oldham-thriving-communities
  change rollback
  change rebuild
  index gc --keep 2 || failures=$((failures + 1))
done
wait "$asking" || failures=$((failures + 1))
asking=''

kill "$server"
ended=0
wait "$server" || ended=$?
server=''
answers=$(sed -n 's/^ANSWERS //p' "$data/wrk.out")
say "Answers: ${answers:-none}"
served=$(grep -c 'release' "$data/serve.log" || :)
races=$(cat "$data"/race.* 2>/dev/null | grep -c '^WARNING: ThreadSanitizer' || :)
say "$published releases published ($served lines of the server's log name one); server ended with $ended; $races reports of the sanitizer; $failures failures"
[ "$races" = 0 ] || { cat "$data"/race.* | head -200; }
strange=$(echo "$answers" | tr ' ' '\n' | grep -E '^[0-9]+=' | grep -vE '^(200|503)=' || :)
[ -z "$strange" ] || echo "Answers of another kind: $strange" >&2
case $answers in *" BROKEN 0 "*) ;; *) failures=$((failures + 1)) ;; esac
[ "$races" = 0 ] && [ "$ended" = 0 ] && [ "$failures" = 0 ] && [ -z "$strange" ] && [ "$published" -gt 0 ]
