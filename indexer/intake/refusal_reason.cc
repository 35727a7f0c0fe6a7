// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/intake/refusal_reason.h"

#include <fmt/format.h>

#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

constexpr std::size_t kLongest = 8000;  ///< bytes; a cell of a workbook holds it
constexpr std::size_t kLongestValue = 200;

std::string say(const Fault& fault) {
  std::string out = fault.place.column;
  if (!fault.place.value.empty())
    out += fmt::format(" \"{}\"", base::clip(fault.place.value, kLongestValue));
  if (!out.empty()) out += ": ";
  out += fault.message;
  if (!fault.hint.empty()) out += ". Hint: " + fault.hint;
  return out;
}

std::string say_elsewhere(const Place& place) {
  return fmt::format("sound, but of the same record as row {}{}, which is not", place.row,
                     place.sheet.empty() ? "" : " of the sheet " + place.sheet);
}

}  // namespace

std::string reason_of(const InputRow& row, const std::vector<Fault>& faults) {
  std::string own;
  std::string elsewhere;
  for (const Fault& fault : faults) {
    if ((fault.place.row == row.number && fault.place.sheet == row.sheet) || fault.place.row == 0) {
      own += (own.empty() ? "" : "; ") + say(fault);
    } else if (elsewhere.empty()) {
      elsewhere = say_elsewhere(fault.place);
    }
  }
  return base::clip(own.empty() ? elsewhere : own, kLongest);
}

}  // namespace outturn::ingest
