// SPDX-License-Identifier: GPL-3.0-or-later
// Says what was removed; shape in gone.h.
#include "server/api/gone.h"

#include "schema/base/text.h"

namespace outturn::api {

evidence::Json gone_json(const std::vector<GoneRecord>& gone, const std::string& site) {
  using evidence::Json;
  Json list = Json::array();
  for (const GoneRecord& one : gone)
    list.push_back(
        {{"id", one.id},
         {"title", one.title},
         {"removed", one.removed},
         {"reason", one.reason.empty() ? Json(nullptr) : Json(one.reason)},
         {"history", site + "/api/v1/records/" + base::percent_encode(one.id) + "/history"}});
  return list;
}

}  // namespace outturn::api
