// SPDX-License-Identifier: GPL-3.0-or-later
// A server holds a shared lock (flock) on the folder of a generation it has open; whoever gets an
// exclusive one knows that nobody has. The system lets go of it however a server ends.
#include "indexer/release/generations.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "schema/base/files.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::fail;
using base::Result;

constexpr std::string_view kRemovingPrefix = ".removing-";

/// A folder nobody else has a lock on, while this lives.
class Claim {
 public:
  explicit Claim(const fs::path& folder)
      : fd_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)),
        claimed_(fd_ >= 0 && ::flock(fd_, LOCK_EX | LOCK_NB) == 0) {}
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;
  ~Claim() {
    if (fd_ >= 0) ::close(fd_);
  }
  explicit operator bool() const { return claimed_; }

 private:
  int fd_;
  bool claimed_;
};

/// The day and the number of that day: "2026-11-22.10" comes after "2026-11-22.9".
std::optional<std::pair<std::string, std::size_t>> parts_of(const std::string& id) {
  const auto dot = id.find('.');
  if (dot == 0 || dot == std::string::npos) return {};
  const auto number = base::parse_count(std::string_view(id).substr(dot + 1));
  if (!number) return {};
  return std::pair(id.substr(0, dot), *number);
}

std::uintmax_t bytes_in(const fs::path& folder) {
  std::uintmax_t bytes = 0;
  std::error_code fault;
  for (fs::recursive_directory_iterator it(folder, fault), end; !fault && it != end;
       it.increment(fault)) {
    std::error_code gone;  // what vanishes meanwhile has no size
    const auto size = it->is_regular_file(gone) ? it->file_size(gone) : 0;
    if (!gone) bytes += size;
  }
  return bytes;
}

/// Renamed first, so that no half of it is ever taken for a release.
Result<void> remove_folder(const fs::path& folder) {
  const fs::path away =
      folder.parent_path() / (std::string(kRemovingPrefix) + folder.filename().string());
  std::error_code fault;
  fs::rename(folder, away, fault);
  if (!fault) fs::remove_all(away, fault);
  if (fault)
    return fail(Code::kUnwritable, fmt::format("cannot be removed ({})", fault.message()),
                "check its permissions and run again; the published release is untouched",
                folder.string());
  return {};
}

/// What an interrupted removal left behind.
Result<void> finish_removals(const fs::path& generations) {
  std::vector<fs::path> left;
  std::error_code fault;
  for (const auto& entry : fs::directory_iterator(generations, fault))
    if (entry.path().filename().string().starts_with(kRemovingPrefix)) left.push_back(entry.path());
  for (const fs::path& folder : left) {
    fs::remove_all(folder, fault);
    if (fault)
      return fail(Code::kUnwritable, fmt::format("cannot be removed ({})", fault.message()),
                  "check its permissions and run again", folder.string());
  }
  return {};
}

}  // namespace

std::vector<std::string> generation_ids(const store::Layout& layout) {
  std::vector<std::pair<std::string, std::size_t>> found;
  std::error_code fault;  // a base without the folder has no generations
  for (const auto& entry : fs::directory_iterator(layout.generations(), fault)) {
    const std::string name = entry.path().filename().string();
    if (auto parts = name.starts_with('.') ? std::nullopt : parts_of(name))
      found.push_back(*std::move(parts));
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> ids;
  for (const auto& [day, number] : found) ids.push_back(fmt::format("{}.{}", day, number));
  return ids;
}

std::vector<GenerationInfo> list_generations(const store::Layout& layout) {
  const auto current = store::current_generation(layout);
  const std::string published = current ? current->filename().string() : "";
  std::vector<GenerationInfo> list;
  for (const std::string& id : generation_ids(layout)) {
    const fs::path folder = layout.generations() / id;
    list.push_back(
        {id, id == published, !Claim(folder), bytes_in(folder), store::read_manifest(folder)});
  }
  return list;
}

Result<Collected> collect_garbage(const store::Layout& layout, const GcOptions& options) {
  if (auto finished = options.dry_run ? Result<void>() : finish_removals(layout.generations());
      !finished)
    return tl::unexpected(finished.error());
  auto list = list_generations(layout);
  const std::size_t keep = std::max<std::size_t>(options.keep, 1);
  Collected collected;
  for (std::size_t i = 0; i + keep < list.size(); ++i) {
    if (list[i].current) continue;
    const fs::path folder = layout.generations() / list[i].id;
    const Claim claim(folder);
    if (!claim) {
      collected.in_use.push_back(list[i].id);
      continue;
    }
    if (auto removed = options.dry_run ? Result<void>() : remove_folder(folder); !removed)
      return tl::unexpected(removed.error());
    collected.removed.push_back(std::move(list[i]));
  }
  if (!options.dry_run && !collected.removed.empty())
    if (auto synced = base::sync_to_disk(layout.generations()); !synced)
      return tl::unexpected(synced.error());
  return collected;
}

}  // namespace outturn::ingest
