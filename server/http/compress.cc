// SPDX-License-Identifier: GPL-3.0-or-later
// gzip through zlib; see compress.h.
#include "server/http/compress.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <utility>

#include "server/http/head.h"

namespace outturn::http {
namespace {

/// Whether ";q=..." says more than zero. RFC 9110 section 12.4.2: 0[.ddd] or 1[.000].
bool quality_above_zero(std::string_view parameters) {
  const std::string lower = to_lower(parameters);
  const auto at = lower.find("q=");
  if (at == std::string::npos) return true;
  const std::string_view value = trim(std::string_view(lower).substr(at + 2));
  if (value.empty() || (value[0] != '0' && value[0] != '1')) return false;
  return value.find_first_of("123456789") != std::string_view::npos;
}

void begin(z_stream& stream) {
  constexpr int kLevel = 4;  // a page is a twentieth larger than at 6, and done in half the time
  constexpr int kWindowBitsGzip = 15 + 16;  // 16 asks zlib for a gzip wrapper
  constexpr int kMemoryLevel = 8;
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kWindowBitsGzip, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
}

/// One gzip member, written piece by piece.
class Deflater {
 public:
  explicit Deflater(api::Pieces pieces) : pieces_(std::move(pieces)) { begin(stream_); }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// Empty only at the end.
  std::string next() {
    std::string out;
    while (out.empty() && !ended_) {
      std::string piece = pieces_();
      ended_ = piece.empty();
      deflate_into(out, piece, ended_ ? Z_FINISH : Z_NO_FLUSH);
    }
    return out;
  }

 private:
  void deflate_into(std::string& out, std::string& piece, int flush) {
    stream_.next_in = reinterpret_cast<Bytef*>(piece.data());
    stream_.avail_in = static_cast<uInt>(piece.size());
    std::array<char, 16 * 1024> room;
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(room.data());
      stream_.avail_out = static_cast<uInt>(room.size());
      if (deflate(&stream_, flush) == Z_STREAM_ERROR) throw std::bad_alloc();
      out.append(room.data(), room.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  api::Pieces pieces_;
  z_stream stream_{};
  bool ended_ = false;
};

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  std::optional<bool> gzip;
  std::optional<bool> any;
  while (!accept_encoding.empty()) {
    const auto comma = accept_encoding.find(',');
    const std::string_view item = accept_encoding.substr(0, comma);
    accept_encoding.remove_prefix(comma == std::string_view::npos ? accept_encoding.size()
                                                                  : comma + 1);
    const auto semicolon = item.find(';');
    const std::string name = to_lower(trim(item.substr(0, semicolon)));
    const bool wanted =
        semicolon == std::string_view::npos || quality_above_zero(item.substr(semicolon + 1));
    if (name == "gzip" || name == "x-gzip") gzip = wanted;
    if (name == "*") any = wanted;
  }
  return gzip.value_or(any.value_or(false));
}

bool is_compressible(std::string_view content_type) {
  const std::string type = to_lower(trim(content_type.substr(0, content_type.find(';'))));
  return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
         type == "application/json" || type == "application/javascript" ||
         type == "application/xml" || type == "application/jsonl" ||
         type == "application/x-research-info-systems";
}

std::string gzip(std::string_view body) {
  z_stream stream{};
  begin(stream);
  std::string out(deflateBound(&stream, static_cast<uLong>(body.size())), '\0');
  std::size_t read = 0;
  std::size_t written = 0;
  int state = Z_OK;
  // zlib counts in 32 bits, so larger bodies go through in pieces.
  constexpr std::size_t kPiece = std::numeric_limits<uInt>::max();
  while (state == Z_OK) {
    const std::size_t piece = std::min(body.size() - read, kPiece);
    const std::size_t room = std::min(out.size() - written, kPiece);
    // zlib's interface predates const; it does not write to its input.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data() + read));
    stream.avail_in = static_cast<uInt>(piece);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + written);
    stream.avail_out = static_cast<uInt>(room);
    state = deflate(&stream, read + piece == body.size() ? Z_FINISH : Z_NO_FLUSH);
    read += piece - stream.avail_in;
    written += room - stream.avail_out;
  }
  deflateEnd(&stream);
  if (state != Z_STREAM_END) throw std::bad_alloc();
  out.resize(written);
  return out;
}

api::Pieces gzip(api::Pieces pieces) {
  return [deflater = std::make_shared<Deflater>(std::move(pieces))] { return deflater->next(); };
}

}  // namespace outturn::http
