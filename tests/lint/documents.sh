#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks that what README.md says of error codes, filters and text fields is what the code's own tables
# say. Usage: tests/lint/documents.sh ROOT. Prints one line per disagreement.
set -u
export LC_ALL=C
cd "$1" || exit 66

# rows FILE TYPE: the rows of a constexpr table, one per line, cells parted by tabs, quotes dropped.
rows() {
  [ -f "$1" ] || return 0
  tr '\n' ' ' <"$1" | sed "s/$2{/\n&/g" | sed -n "s/^$2{\([^}]*\)}.*/\1/p" |
    awk '{
      out = ""; quoted = 0
      for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        if (c == "\"") quoted = !quoted
        else if (c == "," && !quoted) out = out "\t"
        else if (c != " " || quoted) out = out c
      }
      print out
    }'
}

# said PATTERN WHAT: README.md must hold a line that matches.
said() { grep -qE "$1" README.md 2>/dev/null || echo "README.md:1: does not say $2"; }

rows schema/base/result.h CodeRow | while IFS='	' read -r _ slug status exit_code; do
  said "^\| *\`$slug\` *\| *$status *\| *$exit_code *\|" \
    "that $slug is HTTP status $status and exit code $exit_code"
done
rows schema/index/filters.h Filter | while IFS='	' read -r _ name _; do
  said "^\| *\`$name(_min)?\`.*\|" "what the parameter $name does"
done
rows schema/index/fields.h TextField | awk -F'\t' '$2 != ""' | while IFS='	' read -r name _; do
  said "\`$name:\`" "that $name: may stand before a word"
done
