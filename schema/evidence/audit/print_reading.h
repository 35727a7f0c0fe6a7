// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what a page shows in the place of a figure: a number, a number in pieces, a number with
// words that qualify it, no figure, or words that are none. Pure, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::evidence {

enum class PrintKind {
  kNumber,     // "2428", "- £38,704", ".03", "1:3.03", "£2.69m"
  kBroken,     // "7 0.08": digits with a gap between them
  kQualified,  // "over 330", "between 3 and 4", "approximately 25% of referrals"
  kNoFigure,   // "n/a", "not reported"
  kWords,      // "Crime", "Age 11-14": something else stands there
};

struct Whole {
  double number = 0;
  bool percent = false;
};

struct Print {
  PrintKind kind = PrintKind::kWords;
  /// kNumber: the number. kBroken: the pieces joined. kQualified: the first number.
  std::optional<double> number;
  std::vector<double> pieces;       ///< kBroken: each piece on its own
  std::optional<double> half_unit;  ///< half a unit of the last digit; kNumber and kBroken
  bool percent = false;             ///< a percent sign follows the first number
  bool below = false;               ///< "<", "under", "less than" stands before it
  /// Numbers that stand whole: neither in pieces, nor an end of a range, nor grown into a word.
  std::vector<Whole> whole;
  int direction = 0;     ///< -1 "32% lower", "fell by 32%"; +1 "32% higher"; 0 neither
  bool digits = false;   ///< there is a digit in it
  bool numeral = false;  ///< a number is written out: "two", "halved", "a third"
};

/// Any text at all. Currency signs, thousands separators and the several dashes of print are
/// understood; a dash before a number is a minus, one between numbers a range.
Print read_print(std::string_view text);

/// Whether the print is just another way to write the value: "467" for 467, "49%" for 0.49.
bool says(const Print& print, double value);

enum class Wording {
  kSame,      // the value is in it, with whatever words around: "SROI 1:3.75", "32% lower" for -32
  kTurned,    // the value is in it with the other sign, and no word says why
  kOther,     // it has digits, but not the value as a whole number
  kNoDigits,  // "the majority", "halved"
};

/// How the print stands to the value that is held for it.
Wording wording(const Print& print, double value);

}  // namespace outturn::evidence
