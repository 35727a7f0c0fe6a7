// SPDX-License-Identifier: GPL-3.0-or-later
// From the bytes of a cell or a line to UTF-8: text in Windows-1252 is converted, text that was
// encoded twice is put right, and what cannot be read is replaced and said, never dropped.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/readers/notes.h"
#include "schema/base/result.h"

namespace outturn::ingest {

/// What a text is taken to be encoded in. Unsaid: UTF-8, and where it is not that, Windows-1252.
enum class Encoding { kUnsaid, kUtf8, kWindows1252 };

/// "utf-8", "windows-1252" and the usual other names for them. Errors: usage.
base::Result<Encoding> encoding_of(const std::optional<std::string>& name);

/// The character that a byte of 0x80 and above stands for in Windows-1252. The five bytes that
/// stand for nothing (81, 8D, 8F, 90, 9D) give the control character of that number, as web
/// browsers do.
char32_t windows_1252(unsigned char byte);

/// The byte that Windows-1252 or Latin-1 has for a character of U+0080 and above; 0 where none has.
unsigned char windows_1252_byte(char32_t code);

/// What was done to a text.
struct Repairs {
  bool windows_1252 = false;   ///< it was not UTF-8 and was read as Windows-1252
  bool unreadable = false;     ///< bytes that stand for nothing became U+FFFD
  std::size_t layers = 0;      ///< how many times too often it was encoded
  bool controls = false;       ///< C1 control characters became the characters they stand for
  bool lost = false;           ///< it came with U+FFFD in it: lost before the file was written
  bool left_controls = false;  ///< C1 control characters that stand for nothing were left

  bool none() const {
    return !windows_1252 && !unreadable && layers == 0 && !controls && !lost && !left_controls;
  }
};

/// Whether conversion alone is wanted, or double encoding undone as well.
enum class Mending { kConvert, kConvertAndUndo };

/// Makes `text` UTF-8 in place.
Repairs mend(std::string& text, Encoding encoding, Mending mending);

/// Says in the notes what was done; `where` gives the place.
template <typename Where>
void note(NoteBook& notes, const Repairs& repairs, Where where);

namespace notes {
inline constexpr std::string_view kWindows1252 =
    "text that is not UTF-8 was read as Windows-1252 (Western European)";
inline constexpr std::string_view kUnreadable =
    "bytes that stand for no character were replaced by U+FFFD; correct them in the file";
inline constexpr std::string_view kDoubled =
    "text that had been encoded twice or more often (such as \"Ã©\" for \"é\") was put right";
inline constexpr std::string_view kControls =
    "control characters (U+0080 to U+009F) were read as the Windows-1252 characters they stand for";
inline constexpr std::string_view kLost =
    "the text holds U+FFFD: a character was lost before this file was written";
inline constexpr std::string_view kLeftControls =
    "the text holds control characters (U+0080 to U+009F) that stand for nothing; they were left";
}  // namespace notes

template <typename Where>
void note(NoteBook& notes, const Repairs& repairs, Where where) {
  if (repairs.windows_1252) notes.add(notes::kWindows1252, where);
  if (repairs.unreadable) notes.add(notes::kUnreadable, where);
  if (repairs.layers > 0) notes.add(notes::kDoubled, where);
  if (repairs.controls) notes.add(notes::kControls, where);
  if (repairs.lost) notes.add(notes::kLost, where);
  if (repairs.left_controls) notes.add(notes::kLeftControls, where);
}

}  // namespace outturn::ingest
