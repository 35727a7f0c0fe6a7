// SPDX-License-Identifier: GPL-3.0-or-later
// The views of comparables; see comparable_view.h.
#include "server/render/comparable_view.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "schema/base/text.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/vocabulary.h"
#include "server/render/comparable_words.h"
#include "server/render/file_links.h"
#include "server/render/format.h"
#include "server/render/result_row.h"
#include "server/render/words.h"
#include "server/search/permalink.h"

namespace outturn::render {
namespace {

using index::FilterId;
using nlohmann::json;
using search::ComparableHit;

/// The filters that the form offers; others stay as the address has them.
constexpr FilterId kOffered[] = {FilterId::kOutcome, FilterId::kGroup, FilterId::kSetting,
                                 FilterId::kCountry};

bool is_offered(FilterId filter) {
  for (const FilterId one : kOffered)
    if (one == filter) return true;
  return false;
}

std::string joined(const std::vector<PartReason>& list) {
  std::string text;
  for (const PartReason& one : list) text += (text.empty() ? "" : "; ") + one.text;
  return sentence_case(text);
}

/// "Likeness 0.41 of 1: outcomes 0.17, words 0.12".
std::string likeness_text(const ComparableHit& hit) {
  std::string text;
  for (const search::PartRow& row : search::kParts) {
    const double points = row.weight * hit.likeness[search::number_of(row.part)];
    constexpr double kShown = 0.005;
    if (points >= kShown)
      text += fmt::format("{}{} {}", text.empty() ? ": " : ", ",
                          mid_sentence(std::string(row.label)), fixed(points, 2));
  }
  return fmt::format("Likeness {} of 1{}", fixed(hit.score, 2), text);
}

json ratio_view(const evidence::Record& record) {
  const auto headline = evidence::headline_ratio(record);
  if (!headline) return nullptr;
  const evidence::Appraisal& appraisal = record.appraisals[headline->appraisal];
  const bool range = headline->low && headline->high && !headline->central_reported;
  const char* end = headline->central_reported || range ? "" : headline->high ? "up to " : "from ";
  return {{"text", range ? ratio_range_text(*headline->low, *headline->high, appraisal.currency)
                         : end + ratio_text(headline->central, appraisal.currency)},
          {"class", class_text(appraisal)},
          {"no_currency", !appraisal.currency}};
}

/// The likeness in figures is for the page that explains it.
enum class Likeness { kShown, kLeftOut };

json neighbour_view(const Site& site, const ComparableHit& hit, Likeness likeness) {
  const evidence::Record& record = hit.record;
  std::string meta = label("type", record.type);
  const std::string places = places_text(record);
  const std::string period = period_text(record.period);
  if (!places.empty()) meta += " \u00b7 " + places;
  if (!period.empty()) meta += " \u00b7 " + period;
  return {{"id", record.id},
          {"title", record.title},
          {"href", site.record_url(record.id, "")},
          {"meta", meta},
          {"why", joined(reasons(hit.common, hit.likeness))},
          {"results", directions_text(hit.directions, hit.common)},
          {"ratio", ratio_view(record)},
          {"evidence", evidence_view(record)},
          {"likeness", likeness == Likeness::kShown ? json(likeness_text(hit)) : json(nullptr)}};
}

json list_of(const Site& site, const std::vector<ComparableHit>& hits) {
  json list = json::array();
  for (const ComparableHit& hit : hits) list.push_back(neighbour_view(site, hit, Likeness::kShown));
  return list;
}

/// The other records of the programme; null where there are none.
json siblings_view(const Site& site, const search::Comparables& found) {
  if (found.siblings_in_all == 0 || !found.record || !found.record->programme) return nullptr;
  search::Question all;
  all.filters = found.question.filters;
  all.filters.chosen(FilterId::kProgramme) = {found.record->programme->name};
  return {{"programme", found.record->programme->name},
          {"count", plural(found.siblings_in_all, "other record", "other records")},
          {"one", found.siblings_in_all == 1},
          {"list", list_of(site, found.siblings)},
          {"more", found.siblings_in_all > found.siblings.size()},
          {"all_href", site.search_url(all)}};
}

std::string value_label(const index::Filter& row, const std::string& value) {
  if (!row.vocabulary.empty()) return label(row.vocabulary, value);
  for (const index::OwnValue& own : index::kOwnValues)
    if (own.filter == row.id && own.value == value) return std::string(own.label);
  return value;
}

std::string range_words(const search::Range& range) {
  if (range.least && range.most)
    return fmt::format("{} to {}", figure(*range.least), figure(*range.most));
  return range.least ? "from " + figure(*range.least) : "up to " + figure(*range.most);
}

std::string query_of(const search::ComparableQuestion& question) {
  std::string query = question.id.empty() ? "q=" + base::query_encode(question.description)
                                          : "id=" + base::query_encode(question.id);
  if (const std::string filters = search::filters_query(question.filters); !filters.empty())
    query += "&" + filters;
  if (question.limit != search::kUsualNeighbours) query += fmt::format("&limit={}", question.limit);
  return query;
}

std::string address(const Site& site, const search::ComparableQuestion& question) {
  return site.base_url + comparables_path(question);
}

/// A chip per filter value, with the address of the same question without it.
json chips_view(const Site& site, const search::ComparableQuestion& question) {
  json list = json::array();
  for (const index::Filter& row : index::kFilters) {
    const std::size_t place = index::number_of(row.id);
    const auto add = [&](const std::string& text, const search::ComparableQuestion& without) {
      list.push_back({{"chip_facet", row.label},
                      {"chip", fmt::format("{}: {}", row.label, text)},
                      {"chip_href", address(site, without)}});
    };
    const auto& values = question.filters.values[place];
    for (std::size_t i = 0; i < values.size(); ++i) {
      search::ComparableQuestion without = question;
      auto& left = without.filters.values[place];
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
      add(value_label(row, values[i]), without);
    }
    if (const search::Range& range = question.filters.ranges[place]; range.any()) {
      search::ComparableQuestion without = question;
      without.filters.ranges[place] = {};
      add(range_words(range), without);
    }
  }
  return list;
}

/// What the form does not offer travels with it unseen.
json hidden_view(const search::ComparableQuestion& question) {
  json list = json::array();
  const auto add = [&](std::string name, std::string value) {
    list.push_back({{"hidden_name", std::move(name)}, {"hidden_value", std::move(value)}});
  };
  for (const index::Filter& row : index::kFilters) {
    const std::size_t place = index::number_of(row.id);
    const auto& values = question.filters.values[place];
    for (std::size_t i = is_offered(row.id) ? 1 : 0; i < values.size(); ++i)
      add(std::string(row.name), values[i]);
    const search::Range& range = question.filters.ranges[place];
    if (range.least) add(std::string(row.name) + "_min", fmt::format("{}", *range.least));
    if (range.most) add(std::string(row.name) + "_max", fmt::format("{}", *range.most));
  }
  return list;
}

json select_view(const search::ComparableQuestion& question, FilterId filter) {
  const index::Filter& row = index::filter(filter);
  const auto& chosen = question.filters.values[index::number_of(filter)];
  json options = json::array();
  for (const evidence::Term& term : evidence::vocabulary(row.vocabulary).terms())
    options.push_back({{"option_value", term.id},
                       {"option_name", term.broader.empty() ? term.label : "\u2013 " + term.label},
                       {"option_selected", !chosen.empty() && chosen.front() == term.id}});
  return {{"select_id", fmt::format("narrow-{}", row.name)},
          {"select_name", row.name},
          {"select_label", row.label},
          {"options", std::move(options)}};
}

json form_view(const api::ComparableReading& reading) {
  json selects = json::array();
  bool narrowed = false;
  for (const FilterId filter : kOffered) {
    selects.push_back(select_view(reading.question, filter));
    narrowed = narrowed || reading.question.filters.active(filter);
  }
  json error = nullptr;
  for (const api::Problem& problem : reading.problems)
    if (problem.parameter == "q" && error.is_null())
      error = {{"error_text", fmt::format("The description {}. {}.", problem.message,
                                          sentence_case(problem.hint))}};
  return {{"typed", reading.typed},
          {"record_id", reading.question.id},
          {"longest", count_figure(api::kLongestTyped)},
          {"selects", std::move(selects)},
          {"open", narrowed},
          {"hidden", hidden_view(reading.question)},
          {"box_error", std::move(error)}};
}

json problems_view(const api::ComparableReading& reading) {
  json list = json::array();
  for (const api::Problem& problem : reading.problems) {
    const bool box = problem.parameter == "q";
    list.push_back({{"box", box},
                    {"parameter", box ? json(nullptr) : json(problem.parameter)},
                    {"problem", problem.message},
                    {"problem_hint", sentence_case(problem.hint)}});
  }
  return list;
}

json parts_view() {
  json list = json::array();
  for (const search::PartRow& row : search::kParts)
    list.push_back({{"part_label", row.label},
                    {"part_weight", fixed(row.weight, 2)},
                    {"part_words", sentence_case(std::string(row.description))}});
  return list;
}

json answer_view(const Site& site, const search::Comparables& found) {
  const std::size_t count = found.hits.size();
  json view{{"by", joined(asked_by(found.asked))},
            {"list", list_of(site, found.hits)},
            {"none", count == 0},
            {"count_text", plural(count, "record", "records")},
            {"filtered", found.question.filters.any()},
            {"chips", chips_view(site, found.question)},
            {"siblings", siblings_view(site, found)},
            {"approximate", found.approximate},
            {"parts", parts_view()},
            {"more_href", nullptr}};
  search::ComparableQuestion unfiltered = found.question;
  unfiltered.filters = {};
  view["clear_href"] = address(site, unfiltered);
  if (count == found.question.limit && count < search::kMostNeighbours) {
    search::ComparableQuestion more = found.question;
    more.limit = search::kMostNeighbours;
    view["more_href"] = address(site, more);
    view["more_text"] = fmt::format("Show the nearest {}", search::kMostNeighbours);
  }
  view["json_href"] = site.base_url + "/api/v1" + comparables_path(found.question);
  view["files"] = file_links(site.base_url + "/comparables", query_of(found.question));
  return view;
}

}  // namespace

std::string comparables_path(const search::ComparableQuestion& question) {
  return "/comparables?" + query_of(question);
}

json comparables_section(const Site& site, const search::Comparables& found) {
  json list = json::array();
  for (std::size_t i = 0; i < found.hits.size() && i < kNeighboursOnRecord; ++i)
    list.push_back(neighbour_view(site, found.hits[i], Likeness::kLeftOut));
  search::ComparableQuestion all;
  all.id = found.question.id;
  return {{"list", std::move(list)},
          {"none", found.hits.empty()},
          {"approximate", found.approximate},
          {"siblings", siblings_view(site, found)},
          {"comparables_href", address(site, all)}};
}

json comparables_view(const Site& site, const Release& release,
                      const api::ComparableReading& reading, const search::Comparables* found) {
  const bool refused = !reading.problems.empty();
  const std::string title = "Comparable interventions";
  const evidence::Record* record = found && found->record ? &*found->record : nullptr;
  json view = page_view(site, &release,
                        (refused ? "Error: " : "") + title + (record ? ": " + record->title : ""));
  view["query"] = "";
  view["heading"] = title;
  view["refused"] = refused ? json{{"problems", problems_view(reading)}} : json(nullptr);
  view["form"] = form_view(reading);
  view["opened"] = !refused && found == nullptr;
  view["record"] = record ? json{{"record_title", record->title},
                                 {"record_href", site.record_url(record->id, "")}}
                          : json(nullptr);
  view["answer"] = found ? answer_view(site, *found) : json(nullptr);
  view["compare_back"] = nullptr;
  view["compare_self"] =
      record ? json{{"self_id", record->id}, {"self_title", record->title}} : json(nullptr);
  return view;
}

}  // namespace outturn::render
