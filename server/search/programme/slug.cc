// SPDX-License-Identifier: GPL-3.0-or-later
// See slug.h.
#include "server/search/programme/slug.h"

#include "schema/base/files.h"
#include "schema/base/text.h"

namespace outturn::search {
namespace {

constexpr std::size_t kDigestDigits = 8;

bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Bytes of the mark at the start of `text` that is no letter: dashes, quotation marks, bullets and
/// the rest of U+2000 to U+206F, and U+00A0 to U+00BF. 0 where a letter stands there.
std::size_t mark_length(std::string_view text) {
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  };
  if (byte(0) == 0xC2) return 2;
  if (byte(0) == 0xE2 && (byte(1) == 0x80 || byte(1) == 0x81)) return 3;
  return 0;
}

bool is_apostrophe(std::string_view text) {
  return text.front() == '\'' || text.starts_with("\u2019") || text.starts_with("\u2018");
}

}  // namespace

std::string programme_slug(std::string_view name) {
  const std::string lower = base::lower(name);
  std::string out;
  bool gap = false;
  for (std::string_view rest = lower; !rest.empty();) {
    const std::size_t mark = mark_length(rest);
    const bool beyond = (static_cast<unsigned char>(rest.front()) & 0x80U) != 0;
    if (is_apostrophe(rest)) {
      rest.remove_prefix(mark == 0 ? 1 : mark);
    } else if (is_plain(rest.front()) || (beyond && mark == 0)) {
      if (gap && !out.empty()) out += '-';
      gap = false;
      out += rest.front();
      rest.remove_prefix(1);
    } else {
      gap = true;
      rest.remove_prefix(mark == 0 ? 1 : mark);
    }
  }
  if (!out.empty() && out.size() <= kLongestSlug) return out;
  // Cut at a hyphen, so that no letter is cut in half.
  const std::string digest = base::sha256(name).substr(0, kDigestDigits);
  std::string head = out.substr(0, kLongestSlug - kDigestDigits - 1);
  const auto cut = head.rfind('-');
  head.resize(cut == std::string::npos ? 0 : cut);
  return head.empty() ? "programme-" + digest : head + '-' + digest;
}

}  // namespace outturn::search
