#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How fast is ingest? From a file of records to a published release, against xapian-omega's
# scriptindex and SQLite's FTS5 on the same text, on two processors.
set -eu

usage() {
  cat <<'END'
Usage: tests/bench/ingest.sh [--only WHAT] [COUNT]

Makes COUNT seeded records (100000 unless given) with the text of real abstracts where
../shared/data/abstracts/*.jsonl.xz is there, else with made-up words, and measures on two
processors, each a whole process from file to what can be searched:

  outturn      outturn-index: reads, validates, audits, stores, indexes, publishes
  outturn+10   ten more records added to that base and published
  scriptindex  xapian-omega on the same words in the same fields, into the same kinds of terms
  fts5         SQLite's full-text index of the same words

Prints a table and writes it to build/bench/ingest-COUNT.txt. Installs xapian-omega, sqlite3, time
and xz-utils where they are missing. 1000000 records take about 40 GB of disk and some hours.

  --only WHAT  only outturn (with outturn+10), scriptindex or fts5

Environment: OUTTURN_BENCH_DATA, the folder for the data (build/bench/data).
END
}

# shellcheck source=tests/options.sh
. "$(dirname "$0")/../options.sh"
only=all count=100000
read_options '' only count "$@"

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
# shellcheck source=cmake/packages.sh
. cmake/packages.sh
need_packages bench
cmake --preset bench >/dev/null
cmake --build --preset bench --target outturn-index outturn_bench_records >/dev/null

bin=$root/build/bench/bin
data=${OUTTURN_BENCH_DATA:-$root/build/bench/data}
results=$root/build/bench/ingest-$count.txt
mkdir -p "$data"
pin='taskset -c 0,1'
[ "$(nproc)" -gt 1 ] || pin=''

# make_records FIRST COUNT NAME
make_records() {
  set -- "$1" "$2" "$data/$3"
  abstracts=''
  if ls "$root"/../shared/data/abstracts/*.jsonl.xz >/dev/null 2>&1; then
    abstracts=$data/abstracts.jsonl
    [ -s "$abstracts" ] || xz -dc "$root"/../shared/data/abstracts/*.jsonl.xz >"$abstracts"
  fi
  "$bin/outturn_bench_records" --first "$1" --count "$2" ${abstracts:+--abstracts "$abstracts"} \
    --records "$3.jsonl" --script-text "$3.dump" --script "$data/index.script" --columns "$3.tsv"
}

# row NAME RECORDS FOLDER-OR-FILE: reads what time wrote.
row() {
  bytes=$(du -sb "$3" | cut -f1)
  tail -1 "$data/time" | awk -v name="$1" -v n="$2" -v bytes="$bytes" '{
    printf "%-12s %9d %9.1f %9.0f %9.1f %9.0f %12.0f\n",
      name, n, $1, n / ($1 > 0 ? $1 : 0.01), $2 + $3, $4 / 1024, bytes / 1048576 }' |
    tee -a "$results"
}

measure() {
  # shellcheck disable=SC2086  # a command and its options
  /usr/bin/time -o "$data/time" -f '%e %U %S %M' $pin "$@" >"$data/out" 2>&1 ||
    { cat "$data/out" >&2; exit 1; }
}

# ingest FILE: with the streaming command where there is one.
ingest() {
  if "$bin/outturn-index" add --help >/dev/null 2>&1; then
    measure "$bin/outturn-index" add "$1.jsonl" --base "$data/base"
  else
    { echo '{"format":"outturn-corpus/1","licence":"CC0-1.0","records":['
      sed '$!s/$/,/' "$1.jsonl"
      echo ']}'; } >"$1.json"
    measure "$bin/outturn-index" build "$1.json" --base "$data/base"
  fi
}

[ -s "$data/$count.jsonl" ] || make_records 0 "$count" "$count"
{
  echo "$(date -u +%Y-%m-%d), $(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg)," \
    "$(du -sb "$data/$count.jsonl" | cut -f1) bytes of records"
  printf '%-12s %9s %9s %9s %9s %9s %12s\n' what records seconds per_sec cpu_sec peak_MiB disk_MiB
} | tee "$results"

if [ "$only" = all ] || [ "$only" = outturn ]; then
  rm -rf "$data/base"
  ingest "$data/$count"
  row outturn "$count" "$data/base"
  make_records "$count" 10 more
  ingest "$data/more"
  row outturn+10 10 "$data/base"
fi
if [ "$only" = all ] || [ "$only" = scriptindex ]; then
  rm -rf "$data/scriptindex"
  measure scriptindex "$data/scriptindex" "$data/index.script" "$data/$count.dump"
  row scriptindex "$count" "$data/scriptindex"
fi
if [ "$only" = all ] || [ "$only" = fts5 ]; then
  rm -f "$data/fts5.sqlite"
  cat >"$data/fts5.sql" <<END
CREATE VIRTUAL TABLE record USING fts5(id UNINDEXED, title, programme, summary, outcome, population,
  place, practice, source, tokenize = 'porter unicode61');
.mode ascii
.separator "\t" "\n"
.import $data/$count.tsv record
END
  measure sh -c 'sqlite3 "$1" <"$2"' sh "$data/fts5.sqlite" "$data/fts5.sql"
  row fts5 "$count" "$data/fts5.sqlite"
fi
echo "Written to $results"
