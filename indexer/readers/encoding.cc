// SPDX-License-Identifier: GPL-3.0-or-later
// Windows-1252 (the WHATWG's table, encoding.spec.whatwg.org) and what is done to a text; contracts
// in encoding.h.
#include "indexer/readers/encoding.h"

#include <fmt/format.h>

#include <array>

#include "indexer/readers/double_encoding.h"
#include "indexer/readers/utf8.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

constexpr std::array<char32_t, 32> kFrom80 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

bool is_c1(char32_t code) { return code >= 0x80 && code < 0xA0; }

void append_byte(std::string& out, unsigned char byte, Repairs& repairs) {
  const char32_t code = byte < 0x80 ? byte : windows_1252(byte);
  if (is_c1(code)) repairs.unreadable = true;
  append_utf8(out, is_c1(code) ? kReplacement : code);
}

/// Characters of UTF-8 are kept, whatever else there is; a file is at times glued together from
/// two.
std::string convert(std::string_view bytes, Encoding encoding, Repairs& repairs) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 4);
  while (!bytes.empty()) {
    const auto lead = static_cast<unsigned char>(bytes[0]);
    const Utf8Char one = encoding == Encoding::kWindows1252 ? Utf8Char{} : first_char(bytes);
    if (lead < 0x80) {
      out += bytes[0];
    } else if (one.bytes > 0) {
      out += bytes.substr(0, one.bytes);
    } else if (encoding == Encoding::kUtf8) {
      append_utf8(out, kReplacement);
      repairs.unreadable = true;
    } else {
      append_byte(out, lead, repairs);
    }
    bytes.remove_prefix(std::max<std::size_t>(one.bytes, 1));
  }
  return out;
}

/// Text that a program took for Latin-1 has control characters where quotation marks were meant.
void replace_controls(std::string& text, Repairs& repairs) {
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const Utf8Char one = first_char(rest);
    if (one.code == kReplacement && !repairs.unreadable) repairs.lost = true;
    if (is_c1(one.code)) {
      const char32_t meant = windows_1252(static_cast<unsigned char>(one.code));
      (is_c1(meant) ? repairs.left_controls : repairs.controls) = true;
      append_utf8(out, meant);
    } else {
      out += rest.substr(0, one.bytes);
    }
    rest.remove_prefix(one.bytes);
  }
  text = std::move(out);
}

}  // namespace

base::Result<Encoding> encoding_of(const std::optional<std::string>& name) {
  if (!name) return Encoding::kUnsaid;
  const std::string lowered = base::lower(*name);
  if (lowered == "utf-8" || lowered == "utf8") return Encoding::kUtf8;
  for (const char* known : {"windows-1252", "cp1252", "latin-1", "latin1", "iso-8859-1"})
    if (lowered == known) return Encoding::kWindows1252;
  return base::fail(base::Code::kUsage,
                    fmt::format("\"{}\" is not an encoding this version reads",
                                base::clip(base::printable(*name), 40)),
                    "it reads utf-8 and windows-1252, and UTF-16 by its byte order mark");
}

char32_t windows_1252(unsigned char byte) {
  return byte >= 0x80 && byte < 0xA0 ? kFrom80[byte - 0x80U] : byte;
}

unsigned char windows_1252_byte(char32_t code) {
  if (code >= 0x80 && code <= 0xFF) return static_cast<unsigned char>(code);
  for (std::size_t i = 0; i < kFrom80.size(); ++i)
    if (kFrom80[i] == code) return static_cast<unsigned char>(0x80 + i);
  return 0;
}

Repairs mend(std::string& text, Encoding encoding, Mending mending) {
  Repairs repairs;
  if (is_ascii(text)) return repairs;
  if (encoding == Encoding::kWindows1252 || !is_utf8(text)) {
    repairs.windows_1252 = encoding == Encoding::kUnsaid;
    text = convert(text, encoding, repairs);
  }
  if (mending == Mending::kConvert) return repairs;
  repairs.layers = undo_double_encoding(text);
  // U+0080 to U+009F begin with C2, U+FFFD with EF.
  if (text.find_first_of("\xC2\xEF") != std::string::npos) replace_controls(text, repairs);
  return repairs;
}

}  // namespace outturn::ingest
