// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses and the view shared by every page.
#include "server/render/site.h"
#include "schema/base/text.h"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>
#include <utility>

#include "server/compare/comparison.h"
#include "server/render/format.h"
#include "server/search/permalink.h"

namespace outturn::render {

using nlohmann::json;

std::string Site::search_url(const search::Question& question) const {
  const std::string query = search::permalink(question);
  return query.empty() ? base_url + "/search" : fmt::format("{}/search?{}", base_url, query);
}

std::string Site::record_url(std::string_view id, std::string_view back) const {
  const std::string address = fmt::format("{}/records/{}", base_url, base::percent_encode(id));
  return back.empty() ? address : fmt::format("{}?back={}", address, base::query_encode(back));
}

std::string way_back(const search::Question& question) {
  constexpr std::size_t kMost = 2'000;
  std::string query = search::permalink(question);
  return query.size() > kMost ? std::string() : query;
}

std::string whole_address(const Site& site, const Release& release, std::string_view path) {
  return fmt::format("{}{}{}", release.origin, site.base_url, path);
}

Site load_site(const std::filesystem::path& web, std::string base_url) {
  const std::filesystem::path path = web / "assets.json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error(fmt::format("{}: cannot be read", path.string()));
  Site site{std::move(base_url), {}};
  try {
    site.assets = json::parse(file).get<std::map<std::string, std::string>>();
  } catch (const json::exception& problem) {
    throw std::runtime_error(fmt::format("{}: {}", path.string(), problem.what()));
  }
  if (!site.assets.contains("app.css")) {
    throw std::runtime_error(fmt::format("{}: names no app.css", path.string()));
  }
  return site;
}

json page_view(const Site& site, const Release* release, const std::string& title) {
  json view{{"base", site.base_url},
            {"page_title", title.empty() ? "Outturn" : title + " \u2013 Outturn"},
            {"stylesheet", nullptr},
            {"script", nullptr},
            {"icon", nullptr},
            {"skip_to_results", false},
            {"compare_most", compare::kMost},
            {"about", nullptr},
            {"release", nullptr}};
  const std::pair<const char*, const char*> names[] = {
      {"stylesheet", "app.css"}, {"script", "app.js"}, {"icon", "icon.svg"}};
  for (const auto& [key, name] : names) {
    const auto asset = site.assets.find(name);
    if (asset != site.assets.end()) view[key] = site.base_url + "/assets/" + asset->second;
  }
  if (release != nullptr) {
    view["release"] = {{"release_id", release->id},
                       {"published", date_text(release->published)},
                       {"published_iso", release->published},
                       {"records", plural(release->records, "record", "records")},
                       {"findings", plural(release->findings, "finding", "findings")},
                       {"appraisals", plural(release->appraisals, "appraisal", "appraisals")}};
  }
  return view;
}

}  // namespace outturn::render
