// SPDX-License-Identifier: GPL-3.0-or-later
// Opens generations and lends out their connections.
#include "server/search/generation.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <malloc.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "schema/base/files.h"
#include "schema/index/plan.h"
#include "schema/store/layout.h"
#include "server/search/connection.h"

namespace outturn::search {

using base::Code;
using base::fail;

namespace {

/// A title takes some 150 bytes.
constexpr std::size_t kMostTitlesKept = 40'000;

}  // namespace

/// One waits for the disk while another reckons.
std::size_t Generation::most_turns() {
  return std::size_t{2} * std::max(1U, std::thread::hardware_concurrency());
}

Generation::Generation(int folder, std::string seal, store::Manifest manifest)
    : folder_(folder),
      seal_(std::move(seal)),
      manifest_(std::move(manifest)),
      places_(most_turns()) {}
Generation::~Generation() {
  suggester_.reset();  // before what its thread uses is closed
  ::close(folder_);
}

std::unique_ptr<Generation::Connection> Generation::connect() const {
  const std::filesystem::path folder = fmt::format("/proc/self/fd/{}", folder_);
  auto reader = store::Reader::open(folder / store::kSnapshotFile, store::Access::kSnapshot);
  if (!reader) throw std::runtime_error(base::to_text(reader.error()));
  return std::make_unique<Connection>(
      Connection{std::move(*reader), Xapian::Database((folder / store::kIndexFolder).string())});
}

base::Result<std::shared_ptr<const Generation>> Generation::open(
    const std::filesystem::path& folder) {
  auto manifest = store::read_manifest(folder);
  if (!manifest) return tl::unexpected(manifest.error());
  if (manifest->index_version != index::kIndexVersion) {
    return fail(Code::kNewerVersion,
                fmt::format("its index has version {}; this server reads version {}",
                            manifest->index_version, index::kIndexVersion),
                "publish again with this version: outturn-index build", folder.string());
  }
  if (auto sound = store::check_files(folder, *manifest, store::Checksums::kSkip); !sound)
    return tl::unexpected(sound.error());
  try {
    const auto seal = base::file_sha256(folder / store::kManifestFile);
    if (!seal) return tl::unexpected(seal.error());
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
      return fail(Code::kUnreadable, "cannot be opened", "check its permissions", folder.string());
    std::shared_ptr<Generation> generation(new Generation(descriptor, *seal, std::move(*manifest)));
    // Tells outturn-index gc that it is in use; waits while gc looks. Where the file system knows
    // no locks nobody is told.
    while (::flock(descriptor, LOCK_SH) != 0 && errno == EINTR) continue;
    auto columns = MatchIndex::open(folder / store::kColumnsFile);
    if (!columns) return tl::unexpected(columns.error());
    generation->matches_ = std::make_unique<MatchEngine>(*std::move(columns));
    generation->idle_.push_back(generation->connect());
    generation->suggester_ = std::make_unique<Suggester>(
        [&opened = *generation](const std::stop_token& stop) { return opened.gather(stop); });
    return generation;
  } catch (const Xapian::Error& fault) {
    return fail(Code::kCorrupt, "the index cannot be read (" + fault.get_description() + ")",
                "publish again: outturn-index build", folder.string());
  } catch (const std::bad_alloc&) {
    return fail(Code::kUnavailable, "there is too little memory to open it", "free some",
                folder.string());
  } catch (const std::system_error& fault) {
    if (fault.code() == std::errc::resource_unavailable_try_again)
      return fail(Code::kUnavailable, "no thread can be made to open it",
                  "let the service have more (TasksMax, ulimit -u)", folder.string());
    return fail(Code::kCorrupt, fault.what(), "publish again: outturn-index build",
                folder.string());
  } catch (const std::exception& fault) {
    return fail(Code::kCorrupt, fault.what(), "publish again: outturn-index build",
                folder.string());
  }
}

const query::Lexicon& Generation::lexicon() const {
  std::call_once(lexicon_read_, [this] { lexicon_ = query::Lexicon::read(lease()->index); });
  return lexicon_;
}

const ProgrammeNames& Generation::programmes() const {
  std::call_once(programmes_gathered_, [this] { programmes_ = ProgrammeNames(matches_->index()); });
  return programmes_;
}

const std::vector<unsigned>& Generation::newest_first() const {
  std::call_once(newest_read_, [this] {
    auto numbers = lease()->store.newest_first();
    if (!numbers) throw std::runtime_error(base::to_text(numbers.error()));
    newest_first_ = *std::move(numbers);
  });
  return newest_first_;
}

const Lengths& Generation::lengths() const {
  std::call_once(lengths_read_,
                 [this] { lengths_ = Lengths::read(lease()->index, matches_->index().slots()); });
  return lengths_;
}

query::Suggestions Generation::gather(const std::stop_token& stop) const {
  lengths();  // soon wanted
  const Lease connection = lease();
  query::Suggestions out =
      gather_suggestions({matches_->index(), lexicon(),
                          [&](unsigned number) { return connection->store.record(number); }},
                         stop);
  // What was read for this alone is not held on to: some 85 MiB at a million records.
  matches_->index().file().forget_pages();
  ::malloc_trim(0);
  return out;
}

bool Generation::has_source(std::string_view id) const {
  return matches_->index().find(index::FilterId::kSource, id) != kNoValue;
}

std::string Generation::source_title(const store::Reader& store, std::string_view id) const {
  std::string title(id);
  const ValueId value = matches_->index().find(index::FilterId::kSource, id);
  if (value == kNoValue) return title;
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = source_titles_.find(value); known != source_titles_.end())
      return known->second;
  }
  const auto record = store.record(matches_->index().first_with(value));
  if (!record) throw std::runtime_error(base::to_text(record.error()));
  for (const auto& source : record->sources)
    if (source.id == id) title = source.title;
  const std::lock_guard lock(mutex_);
  if (source_titles_.size() >= kMostTitlesKept) source_titles_.clear();
  source_titles_.emplace(value, title);
  return title;
}

Generation::Lease Generation::lease() const {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return {*this, std::move(connection)};
    }
  }
  return {*this, connect()};
}

Generation::Lease::Lease(const Generation& owner, std::unique_ptr<Connection> connection)
    : owner_(owner), connection_(std::move(connection)) {}

Generation::Lease::~Lease() {
  if (std::uncaught_exceptions() > exceptions_) return;  // what failed is not lent out again
  const std::lock_guard lock(owner_.mutex_);
  owner_.idle_.push_back(std::move(connection_));
}

}  // namespace outturn::search
