// SPDX-License-Identifier: GPL-3.0-or-later
// See programme_view.h. Bounded: what is cut is counted, and the search has the rest.
#include "server/render/programme_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "schema/base/text.h"
#include "server/render/file_links.h"
#include "server/render/finding_view.h"
#include "server/render/format.h"
#include "server/render/programme_words.h"
#include "server/render/result_cells.h"
#include "server/render/words.h"
#include "server/search/programme/disagreement.h"
#include "server/search/programme/results.h"
#include "server/search/programme/slug.h"

namespace outturn::render {
namespace {

using evidence::Record;
using nlohmann::json;
using search::OutcomeResult;
using search::Programme;

constexpr std::size_t kMostRows = 150;     ///< of a table
constexpr std::size_t kMostOnASide = 8;    ///< records named on one side of a disagreement
constexpr std::size_t kMostRecords = 60;   ///< of the list at the end
constexpr std::size_t kDetailBytes = 160;  ///< of the measures behind one name

json text_or_null(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

json side_view(const Site& site, const search::Disagreement& disagreement, const search::Side& side,
               const std::vector<Record>& records) {
  json list = json::array();
  for (std::size_t i = 0; i < side.records.size() && i < kMostOnASide; ++i) {
    const Record& record = records[side.records[i]];
    list.push_back({{"title", record.title},
                    {"href", site.record_url(record.id, {})},
                    {"detail", text_or_null(base::clip(side.details[i], kDetailBytes))}});
  }
  const std::size_t more = side.records.size() - list.size();
  return {{"side", side_words(disagreement, side)},
          {"count", plural(side.records.size(), "record", "records")},
          {"side_records", std::move(list)},
          {"more", more == 0 ? json(nullptr) : json(fmt::format("and {} more", more))}};
}

/// Whether one record is on both sides, which a reader would take for a mistake of ours.
bool shares_record(const search::Disagreement& disagreement) {
  std::set<std::size_t> seen;
  for (const search::Side& side : disagreement.sides)
    for (const std::size_t record : side.records)
      if (!seen.insert(record).second) return true;
  return false;
}

json disagreements_view(const Site& site, const std::vector<Record>& records) {
  json list = json::array();
  for (const search::Disagreement& one : search::disagreements(records)) {
    json sides = json::array();
    for (const search::Side& side : one.sides) sides.push_back(side_view(site, one, side, records));
    list.push_back({{"disagreement", heading_words(one)},
                    {"sides", std::move(sides)},
                    {"shares", shares_record(one)}});
  }
  return list;
}

std::string people_of(const Record& record) {
  if (!record.population) return {};
  std::vector<std::string> parts;
  for (const std::string& group : record.population->groups)
    parts.push_back(parts.empty() ? label("group", group) : mid_sentence(label("group", group)));
  std::string text = list_text(parts);
  const std::string ages = ages_text(*record.population);
  if (!ages.empty()) text += (text.empty() ? "" : ", ") + ages;
  return sentence_case(std::move(text));
}

/// "+0.30 (+0.10 to +0.50)"; of several "+0.10 to +0.45".
std::string effect_of(const OutcomeResult& result) {
  if (result.effects == 0) return {};
  if (result.effects > 1)
    return fmt::format("{} to {}", effect_words(result.lowest), effect_words(result.highest));
  if (!result.effect->low) return effect_words(result.lowest);
  return fmt::format("{} ({} to {})", effect_words(result.lowest),
                     effect_words(*result.effect->low), effect_words(*result.effect->high));
}

/// What stands where no effect can be said as g: the one figure, or how many there are.
std::string reported_of(const OutcomeResult& result, const Record& record) {
  std::vector<std::string> figures;
  for (const std::size_t finding : result.findings)
    if (std::string text = reported_figure(record.findings[finding]); !text.empty())
      figures.push_back(std::move(text));
  if (figures.empty()) return "in words";
  if (figures.size() == 1) return figures.front() + ", as reported";
  return plural(figures.size(), "figure", "figures") + ", as reported";
}

json result_view(const Site& site, const OutcomeResult& result, const Record& record) {
  const std::string effect = effect_of(result);
  return {{"outcome", label("outcome", result.outcome)},
          {"title", record.title},
          {"href", fmt::format("{}#finding-{}", site.record_url(record.id, {}),
                               result.findings.front() + 1)},
          {"place", text_or_null(places_text(record))},
          {"people", text_or_null(people_of(record))},
          {"effect", text_or_null(effect)},
          {"several",
           result.effects > 1 ? json(plural(result.effects, "effect", "effects")) : json(nullptr)},
          {"reported", effect.empty() ? json(reported_of(result, record)) : json(nullptr)},
          {"verdict", ways_words(result)}};
}

json ratio_view(const Site& site, const search::ClassedRatio& ratio, const Record& record) {
  const evidence::Appraisal& appraisal = record.appraisals[ratio.appraisal];
  const RatioWords words = ratio_words(*appraisal.ratio, appraisal);
  std::string prices = appraisal.currency.value_or("currency not stated");
  if (appraisal.price_year) prices += fmt::format(", {} prices", *appraisal.price_year);
  return {{"class", sentence_case(class_text(appraisal))},
          {"ratio", words.figure},
          {"range", text_or_null(words.range)},
          {"prices", prices},
          {"title", record.title},
          {"href",
           fmt::format("{}#appraisal-{}", site.record_url(record.id, {}), ratio.appraisal + 1)}};
}

json record_line(const Site& site, const Record& record) {
  std::vector<std::string> parts{label("design", record.evidence.design)};
  if (record.evidence.maryland)
    parts.push_back(fmt::format("Maryland level {}", *record.evidence.maryland));
  if (const std::string places = places_text(record); !places.empty()) parts.push_back(places);
  for (const evidence::Rating& rating : record.evidence.ratings)
    parts.push_back(fmt::format("{}: {}", label("scale", rating.scale), rating.value));
  return {{"title", record.title},
          {"href", site.record_url(record.id, {})},
          {"line", fmt::format("{}", fmt::join(parts, " \u00b7 "))}};
}

void put_tables(const Site& site, const std::vector<Record>& records, json& view) {
  const auto results = search::results_by_outcome(records);
  view["results"] = json::array();
  for (std::size_t i = 0; i < results.size() && i < kMostRows; ++i)
    view["results"].push_back(result_view(site, results[i], records[results[i].record]));
  view["has_results"] = !results.empty();
  view["results_cut"] = results.size() > kMostRows
                            ? json(fmt::format("The first {} of {} rows are shown.", kMostRows,
                                               count_figure(results.size())))
                            : json(nullptr);
  const auto ratios = search::ratios_by_class(records);
  view["ratios"] = json::array();
  std::set<std::string> classes;
  for (const search::ClassedRatio& ratio : ratios) {
    classes.insert(ratio.name);
    if (view["ratios"].size() < kMostRows)
      view["ratios"].push_back(ratio_view(site, ratio, records[ratio.record]));
  }
  view["has_ratios"] = !ratios.empty();
  view["several_classes"] = classes.size() > 1;
}

/// “Head Start” and “HEAD START”.
std::string quoted(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names) out.push_back(fmt::format("\u201c{}\u201d", name));
  return list_text(out);
}

}  // namespace

std::string programme_url(const Site& site, std::string_view name) {
  return fmt::format("{}/programmes/{}", site.base_url,
                     base::percent_encode(search::programme_slug(name)));
}

json programme_view(const Site& site, const Release& release, const Programme& programme) {
  const std::vector<Record>& records = programme.records;
  json view = page_view(site, &release, programme.names.front());
  view["query"] = "";
  view["name"] = programme.names.front();
  view["count"] = plural(programme.total, "record", "records");
  view["aliases"] = text_or_null(list_text(programme.aliases));
  view["same_names"] = programme.names.size() > 1 ? json(quoted(programme.names)) : json(nullptr);
  view["search_href"] = site.search_url(programme.question);
  view["json_href"] =
      fmt::format("{}/api/v1/programmes/{}", site.base_url, base::percent_encode(programme.id));
  view["files"] = file_links(
      fmt::format("{}/programmes/{}", site.base_url, base::percent_encode(programme.id)), "");
  view["cut"] =
      programme.total > records.size() ? json(count_figure(records.size())) : json(nullptr);
  view["disagreements"] = disagreements_view(site, records);
  view["agree"] = view["disagreements"].empty();
  view["one_record"] = records.size() == 1;
  put_tables(site, records, view);
  view["records"] = json::array();
  for (std::size_t i = 0; i < records.size() && i < kMostRecords; ++i)
    view["records"].push_back(record_line(site, records[i]));
  view["records_cut"] =
      programme.total > kMostRecords ? json(count_figure(programme.total)) : json(nullptr);
  return view;
}

}  // namespace outturn::render
