// SPDX-License-Identifier: GPL-3.0-or-later
// Byte order marks and UTF-16; contract in text_source.h.
#include "indexer/readers/text_source.h"

#include <algorithm>

#include "indexer/readers/utf8.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;

constexpr std::string_view kUtf16 = "the file is in UTF-16 and was read as such";
constexpr std::string_view kHalf =
    "half a UTF-16 character was replaced by U+FFFD; correct it in the file";

/// UTF-16 without a mark: text that is mostly ASCII has zeros in every second byte.
bool zeros_alternate(std::string_view text, std::size_t first) {
  const std::size_t look = std::min<std::size_t>(text.size(), 4096) & ~std::size_t{1};
  std::size_t zeros = 0;
  std::size_t other = 0;
  for (std::size_t i = 0; i < look; ++i)
    if (text[i] == '\0') ++(i % 2 == first ? zeros : other);
  return look >= 4 && zeros * 10 >= look * 4 && other * 50 <= look;
}

}  // namespace

base::Result<std::unique_ptr<TextSource>> TextSource::open(
    const std::filesystem::path& path, const std::optional<std::string>& encoding) {
  const auto wanted = encoding_of(encoding);
  if (!wanted) return tl::unexpected(wanted.error());
  auto bytes = ByteSource::open(path);
  if (!bytes) return tl::unexpected(bytes.error());
  std::unique_ptr<TextSource> source(new TextSource(std::move(*bytes)));
  if (auto begun = source->begin(*wanted); !begun) return tl::unexpected(begun.error());
  return source;
}

base::Result<void> TextSource::begin(Encoding wanted) {
  encoding_ = wanted;
  auto block = bytes_->read();
  if (!block) return tl::unexpected(block.error());
  using namespace std::string_view_literals;
  if (block->starts_with("\xFF\xFE\0\0"sv) || block->starts_with("\0\0\xFE\xFF"sv))
    return fail(Code::kInvalidData, "the file is in UTF-32", "save it as UTF-8", name());
  find_width(*block);
  block->remove_prefix(std::min(mark_, block->size()));
  for (;;) {
    if (width_ == Width::kBytes) {
      head_ += *block;
    } else {
      narrow(*block);
      head_ += narrowed_;
    }
    if (block->empty() || head_.size() >= kHead) return {};
    block = bytes_->read();
    if (!block) return tl::unexpected(block.error());
  }
}

void TextSource::find_width(std::string_view first) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (first.starts_with(kMark)) {
    while (first.substr(mark_).starts_with(kMark)) mark_ += kMark.size();
    // Some programs write the mark and then Windows-1252 all the same: cells are still looked at.
    if (encoding_ == Encoding::kWindows1252) encoding_ = Encoding::kUnsaid;
    return;
  }
  if (first.starts_with("\xFF\xFE")) {
    width_ = Width::kUtf16Little;
    mark_ = 2;
  } else if (first.starts_with("\xFE\xFF")) {
    width_ = Width::kUtf16Big;
    mark_ = 2;
  } else if (zeros_alternate(first, 1)) {
    width_ = Width::kUtf16Little;
  } else if (zeros_alternate(first, 0)) {
    width_ = Width::kUtf16Big;
  } else {
    return;
  }
  encoding_ = Encoding::kUtf8;
  notes_.add(kUtf16, [&] { return name(); });
}

void TextSource::narrow(std::string_view block) {
  narrowed_.clear();
  for (const char c : block) {
    const auto byte = static_cast<unsigned char>(c);
    if (!odd_) {
      odd_ = byte;
      continue;
    }
    const auto first = static_cast<char32_t>(*odd_);
    odd_.reset();
    narrow_unit(width_ == Width::kUtf16Little ? first | (char32_t{byte} << 8U)
                                              : (first << 8U) | byte);
  }
  if (!block.empty()) return;
  if (odd_ || high_ != 0) {  // the end came amid a character
    append_utf8(narrowed_, kReplacement);
    notes_.add(kHalf, [&] { return name(); });
    odd_.reset();
    high_ = 0;
  }
}

void TextSource::narrow_unit(char32_t unit) {
  const auto lost = [&] {
    append_utf8(narrowed_, kReplacement);
    notes_.add(kHalf, [&] { return name(); });
  };
  const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
  if (high_ != 0 && low) {
    append_utf8(narrowed_, 0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00));
    high_ = 0;
    return;
  }
  if (high_ != 0) lost();
  high_ = 0;
  if (unit >= 0xD800 && unit <= 0xDBFF) {
    high_ = unit;
  } else if (low) {
    lost();
  } else {
    append_utf8(narrowed_, unit);
  }
}

base::Result<std::string_view> TextSource::read() {
  if (!head_given_) {
    head_given_ = true;
    if (!head_.empty()) return std::string_view(head_);
  }
  return read_block();
}

base::Result<std::string_view> TextSource::read_block() {
  for (;;) {
    auto block = bytes_->read();
    if (!block || width_ == Width::kBytes) return block;
    narrow(*block);
    // A block may hold half a character and nothing else.
    if (!narrowed_.empty() || block->empty()) return std::string_view(narrowed_);
  }
}

}  // namespace outturn::ingest
