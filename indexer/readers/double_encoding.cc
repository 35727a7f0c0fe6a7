// SPDX-License-Identifier: GPL-3.0-or-later
// Double encoding is seen by what no correct text holds; contract in double_encoding.h. The signs
// and orders are our own reading of the tables; the idea of asking how bad a text looks before
// touching it is that of ftfy (R. Speer, Zenodo 2019, doi:10.5281/zenodo.2591652).
#include "indexer/readers/double_encoding.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "indexer/readers/encoding.h"
#include "indexer/readers/utf8.h"

namespace outturn::ingest {
namespace {

/// Characters that together are the bytes of one character.
struct Sequence {
  std::size_t begin = 0;
  std::size_t length = 0;
  char32_t decoded = 0;
  bool certain = false;  ///< no correct text holds it
};

bool is_c1(char32_t code) { return code >= 0x80 && code < 0xA0; }
bool is_lower(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
}
bool is_upper(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0xDF && c != 0xD7); }

/// What correct text may hold straight after a capital letter: closing quotation marks of any
/// language, dashes, ellipsis, trade marks, footnote signs, powers, a space that does not break.
bool may_follow_a_word(char32_t c) {
  constexpr std::u32string_view kSigns = U"‘’“”…–—™»«›‹•†‡®©°ºª²³¹·´\u00A0\u00AD";
  return kSigns.find(c) != std::u32string_view::npos;
}
bool joins_words(char32_t c) {
  constexpr std::u32string_view kSigns = U"’–—·´\u00AD";
  return kSigns.find(c) != std::u32string_view::npos;
}
bool opens(char32_t c) {
  constexpr std::u32string_view kSigns = U"\"'([{‘“„‚«»‹›\u00A0";
  return kSigns.find(c) != std::u32string_view::npos;
}

class Layer {
 public:
  /// `damaged`: a layer has been taken off already, so another is likely.
  Layer(const std::string& text, bool damaged) : damaged_(damaged) {
    for (std::string_view rest = text; !rest.empty();) {
      const Utf8Char one = first_char(rest);
      chars_.push_back(one.code);
      rest.remove_prefix(one.bytes);
    }
    find();
    judge();
  }

  bool certain() const {
    return std::any_of(found_.begin(), found_.end(), [](const Sequence& s) { return s.certain; });
  }

  /// The text without this layer. Where one sequence is certain, its neighbours are believed too.
  std::string taken_off() const {
    std::string out;
    auto next = found_.begin();
    for (std::size_t i = 0; i < chars_.size();) {
      if (next != found_.end() && next->begin == i) {
        append_utf8(out, next->decoded);
        i += next->length;
        ++next;
      } else {
        append_utf8(out, chars_[i++]);
      }
    }
    return out;
  }

 private:
  char32_t at(std::size_t i) const { return i < chars_.size() ? chars_[i] : 0; }

  void find() {
    for (std::size_t i = 0; i < chars_.size();) {
      std::string bytes;
      for (std::size_t n = 0; n < 4 && at(i + n) >= 0x80; ++n) {
        const unsigned char byte = windows_1252_byte(chars_[i + n]);
        if (byte == 0) break;
        bytes += static_cast<char>(byte);
      }
      const Utf8Char one = bytes.empty() ? Utf8Char{} : first_char(bytes);
      if (one.bytes > 0) found_.push_back({i, one.bytes, one.code, false});
      i += std::max<std::size_t>(one.bytes, 1);
    }
  }

  void judge() {
    for (std::size_t i = 0; i < found_.size(); ++i) {
      Sequence& one = found_[i];
      one.certain = has_c1(one) || alone_is_certain(one);
      if (i == 0) continue;
      // "Ã©Ã¨": a second beginning straight after the first, and a sign that ends no word.
      Sequence& before = found_[i - 1];
      const bool adjacent = before.begin + before.length == one.begin;
      if (adjacent && !(ends_a_word(before) && ends_a_word(one)))
        before.certain = one.certain = true;
    }
  }

  bool has_c1(const Sequence& one) const {
    for (std::size_t i = 1; i < one.length; ++i)
      if (is_c1(chars_[one.begin + i])) return true;
    return false;
  }
  bool ends_a_word(const Sequence& one) const {
    for (std::size_t i = 1; i < one.length; ++i)
      if (!may_follow_a_word(chars_[one.begin + i])) return false;
    return true;
  }

  bool alone_is_certain(const Sequence& one) const {
    const char32_t lead = chars_[one.begin];
    const char32_t second = chars_[one.begin + 1];
    switch (one.length) {
      case 2:
        return two_are_certain(one);
      case 3:  // "â€™", "â„¢", "â‰¤"; "ï»¿", "ï¿½", "ï¬‚"
        return (lead == U'â' && !(may_follow_a_word(second) && second != U'†')) ||
               (lead == U'ï' && (second == U'»' || second == U'¿' || second == U'¬'));
      default:  // "ðŸ˜€"
        return second == U'Ÿ';
    }
  }

  bool two_are_certain(const Sequence& one) const {
    const char32_t before = one.begin > 0 ? chars_[one.begin - 1] : 0;
    const char32_t lead = chars_[one.begin];
    const char32_t sign = chars_[one.begin + 1];
    const char32_t after = at(one.begin + 2);
    const bool word = may_follow_a_word(sign);
    if (lead == U'Î' || lead == U'Ï')  // Greek: "Î±"
      return !is_upper(before) && (!word || (sign >= 0xA0 && sign <= 0xBF && !opens(before)));
    if (lead < U'Â' || lead > U'Å') return false;
    if (!word) return !(lead == U'Å' && sign == U'±');
    if (is_lower(before)) return true;  // a capital within a word: "cafÃ©"
    if (is_upper(before)) {             // "RÃ©sumÃ©", "EARLYÂ©"; hardly a word ends in "Â"
      const bool mark = lead == U'Â' && sign >= 0xA0 && sign <= 0xBF;
      return (is_lower(after) && !joins_words(sign)) || (mark && (sign > 0xA0 && sign != U'»')) ||
             (mark && damaged_);
    }
    if (opens(before)) return is_lower(after);
    if (lead == U'Â') return sign >= 0xA0 && sign <= 0xBF;  // "5Â°", "Â®"
    if (is_lower(after)) return true;                       // "Ã©tude"
    // No word of any language is "Ã" or "Ä" alone; "Å" is a unit.
    return lead == U'Ã' && sign >= 0xA0 && sign <= 0xBF;
  }

  bool damaged_;
  std::vector<char32_t> chars_;
  std::vector<Sequence> found_;
};

}  // namespace

std::size_t undo_double_encoding(std::string& text) {
  // What is taken for a first byte is one of "Â" to "ô", all of which begin with C3. A text holds
  // no more layers than it has doublings, so this ends soon.
  for (std::size_t layers = 0;; ++layers) {
    if (text.find('\xC3') == std::string::npos) return layers;
    const Layer layer(text, layers > 0);
    if (!layer.certain()) return layers;
    text = layer.taken_off();
  }
}

}  // namespace outturn::ingest
