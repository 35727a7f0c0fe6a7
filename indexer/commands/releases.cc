// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index releases, rollback, rebuild and gc: which releases there are, which is published.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "indexer/account/report.h"
#include "indexer/commands/command.h"
#include "indexer/release/generations.h"
#include "indexer/release/release.h"
#include "indexer/store/base_lock.h"
#include "schema/evidence/record_json.h"

namespace outturn::ingest {
namespace {

using evidence::Json;

struct ReleasesOptions {
  std::filesystem::path base;
  std::string id;
  GcOptions gc;
  Format format = Format::kText;
};

std::string size_text(std::uintmax_t bytes) {
  constexpr double kMega = 1e6;
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / kMega);
}

Json to_json(const GenerationInfo& info) {
  Json json{
      {"id", info.id}, {"published", info.current}, {"in_use", info.in_use}, {"bytes", info.bytes}};
  if (!info.manifest) {
    json["problem"] = base::to_text(info.manifest.error());
    return json;
  }
  json["made"] = info.manifest->published;
  json["software"] = info.manifest->software;
  json["store_revision"] = info.manifest->store_revision;
  json["records"] = info.manifest->records;
  json["findings"] = info.manifest->findings;
  json["appraisals"] = info.manifest->appraisals;
  return json;
}

std::string to_line(const GenerationInfo& info) {
  std::string line = fmt::format("{} {:<14}", info.current ? "*" : " ", info.id);
  if (info.manifest)
    line +=
        fmt::format("  {}  {:>8} records  change set {:>5}  {:>10}", info.manifest->published,
                    info.manifest->records, info.manifest->store_revision, size_text(info.bytes));
  else
    line += "  damaged: " + info.manifest.error().message;
  if (info.in_use) line += "  in use";
  return line + "\n";
}

int releases(const ReleasesOptions& options) {
  const store::Layout layout{options.base};
  const auto list = list_generations(layout);
  const auto hold = read_hold(layout);
  if (!hold) return report(hold.error());
  if (options.format == Format::kJson) {
    Json json{{"releases", Json::array()}, {"rolled_back_to", nullptr}};
    for (const GenerationInfo& info : list) json["releases"].push_back(to_json(info));
    if (*hold) json["rolled_back_to"] = {{"release", (*hold)->release}, {"at", (*hold)->at}};
    fmt::print("{}\n", json.dump(2));
    return 0;
  }
  for (const GenerationInfo& info : list) fmt::print("{}", to_line(info));
  if (list.empty()) fmt::print("No release has been published.\n");
  if (*hold)
    fmt::print("Rolled back to {} on {}; nothing newer is published until outturn-index rebuild.\n",
               (*hold)->release, (*hold)->at.substr(0, 10));
  return 0;
}

int roll_back(const ReleasesOptions& options) {
  const store::Layout layout{options.base};
  const auto lock = BaseLock::take(layout);
  if (!lock) return report(lock.error());
  const auto done = rollback(layout, options.id);
  if (!done) return report(done.error());
  fmt::print("Release {} is published again (it was {}).\n", done->to, done->from);
  if (done->held)
    fmt::print(
        "It stays so: what is ingested from now on is kept in the store and not published "
        "until outturn-index rebuild.\n");
  return 0;
}

int rebuild_base(const ReleasesOptions& options) {
  const store::Layout layout{options.base};
  const auto lock = BaseLock::take(layout);
  if (!lock) return report(lock.error());
  std::error_code fault;
  if (!std::filesystem::exists(layout.store(), fault))
    return report({base::Code::kNotFound, "there is no store in this base to build from",
                   "fill it: outturn-index build corpus --base " + options.base.string(),
                   layout.store().string()});
  auto writer = StoreWriter::open(layout.store());
  if (!writer) return report(writer.error());
  auto audited = writer->put({});  // so that the flags are those of this software
  if (!audited) return report(audited.error());
  Progress progress;
  auto manifest = rebuild(layout, *writer, progress);
  progress.finish();
  if (!manifest) return report(manifest.error());
  fmt::print("{}\n", to_text(Release{Outcome::kPublished, std::move(*manifest), {}}));
  return 0;
}

int gc(const ReleasesOptions& options) {
  const store::Layout layout{options.base};
  const auto lock = BaseLock::take(layout);
  if (!lock) return report(lock.error());
  const auto collected = collect_garbage(layout, options.gc);
  if (!collected) return report(collected.error());
  std::uintmax_t bytes = 0;
  for (const GenerationInfo& info : collected->removed) {
    bytes += info.bytes;
    fmt::print("{} {}, {}\n", options.gc.dry_run ? "Would remove" : "Removed", info.id,
               size_text(info.bytes));
  }
  for (const std::string& id : collected->in_use)
    fmt::print("Kept {}: a server answers from it.\n", id);
  fmt::print("{} {} {}, {}.\n", collected->removed.size(),
             collected->removed.size() == 1 ? "release" : "releases",
             options.gc.dry_run ? "would be removed" : "removed", size_text(bytes));
  return 0;
}

}  // namespace

void add_releases(CommandLine& line) {
  auto options = std::make_shared<ReleasesOptions>();
  auto* command = line.add("releases", "List the releases of a base; * marks the published one",
                           [options] { return releases(*options); });
  add_base(*command, options->base);
  add_format(*command, options->format);
}

void add_rollback(CommandLine& line) {
  auto options = std::make_shared<ReleasesOptions>();
  auto* command = line.add("rollback", "Publish an earlier release again, and stay with it",
                           [options] { return roll_back(*options); });
  command->add_option("RELEASE", options->id, "Its id; else the one before the published one");
  add_base(*command, options->base);
}

void add_rebuild(CommandLine& line) {
  auto options = std::make_shared<ReleasesOptions>();
  auto* command = line.add("rebuild", "Publish the store as it stands, from nothing else",
                           [options] { return rebuild_base(*options); });
  add_base(*command, options->base);
}

void add_gc(CommandLine& line) {
  auto options = std::make_shared<ReleasesOptions>();
  auto* command = line.add("gc", "Remove old releases; never the published one or one in use",
                           [options] { return gc(*options); });
  command->add_option("--keep", options->gc.keep, "How many of the newest to keep, at least 1")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_flag("--dry-run", options->gc.dry_run, "Only say what would be removed");
  add_base(*command, options->base);
}

}  // namespace outturn::ingest
