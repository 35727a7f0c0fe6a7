#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How many searches a second does the server answer, and how long does one take? The real server on a real
# base, asked over HTTP for pages and for JSON.
set -eu

usage() {
  cat <<'END'
Usage: tests/bench/http.sh [OPTION]... [COUNT]

Starts outturn-serve on a base of COUNT records (100000 unless given; made with outturn_bench_records
and outturn-index where no base is given), waits until it is ready, and asks it with wrk for /search pages and
for /api/v1/search, with 1, 8 and 32 connections. The questions are made of words and values of the
base's own records: browsing (1 in 20), a common word, two words, three with OR, a phrase, a word with three
filters, a range of ratios in their order. Server and wrk share two processors, so the server has less than
two. Caches are as shipped; questions are drawn from 20000, and one may come again.

Prints searches a second, p50, p99, time from start to ready, and memory, and writes the section of COUNT in
docs/benchmarks/http.md. Any answer but 200 is a failure.

  --base DIR     a base that is there already; nothing in it is changed, COUNT is then only a label
  --seconds N    for each of the six measurements (10)
  --output DIR   write there instead of docs/benchmarks
  --keep         keep the base that was made, and use the one an earlier run with --keep left
  --help         this

Examples:
  tests/bench/http.sh
  tests/bench/http.sh --base data --seconds 5 --output /tmp
  tests/bench/http.sh --keep 1000000

Installs what is missing from Debian packages (cmake/packages.sh peers). Environment:
OUTTURN_BENCH_DATA, the folder for the data (build/bench/data); OUTTURN_DATA, what holds
abstracts/*.jsonl.xz (../shared/data).

Exit codes: 0 done; 1 the server did not start or did not answer 200; 64 wrong usage; 69 a package is
missing.
END
}

# shellcheck source=tests/options.sh
. "$(dirname "$0")/../options.sh"
count='' base='' seconds=10 output='' keep=''
read_options keep 'base seconds output' count "$@"
whole_number --seconds "$seconds"
[ -z "$base" ] || [ -e "$base/current" ] || refuse "\"$base\" holds no published release"
[ -z "$base" ] || base=$(cd "$base" && pwd)

root=$(cd "$(dirname "$0")/../.." && pwd)
[ -z "$output" ] || { mkdir -p "$output" && output=$(cd "$output" && pwd); }
cd "$root"
# shellcheck source=cmake/packages.sh
. cmake/packages.sh
need_packages peers
say "Building the programs"
cmake --preset bench >/dev/null
cmake --build --preset bench \
  --target outturn-serve outturn-index outturn_web outturn_bench_records outturn_http_paths >/dev/null || {
  echo "The programs do not build: cmake --build --preset bench" >&2
  exit 1
}

bin=$root/build/bench/bin
data=${OUTTURN_BENCH_DATA:-$root/build/bench/data}/http-${count:-100000}
mkdir -p "$data"
server=''
clean_up() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || :
  if [ -z "$keep" ]; then rm -rf "$data"; else rm -f "$data/out" "$data/log" "$data/paths"; fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

make_base() {
  base=$data/base
  [ ! -e "$base/current" ] || return 0
  abstracts=''
  shared=${OUTTURN_DATA:-$root/../shared/data}
  if ls "$shared"/abstracts/*.jsonl.xz >/dev/null 2>&1; then
    abstracts=$data/abstracts.jsonl
    xz -dc "$shared"/abstracts/*.jsonl.xz >"$abstracts"
  fi
  say "Making $count records and putting them in"
  "$bin/outturn_bench_records" --count "$count" --records "$data/records.jsonl" \
    ${abstracts:+--abstracts "$abstracts"}
  rm -rf "$base"
  "$bin/outturn-index" add "$data/records.jsonl" --base "$base" >"$data/out" 2>&1 || {
    tail -5 "$data/out" >&2
    exit 1
  }
  rm -f "$data/records.jsonl" "$data/abstracts.jsonl"
}

if [ -z "$base" ]; then
  count=${count:-100000}
  make_base
fi
distinct=$("$bin/outturn_http_paths" --base "$base" --output "$data/paths")
pin='taskset -c 0,1'
[ "$(nproc)" -gt 1 ] || pin=''

# Milliseconds from the start to the first "ready"; a look every 5 ms or so. Sets $url.
start_server() {
  : >"$data/out"  # lest the last one's address be read
  began=$(date +%s%N)
  # shellcheck disable=SC2086  # a command and its options
  $pin "$bin/outturn-serve" --base "$base" --listen 127.0.0.1:0 >"$data/out" 2>"$data/log" &
  server=$!
  url=''
  while :; do
    [ -n "$url" ] || url=$(sed -n 's/^listening on //p' "$data/out")
    if [ -n "$url" ] && curl -sf -o "$data/ready" "$url/readyz"; then break; fi
    if ! kill -0 "$server" 2>/dev/null || [ $(($(date +%s%N) - began)) -gt 120000000000 ]; then
      echo "The server did not become ready:" >&2
      tail -5 "$data/log" >&2
      exit 1
    fi
    sleep 0.005
  done
  rm -f "$data/ready"
  ready=$((($(date +%s%N) - began) / 1000000))
}

stop_server() {
  kill "$server"
  wait "$server" 2>/dev/null || :
  server=''
}

memory_of() { awk -v name="$1:" '$1 == name { printf "%.0f", $2 / 1024 }' "/proc/$server/status"; }

# A search is of the program, not of the disk: what fits of the files is in memory from here on.
find -L "$base/current" -type f -exec cat {} + >/dev/null

say "Starting the server five times"
readies=''
for _ in 1 2 3 4 5; do
  [ -z "$server" ] || stop_server
  start_server
  readies="$readies $ready"
done
median=$(for one in $readies; do echo "$one"; done | sort -n | sed -n 3p)
at_ready=$(memory_of VmRSS)
release=$(basename "$(readlink "$base/current")")
held=$(curl -sf "$url/api/v1/search" | grep -o '"total": *[0-9]*' | head -1 | tr -dc '0-9')
load=$(cut -d' ' -f1-3 /proc/loadavg)

# Processor time of the server so far, in clock ticks.
ticks_of_server() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }

rows='' failed=0 behind=0
# measure NAME PREFIX CONNECTIONS
measure() {
  ticks=$(ticks_of_server)
  # shellcheck disable=SC2086  # a command and its options
  line=$($pin wrk -t 1 -c "$3" -d "${seconds}s" --timeout 30s -s tests/bench/http/search.lua "$url" -- \
    "$data/paths" "$2" "$behind" | sed -n 's/^FIGURES //p')
  [ -n "$line" ] || { echo "wrk gave no figures" >&2; exit 1; }
  # shellcheck disable=SC2086  # figures
  set -- "$1" "$3" $line
  behind=$((behind + $6))
  failed=$((failed + $7))
  ticks=$(($(ticks_of_server) - ticks))
  cpu=$(awk -v t="$ticks" -v hz="$(getconf CLK_TCK)" -v n="$6" \
    'BEGIN { printf "%.2f", t * 1000 / hz / (n ? n : 1) }')
  say "$1, $2 connections: $3 searches a second, p50 $4 ms, p99 $5 ms, $cpu ms of a processor, $7 failed"
  rows="$rows| $1 | $2 | $3 | $4 | $5 | $cpu | $6 |
"
}
for connections in 1 8 32; do measure 'page' /search "$connections"; done
for connections in 1 8 32; do measure 'JSON' /api/v1/search "$connections"; done
kill -0 "$server" 2>/dev/null || { echo "The server is gone" >&2; tail -5 "$data/log" >&2; exit 1; }
[ "$failed" = 0 ] || { echo "$failed answers were not 200 or never came" >&2; exit 1; }

label=${held:-${count:-?}}
model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
output=${output:-$root/docs/benchmarks}
cat >"$data/section.md" <<END
## ${label} records

$(date -u +%Y-%m-%d), release $release, two processors${model:+ ($model)} shared by server and wrk, load $load at the
start; $distinct different questions, one may come again, caches as shipped; files read once before, as far as they fit into memory.

| what | connections | searches a second | p50, ms | p99, ms | server's processor time each, ms | answers |
|---|---|---|---|---|---|---|
${rows}
| | |
|---|---|
| start until ready, ms (median of 5) | $median |
| resident when ready, MiB | $at_ready |
| resident after the run, MiB | $(memory_of VmRSS) |
| most resident, MiB | $(memory_of VmHWM) |
END
tests/bench/section.sh "$output/http.md" "http.sh $label" "$data/section.md"
cat "$data/section.md"
say "Written to $output/http.md"
