#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Shows that every rule of lint.sh passes a good tree and fails a bad one.
# shellcheck disable=SC2013,SC2016,SC2317  # backquotes are Markdown; breakages are called by name
set -u
lint=$(cd "$(dirname "$0")" && pwd)/lint.sh
tree=$(mktemp -d) || exit 73
trap 'rm -rf "$tree"' EXIT
spdx='// SPDX-License-Identifier: GPL-3.0-or-later'

cpp() { # PATH LINE...
  mkdir -p "$(dirname "$1")"
  file=$1
  shift
  printf '%s\n' "$spdx" "$@" >"$file"
}

good_tree() {
  rm -rf "${tree:?}"/* "$tree"/.[a-z]*
  for folder in schema/base schema/evidence schema/index schema/store indexer server/http server/api \
    server/render server/search; do
    cpp "$folder/thing.cc" '#include <string>'
  done
  mkdir -p web tests/unit corpus packaging docs
  for folder in schema schema/base schema/evidence schema/index schema/store indexer server \
    server/http server/api server/render server/search web tests corpus packaging; do
    echo '# What is this?' >"$folder/README.md"
  done
  cpp server/http/edge.cc '#include <httplib.h>'
  cpp server/search/engine.cc '#include <xapian.h>'
  cpp indexer/writer.cc '#include "schema/store/writer.h"'
  cpp indexer/words.cc '#include <xapian.h>'
  cpp schema/evidence/arithmetic/sums.h 'Result<double> total(double a);' \
    'std::optional<Error> why_not(double a);'
  cpp tests/fuzz/arithmetic_sums.cc 'void f() { g("total", total(1), why_not(1)); }'
  echo '# What is this?' >schema/evidence/arithmetic/README.md
  cpp schema/store/rows.cc '#include <SQLiteCpp/SQLiteCpp.h>'
  # 98 columns in 195 bytes.
  cpp tests/unit/thing_test.cc "// $(printf '%095d' 0 | sed 's/0/ä/g')"
  echo 'add_executable(t unit/thing_test.cc)' >tests/CMakeLists.txt
  printf '%s\n' '#!/bin/sh' 'echo' >run
  chmod +x run
  cp "${lint%/tests/*}/.clang-format" .
  echo '{"packages": {"a": {"version": "1.0.0", "integrity": "sha512-x"}}}' >web/package-lock.json
  cpp schema/base/result.h 'inline constexpr std::array kCodes{' \
    '    CodeRow{Code::kBusy, "busy", 409, 75},' '};'
  cpp schema/index/fields.h 'inline constexpr std::array kTextFields{' \
    '    TextField{"title", "S", 5, "a, b"},' '};'
  cpp schema/index/filters.h 'inline constexpr std::array kFilters{' \
    '    Filter{FilterId::kOutcome, "outcome", "Outcome", "what"},' '};'
  printf '%s\n' '[docs](docs)' '| `busy` | 409 | 75 |' '| `outcome` | what |' '`title:`' >README.md
}

break_indexer_and_server_are_strangers() { cpp indexer/bad.cc '#include "server/search/answer.h"'; }
break_indexer_and_server_are_strangers_2() { cpp server/search/bad.cc '#include "indexer/plan.h"'; }
break_only_server_http_sees_httplib() { cpp server/api/bad.cc '#include <httplib.h>'; }
break_only_server_http_sees_httplib_2() { cpp server/main.cc '#  include "httplib.h"'; }
break_api_and_render_know_no_http() { cpp server/render/bad.h '#include "server/http/server.h"'; }
break_schema_includes_no_program() { cpp schema/base/bad.cc '#include "indexer/writer.h"'; }
break_schema_includes_no_program_2() { cpp schema/index/bad.cc '#include "server/api/message.h"'; }
break_the_record_does_no_io() { cpp schema/evidence/bad.cc '#include <sqlite3.h>'; }
break_the_record_does_no_io_2() { cpp schema/index/bad.cc '#include <SQLiteCpp/Database.h>'; }
break_the_server_links_no_writer() { cpp server/api/bad.cc '#include "schema/store/writer.h"'; }
break_the_server_links_no_writer_2() {
  echo 'target_link_libraries(x outturn::ingest)' >server/CMakeLists.txt
}
break_xapian_stays_in_two_folders() { cpp schema/index/bad.cc '#include <xapian.h>'; }
break_xapian_stays_in_two_folders_2() { cpp server/api/bad.cc '#include <xapian/query.h>'; }
break_every_cpp_file_opens_with_its_licence() { echo '// plain' >server/api/bad.h; }
break_every_folder_asks_a_question() { rm server/api/README.md; }
break_every_folder_asks_a_question_2() { echo '# Rendering' >server/render/README.md; }
break_every_folder_asks_a_question_3() { cpp indexer/readers/csv.cc; }
break_nothing_else_at_the_top() { mkdir stuff && echo >stuff/thing.txt; }
break_no_unfinished_business() { cpp server/api/bad.cc "// TO""DO: finish"; }
break_no_unfinished_business_2() { echo "FIX""ME" >docs/bad.md; }
break_no_empty_catch() { cpp server/api/bad.cc 'void f() { try { g(); } catch (...) { } }'; }
break_no_line_over_100_columns() { cpp indexer/bad.cc "// $(printf '%098d' 1)"; }
break_no_file_over_450_lines() { yes ';' | head -n 451 >web/bad.js; }
break_no_path_of_a_machine() { echo "see /ro""ot/x" >docs/bad.md; }
break_no_path_of_a_machine_2() { echo "{\"url\": \"file:///wo""rk/x\"}" >corpus/bad.json; }
break_no_registry_address() {
  echo '{"a": {"resolved": "https://example.org/a.tgz"}}' >web/package-lock.json
}
break_every_test_is_registered() { cpp tests/unit/lost_test.cc; }
break_every_test_is_registered_2() { echo '# thing_test.cc' >tests/CMakeLists.txt; }
break_every_test_is_registered_3() { cpp tests/fuzz/fuzz_lost.cc; }
break_every_formula_is_fuzzed() {
  cpp schema/evidence/arithmetic/new.h 'Result<std::vector<double>> subtotal(' '    double a);'
}
break_every_formula_is_fuzzed_2() { cpp schema/evidence/standardise.h 'base::Result<T> sub(T a);'; }
break_every_formula_is_fuzzed_3() { cpp tests/fuzz/arithmetic_sums.cc 'void f() { why_not(1); }'; }
break_every_formula_is_fuzzed_4() { rm tests/fuzz/arithmetic_sums.cc; }
break_scripts_run() { chmod -x run; }
break_scripts_run_2() { printf '%s\n' '#!/bin/sh' 'if' >run; }
break_documents_agree_with_the_code() { sed 's/75/74/' README.md >x && mv x README.md; }
break_documents_agree_with_the_code_2() { grep -v outcome README.md >x; mv x README.md; }
break_documents_agree_with_the_code_3() { grep -v title README.md >x; mv x README.md; }
break_links_lead_somewhere() { echo '[gone](docs/gone.md)' >>README.md; }
break_clang_format() { cpp server/api/bad.cc 'int  f( ) {return 1 ;}'; }

passed=0
failed=0
verdict() { # DID SAYS
  if [ "$1" = 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED  $2"
  fi
}

cd "$tree" || exit 73
good_tree
said=$(sh "$lint" .)
verdict $? "a good tree is faulted:
$said"

for rule in $(sed -n 's/^rule_\([a-z0-9_]*\)() {.*/\1/p' "$lint"); do
  cases=$(sed -n "s/^\(break_$rule\(_[0-9]\)*\)() {.*/\1/p" "${lint%/*}/self_test.sh")
  [ -n "$cases" ]
  verdict $? "$rule has no bad tree"
  if [ "$rule" = clang_format ] && ! clang-format --version 2>/dev/null | grep -q 'version 14\.'; then
    continue
  fi
  for broken in $cases; do
    good_tree
    "$broken"
    said=$(LINT_ONLY=$rule sh "$lint" .)
    case $said in
      *"FAILED  $rule"*) verdict 0 ;;
      *) verdict 1 "$broken goes unseen" ;;
    esac
  done
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
