// SPDX-License-Identifier: GPL-3.0-or-later
// Writes flags as JSON.
#include "schema/evidence/audit/flag_json.h"

namespace outturn::evidence {

Json to_json(const Flag& flag) {
  const auto figure = [](const std::optional<double>& value) {
    return value ? number(*value) : Json(nullptr);
  };
  const CheckRow* known = find_check(flag.code);
  return {{"code", flag.code},
          {"severity", row(flag.severity).slug},
          {"title", known != nullptr ? Json(known->title) : Json(nullptr)},
          {"pointer", flag.pointer},
          {"reported", figure(flag.reported)},
          {"printed", flag.printed ? Json(*flag.printed) : Json(nullptr)},
          {"derived", figure(flag.derived)},
          {"sentence", flag.sentence}};
}

Json to_json(std::span<const Flag> flags) {
  Json list = Json::array();
  for (const Flag& flag : flags) list.push_back(to_json(flag));
  return list;
}

}  // namespace outturn::evidence
