// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index: the command line. Reads options, hands over to a command.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>

#include "indexer/commands.h"
#include "schema/base/result.h"

namespace {

constexpr const char* kFooter = R"(Examples:
  outturn-index check corpus
  outturn-index build corpus --base data
  outturn-index build corpus/oldham-thriving-communities.json --base /srv/outturn

Exit codes:
   0  done            64  wrong usage                 73  cannot write, or the disk is full
   1  the data has    65  the base is damaged         75  another process is writing to the base
      problems        66  a path cannot be read       78  the base was written by a newer Outturn)";

}  // namespace

int main(int argc, char** argv) {
  // A full disk or a file size limit must come back as an error we can report, not as a signal.
  std::signal(SIGXFSZ, SIG_IGN);

  CLI::App app{
      "Ingests evidence records and publishes them as a release that outturn-serve answers from."};
  app.footer(kFooter);
  app.set_version_flag("--version", "outturn-index " OUTTURN_VERSION);
  app.require_subcommand(1);

  outturn::ingest::BuildOptions build;
  auto* build_command = app.add_subcommand("build", "Add or update records and publish a release");
  build_command->add_option("PATH", build.paths, "Corpus files, or folders of them")->required();
  build_command->add_option("--base", build.base, "The folder that holds the evidence base")
      ->required();

  outturn::ingest::CheckOptions check;
  auto* check_command = app.add_subcommand("check", "Report every problem; write nothing");
  check_command->add_option("PATH", check.paths, "Corpus files, or folders of them")->required();

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    const bool asked = fault.get_exit_code() == 0;
    app.exit(fault);
    return asked ? 0 : outturn::base::row(outturn::base::Code::kUsage).exit_code;
  }
  try {
    return *build_command ? outturn::ingest::command_build(build)
                          : outturn::ingest::command_check(check);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "outturn-index: unexpected failure: {}\n", fault.what());
    return outturn::base::row(outturn::base::Code::kInternal).exit_code;
  }
}
