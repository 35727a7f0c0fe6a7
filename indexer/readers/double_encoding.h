// SPDX-License-Identifier: GPL-3.0-or-later
// Text that was encoded twice: its UTF-8 bytes were taken for Windows-1252 or Latin-1 and encoded
// again, once or several times, so that "é" stands as "Ã©" and "’" as "â€™".
#pragma once

#include <cstddef>
#include <string>

namespace outturn::ingest {

/// Takes off the layers of a UTF-8 text in place and says how many there were. A layer is taken off
/// only on evidence that no correct text gives: control characters (U+0080 to U+009F), sequences
/// one after another, or signs where no orthography has them ("cafÃ©", but not "AMANHÃ”"). A text
/// without that evidence is left as it is.
std::size_t undo_double_encoding(std::string& text);

}  // namespace outturn::ingest
