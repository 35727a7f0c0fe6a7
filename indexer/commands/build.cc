// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index build: all of the corpus or nothing, published.
#include <memory>

#include "indexer/commands/take.h"

namespace outturn::ingest {

void add_build(CommandLine& line) {
  auto options = std::make_shared<TakeOptions>();
  options->ingest.when_refused = WhenRefused::kTakeNothing;
  auto* command =
      line.add("build", "Add or update records, all or none of them, and publish a release",
               [options] { return take(*options); });
  command->add_option("PATH", options->paths, "Corpus files, or folders of them")->required();
  add_take_options(*command, *options);
}

}  // namespace outturn::ingest
