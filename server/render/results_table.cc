// SPDX-License-Identifier: GPL-3.0-or-later
// The view of a table of results; contract in results_table.h.
#include "server/render/results_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "server/render/format.h"
#include "server/render/result_cells.h"
#include "server/search/permalink.h"

namespace outturn::render {
namespace {

using nlohmann::json;
using search::Column;
using search::ColumnId;
using search::ColumnKind;
using search::ColumnUse;
using search::Question;
using search::Sort;

constexpr std::size_t kFitOnPaper = 11;  // columns on a sheet before letters must be smaller

/// An order in words, and which way the figures of its column run: their direction is fixed.
struct OrderWords {
  Sort sort;
  std::string_view caption;
  std::string_view heading;
  std::string_view aria;
};
constexpr OrderWords kOrders[] = {
    {Sort::kRelevance, "best match first", "", ""},
    {Sort::kRatio, "by return, highest first", "highest first", "descending"},
    {Sort::kEffect, "by effect, largest in favour first", "largest in favour first", "descending"},
    {Sort::kStrength, "by strength of evidence, strongest first", "strongest first", "descending"},
    {Sort::kCost, "by cost per participant, lowest first", "lowest first", "ascending"},
    {Sort::kYear, "by year, latest first", "latest first", "descending"},
    {Sort::kTitle, "by title, A to Z", "A to Z", "ascending"},
};

const OrderWords& order_words(Sort sort) {
  return *std::find_if(std::begin(kOrders), std::end(kOrders),
                       [&](const OrderWords& row) { return row.sort == sort; });
}

/// The order that the results stand in: without words best match is by title.
Sort order_of(const Question& question) {
  return question.sort == Sort::kRelevance && question.text.empty() ? Sort::kTitle : question.sort;
}

json heading(const Site& site, const Question& question, const Column& column, Headings headings) {
  json view{{"column", column.name},
            {"label", column.label},
            {"explanation", column.explanation},
            {"is_figure", column.kind == ColumnKind::kFigures},
            {"order", nullptr},
            {"ordered", nullptr}};
  if (headings == Headings::kPlain || !column.sort) return view;
  const OrderWords& words = order_words(*column.sort);
  if (order_of(question) == *column.sort) {
    view["ordered"] = {{"aria", words.aria},
                       {"mark", words.aria == "ascending" ? "\u25b2" : "\u25bc"}};
    return view;
  }
  Question ordered = question;
  ordered.sort = *column.sort;
  ordered.offset = 0;
  view["order"] = {{"order_href", site.search_url(ordered)}, {"order_words", words.heading}};
  return view;
}

/// Grouped by programme, the rows are fewer than the records that the total counts.
std::string caption_of(const search::Answer& answer) {
  const Question& question = answer.question;
  const bool grouped = question.grouping == search::Grouping::kProgramme;
  const std::string of =
      grouped ? "" : (answer.approximate ? " of about " : " of ") + count_figure(answer.total);
  return fmt::format("{} {} to {}{}, {}", grouped ? "Rows" : "Results",
                     count_figure(question.offset + 1),
                     count_figure(question.offset + answer.hits.size()), of,
                     order_words(order_of(question)).caption);
}

/// The boxes to choose columns by. They belong to the search form, which sends everything else.
json chooser(const Site& site, const Question& question, const std::vector<ColumnId>& shown) {
  json boxes = json::array();
  std::string usual;
  Question unchosen = question;
  unchosen.columns.clear();
  const std::vector<ColumnId> usual_columns = search::columns_of(unchosen);
  for (const Column& column : search::kColumns) {
    if (column.use == ColumnUse::kAlways) continue;
    const auto among = [&](const std::vector<ColumnId>& list) {
      return std::find(list.begin(), list.end(), column.id) != list.end();
    };
    if (among(usual_columns)) usual += (usual.empty() ? "" : ",") + std::string(column.name);
    boxes.push_back({{"column_name", column.name},
                     {"column_label", column.label},
                     {"column_chosen", among(shown)}});
  }
  return {
      {"boxes", std::move(boxes)},
      {"usual", usual},
      {"usual_href", question.columns.empty() ? json(nullptr) : json(site.search_url(unchosen))},
      {"always", search::column(ColumnId::kTitle).label}};
}

}  // namespace

json data_table(const Site& site, const Question& question, std::span<const ShownHit> hits,
                const TablePlan& plan) {
  json headings = json::array();
  for (const ColumnId id : plan.columns)
    headings.push_back(heading(site, question, search::column(id), plan.headings));
  const std::string back = way_back(question);
  json rows = json::array();
  for (const ShownHit& hit : hits) {
    json cells = json::array();
    for (const ColumnId id : plan.columns) {
      cells.push_back(result_cell(site, id, hit, back));
      if (id == ColumnId::kTitle && plan.choosing == Choosing::kYes)
        cells.back()["head"]["choose"] = {{"id", hit.hit->record.id},
                                          {"title", hit.hit->record.title}};
    }
    rows.push_back({{"cells", std::move(cells)}});
  }
  return {{"table_id", plan.id},
          {"caption", plan.caption},
          {"many_columns", plan.columns.size() > kFitOnPaper},
          {"headings", std::move(headings)},
          {"body", std::move(rows)}};
}

json results_table(const Site& site, const search::Answer& answer) {
  const std::vector<ColumnId> columns = search::columns_of(answer.question);
  const std::vector<ShownHit> hits = shown_hits(answer);
  return {{"table", data_table(site, answer.question, hits,
                               {"results-caption", caption_of(answer), columns, Headings::kOrder,
                                Choosing::kYes})},
          {"choose", chooser(site, answer.question, columns)},
          {"by_effect", answer.question.sort == Sort::kEffect}};
}

}  // namespace outturn::render
