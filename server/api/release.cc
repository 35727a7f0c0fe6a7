// SPDX-License-Identifier: GPL-3.0-or-later
// Writes releases; shapes in release.h.
#include "server/api/release.h"

#include <utility>

#include "schema/evidence/record_json.h"

namespace outturn::api {
namespace {

using evidence::Json;

Response response(const Json& json) {
  return {200,
          "application/json; charset=utf-8",
          json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n",
          {}};
}

}  // namespace

std::uintmax_t bytes_of(const store::Manifest& manifest) {
  std::uintmax_t bytes = 0;
  for (const auto& [name, seal] : manifest.files) bytes += seal.bytes;
  return bytes;
}

Response release_json(const store::Manifest& manifest, std::string_view served) {
  Json files = Json::array();
  for (const auto& [name, seal] : manifest.files)
    files.push_back({{"name", name}, {"bytes", seal.bytes}, {"sha256", seal.sha256}});
  return response(
      {{"id", manifest.id},
       {"published", manifest.published},
       {"served", manifest.id == served},
       {"made_from", manifest.made_from.empty() ? Json(nullptr) : Json(manifest.made_from)},
       {"software", manifest.software},
       {"records", manifest.records},
       {"findings", manifest.findings},
       {"appraisals", manifest.appraisals},
       {"format", manifest.format},
       {"store_version", manifest.store_version},
       {"index_version", manifest.index_version},
       {"audit_version", manifest.audit_version},
       {"store_revision", manifest.store_revision},
       {"vocabularies", manifest.vocabularies},
       {"bytes", bytes_of(manifest)},
       {"files", std::move(files)}});
}

Response releases_json(const std::vector<store::Manifest>& releases, std::string_view served,
                       const std::string& site) {
  Json list = Json::array();
  for (const store::Manifest& one : releases)
    list.push_back({{"id", one.id},
                    {"published", one.published},
                    {"served", one.id == served},
                    {"records", one.records},
                    {"findings", one.findings},
                    {"appraisals", one.appraisals},
                    {"software", one.software},
                    {"address", site + "/api/v1/releases/" + one.id}});
  return response({{"served", served}, {"releases", std::move(list)}});
}

}  // namespace outturn::api
