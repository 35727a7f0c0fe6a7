#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Holds the tree against the rules that a compiler does not know: who may include whom, what every file
# and folder must have, what no file may hold. Usage: tests/lint/lint.sh [ROOT]
# A rule prints nothing, or one "file:line: what is wrong" per fault. LINT_ONLY=rule runs that one alone.
# self_test.sh shows that each bites.
# shellcheck disable=SC2013,SC2016,SC2317  # awk programs in quotes; rules are called by name
set -u
export LC_ALL=C
self=$(cd "$(dirname "$0")" && pwd)/lint.sh
cd "${1:-$(dirname "$0")/../..}" || exit 66

list=$(mktemp) && code=$(mktemp) && found=$(mktemp) || exit 73
trap 'rm -f "$list" "$code" "$found"' EXIT

# Every file that is or may be committed; a tree without git is searched instead.
if ! { [ -e .git ] && git -c safe.directory='*' ls-files -co --exclude-standard >"$list" 2>/dev/null; }
then
  find . \( -name .git -o -name node_modules -o -path ./build -o -path ./data \) -prune \
    -o -type f -print | sed 's#^\./##' >"$list"
fi
# What git still lists but is gone from the disk is not there to be read.
while IFS= read -r file; do
  if [ -f "$file" ]; then printf '%s\n' "$file"; fi
done <"$list" >"$code" && sort -u "$code" >"$list"
grep -E '\.(h|cc)$' "$list" >"$code"

# each LIST COMMAND...: runs the command with the listed files as arguments, if there are any.
each() {
  each_list=$1
  shift
  [ ! -s "$each_list" ] || tr '\n' '\0' <"$each_list" | xargs -0 "$@"
}

# text PATTERN: the files whose names match, save for this folder, whose rules quote what they forbid.
text() { grep -E "$1" "$list" | grep -v '^tests/lint/'; }

# no_include WHO WHAT SAYS: files whose path matches WHO must not include what matches WHAT.
no_include() {
  each "$code" awk -v who="$1" -v what="$2" -v says="$3" '
    FILENAME ~ who && /^[ \t]*#[ \t]*include[ \t]*[<"]/ {
      name = $0
      sub(/^[^<"]*[<"]/, "", name); sub(/[>"].*$/, "", name)
      if (name ~ what) print FILENAME ":" FNR ": includes " name ": " says
    }' /dev/null
}

rule_indexer_and_server_are_strangers() {
  no_include '^indexer/' '^server/' 'the indexer never includes the server'
  no_include '^server/' '^indexer/' 'the server never includes the indexer'
}
rule_only_server_http_sees_httplib() {
  no_include '^(schema|indexer|server/(search|api|render|[^/]*$))' '(^|/)httplib' \
    'only server/http sees the HTTP library'
}
rule_api_and_render_know_no_http() {
  no_include '^server/(api|render|search)/' '^server/http/' 'requests and answers are free of HTTP'
}
rule_schema_includes_no_program() {
  no_include '^schema/' '^(indexer|server)/' 'schema is what the programs share, not the reverse'
}
rule_the_record_does_no_io() {
  no_include '^schema/(base|evidence|index)/' '^(xapian|sqlite3|SQLiteCpp)' \
    'base, evidence and index know no database'
}
rule_the_server_links_no_writer() {
  no_include '^server/' '^schema/store/writer' 'only the indexer writes'
  if [ -f server/CMakeLists.txt ]; then
    find server -name CMakeLists.txt -exec awk '
      { sub(/#.*/, "") }
      /outturn::(ingest|writer)/ { print FILENAME ":" FNR ": links a writer" }' {} +
  fi
}
rule_xapian_stays_in_two_folders() {
  no_include '^(schema/|server/(http|api|render|[^/]*$)|web/)' '^xapian' \
    'Xapian is for indexer/ and server/search/'
}
rule_every_cpp_file_opens_with_its_licence() {
  each "$code" awk '
    FNR == 1 && $0 != "// SPDX-License-Identifier: GPL-3.0-or-later" {
      print FILENAME ":1: the first line is not the SPDX line"
    }' /dev/null
}
# corpus/ is data, and its README is the curators'.
rule_every_folder_asks_a_question() {
  {
    sed -n 's#^\(\(schema\|indexer\|server\)\(/.*\)*\)/[^/]*\.\(h\|cc\)$#\1#p' "$code"
    sed -n 's#^\(schema\|indexer\|server\|web\|tests\|packaging\)/.*#\1#p' "$list"
  } | sort -u | while IFS= read -r folder; do
    if [ ! -f "$folder/README.md" ]; then
      echo "$folder:1: has no README.md"
    else
      awk -v file="$folder/README.md" '
        /^#/ { seen = 1; if ($0 !~ /\?[ \t]*$/) print file ":" NR ": the heading asks no question"; exit }
        END { if (!seen) print file ":1: has no heading" }' "$folder/README.md"
    fi
  done
}
rule_nothing_else_at_the_top() {
  sed 's#/.*##' "$list" | sort -u | while IFS= read -r name; do
    case $name in
      corpus | schema | indexer | server | web | tests | docs | packaging | cmake) ;;
      CMakeLists.txt | CMakePresets.json | README.md | LICENSE | CHANGELOG.md | CONTRIBUTING.md) ;;
      run | test | .ci | .clang-format | .clang-tidy | .editorconfig | .gitignore | .gitattributes) ;;
      *) echo "$name:1: does not belong at the top" ;;
    esac
  done
}
rule_no_unfinished_business() {
  text '\.(h|cc|cmake|txt|sh|m?js|s?css|html|mustache|md)$|^(run|test|\.ci/run)$' >"$found.names"
  each "$found.names" awk '
    /(^|[^A-Za-z])(TODO|FIXME|XXX)([^A-Za-z]|$)/ { print FILENAME ":" FNR ": finish it or drop it" }
    ' /dev/null
}
rule_no_empty_catch() {
  each "$code" awk '
    /catch[ \t]*\([^)]*\)[ \t]*\{[ \t]*\}/ { print FILENAME ":" FNR ": an empty catch hides a failure" }
    ' /dev/null
}
# Columns, not bytes: the continuation bytes of UTF-8 do not count.
rule_no_line_over_100_columns() {
  each "$code" awk '
    { gsub(/[\200-\277]/, "") }
    length($0) > 100 { print FILENAME ":" FNR ": " length($0) " columns" }' /dev/null
}
rule_no_file_over_450_lines() {
  text '\.(h|cc|cmake|sh|m?js|s?css|html|mustache)$|^(run|test)$' >"$found.names"
  each "$found.names" awk '
    FNR == 451 { print FILENAME ":451: is longer than 450 lines; look for the second thing in it" }
    ' /dev/null
}
rule_no_path_of_a_machine() {
  grep -v '^tests/lint/' "$list" >"$found.names"
  each "$found.names" grep -nEI \
    '(^|[^A-Za-z0-9_.~/-]|file://)/(work|root|home)/' /dev/null | cut -c1-160
}
rule_no_registry_address() {
  text '(^|/)(package(-lock)?\.json|\.npmrc)$|\.sh$|\.cmake$|\.md$' >"$found.names"
  each "$found.names" grep -nE '"resolved": *"http|registry\.(npmjs|yarnpkg)' /dev/null | cut -c1-160
}
rule_every_test_is_registered() {
  grep -E '^tests/(.*/)?(fuzz_[^/]*|[^/]*_(test|fuzz|bench))\.cc$' "$list" | while IFS= read -r file; do
    grep -E '(^|/)CMakeLists\.txt$|\.cmake$' "$list" | tr '\n' '\0' |
      xargs -0 awk -v name="${file##*/}" -v stem="${file##*/}" '
        BEGIN { sub(/\.cc$/, "", stem) }
        { sub(/#.*/, "")
          gsub(/[^A-Za-z0-9_.]+/, " ")
          if (index(" " $0 " ", " " name " ") || index(" " $0 " ", " " stem " ")) { hit = 1; exit } }
        END { exit !hit }' || echo "$file:1: no CMakeLists.txt names it"
  done
}
# A function that can fail is called by the fuzzer, in the files of fuzz_arithmetic.
rule_every_formula_is_fuzzed() {
  grep -E '^schema/evidence/(arithmetic/[^/]*|standardise)\.h$' "$list" >"$found.names"
  grep -E '^tests/fuzz/(fuzz_)?arithmetic[^/]*\.cc$' "$list" >"$found.fuzz"
  each "$found.fuzz" cat >"$found.calls"
  each "$found.names" awk '
    match($0, /^(inline )?((base::)?Result<.*>|std::optional<Error>) [a-z0-9_]+\(/) {
      name = substr($0, 1, RLENGTH - 1); sub(/.* /, "", name)
      print name, FILENAME ":" FNR
    }' /dev/null | while read -r name where; do
    grep -qE "(^|[^A-Za-z0-9_])$name\(" "$found.calls" ||
      echo "$where: $name() is not called in tests/fuzz/arithmetic_*.cc"
  done
}
rule_scripts_run() {
  grep -E '\.sh$|^(run|test|\.ci/run)$' "$list" | while IFS= read -r file; do
    [ -x "$file" ] || echo "$file:1: is not executable"
    case $(head -n 1 "$file") in
      '#!/bin/sh') sh -n "$file" 2>&1 ;;
      '#!/bin/bash') bash -n "$file" 2>&1 ;;
      *) echo "$file:1: does not open with #!/bin/sh or #!/bin/bash" ;;
    esac
  done
}
rule_documents_agree_with_the_code() { sh "${self%/*}/documents.sh" .; }
rule_links_lead_somewhere() {
  text '\.md$' >"$found.names"
  each "$found.names" awk '
    /^```/ { code = !code }
    !code {
      line = $0
      while (match(line, /\]\([^)# ]+/)) {
        print FILENAME ":" FNR " " substr(line, RSTART + 2, RLENGTH - 2)
        line = substr(line, RSTART + RLENGTH)
      }
    }' /dev/null | while read -r where target; do
    case $target in
      http:* | https:* | mailto:*) continue ;;
    esac
    folder=$(dirname "${where%%:*}")
    [ -e "$folder/$target" ] || echo "$where: links to $target, which is not there"
  done
}
# The form is that of clang-format 14; another one would quarrel over trifles.
rule_clang_format() {
  [ -f .clang-format ] && command -v clang-format >/dev/null || return 0
  case $(clang-format --version) in
    *'version 14.'*) each "$code" clang-format --dry-run -Werror 2>&1 |
      awk -F: '/error:/ && !seen[$1]++ { print $1 ":" $2 ": not as cmake/format.sh writes it" }' ;;
  esac
}

passed=0
failed=0
for rule in $(sed -n 's/^rule_\([a-z0-9_]*\)() {.*/\1/p' "$self"); do
  [ -z "${LINT_ONLY:-}" ] || [ "$LINT_ONLY" = "$rule" ] || continue
  "rule_$rule" >"$found" 2>&1
  if [ -s "$found" ]; then
    failed=$((failed + 1))
    echo "FAILED  $rule"
    sed -n '1,40s/^/  /p' "$found"
    [ "$(wc -l <"$found")" -le 40 ] || echo "  and $(($(wc -l <"$found") - 40)) more"
  else
    passed=$((passed + 1))
    echo "ok      $rule"
  fi
done
rm -f "$found.names" "$found.fuzz" "$found.calls"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
