// SPDX-License-Identifier: GPL-3.0-or-later
// See release_view.h.
#include "server/render/release_view.h"

#include <fmt/format.h>

#include "schema/base/text.h"
#include "server/render/format.h"

namespace outturn::render {
namespace {

using nlohmann::json;

/// "22 November 2026, 09:30 UTC".
std::string when(const std::string& at) {
  constexpr std::size_t kClock = 11;  // where the time stands in "2026-11-22T09:30:00Z"
  return at.size() < kClock + 5 ? date_text(at)
                                : fmt::format("{}, {} UTC", date_text(at), at.substr(kClock, 5));
}

std::string contents(const store::Manifest& manifest) {
  return fmt::format("{}, {}, {}", plural(manifest.records, "record", "records"),
                     plural(manifest.findings, "finding", "findings"),
                     plural(manifest.appraisals, "appraisal", "appraisals"));
}

std::string bytes_text(std::uintmax_t bytes) {
  return count_figure(static_cast<std::size_t>(bytes)) + " bytes";
}

std::string address(const Site& site, const std::string& id) {
  return fmt::format("{}/releases/{}", site.base_url, base::percent_encode(id));
}

void add(json& facts, const char* term, const std::string& fact, const char* code = nullptr) {
  if (fact.empty()) return;
  facts.push_back({{"term", term}, {"fact", fact}, {"is_code", code != nullptr}});
}

json facts_of(const store::Manifest& manifest) {
  json facts = json::array();
  add(facts, "Published", when(manifest.published));
  add(facts, "Records", count_figure(manifest.records));
  add(facts, "Findings", count_figure(manifest.findings));
  add(facts, "Appraisals", count_figure(manifest.appraisals));
  add(facts, "Made with", "Outturn " + manifest.software);
  add(facts, "Made from release", manifest.made_from);
  add(facts, "Revision of the store", fmt::format("{}", manifest.store_revision));
  add(facts, "Version of the store", fmt::format("{}", manifest.store_version));
  add(facts, "Version of the index", fmt::format("{}", manifest.index_version));
  add(facts, "Version of the checks",
      manifest.audit_version == 0 ? "none: from before figures were checked"
                                  : fmt::format("{}", manifest.audit_version));
  add(facts, "Vocabularies, SHA-256", manifest.vocabularies, "code");
  return facts;
}

}  // namespace

json release_view(const Site& site, const Release& served, const store::Manifest& manifest) {
  const std::string title = "Release " + manifest.id;
  json view = page_view(site, &served, title);
  view["query"] = "";
  view["heading"] = title;
  view["summary"] =
      fmt::format("Published {}. It holds {}.", date_text(manifest.published), contents(manifest));
  view["is_served"] = manifest.id == served.id;
  view["served_id"] = served.id;
  view["served_href"] = address(site, served.id);
  view["facts"] = facts_of(manifest);
  view["files"] = json::array();
  std::uintmax_t bytes = 0;
  for (const auto& [name, seal] : manifest.files) {
    bytes += seal.bytes;
    view["files"].push_back(
        {{"file", name}, {"bytes", bytes_text(seal.bytes)}, {"sha256", seal.sha256}});
  }
  view["total_bytes"] = bytes_text(bytes);
  view["json_href"] =
      fmt::format("{}/api/v1/releases/{}", site.base_url, base::percent_encode(manifest.id));
  return view;
}

json releases_view(const Site& site, const Release& served,
                   const std::vector<store::Manifest>& releases, const std::string& missing) {
  json view = page_view(site, &served, missing.empty() ? "Releases" : "Release not kept");
  view["query"] = "";
  view["missing"] = missing.empty() ? json(nullptr) : json(missing);
  view["list"] = json::array();
  for (const store::Manifest& one : releases) {
    view["list"].push_back({{"id", one.id},
                            {"href", address(site, one.id)},
                            {"when", when(one.published)},
                            {"contents", contents(one)},
                            {"is_served", one.id == served.id}});
  }
  view["json_href"] = site.base_url + "/api/v1/releases";
  return view;
}

}  // namespace outturn::render
