// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index build: read, check, store, publish.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include "indexer/base_lock.h"
#include "indexer/commands/command.h"
#include "indexer/flag_report.h"
#include "indexer/release.h"
#include "indexer/report.h"
#include "indexer/store_writer.h"

namespace outturn::ingest {
namespace {

struct Options {
  std::vector<std::filesystem::path> paths;
  std::filesystem::path base;
};

std::string account(const Release& released, const std::string& tally) {
  if (released.outcome == Outcome::kUpToDate) return "Up to date: " + tally + ".\n";
  if (released.outcome == Outcome::kHeld)
    return fmt::format("Stored: {}.\n{}\n", tally, to_text(released));
  return fmt::format("Published release {}: {}; {} records, {} findings, {} appraisals.\n",
                     released.manifest.id, tally, released.manifest.records,
                     released.manifest.findings, released.manifest.appraisals);
}

/// Ingests the paths into the base and publishes a generation, all or nothing.
int build(const Options& options) {
  const store::Layout layout{options.base};
  Progress progress;
  const Loaded loaded = load(options.paths, progress);
  if (!loaded.sound()) {
    progress.finish();
    const int code = report(loaded);
    fmt::print(stderr, "Nothing was changed.\n");
    return code;
  }
  const auto lock = BaseLock::take(layout);
  if (!lock) return report(lock.error());
  auto writer = StoreWriter::open(layout.store());
  if (!writer) return report(writer.error());
  progress.step(fmt::format("Storing {} records", loaded.records.size()));
  const auto changes = writer->put(loaded.records);
  progress.finish();
  if (!changes) return report(changes.error());
  std::string tally = fmt::format("{} added, {} changed, {} unchanged", changes->added,
                                  changes->changed, changes->unchanged);
  if (changes->stays_removed > 0)
    tally += fmt::format(", {} removed earlier and left so (see outturn-index restore)",
                         changes->stays_removed);
  const auto released = release(layout, *writer, progress);
  progress.finish();
  if (!released) return report(released.error());
  fmt::print("{}", account(*released, tally));
  fmt::print("{}\n", to_text(changes->flags));
  if (changes->likely_duplicates > 0)
    fmt::print("{} {} like another under a different id: see outturn-index duplicates.\n",
               changes->likely_duplicates,
               changes->likely_duplicates == 1 ? "record looks" : "records look");
  return 0;
}

}  // namespace

void add_build(CommandLine& line) {
  auto options = std::make_shared<Options>();
  auto* command = line.add("build", "Add or update records and publish a release",
                           [options] { return build(*options); });
  command->add_option("PATH", options->paths, "Corpus files, or folders of them")->required();
  add_base(*command, options->base);
}

}  // namespace outturn::ingest
