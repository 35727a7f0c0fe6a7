#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How does Outturn's engine compare? The same records and the same questions, put to it and to stock
# Xapian, SQLite's FTS5, PostgreSQL and Groonga, one after the other on two processors.
set -eu

usage() {
  cat <<'END'
Usage: tests/bench/peers.sh [OPTION]... [COUNT]

Puts COUNT records (100000 unless given) into five engines, asks each the same questions, checks that all
give the same totals, facet counts and orders by ratio, and reports p50, p99, memory, disk, start and
build time. A record has about 50 words (a title and 40 words of a real abstract where
../shared/data/abstracts/*.jsonl.xz is there, else made-up words), ten facets of one value each, and a
ratio. Every answer holds the total, ten facets with exact counts, and the first ten records.

  outturn        the match-set engine in process: all 27 filters and four histograms counted; no whole
                 answer remembered, sets of single words and filters remembered as in the server
  outturn-plain  the same with nothing remembered at all
  xapian         stock Xapian, a ValueCountMatchSpy for each facet
  fts5           SQLite FTS5, facets counted in SQL
  postgres       PostgreSQL, tsvector with GIN, facets by GROUPING SETS (a server of its own in a
                 temporary folder, stopped at the end)
  groonga        Groonga, drilldowns, through its library

Writes docs/benchmarks/peers-COUNT.svg and the section of COUNT in docs/benchmarks/peers.md.

  --only A,B     these peers alone (outturn is always among them); the documents are left as they are
  --seconds N    ask each kind of question for N seconds (20), though never fewer than 20 times
  --output DIR   write there instead of docs/benchmarks
  --keep         keep data and indexes, and use what an earlier run with --keep left
  --made-up      made-up words, even where abstracts are there
  --help         this

Examples:
  tests/bench/peers.sh
  tests/bench/peers.sh --keep 1000000
  tests/bench/peers.sh --only xapian,groonga --seconds 3 --output /tmp 10000

Installs what is missing from Debian packages (cmake/packages.sh peers). Debian's postgresql may set up
a server of its own when it is installed; it is not used and left alone. 100000 records take 1 GB of
disk and about 15 minutes, 1000000 10 GB and two hours. Environment: OUTTURN_BENCH_DATA, the folder for
the data (build/bench/data); OUTTURN_DATA, what holds abstracts/*.jsonl.xz (../shared/data).

Exit codes: 0 done; 1 the peers did not answer alike, or one failed; 64 wrong usage; 69 a package is
missing.
END
}

# shellcheck source=tests/options.sh
. "$(dirname "$0")/../options.sh"
count=100000 only='' seconds=20 output='' keep='' made_up=''
read_options 'keep made-up' 'only seconds output' count "$@"
if [ "${#count}" -gt 8 ] || [ "$count" -lt 1000 ]; then refuse "COUNT is from 1000 to 99999999"; fi
case $seconds in *[!0-9]* | '') refuse "--seconds takes a whole number" ;; esac
all='outturn outturn-plain xapian fts5 postgres groonga'
peers='outturn'
for peer in $(echo "${only:-$all}" | tr ',' ' '); do
  case " $all " in
    *" $peer "*) ;;
    *) refuse "no peer is called \"$peer\"" ;;
  esac
  case " $peers " in *" $peer "*) ;; *) peers="$peers $peer" ;; esac
done

root=$(cd "$(dirname "$0")/../.." && pwd)
[ -z "$output" ] || { mkdir -p "$output" && output=$(cd "$output" && pwd); }
cd "$root"
# shellcheck source=cmake/packages.sh
. cmake/packages.sh
need_packages peers
# shellcheck source=tests/bench/peers/postgres.sh
. tests/bench/peers/postgres.sh
say "Building the programs"
cmake --preset bench >/dev/null
cmake --build --preset bench --target outturn_peers >/dev/null || {
  echo "The programs do not build: cmake --build --preset bench --target outturn_peers" >&2
  exit 1
}

bin=$root/build/bench/bin
data=${OUTTURN_BENCH_DATA:-$root/build/bench/data}/peers-$count
mkdir -p "$data/results" "$data/index"
data=$(cd "$data" && pwd)
pin='taskset -c 0,1'
[ "$(nproc)" -gt 1 ] || pin=''
clean_up() {
  stop_postgres
  [ -n "$keep" ] || rm -rf "$data" "$postgres_folder"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

texts='made-up words'
abstracts=''
shared=${OUTTURN_DATA:-$root/../shared/data}
if [ -z "$made_up" ] && ls "$shared"/abstracts/*.jsonl.xz >/dev/null 2>&1; then
  texts='words of real abstracts'
  abstracts=$data/abstracts.jsonl
fi
if [ ! -s "$data/questions.tsv" ]; then
  say "Making $count records and their questions ($texts)"
  [ -z "$abstracts" ] || xz -dc "$shared"/abstracts/*.jsonl.xz >"$abstracts"
  "$bin/outturn_peer_data" --count "$count" --folder "$data" ${abstracts:+--abstracts "$abstracts"}
  [ -z "$abstracts" ] || rm -f "$abstracts"
fi

# Outturn with nothing remembered asks the same index.
program_of() { echo "$bin/outturn_peer_${1%-plain}"; }
index_of() { echo "$data/index/${1%-plain}"; }
connection_of() { [ "$1" != postgres ] || postgres_connection; }

began=''
# ask PEER WHAT FILE [OPTION]... A start is counted from here, or from $began where it is set.
ask() {
  asked=$1 what=$2 into=$3
  shift 3
  case $asked in *-plain) set -- --caches none "$@" ;; esac
  set -- "$(program_of "$asked")" "$what" --data "$data" --index "$(index_of "$asked")" \
    --results "$into" --connection "$(connection_of "$asked")" "$@"
  # shellcheck disable=SC2086  # a command and its options
  OUTTURN_BENCH_START=${began:-$(date +%s%N)} $pin "$@"
}

build() {
  built=$data/results/$1.built
  if [ ! -s "$built" ]; then
    case $1 in *-plain) : >"$built" && return ;; esac
    say "$1: putting $count records in"
    rm -rf "$(index_of "$1")" && mkdir -p "$(index_of "$1")"
    [ "$1" != postgres ] || { remove_postgres && start_postgres; }
    ask "$1" build "$built.new"
    mv "$built.new" "$built"
  fi
}

# The files are in memory by now: a start is of the program, not of the disk.
start_times() {
  for _ in 1 2 3 4 5; do
    if [ "$1" = postgres ]; then
      stop_postgres
      began=$(date +%s%N)
      start_postgres
    fi
    ask "$1" first "$2"
    began=''
  done
}

measure() {
  build "$1"
  # Another peer, or another day, may have pushed them out.
  find "$(index_of "$1")" -type f -exec cat {} + >/dev/null
  if [ "$1" = postgres ]; then
    start_postgres
    find "$postgres_folder/data/base" -type f -exec cat {} + >/dev/null 2>&1 || :  # some come and go
  fi
  results=$data/results/$1.tsv
  cp "$data/results/$1.built" "$results"
  say "$1: starting five times, then asking"
  start_times "$1" "$results"
  ask "$1" run "$results" --seconds "$seconds"
  [ "$1" != postgres ] || stop_postgres
}

label_of() {
  case $1 in
    outturn) echo Outturn ;;
    outturn-plain) echo 'Outturn, nothing remembered' ;;
    xapian) echo Xapian ;;
    fts5) echo 'SQLite FTS5' ;;
    postgres) echo PostgreSQL ;;
    groonga) echo Groonga ;;
  esac
}

load=$(cut -d' ' -f1-3 /proc/loadavg)
for peer in $peers; do measure "$peer"; done

model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
setting="$(date -u +%Y-%m-%d), two processors${model:+ ($model)}, load $load at the start; $texts."
set --
for peer in $peers; do set -- "$@" "$peer=$(label_of "$peer")"; done
if [ -n "$only" ] && [ -z "$output" ]; then
  "$bin/outturn_peer_report" --results "$data/results" --count "$count" --setting "$setting" "$@"
  exit
fi
output=${output:-$root/docs/benchmarks}
"$bin/outturn_peer_report" --results "$data/results" --count "$count" --setting "$setting" \
  --svg "$output/peers-$count.svg" --markdown "$data/section.md" "$@"
tests/bench/section.sh "$output/peers.md" "peers.sh $count" "$data/section.md"
say "Written to $output/peers.md and peers-$count.svg"
