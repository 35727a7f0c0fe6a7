// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index duplicates: records that are likely the same under different ids.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "indexer/account/report.h"
#include "indexer/commands/command.h"
#include "schema/base/text.h"
#include "schema/evidence/record_json.h"
#include "schema/store/layout.h"
#include "schema/store/reader.h"

namespace outturn::ingest {
namespace {

using evidence::Json;

struct DuplicatesOptions {
  std::filesystem::path base;
  Format format = Format::kText;
};

int duplicates(const DuplicatesOptions& options) {
  const auto reader =
      store::Reader::open(store::Layout{options.base}.store(), store::Access::kLive);
  if (!reader) return report(reader.error());
  const auto groups = reader->likely_duplicates();
  if (!groups) return report(groups.error());
  if (options.format == Format::kJson) {
    Json json{{"groups", Json::array()}};
    for (const auto& group : *groups) {
      Json names = Json::array();
      for (const store::RecordName& name : group)
        names.push_back({{"id", name.id}, {"title", name.title}});
      json["groups"].push_back(std::move(names));
    }
    fmt::print("{}\n", json.dump(2));
    return 0;
  }
  for (const auto& group : *groups) {
    for (const store::RecordName& name : group)
      fmt::print("{}  {}\n", name.id, base::printable(name.title));
    fmt::print("\n");
  }
  if (groups->empty()) {
    fmt::print("No two records share programme, places, year and figures.\n");
  } else {
    fmt::print(
        "{} {} of records that share programme, places, year and figures. They were not "
        "merged: compare them, and take one out with outturn-index remove.\n",
        groups->size(), groups->size() == 1 ? "group" : "groups");
  }
  return 0;
}

}  // namespace

void add_duplicates(CommandLine& line) {
  auto options = std::make_shared<DuplicatesOptions>();
  auto* command =
      line.add("duplicates", "List records that are likely the same under different ids",
               [options] { return duplicates(*options); });
  add_base(*command, options->base);
  add_format(*command, options->format);
}

}  // namespace outturn::ingest
