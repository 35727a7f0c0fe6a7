#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How long does it take to download everything? The real server on a real base, each format in turn, and then
# several at once.
set -eu

usage() {
  cat <<'END'
Usage: tests/bench/downloads.sh [OPTION]... --base DIR

Starts outturn-serve (the bench preset) on a base that is there already, and downloads every record of it in every
format, and every finding as CSV, one after another; then four at once. Nothing in the base is changed.

Prints for each: bytes, seconds by the clock, seconds of the server's processors, and the most memory the server has
held so far (VmHWM); and writes the section of that base in
docs/benchmarks/downloads.md. A download that is cut off, or answers anything but 200, is a failure. The goal: 100,000
rows within 10 seconds of the clock, on a machine with nothing else to do; the load is written beside the figures.

  --base DIR     the base; tests/bench/http.sh --keep makes one
  --server FILE  this server, and nothing is built
  --rounds N     each this often; the quickest counts (3)
  --output DIR   write there instead of docs/benchmarks
  --help         this

Examples:
  tests/bench/downloads.sh --base data
  tests/bench/downloads.sh --base data --rounds 1 --output /tmp

Exit codes: 0 done; 1 the server did not start, or a download failed; 64 wrong usage.
END
}

# shellcheck source=tests/options.sh
. "$(dirname "$0")/../options.sh"
base='' server='' rounds=3 output=''
read_options '' 'base server rounds output' '' "$@"
[ -n "$base" ] || refuse "--base is missing"
[ -e "$base/current" ] || refuse "\"$base\" holds no published release"
whole_number --rounds "$rounds"
[ -z "$server" ] || [ -x "$server" ] || refuse "\"$server\" is no program"

base=$(cd "$base" && pwd)
[ -z "$output" ] || { mkdir -p "$output" && output=$(cd "$output" && pwd); }
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
if [ -z "$server" ]; then
  say "Building the server"
  cmake --preset bench >/dev/null
  cmake --build --preset bench --target outturn-serve outturn_web >/dev/null || {
    echo "It does not build: cmake --build --preset bench" >&2
    exit 1
  }
  server=$root/build/bench/bin/outturn-serve
fi
web=$root/build/bench/web
[ -d "$web/templates" ] || web/build.sh "$web"

scratch=$(mktemp -d)
running=''
clean_up() {
  [ -z "$running" ] || { kill "$running" 2>/dev/null && wait "$running" 2>/dev/null; } || :
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

"$server" --base "$base" --web "$web" --listen 127.0.0.1:0 >"$scratch/out" 2>"$scratch/log" &
running=$!
url=''
for _ in $(seq 1200); do
  url=$(sed -n 's/^listening on //p' "$scratch/out")
  [ -z "$url" ] || ! curl -sf -o /dev/null "$url/readyz" || break
  kill -0 "$running" 2>/dev/null || break
  sleep 0.05
done
curl -sf -o /dev/null "$url/readyz" || {
  echo "The server did not become ready:" >&2
  tail -5 "$scratch/log" >&2
  exit 1
}

hertz=$(getconf CLK_TCK)
ticks() { awk '{ print $14 + $15 }' "/proc/$running/stat"; }
memory_of() { awk -v name="$1:" '$1 == name { printf "%.0f", $2 / 1024 }' "/proc/$running/status"; }
now() { date +%s%N; }
# ask ADDRESS: its bytes; fails where it is cut off.
ask() { curl -sf -o /dev/null -w '%{size_download}' "$url/$1"; }

release=$(basename "$(readlink "$base/current")")
total=$(curl -sf "$url/api/v1/search?fields=total" | tr -dc '0-9')
findings=$(curl -sf "$url/" | tr '\n' ' ' | sed -n 's/.*[^0-9,]\([0-9,]*\) findings.*/\1/p')
load=$(cut -d' ' -f1-3 /proc/loadavg)
rows=''
# measure ADDRESS
measure() {
  best='' best_cpu='' bytes=''
  for _ in $(seq "$rounds"); do
    before=$(ticks) began=$(now)
    bytes=$(ask "$1") || {
      echo "/$1 failed" >&2
      exit 1
    }
    took=$((($(now) - began) / 1000000)) cpu=$((($(ticks) - before) * 1000 / hertz))
    if [ -z "$best" ] || [ "$took" -lt "$best" ]; then best=$took best_cpu=$cpu; fi
  done
  line=$(awk -v a="$1" -v b="$bytes" -v w="$best" -v c="$best_cpu" -v m="$(memory_of VmHWM)" \
    'BEGIN { printf "| `/%s` | %.1f | %.1f | %.1f | %d |", a, b / 1e6, w / 1000, c / 1000, m }')
  say "$line"
  rows="$rows$line
"
}
say "$total records, release $release, load $load"
for address in search.csv search.jsonl search.json search.ris search.xlsx findings.csv findings.xlsx; do
  measure "$address"
done
began=$(now)
asking=''
for _ in 1 2 3 4; do
  ask search.csv >/dev/null &
  asking="$asking $!"
done
for one in $asking; do wait "$one" || { echo "one of four at once failed" >&2 && exit 1; }; done
four=$(awk -v t="$((($(now) - began) / 1000000))" 'BEGIN { printf "%.1f", t / 1000 }')
say "four at once: $four s"

model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
output=${output:-$root/docs/benchmarks}
cat >"$scratch/section.md" <<END
## $total records${findings:+, $findings findings}

$(date -u +%Y-%m-%d), release $release, $(nproc) processors${model:+ ($model)} shared with the client, load $load at the start, $(cut -d' ' -f1 /proc/loadavg)
at the end; the quickest of $rounds.

| address | MB | seconds by the clock | seconds of processors | most memory so far, MiB |
|---|---|---|---|---|
${rows}
Four of \`/search.csv\` at once: $four seconds, after which the most memory was $(memory_of VmHWM) MiB.
END
tests/bench/section.sh "$output/downloads.md" "downloads.sh $total" "$scratch/section.md"
say "Written to $output/downloads.md"
