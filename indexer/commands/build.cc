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
#include "indexer/generation.h"
#include "indexer/report.h"
#include "indexer/store_writer.h"

namespace outturn::ingest {
namespace {

struct Options {
  std::vector<std::filesystem::path> paths;
  std::filesystem::path base;
};

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
  if (is_up_to_date(layout)) {
    fmt::print("Up to date: {}.\n{}\n", tally, to_text(changes->flags));
    return 0;
  }
  const auto manifest = publish(layout, *writer, progress);
  progress.finish();
  if (!manifest) return report(manifest.error());
  fmt::print("Published release {}: {}; {} records, {} findings, {} appraisals.\n", manifest->id,
             tally, manifest->records, manifest->findings, manifest->appraisals);
  fmt::print("{}\n", to_text(changes->flags));
  return 0;
}

}  // namespace

void add_build(CommandLine& line) {
  auto options = std::make_shared<Options>();
  auto* command = line.add("build", "Add or update records and publish a release",
                           [options] { return build(*options); });
  command->add_option("PATH", options->paths, "Corpus files, or folders of them")->required();
  command->add_option("--base", options->base, "The folder that holds the evidence base")
      ->required();
}

}  // namespace outturn::ingest
