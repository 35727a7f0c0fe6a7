// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the search page; see search_view.h.
#include "server/render/search_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "server/render/chart.h"
#include "server/render/facet_view.h"
#include "server/render/format.h"
#include "server/render/result_row.h"
#include "server/search/permalink.h"

namespace outturn::render {
namespace {

using nlohmann::json;
using search::Answer;
using search::Question;

/// The same question from its first page on.
Question from_start(Question question) {
  question.offset = 0;
  return question;
}

/// The words and the order alone, no filters.
Question without_filters(Question question) {
  question.filters = {};
  return from_start(std::move(question));
}

std::string number_input(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : std::string{};
}

std::string range_text(const search::Range& range) {
  if (range.least && range.most)
    return fmt::format("{} to {}", figure(*range.least), figure(*range.most));
  if (range.least) return fmt::format("{} or more", figure(*range.least));
  return fmt::format("up to {}", figure(*range.most));
}

std::string option_label(const Answer& answer, index::FilterId filter, const std::string& value) {
  for (const search::FacetOption& option : search::facet_of(answer, filter).options)
    if (option.value == value) return option.label;
  return value;
}

/// One chip per filter that is set, each with the address of the search without it.
json chips(const Site& site, const Answer& answer) {
  json list = json::array();
  const Question& question = answer.question;
  for (const index::Filter& row : index::kFilters) {
    const auto add = [&](std::string text, Question without) {
      list.push_back({{"chip", std::move(text)},
                      {"chip_facet", row.label},
                      {"chip_href", site.search_url(from_start(std::move(without)))}});
    };
    for (const std::string& value : question.filters.values[index::number_of(row.id)]) {
      Question without = question;
      std::erase(without.filters.chosen(row.id), value);
      add(option_label(answer, row.id, value), std::move(without));
    }
    const search::Range& range = question.filters.ranges[index::number_of(row.id)];
    if (!range.any()) continue;
    Question without = question;
    without.filters.range(row.id) = {};
    add(range_text(range), std::move(without));
  }
  return list;
}

/// The orders to choose from. Without words there is no best match, and the first order is by
/// title.
json sort_options(const Question& question) {
  const bool words_given = !question.text.empty();
  const std::pair<search::Sort, std::pair<const char*, const char*>> rows[] = {
      {search::Sort::kRelevance, {"relevance", words_given ? "Best match" : "Title, A to Z"}},
      {search::Sort::kRatio, {"ratio", "Return per £1, highest first"}},
      {search::Sort::kTitle, {"title", "Title, A to Z"}}};
  const auto spare =
      question.sort == search::Sort::kTitle ? search::Sort::kRelevance : search::Sort::kTitle;
  json list = json::array();
  for (const auto& [sort, words] : rows) {
    if (!words_given && sort == spare) continue;
    list.push_back({{"sort_value", words.first},
                    {"sort_label", words.second},
                    {"sort_selected", question.sort == sort}});
  }
  return list;
}

json pagination(const Site& site, const Answer& answer) {
  const Question& question = answer.question;
  if (answer.hits.empty()) return nullptr;
  json view{{"range", fmt::format("{} to {} of {}", count_figure(question.offset + 1),
                                  count_figure(question.offset + answer.hits.size()),
                                  count_figure(answer.total))},
            {"previous", nullptr},
            {"next", nullptr}};
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

/// Why nothing is shown and what to do about it.
json nothing_found(const Site& site, const Answer& answer, bool filtered) {
  if (!answer.hits.empty()) return nullptr;
  const Question& question = answer.question;
  json view{{"past_end", nullptr},
            {"filters_exclude", nullptr},
            {"no_words", nullptr},
            {"empty_base", nullptr},
            {"browse_href", site.base_url + "/search"}};
  if (answer.total > 0) {
    view["past_end"] = {{"start_href", site.search_url(from_start(question))}};
  } else if (filtered && answer.total_without_filters > 0) {
    const std::size_t others = answer.total_without_filters;
    view["filters_exclude"] = {{"others", plural(others, "record", "records")},
                               {"others_verb", others == 1 ? "matches" : "match"},
                               {"without_href", site.search_url(without_filters(question))}};
  } else if (!question.text.empty()) {
    view["no_words"] = {{"no_words_text", question.text}};
  } else {
    view["empty_base"] = true;
  }
  return view;
}

std::string words_note(const Answer& answer) {
  if (answer.question.text.empty() || answer.hits.empty()) return {};
  if (answer.words == search::WordMatch::kSomeWords) {
    return "Nothing matches all the words of your search, so these match some of them.";
  }
  return {};
}

std::string live_count(const Answer& answer) {
  if (answer.total == 0) return "No records found";
  return plural(answer.total, "record", "records") + " found";
}

/// A box of the form that a problem can stand beside, by the name of its parameter.
struct Box {
  std::string_view parameter;
  std::string_view name;
};
constexpr std::array kBoxes{Box{"q", "Search words"}, Box{"ratio_min", "Return per £1, at least"},
                            Box{"ratio_max", "Return per £1, at most"}};

json problem_list(const std::vector<Problem>& problems) {
  json list = json::array();
  for (const Problem& problem : problems) {
    const auto box = std::find_if(kBoxes.begin(), kBoxes.end(), [&](const Box& one) {
      return one.parameter == problem.parameter;
    });
    json view{{"box", nullptr},
              {"parameter", problem.parameter},
              {"problem", problem.message},
              {"problem_hint", sentence_case(problem.hint)}};
    if (box != kBoxes.end()) {
      view["box"] = {{"box_id", box->parameter}, {"box_name", box->name}};
      view["parameter"] = nullptr;
    }
    list.push_back(std::move(view));
  }
  return list;
}

/// What is wrong with one box, or null.
json box_error(const std::vector<Problem>& problems, std::string_view parameter) {
  for (const Problem& problem : problems)
    if (problem.parameter == parameter)
      return {{"error_text", fmt::format("{}. {}.", sentence_case(problem.message),
                                         sentence_case(problem.hint))}};
  return nullptr;
}

json filter_panel(const Answer& answer, std::size_t active) {
  const search::Range& ratio =
      answer.question.filters.ranges[index::number_of(index::FilterId::kRatio)];
  json facets = json::array();
  for (const search::Facet& facet : answer.facets) {
    json view = facet_view(facet);
    if (!view.is_null()) facets.push_back(std::move(view));
  }
  return {{"facets", facets},
          {"active", active > 0 ? json(std::to_string(active)) : json(nullptr)},
          {"ratio_min", number_input(ratio.least)},
          {"ratio_max", number_input(ratio.most)},
          {"ratio_min_error", nullptr},
          {"ratio_max_error", nullptr},
          {"box_errors", false}};
}

}  // namespace

namespace {

/// What the page says whether the search was made or refused.
json form_view(const Site& site, const Release& release, const Answer& answer,
               const std::string& title) {
  const Question& question = answer.question;
  json view = page_view(site, &release, title);
  json chip_list = chips(site, answer);
  view["query"] = question.text;
  view["skip_to_results"] = true;
  view["filters"] = filter_panel(answer, chip_list.size());
  view["filtered"] = !chip_list.empty();
  view["clear_href"] = site.search_url(without_filters(question));
  view["chips"] = std::move(chip_list);
  view["per_page"] = question.per_page == search::kDefaultPerPage
                         ? json(nullptr)
                         : json(std::to_string(question.per_page));
  return view;
}

}  // namespace

json search_view(const Site& site, const Release& release, const Answer& answer) {
  const Question& question = answer.question;
  const std::string back = search::permalink(question);
  json view = form_view(site, release, answer, question.text.empty() ? "Search" : question.text);
  const bool filtered = view["filtered"];
  view["refused"] = nullptr;
  view["made"] = true;
  view["heading"] = plural(answer.total, "record", "records");
  view["live_count"] = live_count(answer);
  view["words_note"] = words_note(answer);
  view["sorts"] = sort_options(question);
  view["by_ratio"] = question.sort == search::Sort::kRatio;
  view["notes"] = json::array();
  for (const std::string& note : answer.notes) view["notes"].push_back({{"note", note}});
  view["rows"] = json::array();
  for (const search::Hit& hit : answer.hits) {
    view["rows"].push_back(result_row(site, question, hit, back));
  }
  view["has_rows"] = !answer.hits.empty();
  view["effect_labels"] = axis_labels(kEffectAxis);
  view["ratio_labels"] = axis_labels(kRatioAxis);
  view["pages"] = pagination(site, answer);
  view["nothing"] = nothing_found(site, answer, filtered);
  return view;
}

json refused_search_view(const Site& site, const Release& release, const Answer& understood,
                         const Refusal& refusal) {
  json view = form_view(site, release, understood, "Error: search");
  json& filters = view["filters"];
  filters["active"] = nullptr;
  const auto typed = [&](const char* end) {
    const auto at = refusal.typed.ends.find(end);
    return at == refusal.typed.ends.end() ? std::string() : at->second;
  };
  filters["ratio_min"] = typed("ratio_min");
  filters["ratio_max"] = typed("ratio_max");
  filters["ratio_min_error"] = box_error(refusal.problems, "ratio_min");
  filters["ratio_max_error"] = box_error(refusal.problems, "ratio_max");
  filters["box_errors"] =
      !filters["ratio_min_error"].is_null() || !filters["ratio_max_error"].is_null();
  view["query"] = refusal.typed.text;
  view["made"] = false;
  view["live_count"] = "The search was not made: there is a problem with what was asked";
  view["refused"] = {{"problems", problem_list(refusal.problems)}};
  return view;
}

}  // namespace outturn::render
