// SPDX-License-Identifier: GPL-3.0-or-later
// libzip behind the archive; its error codes become ours here and nowhere else.
#include "indexer/readers/sheets/archive.h"

#include <fmt/format.h>
#include <zip.h>

#include <system_error>

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;

constexpr const char* kAgain = "open it in a spreadsheet program and save it again";

tl::unexpected<base::Error> failure(zip_error_t& error, const std::string& where) {
  const Code code =
      zip_error_code_zip(&error) == ZIP_ER_OPEN ? Code::kUnreadable : Code::kInvalidData;
  std::string words = zip_error_strerror(&error);
  zip_error_fini(&error);
  return fail(code, fmt::format("cannot be read as a spreadsheet archive: {}", words),
              "it may be cut off or damaged; copy or download it again", where);
}

}  // namespace

Part::Part(std::shared_ptr<const Archive> archive, zip_file* file, std::string where,
           std::uint64_t size)
    : archive_(std::move(archive)), file_(file), where_(std::move(where)), size_(size) {}

Part::~Part() { zip_fclose(file_); }

base::Result<std::size_t> Part::read(std::span<char> into) {
  const auto got = zip_fread(file_, into.data(), into.size());
  if (got < 0)
    return fail(Code::kInvalidData, fmt::format("is damaged: {}", zip_file_strerror(file_)),
                "it may be cut off or changed while it was read; copy or download it again",
                where_);
  done_ += static_cast<std::uint64_t>(got);
  if (done_ > size_)
    return fail(Code::kInvalidData, "unpacks to more than the archive declares", kAgain, where_);
  return static_cast<std::size_t>(got);
}

base::Result<std::shared_ptr<const Archive>> Archive::open(const std::filesystem::path& file,
                                                           const std::string& name) {
  std::shared_ptr<Archive> archive(new Archive(name, {}));
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_file_create(file.c_str(), 0, -1, &error);
  if (source == nullptr) return failure(error, name);
  archive->zip_ = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive->zip_ == nullptr) {
    zip_source_free(source);
    return failure(error, name);
  }
  std::error_code ignored;  // a size that cannot be told only costs the share that is done
  const auto size = std::filesystem::file_size(file, ignored);
  archive->file_size_ = ignored ? 0 : size;
  if (auto sound = archive->survey(); !sound) return tl::unexpected(sound.error());
  return archive;
}

base::Result<std::shared_ptr<const Archive>> Archive::from_bytes(std::string bytes,
                                                                 const std::string& name) {
  std::shared_ptr<Archive> archive(new Archive(name, std::move(bytes)));
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source =
      zip_source_buffer_create(archive->bytes_.data(), archive->bytes_.size(), 0, &error);
  if (source == nullptr) return failure(error, name);
  archive->zip_ = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive->zip_ == nullptr) {
    zip_source_free(source);
    return failure(error, name);
  }
  archive->file_size_ = archive->bytes_.size();
  if (auto sound = archive->survey(); !sound) return tl::unexpected(sound.error());
  return archive;
}

Archive::~Archive() {
  if (zip_ != nullptr) zip_discard(zip_);
}

base::Result<void> Archive::survey() const {
  const auto parts = zip_get_num_entries(zip_, 0);
  if (parts > kMostParts)
    return fail(Code::kInvalidData,
                fmt::format("holds {} parts; at most {} are read", parts, kMostParts), kAgain,
                name_);
  std::uint64_t total = 0;
  for (zip_int64_t i = 0; i < parts; ++i) {
    zip_stat_t stat;
    if (zip_stat_index(zip_, static_cast<zip_uint64_t>(i), 0, &stat) != 0 ||
        (stat.valid & ZIP_STAT_SIZE) == 0)
      return fail(Code::kInvalidData, "has a part that does not say how large it is", kAgain,
                  name_);
    // Each is held on its own first, so that the sum cannot turn over.
    if (stat.size > kLargestUnpacked || (total += stat.size) > kLargestUnpacked)
      return fail(Code::kInvalidData,
                  fmt::format("unpacks to more than {} MB", kLargestUnpacked >> 20),
                  "save the sheet you need as CSV, which is read whatever its size", name_);
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
      return fail(Code::kInvalidData, "is encrypted", "save it without a password", name_);
  }
  return {};
}

bool Archive::has(const std::string& part) const {
  return zip_name_locate(zip_, part.c_str(), 0) >= 0;
}

base::Result<std::unique_ptr<Part>> Archive::part(const std::string& name) const {
  const std::string where = name_ + ":" + name;
  zip_stat_t stat;
  if (zip_stat(zip_, name.c_str(), 0, &stat) != 0)
    return fail(Code::kInvalidData, fmt::format("has no part \"{}\"", name), kAgain, name_);
  zip_file_t* file = zip_fopen_index(zip_, stat.index, 0);
  if (file == nullptr)
    return fail(Code::kInvalidData,
                fmt::format("cannot be unpacked: {}", zip_error_strerror(zip_get_error(zip_))),
                kAgain, where);
  return std::make_unique<Part>(shared_from_this(), file, where, stat.size);
}

base::Result<std::string> Archive::text(const std::string& name, std::size_t limit) const {
  auto opened = part(name);
  if (!opened) return tl::unexpected(opened.error());
  if ((*opened)->size() > limit)
    return fail(Code::kInvalidData,
                fmt::format("is larger than the {} bytes that are read of it", limit), kAgain,
                (*opened)->where());
  std::string all(static_cast<std::size_t>((*opened)->size()), '\0');
  std::size_t filled = 0;
  while (filled < all.size()) {
    const auto got = (*opened)->read(std::span(all).subspan(filled));
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) break;
    filled += *got;
  }
  all.resize(filled);
  return all;
}

}  // namespace outturn::ingest
