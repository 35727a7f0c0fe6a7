// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index: the command line. Reads options, hands over to a command.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <string>

#include "indexer/commands/command.h"
#include "schema/base/result.h"

namespace {

constexpr const char* kFooter = R"(Examples:
  outturn-index check corpus
  outturn-index check corpus --format json
  outturn-index build corpus --base data
  outturn-index template records.xlsx
  outturn-index build corpus/oldham-thriving-communities.json --base /srv/outturn

Flags: check works each record's figures out again from one another. A contradiction means that
figures held cannot all be right; a print restored, that the page is garbled and other figures
settle what it meant; a figure that needs reading, that a person must look; a note disputes nothing.

check --format json prints one document, also where it ends with another code:
  {"files", "records", "findings", "appraisals": counts,
   "problems": [{"code", "file", "pointer", "message", "hint"}],
   "flags": [{"record": "families-and-schools-together",
              "place": "corpus/family-2020.json:/records/2", "code": "print_restored",
              "severity": "restored", "title": "Misprint: other figures settle it",
              "pointer": "/appraisals/0/ratio/central", "reported": 3.03, "printed": ".03",
              "derived": 3.0304347826086958, "sentence": "The ratio is printed \".03\", but ..."}],
   "tally": {"note": 24, "restored": 10, "query": 5, "contradiction": 0}}

Exit codes:
   0  done            64  wrong usage                 73  cannot write, or the disk is full
   1  the data has    65  the base is damaged         75  another process is writing to the base
      problems, or    66  a path cannot be read       78  the base was written by a newer Outturn
      contradictions under check --strict)";

}  // namespace

int main(int argc, char** argv) {
  // A full disk or a file size limit must come back as an error we can report, not as a signal.
  std::signal(SIGXFSZ, SIG_IGN);

  CLI::App app{
      "Ingests evidence records and publishes them as a release that outturn-serve answers from."};
  app.footer(kFooter);
  app.set_version_flag("--version", "outturn-index " OUTTURN_VERSION);
  app.require_subcommand(1);

  outturn::ingest::CommandLine line(app);
  outturn::ingest::add_build(line);
  outturn::ingest::add_add(line);
  outturn::ingest::add_check(line);
  outturn::ingest::add_log(line);
  outturn::ingest::add_diff(line);
  outturn::ingest::add_remove(line);
  outturn::ingest::add_restore(line);
  outturn::ingest::add_export(line);
  outturn::ingest::add_duplicates(line);
  outturn::ingest::add_releases(line);
  outturn::ingest::add_rollback(line);
  outturn::ingest::add_rebuild(line);
  outturn::ingest::add_verify(line);
  outturn::ingest::add_gc(line);
  outturn::ingest::add_template(line);
  outturn::ingest::add_profile(line);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    const bool asked = fault.get_exit_code() == 0;
    app.exit(fault);
    return asked ? 0 : outturn::base::row(outturn::base::Code::kUsage).exit_code;
  }
  try {
    return line.run();
  } catch (const std::exception& fault) {
    fmt::print(stderr, "outturn-index: unexpected failure: {}\n", fault.what());
    return outturn::base::row(outturn::base::Code::kInternal).exit_code;
  }
}
