// SPDX-License-Identifier: GPL-3.0-or-later
// The filters of the search page; contract in filter_panel.h.
#include "server/render/filter_panel.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/render/chips.h"
#include "server/render/facet_view.h"
#include "server/render/filter_groups.h"
#include "server/render/filter_words.h"
#include "server/render/format.h"
#include "server/render/histogram_view.h"
#include "server/render/refusal_view.h"

namespace outturn::render {
namespace {

using index::FilterId;
using nlohmann::json;

std::string in_box(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : std::string{};
}

json number_box(const BoxName& name, const std::optional<double>& value, const Refusal* refusal) {
  json view{{"box_id", name.parameter},
            {"box_label", name.label},
            {"box_value", in_box(value)},
            {"box_error", nullptr}};
  if (refusal == nullptr) return view;
  view["box_value"] = typed_in(*refusal, name.parameter);
  view["box_error"] = box_error(*refusal, name.parameter);
  return view;
}

json histogram_of(const search::Answer& answer, FilterId filter) {
  for (const search::Histogram& histogram : answer.histograms)
    if (histogram.filter == filter)
      return histogram_view(histogram, range_of(answer.question.filters, filter));
  return nullptr;
}

json range_view(const search::Answer& answer, FilterId filter, const Refusal* refusal) {
  const search::Range& range = range_of(answer.question.filters, filter);
  json boxes = json::array({number_box(least_box(filter), range.least, refusal),
                            number_box(most_box(filter), range.most, refusal)});
  const bool wrong = !boxes[0]["box_error"].is_null() || !boxes[1]["box_error"].is_null();
  const index::Filter& row = index::filter(filter);
  return {{"range_name", row.name},
          {"facet_label", row.label},
          {"range_set", range.any()},
          {"boxes", std::move(boxes)},
          {"wrong", wrong},
          {"range_hint", box_hint(filter)},
          {"histogram", histogram_of(answer, filter)}};
}

/// Values chosen count each, a range counts once: as many as it has chips.
std::size_t set_in(const FilterGroup& group, const search::FilterSet& filters) {
  std::size_t set = 0;
  for (const FilterId filter : group.filters)
    set += chosen_of(filters, filter).size() + (range_of(filters, filter).any() ? 1 : 0);
  return set;
}

json group_view(const search::Answer& answer, const FilterGroup& group, const Refusal* refusal) {
  json fields = json::array();
  bool wrong = false;
  for (const FilterId filter : group.filters) {
    json field{{"facet", nullptr}, {"range", nullptr}};
    if (has_boxes(filter)) {
      field["range"] = range_view(answer, filter, refusal);
      wrong = wrong || field["range"]["wrong"].get<bool>();
    } else {
      field["facet"] = facet_view(search::facet_of(answer, filter));
      if (field["facet"].is_null()) continue;
      field["facet"]["alone"] = group.filters.size() == 1;
    }
    fields.push_back(std::move(field));
  }
  if (fields.empty()) return nullptr;
  const std::size_t set = set_in(group, answer.question.filters);
  return {{"group_id", group.name},
          {"group_label", group.label},
          {"group_note", group.note},
          {"group_set", set > 0 ? json(std::to_string(set)) : json(nullptr)},
          {"group_open", wrong || set > 0 || &group == &kFilterGroups.front()},
          {"group_wrong", wrong},
          {"fields", std::move(fields)}};
}

}  // namespace

json filter_panel(const search::Answer& answer, const Refusal* refusal) {
  json groups = json::array();
  bool wrong = false;
  const std::size_t set = chip_count(answer.question.filters);
  for (const FilterGroup& group : kFilterGroups) {
    json view = group_view(answer, group, refusal);
    if (view.is_null()) continue;
    wrong = wrong || view["group_wrong"].get<bool>();
    groups.push_back(std::move(view));
  }
  const bool shown = set > 0 && refusal == nullptr;
  return {{"groups", std::move(groups)},
          {"active", shown ? json(std::to_string(set)) : json(nullptr)},
          {"rough_counts", answer.approximate},
          {"box_errors", wrong}};
}

}  // namespace outturn::render
