// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a file, block by block, with a byte order mark taken off and UTF-16 made UTF-8. What
// comes out is UTF-8 or some encoding that holds ASCII; the cells and lines in it are for
// encoding.h.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/readers/byte_source.h"
#include "indexer/readers/encoding.h"

namespace outturn::ingest {

/// One thread. Holds a few blocks.
class TextSource {
 public:
  /// How much of the beginning is looked at to find out what a file is.
  static constexpr std::size_t kHead = 1U << 18;

  /// `encoding` as a person gave it. Errors: of ByteSource::open; usage; invalid data: UTF-32.
  static base::Result<std::unique_ptr<TextSource>> open(
      const std::filesystem::path& path, const std::optional<std::string>& encoding = {});

  /// The first kHead bytes of text, or all there are; reading begins with them all the same.
  std::string_view head() const { return head_; }

  /// The next piece, valid until the next call; empty at the end. Errors: of ByteSource::read.
  base::Result<std::string_view> read();

  Encoding encoding() const { return encoding_; }
  const std::string& name() const { return bytes_->name(); }
  Extent extent() const { return bytes_->extent(); }
  NoteBook& notes() { return notes_; }
  const NoteBook& notes() const { return notes_; }

 private:
  enum class Width { kBytes, kUtf16Little, kUtf16Big };

  explicit TextSource(std::unique_ptr<ByteSource> bytes) : bytes_(std::move(bytes)) {}

  base::Result<void> begin(Encoding wanted);
  void find_width(std::string_view first);
  base::Result<std::string_view> read_block();
  void narrow(std::string_view block);
  void narrow_unit(char32_t unit);

  std::unique_ptr<ByteSource> bytes_;
  Encoding encoding_ = Encoding::kUnsaid;
  Width width_ = Width::kBytes;
  NoteBook notes_;
  std::string head_;
  bool head_given_ = false;
  std::size_t mark_ = 0;              // bytes of the byte order mark still to be skipped
  std::string narrowed_;              // UTF-16 made UTF-8
  std::optional<unsigned char> odd_;  // half a unit of UTF-16
  char32_t high_ = 0;                 // half a pair of units
};

}  // namespace outturn::ingest
