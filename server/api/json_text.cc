// SPDX-License-Identifier: GPL-3.0-or-later
// Letters and figures; contract in json_text.h.
#include "server/api/json_text.h"

namespace outturn::api {
namespace {

using evidence::Json;

/// Whether the text is ASCII and stands for itself between quotation marks.
bool stands_for_itself(std::string_view text) {
  bool other = false;  // without a way out on the way, which is quicker for most
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    other |= byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
  }
  return !other;
}

std::string dumped(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

void JsonText::write(std::string_view text) {
  if (!stands_for_itself(text)) return plain(dumped(text));
  part();
  out_ += '"';
  out_ += text;
  out_ += '"';
}

void JsonText::write(double value) { write(evidence::number(value)); }

void JsonText::write(const Json& value) { plain(dumped(value)); }

}  // namespace outturn::api
