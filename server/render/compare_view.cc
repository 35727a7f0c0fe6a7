// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of a comparison; contracts in compare_view.h.
#include "server/render/compare_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "schema/base/text.h"
#include "server/render/compare_rows.h"
#include "server/render/file_links.h"
#include "server/render/format.h"
#include "server/render/order_view.h"
#include "server/render/profile_view.h"
#include "server/render/search_words.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using evidence::Record;
using nlohmann::json;

std::string meta_of(const Record& record) {
  std::string text = label("type", record.type);
  const std::string places = places_text(record);
  if (!places.empty()) text += " \u00b7 " + places;
  return text;
}

/// "/compare?ids=a,b&back=...": ids hold nothing that needs encoding.
std::string address(const Site& site, std::string_view path, const std::vector<std::string>& ids,
                    const std::string& back) {
  std::string text = fmt::format("{}{}?ids={}", site.base_url, path, fmt::join(ids, ","));
  if (!back.empty()) text += "&back=" + base::query_encode(back);
  return text;
}

std::vector<std::string> ids_of(const compare::Records& records) {
  std::vector<std::string> ids;
  for (const auto& one : records) ids.push_back(one.record.id);
  return ids;
}

json column(const Site& site, const compare::Records& records, std::size_t number,
            const std::string& back) {
  const Record& record = records[number].record;
  json view{{"title", record.title},
            {"href", site.record_url(record.id, back)},
            {"meta", meta_of(record)},
            {"drop_href", nullptr}};
  if (records.size() > compare::kFewest) {
    std::vector<std::string> others = ids_of(records);
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(number));
    view["drop_href"] = address(site, "/compare", others, back);
  }
  return view;
}

/// "“nurse visits”; Outcome: Crime (12 records)".
std::string searched_words(const search::Answer& answer) {
  const std::string words = question_words(answer);
  return fmt::format("{} ({})", words.empty() ? "all interventions" : words,
                     plural(answer.total, "record", "records"));
}

json searched_view(const Site& site, const ComparePage& page) {
  if (page.searched == nullptr) return nullptr;
  return {{"search_words", searched_words(*page.searched)},
          {"search_href", site.search_url(page.searched->question)}};
}

json gone_view(const Site& site, const std::vector<api::GoneRecord>& gone) {
  json list = json::array();
  for (const api::GoneRecord& one : gone)
    list.push_back({{"gone_title", one.title},
                    {"gone_when", date_text(one.removed)},
                    {"gone_reason", one.reason},
                    {"gone_href", fmt::format("{}/records/{}/history", site.base_url,
                                              base::percent_encode(one.id))}});
  return list;
}

json sources_view(const Site& site, const compare::Records& records) {
  json list = json::array();
  for (const auto& one : records)
    list.push_back(
        {{"title", one.record.title},
         {"href", site.record_url(one.record.id, "")},
         {"record_id", one.record.id},
         {"source_list", source_list(one.record)},
         {"figure_list", render::figure_sources(one.record)},
         {"has_figures_list", !one.record.findings.empty() || !one.record.appraisals.empty()}});
  return list;
}

json sentences(const std::vector<std::string>& all) {
  json list = json::array();
  for (const std::string& one : all) list.push_back({{"sentence", one}});
  return list;
}

json box(const Record& record, bool ticked) {
  return {
      {"id", record.id}, {"title", record.title}, {"meta", meta_of(record)}, {"ticked", ticked}};
}

json problem_views(const std::vector<api::Problem>& problems) {
  json list = json::array();
  for (const api::Problem& problem : problems) {
    const bool known = problem.parameter == "ids";
    list.push_back({{"parameter", known ? json(nullptr) : json(problem.parameter)},
                    {"problem", known ? sentence_case(problem.message) : problem.message},
                    {"problem_hint", sentence_case(problem.hint)}});
  }
  return list;
}

}  // namespace

json compare_view(const Site& site, const Release& release, const compare::Comparison& found,
                  const ComparePage& page) {
  const std::size_t count = found.records.size();
  const std::string heading = fmt::format("{} interventions side by side", count);
  const std::vector<std::string> ids = ids_of(found.records);
  json view = page_view(site, &release, heading);
  view["query"] = "";
  view["heading"] = heading;
  view["count"] = std::to_string(count);
  view["span"] = std::to_string(count + 1);
  view["many"] = count > 4;
  view["compared"] = fmt::format("{}", fmt::join(ids, ","));
  view["made_on"] = date_text(page.made_on);
  view["made_iso"] = page.made_on;
  view["searched"] = searched_view(site, page);
  view["gone"] = gone_view(site, page.frame.gone);
  view["in_short"] = sentences(found.in_short);
  view["columns"] = json::array();
  for (std::size_t i = 0; i < count; ++i)
    view["columns"].push_back(column(site, found.records, i, page.frame.back));
  view["groups"] = compare_groups(found);
  view["unreported"] = mid_sentence(list_text(found.unreported));
  view["sources"] = sources_view(site, found.records);
  view["here_href"] = address(site, "/compare", ids, "");
  view["json_href"] = address(site, "/api/v1/compare", ids, "");
  view["files"] =
      file_links(site.base_url + "/compare", fmt::format("ids={}", fmt::join(ids, ",")));
  return view;
}

json choose_view(const Site& site, const Release& release, const compare::Records& records,
                 const search::Comparables* near, const std::vector<api::Problem>& problems,
                 const ComparePage& page) {
  const bool refused = !problems.empty();
  const std::string heading =
      records.size() == 1 && !refused
          ? fmt::format("What is {} to be compared with?", records.front().record.title)
          : "Choose what to compare";
  json view = page_view(site, &release, (refused ? "Error: " : "") + heading);
  view["query"] = "";
  view["heading"] = heading;
  view["refused"] = refused ? json{{"problems", problem_views(problems)}} : json(nullptr);
  view["gone"] = gone_view(site, page.frame.gone);
  view["none"] = records.empty();
  view["most"] = compare::kMost;
  view["back"] = page.frame.back;
  view["searched"] = searched_view(site, page);
  view["boxes"] = json::array();
  for (const auto& one : records) view["boxes"].push_back(box(one.record, true));
  view["near"] = json::array();
  if (near != nullptr) {
    for (const auto& hit : near->siblings) view["near"].push_back(box(hit.record, false));
    for (const auto& hit : near->hits) view["near"].push_back(box(hit.record, false));
  }
  view["has_near"] = !view["near"].empty();
  return view;
}

}  // namespace outturn::render
