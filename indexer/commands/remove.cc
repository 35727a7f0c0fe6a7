// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index remove and restore: takes records out of what is published, and brings them back.
#include <fmt/format.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

#include "indexer/account/report.h"
#include "indexer/commands/command.h"
#include "indexer/release/release.h"
#include "indexer/store/base_lock.h"
#include "indexer/store/store_writer.h"

namespace outturn::ingest {
namespace {

constexpr std::size_t kLongestReason = 1000;

struct RemoveOptions {
  std::filesystem::path base;
  std::vector<std::string> ids;
  std::string reason;
};

using Act = std::function<base::Result<void>(ChangeSet&, const std::string& id)>;

/// All of the records or, where one cannot be, none.
int change(const RemoveOptions& options, const char* done, const Act& act) {
  const store::Layout layout{options.base};
  const auto lock = BaseLock::take(layout);
  if (!lock) return report(lock.error());
  auto writer = StoreWriter::open(layout.store());
  if (!writer) return report(writer.error());
  auto set = writer->begin();
  if (!set) return report(set.error());
  int refused = 0;
  for (const std::string& id : options.ids)
    if (auto changed = act(*set, id); !changed) refused = report(changed.error());
  if (refused != 0) {
    fmt::print(stderr, "Nothing was changed.\n");
    return refused;
  }
  const auto changes = set->commit();
  if (!changes) return report(changes.error());
  fmt::print("{} {} {}.\n", done, changes->made(), changes->made() == 1 ? "record" : "records");
  Progress progress;
  const auto released = release(layout, *writer, progress);
  progress.finish();
  if (!released) return report(released.error());
  fmt::print("{}\n", to_text(*released));
  return 0;
}

}  // namespace

void add_remove(CommandLine& line) {
  auto options = std::make_shared<RemoveOptions>();
  auto* command = line.add(
      "remove", "Take records out of what is published; every version of them is kept", [options] {
        return change(*options, "Removed", [&](ChangeSet& set, const std::string& id) {
          return set.remove(id, options->reason);
        });
      });
  command->add_option("ID", options->ids, "The ids of the records")->required();
  command->add_option("--reason", options->reason, "Why, in a sentence; shown with the record")
      ->check([](const std::string& text) {
        return text.size() > kLongestReason ? fmt::format("longer than {} bytes", kLongestReason)
                                            : std::string();
      });
  add_base(*command, options->base);
}

void add_restore(CommandLine& line) {
  auto options = std::make_shared<RemoveOptions>();
  auto* command = line.add("restore", "Bring removed records back as they last stood", [options] {
    return change(*options, "Restored",
                  [](ChangeSet& set, const std::string& id) { return set.restore(id); });
  });
  command->add_option("ID", options->ids, "The ids of the records")->required();
  add_base(*command, options->base);
}

}  // namespace outturn::ingest
