// SPDX-License-Identifier: GPL-3.0-or-later
// Segments and how they are joined; contract in index_builder.h.
#include "indexer/release/index_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/release/xapian_writer.h"
#include "schema/evidence/record_json.h"
#include "schema/index/columns_writer.h"
#include "schema/index/plan.h"
#include "schema/store/layout.h"

namespace outturn::ingest {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Result;

/// Records that become one segment, as the store keeps them.
struct Batch {
  struct Item {
    unsigned number;
    std::string json;
    index::Disputed disputed;
  };
  fs::path folder;
  std::vector<Item> records;
};

struct Segment {
  fs::path folder;
  Indexed counts;
  std::vector<std::pair<unsigned, index::Contribution>> columns;  ///< by number
};

/// Runs on any thread.
Result<Segment> index_batch(const Batch& batch) {
  Segment segment{batch.folder, {}, {}};
  auto index = XapianWriter::create(batch.folder);
  if (!index) return tl::unexpected(index.error());
  for (const auto& [number, json, disputed] : batch.records) {
    const auto record = evidence::record_from_text(json);
    if (!record)
      return base::fail(Code::kCorrupt, fmt::format("record {} cannot be read", number),
                        "restore the store from a copy");
    ++segment.counts.records;
    segment.counts.findings += record->findings.size();
    segment.counts.appraisals += record->appraisals.size();
    if (auto put = index->put(number, index::plan(*record)); !put)
      return tl::unexpected(put.error());
    segment.columns.emplace_back(number, index::columns_of(*record, disputed));
  }
  if (auto finished = index->finish(); !finished) return tl::unexpected(finished.error());
  return segment;
}

class Builder {
 public:
  Builder(const fs::path& generation, std::vector<unsigned> disputed, Progress& progress,
          const IndexOptions& options, std::size_t total)
      : folder_(generation / store::kIndexFolder),
        parts_(folder_.string() + ".parts"),
        columns_file_(generation / store::kColumnsFile),
        disputed_(std::move(disputed)),
        progress_(progress),
        options_(options),
        total_(total),
        map_(
            options.parallel, [](const Batch& batch) { return index_batch(batch); },
            [this](const Result<Segment>& segment) { return take(segment); }) {}

  Result<void> prepare() {
    std::error_code fault;
    fs::create_directories(parts_, fault);
    if (fault)
      return base::fail(Code::kUnwritable, fmt::format("cannot be made ({})", fault.message()),
                        "check the disk and the permissions", parts_.string());
    auto columns = index::ColumnsWriter::create(columns_file_);
    if (!columns) return tl::unexpected(columns.error());
    columns_.emplace(*std::move(columns));
    return {};
  }

  Result<void> add(unsigned number, std::string_view json) {
    const bool disputed = std::binary_search(disputed_.begin(), disputed_.end(), number);
    batch_.records.push_back(
        {number, std::string(json), disputed ? index::Disputed::kYes : index::Disputed::kNo});
    return batch_.records.size() < options_.segment ? Result<void>() : send();
  }

  Result<Indexed> finish() {
    if (!batch_.records.empty() || sent_ == 0)  // an index of nothing is an index
      if (auto sent = send(); !sent) return tl::unexpected(sent.error());
    if (auto rest = map_.finish(); !rest) return tl::unexpected(rest.error());
    while (joined_.size() + segments_.size() > options_.join && !segments_.empty())
      if (auto joined = join_segments(); !joined) return tl::unexpected(joined.error());
    joined_.insert(joined_.end(), segments_.begin(), segments_.end());
    if (auto joined = join(joined_, folder_); !joined) return tl::unexpected(joined.error());
    if (auto written = columns_->finish(); !written) return tl::unexpected(written.error());
    std::error_code ignored;  // an unfinished folder is removed as a whole later
    fs::remove_all(parts_, ignored);
    return counts_;
  }

 private:
  Result<void> send() {
    batch_.folder = parts_ / std::to_string(sent_++);
    return map_.push(std::exchange(batch_, {}));
  }

  Result<void> take(const Result<Segment>& segment) {
    if (!segment) return tl::unexpected(segment.error());
    counts_.records += segment->counts.records;
    counts_.findings += segment->counts.findings;
    counts_.appraisals += segment->counts.appraisals;
    for (const auto& [number, contribution] : segment->columns)
      if (auto added = columns_->add(number, contribution); !added) return added;
    segments_.push_back(segment->folder);
    progress_.at(counts_.records, total_);
    return segments_.size() < options_.join ? Result<void>() : join_segments();
  }

  /// Segments stay in the order of their numbers, and so do what they are joined into.
  Result<void> join_segments() {
    const fs::path folder = parts_ / fmt::format("joined-{}", joins_++);
    if (auto joined = join(segments_, folder); !joined) return joined;
    segments_.clear();
    joined_.push_back(folder);
    if (joined_.size() < options_.join) return {};
    const fs::path whole = parts_ / fmt::format("joined-{}", joins_++);
    if (auto joined = join(joined_, whole); !joined) return joined;
    joined_ = {whole};
    return {};
  }

  static Result<void> join(const std::vector<fs::path>& parts, const fs::path& folder) {
    std::error_code fault;
    if (parts.size() == 1) {
      fs::rename(parts.front(), folder, fault);
      if (fault)
        return base::fail(Code::kUnwritable, fmt::format("cannot be written ({})", fault.message()),
                          "check the disk and the permissions", folder.string());
      return {};
    }
    if (auto joined = join_indexes(parts, folder); !joined) return joined;
    for (const fs::path& part : parts) fs::remove_all(part, fault);  // or later, with the rest
    return {};
  }

  const fs::path folder_;
  const fs::path parts_;
  const fs::path columns_file_;
  const std::vector<unsigned> disputed_;  ///< numbers, rising
  std::optional<index::ColumnsWriter> columns_;
  Progress& progress_;
  const IndexOptions options_;
  const std::size_t total_;
  Batch batch_;
  std::size_t sent_ = 0;
  std::size_t joins_ = 0;
  std::vector<fs::path> segments_;
  std::vector<fs::path> joined_;
  Indexed counts_;
  ParallelMap<Batch, Result<Segment>> map_;  // last: its threads end before the rest goes
};

}  // namespace

Result<Indexed> build_index(const store::Reader& reader, const fs::path& folder, Progress& progress,
                            const IndexOptions& options) {
  const auto total = reader.count();
  if (!total) return tl::unexpected(total.error());
  progress.step(fmt::format("Indexing {} records", *total));
  auto disputed = reader.disputed();
  if (!disputed) return tl::unexpected(disputed.error());
  Builder builder(folder, *std::move(disputed), progress, options, *total);
  if (auto prepared = builder.prepare(); !prepared) return tl::unexpected(prepared.error());
  auto read = reader.for_each_text([&](const store::RecordName& name, std::string_view json) {
    return builder.add(name.number, json);
  });
  if (!read) return tl::unexpected(read.error());
  return builder.finish();
}

}  // namespace outturn::ingest
