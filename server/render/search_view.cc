// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the search page, put together from its parts; see search_view.h.
#include "server/render/search_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "server/render/about.h"
#include "server/render/chart.h"
#include "server/render/chips.h"
#include "server/render/empty_result.h"
#include "server/render/filter_panel.h"
#include "server/render/filter_words.h"
#include "server/render/format.h"
#include "server/render/order_view.h"
#include "server/render/reading_view.h"
#include "server/render/refusal_view.h"
#include "server/render/result_row.h"
#include "server/render/view_switch.h"
#include "server/search/cursor.h"
#include "server/search/permalink.h"

namespace outturn::render {
namespace {

using nlohmann::json;
using search::Answer;
using search::Question;

bool grouped(const Question& question) { return question.grouping == search::Grouping::kProgramme; }

/// "1 to 20 of 312"; grouped, how many rows there are is not known until the last of them.
std::string shown_range(const Answer& answer) {
  const std::size_t first = answer.question.offset + 1;
  const std::size_t last = answer.question.offset + answer.hits.size();
  if (grouped(answer.question))
    return fmt::format("rows {} to {}{}", count_figure(first), count_figure(last),
                       answer.next_offset ? "" : " of " + count_figure(last));
  return fmt::format("{} to {} of {}{}", count_figure(first), count_figure(last),
                     answer.approximate ? "about " : "", count_figure(answer.total));
}

json pagination(const Site& site, const Answer& answer) {
  const Question& question = answer.question;
  if (answer.hits.empty()) return nullptr;
  json view{{"range", shown_range(answer)}, {"previous", nullptr}, {"next", nullptr}};
  if (question.offset > 0) {
    Question previous = question;
    previous.offset = question.offset - std::min(question.offset, question.per_page);
    view["previous"] = {{"page_href", site.search_url(previous)}};
  }
  if (answer.next_offset) {
    Question next = question;
    next.offset = *answer.next_offset;
    view["next"] = {{"page_href", site.search_url(next)}};
  }
  view["links"] = question.offset > 0 || answer.next_offset.has_value();
  return view;
}

/// Where what was found has not all the words and no other sentence says why.
std::string words_note(const Answer& answer) {
  const query::Reading& reading = answer.reading;
  const bool told = !reading.dropped.empty() || reading.long_text || reading.nearest > 0;
  if (answer.hits.empty() || told || answer.words != search::WordMatch::kSomeWords) return {};
  return "No record has all the words of your search, so these have most of them.";
}

/// "About 1,204 records": where the time ran out nothing claims to be exact.
std::string heading(const Answer& answer) {
  return (answer.approximate ? "About " : "") + plural(answer.total, "record", "records");
}

std::string live_count(const Answer& answer) {
  if (answer.total == 0) return "No records found";
  return heading(answer) + " found";
}

json sentence_list(const std::vector<std::string>& sentences) {
  json list = json::array();
  for (const std::string& sentence : sentences) list.push_back({{"sentence", sentence}});
  return list;
}

json kept(std::string_view name, std::string_view value) {
  return {{"kept_name", name}, {"kept_value", value}};
}

/// What the form does not show and must not lose. The order and the grouping are only to be chosen
/// where there is something to put in order.
json kept_settings(const Answer& answer, const Refusal* refusal) {
  const Question& question = answer.question;
  json list = json::array();
  if (!question.widen) list.push_back(kept("widen", "no"));
  if (!question.correct) list.push_back(kept("correct", "no"));
  if (question.per_page != search::kDefaultPerPage)
    list.push_back(kept("per_page", std::to_string(question.per_page)));
  const bool results = refusal == nullptr && !answer.hits.empty();
  add_kept_fields(list, question, results ? Results::kShown : Results::kNone);
  if (results) return list;
  if (question.sort != search::Sort::kRelevance)
    list.push_back(kept("sort", search::name_in(search::kSorts, question.sort)));
  if (grouped(question))
    list.push_back(kept("group_by", search::name_in(search::kGroupings, question.grouping)));
  return list;
}

/// What the page says whether the search was made or refused.
json form_view(const Site& site, const Release& release, const Answer& answer,
               const std::string& title, const Refusal* refusal) {
  const Question& question = answer.question;
  json view = page_view(site, &release, title);
  json chip_list = chips(site, answer);
  view["query"] = question.text;
  view["skip_to_results"] = true;
  view["filters"] = filter_panel(answer, refusal);
  view["filtered"] = !chip_list.empty();
  view["clear_href"] = site.search_url(without_filters(question));
  view["chips"] = std::move(chip_list);
  view["joint"] = sentence_list(joint_sentences(question.filters));
  view["kept"] = kept_settings(answer, refusal);
  return view;
}

/// "?q=nurse": the search from its beginning, for what is taken of it; empty where all is asked
/// for.
std::string whole_query(search::Question question) {
  question.offset = 0;
  question.per_page = search::kDefaultPerPage;
  const std::string query = search::permalink(question);
  return query.empty() ? query : "?" + query;
}

json rows(const Site& site, const Answer& answer, const std::vector<search::Hit>& hits) {
  const std::string back = way_back(answer.question);
  json list = json::array();
  for (const search::Hit& hit : hits) list.push_back(result_row(site, answer, hit, back));
  return list;
}

}  // namespace

json search_view(const Site& site, const Release& release, const Answer& answer) {
  const Question& question = answer.question;
  json view =
      form_view(site, release, answer, question.text.empty() ? "Search" : question.text, nullptr);
  view["refused"] = nullptr;
  view["made"] = true;
  view["heading"] = heading(answer);
  view["approximate"] = answer.approximate;
  view["live_count"] = live_count(answer);
  view["words_note"] = words_note(answer);
  view["reading"] = reading_view(site, answer);
  view["sorts"] = order_options(question);
  view["order_words"] = order_words(question);
  view["order_rule"] = order_rule(answer);
  view["grouped"] = grouped(question);
  const bool listed = question.view == search::View::kList;
  view["rows"] = listed ? rows(site, answer, answer.hits) : json::array();
  view["has_rows"] = !answer.hits.empty();
  view["near_rows"] = rows(site, answer, answer.near);
  view["has_near"] = !answer.near.empty();
  view["effect_labels"] = axis_labels(kEffectAxis);
  view["ratio_labels"] = axis_labels(kRatioAxis);
  view["pages"] = pagination(site, answer);
  view["nothing"] = empty_result(site, answer);
  view["take_query"] = whole_query(question);
  view["choosing"] = question.view != search::View::kChart;
  view["compare_back"] = way_back(question);
  view["compare_self"] = nullptr;
  add_view(view, site, answer);
  put_about(view, site, release, about_search(answer));
  return view;
}

json refused_search_view(const Site& site, const Release& release, const Answer& understood,
                         const Refusal& refusal) {
  json view = form_view(site, release, understood, "Error: search", &refusal);
  view["query"] = refusal.typed.text;
  view["made"] = false;
  view["live_count"] = "The search was not made: there is a problem with what was asked";
  view["refused"] = {{"problems", problem_list(refusal)}};
  return view;
}

}  // namespace outturn::render
