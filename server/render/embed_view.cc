// SPDX-License-Identifier: GPL-3.0-or-later
// See embed_view.h.
#include "server/render/embed_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "schema/base/text.h"
#include "server/render/filter_words.h"
#include "server/render/format.h"
#include "server/render/profile_view.h"
#include "server/render/record_view.h"
#include "server/render/result_row.h"
#include "server/render/search_words.h"
#include "server/search/permalink.h"

namespace outturn::render {
namespace {

using api::EmbedOptions;
using nlohmann::json;
using search::Answer;
using search::Question;

json field(std::string_view name, std::string_view value) {
  return {{"field_name", name}, {"field_value", value}};
}

/// Everything of the search but its words and its place among the pages.
json hidden_fields(Question question) {
  question.text.clear();
  question.offset = 0;
  json list = json::array();
  for (const auto& [name, value] : search::permalink_parts(question))
    list.push_back(field(name, value));
  return list;
}

/// "Whole pages" open the search from its beginning.
std::string whole_search(const Site& site, const Question& question) {
  Question all = from_start(question);
  all.per_page = search::kDefaultPerPage;
  return site.search_url(all);
}

std::string count_words(const Answer& answer) {
  if (answer.total == 0) return "No records found";
  return (answer.approximate ? "About " : "") + plural(answer.total, "record", "records");
}

json items(const Site& site, const Answer& answer) {
  json list = json::array();
  for (const search::Hit& hit : answer.hits) list.push_back(result_row(site, answer, hit, {}));
  return list;
}

json release_view(const Release& release) {
  return {{"release_id", release.id},
          {"published", date_text(release.published)},
          {"published_iso", release.published}};
}

/// What every part shares: ids begin with the prefix, headings have their level.
json part(const Site& site, const EmbedOptions& options) {
  return {{"base", site.base_url},
          {"prefix", options.prefix},
          {"h", std::to_string(options.heading)},
          {"h_item", std::to_string(options.heading + 1)},
          {"top", nullptr},
          {"plots", false},
          {"pages", nullptr}};
}

json results(const Site& site, const Release& release, const Answer& answer,
             const EmbedOptions& options) {
  json view = part(site, options);
  view["count"] = count_words(answer);
  view["matching"] = answer.question.text;
  view["filters_words"] = filters_in_words(answer);
  view["notes"] = json::array();
  for (const std::string& note : answer.notes) view["notes"].push_back({{"note", note}});
  view["items"] = items(site, answer);
  view["has_items"] = !answer.hits.empty();
  view["all_href"] = whole_search(site, answer.question);
  view["all_words"] = answer.total > answer.hits.size()
                          ? fmt::format("See all {} on Outturn", count_figure(answer.total))
                          : "See this search on Outturn";
  view["release"] = release_view(release);
  return view;
}

/// The asset addresses of a page in a frame, and whether it tells its height.
void add_frame(json& view, const Site& site, const std::string& title,
               const EmbedOptions& options) {
  view["page_title"] = title;
  view["top"] = true;
  view["stylesheet"] = site.base_url + "/assets/" + site.assets.at("app.css");
  const auto script = site.assets.find("embed-height.js");
  view["height_script"] = options.height && script != site.assets.end()
                              ? json(site.base_url + "/assets/" + script->second)
                              : json(nullptr);
}

/// A page of the search inside the frame.
std::string frame_url(const Site& site, const Question& question, const EmbedOptions& options) {
  const std::string query = search::permalink(question);
  std::string url = site.base_url + "/embed/search";
  if (!query.empty()) url += "?" + query;
  if (options.height) url += query.empty() ? "?height=yes" : "&height=yes";
  return url;
}

json frame_pages(const Site& site, const Answer& answer, const EmbedOptions& options) {
  const Question& question = answer.question;
  const bool first = question.offset == 0;
  if (answer.hits.empty() || (first && !answer.next_offset)) return nullptr;
  json view{{"previous", nullptr},
            {"next", nullptr},
            {"range", fmt::format("{} to {}", count_figure(question.offset + 1),
                                  count_figure(question.offset + answer.hits.size()))}};
  if (!first) {
    Question before = question;
    before.offset -= std::min(question.offset, question.per_page);
    view["previous"] = {{"page_href", frame_url(site, before, options)}};
  }
  if (answer.next_offset) {
    Question after = question;
    after.offset = *answer.next_offset;
    view["next"] = {{"page_href", frame_url(site, after, options)}};
  }
  return view;
}

}  // namespace

Question as_list(Question question) {
  question.view = search::View::kList;
  question.columns.clear();
  return question;
}

Site whole_addresses(Site site, const std::string& origin) {
  site.base_url = origin + site.base_url;
  return site;
}

json embed_form(const Site& site, const Question& question, const EmbedOptions& options) {
  return {{"action", site.base_url + "/search"},
          {"box_id", options.name("q")},
          {"text", question.text},
          {"fields", hidden_fields(question)}};
}

json fragment_view(const Site& site, const Release& release, const Answer& answer,
                   const EmbedOptions& options) {
  json view = results(site, release, answer, options);
  view["form"] = options.form ? embed_form(site, answer.question, options) : json(nullptr);
  return view;
}

json embed_search_view(const Site& site, const Release& release, const Answer& answer,
                       const EmbedOptions& options) {
  EmbedOptions own = options;
  own.heading = 1;
  json view = results(site, release, answer, own);
  add_frame(view, site, "Evidence search \u2013 Outturn", options);
  json form = embed_form(site, answer.question, own);
  form["action"] = site.base_url + "/embed/search";
  if (options.height) form["fields"].push_back(field("height", "yes"));
  view["form"] = std::move(form);
  view["plots"] = true;
  view["pages"] = frame_pages(site, answer, options);
  return view;
}

json embed_record_view(const Site& site, const Release& release, const search::AuditedRecord& found,
                       const EmbedOptions& options) {
  json view = record_view(site, release, found, {});
  view.update(part(site, options));
  add_frame(view, site, found.record.title + " \u2013 Outturn", options);
  view["record_href"] = site.record_url(found.record.id, {});
  view["release"] = release_view(release);
  return view;
}

json embed_refusal_view(const Site& site, const std::string& message, const std::string& hint,
                        const std::vector<Problem>& problems, const EmbedOptions& options) {
  json view = part(site, options);
  add_frame(view, site, "Outturn", options);
  view["message"] = message;
  view["hint"] = hint;
  view["all_href"] = site.base_url + "/search";
  view["problems"] = json::array();
  for (const Problem& problem : problems)
    view["problems"].push_back({{"parameter", problem.parameter},
                                {"problem", problem.message},
                                {"problem_hint", sentence_case(problem.hint)}});
  view["has_problems"] = !problems.empty();
  return view;
}

}  // namespace outturn::render
