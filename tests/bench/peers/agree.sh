#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Do Outturn and SQLite's FTS5 answer the benchmark's questions alike? The benchmark over few records,
# for the two peers that need no package of their own, so that it is built and right every day.
# Usage: agree.sh FOLDER-OF-PROGRAMS
set -eu

bin=$1
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
mkdir "$data/results"
"$bin/outturn_peer_data" --count 3000 --folder "$data"
for peer in outturn fts5; do
  mkdir "$data/$peer"
  for what in build run; do
    "$bin/outturn_peer_$peer" "$what" --data "$data" --index "$data/$peer" \
      --results "$data/results/$peer.tsv" --seconds 0 --least 200 --most 200
  done
done
"$bin/outturn_peer_report" --results "$data/results" --count 3000 outturn=Outturn fts5=FTS5
