// SPDX-License-Identifier: GPL-3.0-or-later
// Spill files; contract in columns_spill.h.
#include "schema/index/columns_spill.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include "schema/base/files.h"

namespace outturn::index {
namespace {

constexpr std::size_t kChunk = 1U << 20;

base::Result<void> unwritable(const std::filesystem::path& path, int fault) {
  return base::fail(base::Code::kUnwritable, std::strerror(fault),
                    "check the folder's rights and the space on its disk", path.string());
}

/// A title by its first eight bytes, most significant first, so that most are told apart by one
/// comparison.
struct TitleKey {
  std::uint64_t head;
  std::uint32_t slot;
};

std::uint64_t head_of(std::string_view title) {
  std::array<unsigned char, 8> bytes{};
  std::copy_n(title.begin(), std::min(title.size(), bytes.size()), bytes.begin());
  std::uint64_t head = 0;
  for (const unsigned char byte : bytes) head = head << 8 | byte;
  return head;
}

/// The whole of a spill file. The bytes come through the page cache, from where they may be
/// dropped.
template <typename T>
std::vector<T> read_all(std::FILE* file) {
  std::fflush(file);
  std::fseek(file, 0, SEEK_END);
  const long bytes = std::ftell(file);
  std::rewind(file);
  std::vector<T> out(static_cast<std::size_t>(std::max(bytes, 0L)) / sizeof(T));
  out.resize(std::fread(out.data(), sizeof(T), out.size(), file));
  return out;
}

}  // namespace

base::Result<Spills> Spills::create(const std::filesystem::path& path) {
  Spills spills;
  spills.path_ = path;
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor < 0) return tl::unexpected(unwritable(path, errno).error());
  spills.out_.reset(::fdopen(descriptor, "w+b"));
  for (std::size_t section = 0; section < kSectionCount; ++section) {
    const std::string name = path.string() + ".section" + std::to_string(section);
    const int spill = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (spill < 0) return tl::unexpected(unwritable(name, errno).error());
    ::unlink(name.c_str());  // gone with the process, however it ends
    spills.files_[section].reset(::fdopen(spill, "w+b"));
  }
  return spills;
}

Spills::~Spills() {
  if (out_) ::unlink(path_.c_str());  // never joined
}

void Spills::put_bytes(Section section, const void* bytes, std::size_t count) {
  std::FILE* file = files_[static_cast<std::size_t>(section)].get();
  if (count != 0 && ::fwrite_unlocked(bytes, 1, count, file) != count && fault_ == 0)
    fault_ = errno == 0 ? EIO : errno;
}

base::Result<void> Spills::failed() const { return unwritable(path_, fault_); }

base::Result<void> Spills::check() const {
  if (fault_ != 0) return failed();
  return {};
}

base::Result<void> Spills::rank_titles(std::uint32_t slots) {
  const auto file_of = [&](Section section) {
    return files_[static_cast<std::size_t>(section)].get();
  };
  const auto offsets = read_all<std::uint32_t>(file_of(Section::kTitleOffsets));
  const auto bytes = read_all<char>(file_of(Section::kTitleBytes));
  const auto present = read_all<std::uint8_t>(file_of(Section::kPresent));
  if (offsets.size() != std::size_t{slots} + 1 || present.size() != slots ||
      bytes.size() != offsets.back())
    return unwritable(path_, fault_ == 0 ? EIO : fault_);
  const auto title = [&](std::uint32_t slot) {
    return std::string_view(bytes.data() + offsets[slot], offsets[slot + 1] - offsets[slot]);
  };
  std::vector<TitleKey> order;
  order.reserve(slots);
  for (std::uint32_t slot = 0; slot < slots; ++slot)
    if (present[slot] != 0) order.push_back({head_of(title(slot)), slot});
  std::sort(order.begin(), order.end(), [&](const TitleKey& a, const TitleKey& b) {
    if (a.head != b.head) return a.head < b.head;
    const int compared = title(a.slot).compare(title(b.slot));
    return compared != 0 ? compared < 0 : a.slot < b.slot;
  });
  std::vector<std::uint32_t> rank(slots);
  std::uint32_t next = 0;
  for (const TitleKey& key : order) rank[key.slot] = next++;
  for (std::uint32_t slot = 0; slot < slots; ++slot)
    if (present[slot] == 0) rank[slot] = next++;
  put_bytes(Section::kTitleRank, rank.data(), rank.size() * sizeof(std::uint32_t));
  return check();
}

base::Result<void> Spills::append(std::size_t section, SectionRow& row, std::uint64_t& offset) {
  static constexpr std::array<char, kSectionAlignment> kPadding{};
  const std::size_t gap = (kSectionAlignment - offset % kSectionAlignment) % kSectionAlignment;
  if (std::fwrite(kPadding.data(), 1, gap, out_.get()) != gap) return unwritable(path_, errno);
  offset += gap;
  row.offset = offset;
  std::FILE* file = files_[section].get();
  if (std::fflush(file) != 0) return unwritable(path_, errno);
  std::rewind(file);
  std::vector<unsigned char> chunk(kChunk);
  uLong crc = ::crc32(0, nullptr, 0);
  for (;;) {
    const std::size_t got = std::fread(chunk.data(), 1, chunk.size(), file);
    if (got == 0) break;
    crc = ::crc32(crc, chunk.data(), static_cast<uInt>(got));
    if (std::fwrite(chunk.data(), 1, got, out_.get()) != got) return unwritable(path_, errno);
    row.bytes += got;
  }
  if (std::ferror(file) != 0) return unwritable(path_, EIO);
  row.crc = static_cast<std::uint32_t>(crc);
  offset += row.bytes;
  files_[section].reset();
  return {};
}

base::Result<void> Spills::join(ColumnsHeader header) {
  if (fault_ != 0) return failed();
  std::uint64_t offset = sizeof header;
  if (std::fwrite(&header, sizeof header, 1, out_.get()) != 1) return unwritable(path_, errno);
  for (std::size_t section = 0; section < kSectionCount; ++section)
    if (auto joined = append(section, header.sections[section], offset); !joined) return joined;
  header.file_bytes = offset;
  header.crc = static_cast<std::uint32_t>(::crc32(::crc32(0, nullptr, 0),
                                                  reinterpret_cast<const unsigned char*>(&header),
                                                  static_cast<uInt>(offsetof(ColumnsHeader, crc))));
  std::rewind(out_.get());
  if (std::fwrite(&header, sizeof header, 1, out_.get()) != 1 || std::fflush(out_.get()) != 0)
    return unwritable(path_, errno);
  if (auto synced = base::sync_to_disk(path_); !synced) return synced;
  out_.reset();
  return {};
}

}  // namespace outturn::index
