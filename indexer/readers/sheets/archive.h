// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a zip archive as bounded streams. Nothing of a part is held but what is being read,
// and what an archive declares of itself is held against what it turns out to hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "schema/base/result.h"

struct zip;
struct zip_file;

namespace outturn::ingest {

/// Bounds on what an archive may ask of us.
inline constexpr std::uint64_t kLargestUnpacked = 1ULL << 30;  ///< bytes, all parts together
inline constexpr std::int64_t kMostParts = 10'000;

class Archive;

/// One part, from its beginning. One thread.
class Part {
 public:
  Part(std::shared_ptr<const Archive> archive, zip_file* file, std::string where,
       std::uint64_t size);
  ~Part();
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  /// Fills as much of `into` as there is; 0 at the end. Errors: damaged, or more than declared.
  base::Result<std::size_t> read(std::span<char> into);

  const std::string& where() const { return where_; }  ///< "costs.xlsx:xl/workbook.xml"
  std::uint64_t done() const { return done_; }         ///< bytes unpacked
  std::uint64_t size() const { return size_; }         ///< bytes, as the archive declares

 private:
  std::shared_ptr<const Archive> archive_;
  zip_file* file_;
  std::string where_;
  std::uint64_t size_;
  std::uint64_t done_ = 0;
};

class Archive : public std::enable_shared_from_this<Archive> {
 public:
  /// `name` is what messages call it. Errors: unreadable; invalid data (no archive, truncated,
  /// encrypted, larger than the bounds).
  static base::Result<std::shared_ptr<const Archive>> open(const std::filesystem::path& file,
                                                           const std::string& name);
  static base::Result<std::shared_ptr<const Archive>> from_bytes(std::string bytes,
                                                                 const std::string& name);
  ~Archive();
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  bool has(const std::string& part) const;

  /// Errors: invalid data (no such part, packed in a way we do not read).
  base::Result<std::unique_ptr<Part>> part(const std::string& name) const;

  /// A small part as a whole. Errors: as part(), and larger than `limit`.
  base::Result<std::string> text(const std::string& name, std::size_t limit) const;

  const std::string& name() const { return name_; }
  std::uint64_t file_size() const { return file_size_; }

 private:
  Archive(std::string name, std::string bytes) : name_(std::move(name)), bytes_(std::move(bytes)) {}
  base::Result<void> survey() const;

  std::string name_;
  std::string bytes_;  ///< of from_bytes(); must outlive the handle
  zip* zip_ = nullptr;
  std::uint64_t file_size_ = 0;
};

}  // namespace outturn::ingest
