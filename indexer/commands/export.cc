// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index export: every record of a base, to be read back or taken elsewhere.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "indexer/account/report.h"
#include "indexer/commands/command.h"
#include "indexer/running/progress.h"
#include "indexer/store/export_jsonl.h"
#include "indexer/workbook/export.h"
#include "schema/evidence/record_json.h"
#include "schema/store/layout.h"
#include "schema/store/reader.h"

namespace outturn::ingest {
namespace {

struct ExportOptions {
  std::filesystem::path base;
  std::filesystem::path out;
  std::string format = "jsonl";
};

/// The records of the base one after the other, and how far that has come.
class Records {
 public:
  Records(store::Reader::Cursor cursor, std::size_t total)
      : cursor_(std::move(cursor)), total_(total) {
    progress_.step(fmt::format("Exporting {} records", total));
  }

  base::Result<bool> next(std::string& json) {
    const auto more = cursor_.next(name_, json);
    if (more && *more) progress_.at(++done_, total_);
    return more;
  }

  base::Result<bool> next(evidence::Record& record) {
    std::string json;
    const auto more = next(json);
    if (!more || !*more) return more;
    auto read = evidence::record_from_text(json);
    if (!read)
      return base::fail(base::Code::kCorrupt, "its text is not a record",
                        "check the store: outturn-index verify", name_.id);
    record = std::move(*read);
    return true;
  }

  std::size_t done() const { return done_; }
  void finish() { progress_.finish(); }

 private:
  store::Reader::Cursor cursor_;
  std::size_t total_;
  std::size_t done_ = 0;
  store::RecordName name_;
  Progress progress_;
};

base::Result<void> write(Records& records, const ExportOptions& options) {
  if (options.format == "jsonl")
    return export_jsonl([&](std::string& json) { return records.next(json); }, options.out);
  if (options.out.empty())
    return base::fail(
        base::Code::kUsage, options.format + " does not go to standard output",
        options.format == "csv" ? "name a folder: --out FOLDER" : "name a file: --out FILE.xlsx");
  const auto next = [&](evidence::Record& record) { return records.next(record); };
  const auto written = options.format == "csv" ? workbook::write_csv(next, options.out)
                                               : workbook::write_workbook(next, options.out);
  if (!written) return tl::unexpected(written.error());
  return {};
}

int export_base(const ExportOptions& options) {
  const auto reader =
      store::Reader::open(store::Layout{options.base}.store(), store::Access::kLive);
  if (!reader) return report(reader.error());
  const auto total = reader->count();
  if (!total) return report(total.error());
  const auto removed = reader->removed();
  if (!removed) return report(removed.error());
  auto cursor = reader->cursor();
  if (!cursor) return report(cursor.error());
  Records records(std::move(*cursor), *total);
  const auto written = write(records, options);
  records.finish();
  if (!written) return report(written.error());
  fmt::print(stderr, "{} {} exported{}.\n", records.done(),
             records.done() == 1 ? "record" : "records",
             removed->empty() ? "" : fmt::format("; {} removed left out", removed->size()));
  return 0;
}

}  // namespace

void add_export(CommandLine& line) {
  auto options = std::make_shared<ExportOptions>();
  auto* command = line.add("export", "Write every record to a file that can be ingested again",
                           [options] { return export_base(*options); });
  command
      ->add_option("--format", options->format,
                   "jsonl: one record a line; xlsx: our workbook; csv: its sheets as files")
      ->check(CLI::IsMember({"jsonl", "csv", "xlsx"}))
      ->capture_default_str();
  command->add_option("--out", options->out,
                      "The file to write, or the folder of csv; else standard output");
  add_base(*command, options->base);
}

}  // namespace outturn::ingest
