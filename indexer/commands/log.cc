// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index log and diff: what a record was and what changed.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>

#include "indexer/account/report.h"
#include "indexer/commands/command.h"
#include "schema/base/text.h"
#include "schema/store/history.h"
#include "schema/store/layout.h"

namespace outturn::ingest {
namespace {

using store::ToldChange;
using store::Version;
using store::VersionKind;

constexpr std::size_t kMostChanges = 12;    ///< of one version in a log
constexpr std::size_t kLongestValue = 200;  ///< bytes of a value in a log; a diff gives all of it

struct LogOptions {
  std::filesystem::path base;
  std::string id;
  std::optional<int> from;
  std::optional<int> to;
  Format format = Format::kText;
};

base::Result<store::Reader> open(const std::filesystem::path& base) {
  return store::Reader::open(store::Layout{base}.store(), store::Access::kLive);
}

/// "  changed  finding 1 (Crime), standard error: 0.1 -> 0.2"
std::string to_line(const ToldChange& told, std::size_t longest) {
  const auto clipped = [&](const std::string& text) {
    return base::clip(base::printable(text), longest);
  };
  std::string line =
      fmt::format("  {:<9} {}", evidence::to_text(told.change.kind), clipped(told.words.place));
  const std::string before = clipped(told.words.before);
  const std::string after = clipped(told.words.after);
  switch (told.change.kind) {
    case evidence::ChangeKind::kAdded:
      return line + ": " + after + "\n";
    case evidence::ChangeKind::kRemoved:
      return line + ": " + before + "\n";
    case evidence::ChangeKind::kChanged:
      return line + ": " + before + " -> " + after + "\n";
    case evidence::ChangeKind::kReordered:
      break;
  }
  return line + "\n";
}

std::string to_line(const Version& version) {
  std::string line =
      fmt::format("version {}  {}  {}", version.version, version.at, store::to_text(version.kind));
  if (!version.file.empty()) line += ", from " + base::printable(version.file);
  if (!version.place.empty()) line += ", at " + base::printable(version.place);
  if (!version.reason.empty()) line += ": " + base::printable(version.reason);
  if (version.revision > 0) line += fmt::format(" (change set {})", version.revision);
  return line + "\n";
}

int log(const LogOptions& options) {
  const auto reader = open(options.base);
  if (!reader) return report(reader.error());
  const auto history = store::history(*reader, options.id);
  if (!history) return report(history.error());
  if (options.format == Format::kJson) {
    fmt::print("{}\n", store::to_json(*history).dump(2));
    return 0;
  }
  fmt::print("{} ({}){}\n", base::printable(history->title), history->id,
             history->is_removed() ? ", removed" : "");
  for (auto step = history->steps.rbegin(); step != history->steps.rend(); ++step) {
    fmt::print("\n{}", to_line(step->version));
    for (std::size_t i = 0; i < step->changes.size() && i < kMostChanges; ++i)
      fmt::print("{}", to_line(step->changes[i], kLongestValue));
    if (step->changes.size() > kMostChanges)
      fmt::print("  and {} more: outturn-index diff {} {}\n", step->changes.size() - kMostChanges,
                 history->id, step->version.version - 1);
  }
  return 0;
}

/// The versions to compare: those that were named, else the last and the one before.
base::Result<std::pair<int, int>> chosen(const std::vector<Version>& versions,
                                         const LogOptions& options) {
  const int last = versions.back().version;
  if (last == 1)
    return base::fail(
        base::Code::kNotFound,
        fmt::format("\"{}\" has one version; there is nothing to compare", options.id));
  return std::pair(options.from.value_or(last - 1), options.to.value_or(last));
}

int diff(const LogOptions& options) {
  const auto reader = open(options.base);
  if (!reader) return report(reader.error());
  const auto versions = reader->versions(options.id);
  if (!versions) return report(versions.error());
  const auto between = chosen(*versions, options);
  if (!between) return report(between.error());
  const auto [from, to] = *between;
  const auto changes = store::changes_between(*reader, options.id, from, to);
  if (!changes) return report(changes.error());
  if (options.format == Format::kJson) {
    evidence::Json list = evidence::Json::array();
    for (const ToldChange& change : *changes) list.push_back(store::to_json(change));
    const evidence::Json json{
        {"id", options.id}, {"from", from}, {"to", to}, {"changes", std::move(list)}};
    fmt::print("{}\n", json.dump(2));
    return 0;
  }
  fmt::print("{}: version {} to version {}\n", options.id, from, to);
  for (const ToldChange& change : *changes)
    fmt::print("{}",
               to_line(change, change.change.pointer.empty() ? kLongestValue : std::string::npos));
  if (changes->empty()) fmt::print("  the same\n");
  return 0;
}

}  // namespace

void add_log(CommandLine& line) {
  auto options = std::make_shared<LogOptions>();
  auto* command =
      line.add("log", "Show every version of a record: when, from which file, and what changed",
               [options] { return log(*options); });
  command->add_option("ID", options->id, "The record's id")->required();
  add_base(*command, options->base);
  add_format(*command, options->format);
}

void add_diff(CommandLine& line) {
  auto options = std::make_shared<LogOptions>();
  auto* command = line.add("diff", "Compare two versions of a record field by field",
                           [options] { return diff(*options); });
  command->add_option("ID", options->id, "The record's id")->required();
  command->add_option("FROM", options->from, "A version; else the one before the last")
      ->check(CLI::PositiveNumber);
  command->add_option("TO", options->to, "A version; else the last")->check(CLI::PositiveNumber);
  add_base(*command, options->base);
  add_format(*command, options->format);
}

}  // namespace outturn::ingest
