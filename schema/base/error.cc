// SPDX-License-Identifier: GPL-3.0-or-later
// How an Error reads on a terminal.
#include "schema/base/result.h"

namespace outturn::base {

std::string to_text(const Error& error) {
  std::string text;
  if (!error.where.empty()) text += error.where + ": ";
  text += error.message;
  if (!error.message.empty() && error.message.back() != '.') text += '.';
  if (!error.hint.empty()) text += " Hint: " + error.hint;
  if (text.back() != '.' && !error.hint.empty()) text += '.';
  return text;
}

}  // namespace outturn::base
