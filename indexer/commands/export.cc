// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index export: every record of a base, to be read back or taken elsewhere.
#include "indexer/export.h"

#include <fmt/format.h>

#include <cstdio>
#include <map>
#include <memory>

#include "indexer/commands/command.h"
#include "indexer/progress.h"
#include "indexer/report.h"
#include "schema/store/layout.h"
#include "schema/store/reader.h"

namespace outturn::ingest {
namespace {

enum class Kind { kJsonLines };

struct Options {
  std::filesystem::path base;
  std::filesystem::path out;
  Kind kind = Kind::kJsonLines;
};

base::Result<std::unique_ptr<ExportWriter>> open(const Options& options) {
  switch (options.kind) {
    case Kind::kJsonLines:
      break;
  }
  return export_jsonl(options.out);
}

int export_base(const Options& options) {
  const auto reader =
      store::Reader::open(store::Layout{options.base}.store(), store::Access::kLive);
  if (!reader) return report(reader.error());
  const auto total = reader->count();
  if (!total) return report(total.error());
  auto writer = open(options);
  if (!writer) return report(writer.error());
  Progress progress;
  progress.step(fmt::format("Exporting {} records", *total));
  std::size_t done = 0;
  auto written = reader->for_each_text(
      [&](const store::RecordName&, std::string_view json) -> base::Result<void> {
        progress.at(++done, *total);
        return (*writer)->add(json);
      });
  if (written) written = (*writer)->finish();
  progress.finish();
  if (!written) return report(written.error());
  const auto removed = reader->removed();
  if (!removed) return report(removed.error());
  fmt::print(stderr, "{} {} exported{}.\n", done, done == 1 ? "record" : "records",
             removed->empty() ? "" : fmt::format("; {} removed left out", removed->size()));
  return 0;
}

}  // namespace

void add_export(CommandLine& line) {
  static const std::map<std::string, Kind> kKinds{{"jsonl", Kind::kJsonLines}};
  auto options = std::make_shared<Options>();
  auto* command = line.add("export", "Write every record to a file that can be ingested again",
                           [options] { return export_base(*options); });
  command->add_option("--format", options->kind, "jsonl: one record a line")
      ->transform(CLI::CheckedTransformer(kKinds).description("jsonl"))
      ->default_str("jsonl");
  command->add_option("--out", options->out, "The file to write; else standard output");
  add_base(*command, options->base);
}

}  // namespace outturn::ingest
