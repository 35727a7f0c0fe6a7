#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Puts a measured section into a document, in the place of the one that stands there under the same
# name, or at the end. Usage: section.sh DOCUMENT NAME FILE
set -eu
document=$1 name=$2 section=$3
[ -f "$document" ] || : >"$document"
new=$(mktemp "$document.XXXXXX")
trap 'rm -f "$new"' EXIT
awk -v begin="<!-- written by $name -->" -v end="<!-- end of $name -->" -v section="$section" '
  function put(  line) {
    print begin
    while ((getline line < section) > 0) print line
    print end
    written = 1
  }
  $0 == begin { put(); inside = 1 }
  !inside { print }
  $0 == end { inside = 0 }
  END { if (!written) { if (NR > 0) print ""; put() } }' "$document" >"$new"
cat "$new" >"$document"
