// SPDX-License-Identifier: GPL-3.0-or-later
// Which way the results are shown; contract in view_switch.h.
#include "server/render/view_switch.h"

#include <array>
#include <string>
#include <string_view>

#include "server/render/results_chart.h"
#include "server/render/results_table.h"

namespace outturn::render {
namespace {

using nlohmann::json;
using search::Question;
using search::View;

struct Way {
  View view;
  std::string_view name;  ///< a value of the parameter `view`
  std::string_view label;
};
constexpr std::array kWays{Way{View::kList, "list", "List"}, Way{View::kTable, "table", "Table"},
                           Way{View::kChart, "chart", "Chart"}};

}  // namespace

void add_kept_fields(json& fields, const Question& question, Results results) {
  const auto add = [&](std::string_view name, std::string_view value) {
    fields.push_back({{"kept_name", name}, {"kept_value", value}});
  };
  for (const Way& way : kWays)
    if (way.view == question.view && way.view != View::kList) add("view", way.name);
  // Where there are no boxes the choice is only remembered.
  if (question.view != View::kTable || results == Results::kNone)
    for (const std::string& column : question.columns) add("columns", column);
}

void add_view(json& view, const Site& site, const search::Answer& answer) {
  const View shown = answer.question.view;
  json ways = json::array();
  for (const Way& way : kWays) {
    Question question = answer.question;
    question.view = way.view;
    ways.push_back({{"view_label", way.label},
                    {"view_href", site.search_url(question)},
                    {"view_shown", way.view == shown}});
  }
  view["views"] = {{"ways", std::move(ways)}};
  const bool any = !answer.hits.empty();
  view["as_list"] = any && shown == View::kList;
  view["as_table"] = any && shown == View::kTable ? results_table(site, answer) : json(nullptr);
  view["as_chart"] = any && shown == View::kChart ? results_chart(site, answer) : json(nullptr);
}

}  // namespace outturn::render
