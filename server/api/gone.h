// SPDX-License-Identifier: GPL-3.0-or-later
// A record that was removed: what an answer can still say of one that was asked for.
#pragma once

#include <string>
#include <vector>

#include "schema/evidence/record_json.h"

namespace outturn::api {

struct GoneRecord {
  std::string id;
  std::string title;
  std::string removed;  ///< ISO 8601
  std::string reason;
};

/// [{id, title, removed, reason, history}]; `site` comes before the addresses, without a slash at
/// its end.
evidence::Json gone_json(const std::vector<GoneRecord>& gone, const std::string& site);

}  // namespace outturn::api
