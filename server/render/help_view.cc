// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the page that explains searching; see help_view.h.
#include "server/render/help_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <string_view>

#include "schema/index/bins.h"
#include "schema/index/fields.h"
#include "schema/index/filters.h"
#include "server/render/format.h"
#include "server/render/help_examples.h"
#include "server/search/cursor.h"

namespace outturn::render {
namespace {

using index::FilterId;
using nlohmann::json;
using search::Question;

json example(const Site& site, const Question& question, std::string_view shown,
             std::string_view says = {}) {
  return {{"example_href", site.search_url(question)}, {"example", shown}, {"says", says}};
}

json typed_example(const Site& site, std::string_view typed, std::string_view says) {
  Question question;
  question.text = typed;
  return example(site, question, typed, says);
}

/// The examples of every part of the page, by its name.
json typed_examples(const Site& site) {
  json parts = json::object();
  for (const TypedExample& row : kTypedExamples)
    parts[std::string(row.part)].push_back(typed_example(site, row.typed, row.says));
  return parts;
}

/// A search that is widened, once more without.
json unwidened(const Site& site) {
  Question question;
  question.text = "reading";
  question.widen = false;
  return json::array({example(site, question, question.text, "this word alone")});
}

json fields(const Site& site) {
  json list = json::array();
  for (const index::TextField& field : index::kTextFields)
    for (const FieldExample& row : kFieldExamples)
      if (row.field == field.name)
        list.push_back({{"field", fmt::format("{}:", field.name)},
                        {"description", sentence_case(std::string(field.description))},
                        {"examples", json::array({typed_example(site, row.typed, {})})}});
  return list;
}

/// The commonest value of a filter; null where no record has any.
json value_example(const Site& site, const index::Filter& filter, const search::Answer& browse) {
  const search::Facet& facet = search::facet_of(browse, filter.id);
  const auto best =
      std::max_element(facet.options.begin(), facet.options.end(),
                       [](const auto& a, const auto& b) { return a.count < b.count; });
  if (best == facet.options.end() || best->count == 0) return nullptr;
  Question question;
  question.filters.chosen(filter.id).push_back(best->value);
  return example(site, question, best->label, plural(best->count, "record", "records"));
}

/// From the edge that half of the records with the figure reach; null where none has it.
json histogram_example(const Site& site, const index::Filter& filter,
                       const std::vector<std::size_t>& counts) {
  const auto edges = index::edges_of(filter.id);
  const std::size_t all = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
  std::size_t reached = 0;
  for (std::size_t bin = counts.size(); all > 0 && bin-- > 1;) {
    reached += counts[bin];
    if (2 * reached < all) continue;
    Question question;
    question.filters.range(filter.id).least = edges[bin - 1];
    // A year is no quantity: 2019, not 2,019.
    const std::string least =
        filter.id == FilterId::kYear ? fmt::format("{}", edges[bin - 1]) : figure(edges[bin - 1]);
    return example(site, question, "at least " + least);
  }
  return nullptr;
}

/// Null where nothing is found.
json range_example(const Site& site, const index::Filter& filter, const search::Answer& browse,
                   const Total& total) {
  for (const search::Histogram& histogram : browse.histograms)
    if (histogram.filter == filter.id) return histogram_example(site, filter, histogram.counts);
  Question question;
  const bool ages = filter.id == FilterId::kAge;
  question.filters.range(filter.id) = ages ? search::Range{10, 14} : search::Range{2000, {}};
  if (total(question) == 0) return nullptr;
  return example(site, question, ages ? "10 to 14" : "2000 or later");
}

json filters_of(const Site& site, const search::Answer& browse, const Total& total,
                index::Level level) {
  json list = json::array();
  for (const index::Filter& filter : index::kFilters) {
    if (filter.level != level) continue;
    const bool values = filter.asked == index::Asked::kValues;
    json shown =
        values ? value_example(site, filter, browse) : range_example(site, filter, browse, total);
    list.push_back({{"filter", filter.label},
                    {"description", sentence_case(std::string(filter.description))},
                    {"parameter", values ? std::string(filter.name)
                                         : fmt::format("{0}_min, {0}_max", filter.name)},
                    {"examples", shown.is_null() ? json::array() : json::array({shown})}});
  }
  return list;
}

/// The outcome that most findings are about, clearly in favour: one finding that is both.
json joint(const Site& site, const search::Answer& browse) {
  const search::Facet& outcomes = search::facet_of(browse, FilterId::kOutcome);
  const search::Facet& certainty = search::facet_of(browse, FilterId::kCertainty);
  const bool favours = std::any_of(certainty.options.begin(), certainty.options.end(),
                                   [](const auto& option) { return option.value == "favours"; });
  if (!favours || outcomes.options.empty()) return json::array();
  Question question;
  question.filters.chosen(FilterId::kCertainty).emplace_back("favours");
  json list = json::array({example(site, question, "Clearly in favour", "on whatever outcome")});
  for (const auto& option : outcomes.options) {
    if (option.value != "crime") continue;
    question.filters.chosen(FilterId::kOutcome).push_back(option.value);
    list.push_back(example(site, question, option.label + ", clearly in favour",
                           "one and the same finding is both"));
  }
  return list;
}

struct SortSays {
  search::Sort sort;
  std::string_view label;
  std::string_view says;
};
constexpr std::array kSortSays{
    SortSays{search::Sort::kRelevance, "Relevance",
             "what fits the words best: rare words, words of the title and words side by side "
             "count for more. Without words, by title"},
    SortSays{search::Sort::kRatio, "Benefit per 1 of cost",
             "the highest first. Keeps to one kind of ratio and one perspective, and says which: "
             "what a government gets back and what society gains are not like for like"},
    SortSays{
        search::Sort::kEffect, "Effect",
        "the largest in favour first, in standard deviations. Keeps to the outcomes you chose, "
        "or else to one domain, and says which"},
    SortSays{search::Sort::kStrength, "Strength of evidence",
             "reviews and trials before comparisons, and those before what compares nothing"},
    SortSays{search::Sort::kCost, "Cost per participant",
             "the lowest first. Keeps to one currency, and says which"},
    SortSays{search::Sort::kYear, "Year", "the latest first"},
    SortSays{search::Sort::kTitle, "Title", "by the alphabet"},
};
static_assert(kSortSays.size() == search::kSorts.size());

json orders(const Site& site) {
  json list = json::array();
  for (const SortSays& row : kSortSays) {
    Question question;
    question.text = "school";
    question.sort = row.sort;
    list.push_back(example(site, question, row.label, row.says));
  }
  return list;
}

json shapes(const Site& site) {
  Question grouped;
  grouped.grouping = search::Grouping::kProgramme;
  Question table;
  table.view = search::View::kTable;
  Question chart;
  chart.view = search::View::kChart;
  return json::array({example(site, grouped, "Each programme once",
                              "in the place of its first record, saying how many more there are"),
                      example(site, table, "As a table", "figures in columns, which you choose"),
                      example(site, chart, "As a chart", "ratios and effects with their ranges")});
}

}  // namespace

json help_view(const Site& site, const Release& release, const search::Answer& browse,
               const Total& total) {
  json view = page_view(site, &release, "Search help");
  view["query"] = "";
  view["parts"] = typed_examples(site);
  view["parts"]["unwidened"] = unwidened(site);
  view["parts"]["pasted"] = json::array({typed_example(site, kPastedExample, {})});
  view["parts"]["joint"] = joint(site, browse);
  view["parts"]["orders"] = orders(site);
  view["parts"]["shapes"] = shapes(site);
  view["fields"] = fields(site);
  view["of_findings"] = filters_of(site, browse, total, index::Level::kFinding);
  view["of_appraisals"] = filters_of(site, browse, total, index::Level::kAppraisal);
  view["of_records"] = filters_of(site, browse, total, index::Level::kRecord);
  return view;
}

}  // namespace outturn::render
