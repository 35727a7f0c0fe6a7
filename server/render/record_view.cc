// SPDX-License-Identifier: GPL-3.0-or-later
// The view of a record's page; see record_view.h.
#include "server/render/record_view.h"
#include "server/render/file_links.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "schema/base/text.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/published_value.h"
#include "server/render/appraisal_view.h"
#include "server/render/audit_view.h"
#include "server/render/finding_view.h"
#include "server/render/format.h"
#include "server/render/profile_view.h"
#include "server/render/programme_view.h"
#include "server/render/result_row.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using evidence::Record;
using nlohmann::json;

constexpr std::size_t kWordFits = 7;       // letters of a word at the size of a key figure
constexpr std::size_t kLongWordFits = 10;  // and at the smaller size

/// The letters of the longest word, by which a key figure is set smaller rather than broken.
std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  std::size_t length = 0;
  for (const char c : text) {
    const bool begins_letter = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    length = c == ' ' ? 0 : length + (begins_letter ? 1 : 0);
    longest = std::max(longest, length);
  }
  return longest;
}

json key_figure(const std::string& big, const std::string& words, const char* mark) {
  const std::size_t longest = longest_word(big);
  const bool several = big.find(' ') != std::string::npos;
  const char* size = longest > kLongWordFits          ? "longest"
                     : several || longest > kWordFits ? "long"
                                                      : "";
  return {{"big", big}, {"words", words}, {"kpi_mark", mark}, {"size", size}};
}

json ratio_key(const Record& record) {
  const auto headline = evidence::headline_ratio(record);
  if (!headline) return nullptr;
  const evidence::Appraisal& appraisal = record.appraisals[headline->appraisal];
  const std::string unit = currency_symbol(appraisal.currency);
  const std::string words =
      fmt::format("back per {}: {}", unit.empty() ? "1 spent, currency not stated" : unit + "1",
                  class_text(appraisal));
  if (headline->central_reported) {
    return key_figure(money(headline->central, appraisal.currency), words, "");
  }
  if (headline->low && headline->high) {
    return key_figure(fmt::format("{} to {}", money(*headline->low, appraisal.currency),
                                  money(*headline->high, appraisal.currency)),
                      words, "");
  }
  const char* end = headline->high ? "up to " : "from ";
  return key_figure(end + money(headline->central, appraisal.currency), words, "");
}

/// Cost per participant as reported; else worked out; else the total; null where nothing is known.
json cost_of(const evidence::Appraisal& appraisal) {
  if (appraisal.cost_per_participant) {
    return key_figure(money(*appraisal.cost_per_participant, appraisal.currency),
                      "cost per participant", "");
  }
  const evidence::Implied implied = evidence::implied(appraisal);
  if (!implied.cost) return nullptr;
  const bool shared = appraisal.participants && *appraisal.participants > 0;
  if (appraisal.total_cost && shared) {
    const double each = *appraisal.total_cost / static_cast<double>(*appraisal.participants);
    return key_figure(money(each, appraisal.currency), "cost per participant", "worked out");
  }
  if (appraisal.total_cost) {
    return key_figure(money(*appraisal.total_cost, appraisal.currency), "total cost", "");
  }
  return key_figure(money(*implied.cost, appraisal.currency), "cost behind the net benefit",
                    "worked out");
}

/// The cost that the headline ratio sets its benefits against; else the first cost of another
/// appraisal, which then says whose it is.
json cost_key(const Record& record) {
  const auto headline = evidence::headline_ratio(record);
  if (headline) {
    json cost = cost_of(record.appraisals[headline->appraisal]);
    if (!cost.is_null()) return cost;
  }
  for (const evidence::Appraisal& appraisal : record.appraisals) {
    json cost = cost_of(appraisal);
    if (cost.is_null()) continue;
    if (headline) {
      std::string from = mid_sentence(label("kind", appraisal.kind));
      if (appraisal.price_year) from += fmt::format(", prices of {}", *appraisal.price_year);
      cost["words"] =
          fmt::format("{}, from another appraisal: {}", cost["words"].get<std::string>(), from);
    }
    return cost;
  }
  return nullptr;
}

json findings_key(const Record& record) {
  const FindingCounts counts = count_findings(record);
  if (counts.effects == 0) {
    const std::size_t words = record.findings.size();
    if (words == 0) return nullptr;
    return key_figure(count_figure(words),
                      words == 1 ? "finding, without a figure" : "findings, none with a figure",
                      "");
  }
  if (counts.standardised == 0) {
    const char* one = counts.effects == 1 ? "figure on an outcome" : "figures on outcomes";
    return key_figure(count_figure(counts.effects), fmt::format("{}, not standardised", one), "");
  }
  std::string words = counts.effects == 1 ? "effect" : "effects";
  if (counts.interval_unknown == counts.standardised) {
    words += counts.standardised == 1 ? ", its interval not known" : ", their intervals not known";
    return key_figure(count_figure(counts.effects), words, "");
  }
  words += fmt::format(", {} clearly in favour", counts.clear_good);
  if (counts.clear_bad > 0) words += fmt::format(", {} clearly against", counts.clear_bad);
  if (counts.interval_unknown > 0)
    words += fmt::format(", {} without a known interval", counts.interval_unknown);
  return key_figure(count_figure(counts.effects), words, "");
}

json key_figures(const Record& record) {
  json list = json::array();
  for (json key : {ratio_key(record), cost_key(record), findings_key(record)})
    if (!key.is_null()) list.push_back(std::move(key));
  return list;
}

std::string subtitle(const Record& record) {
  std::string text = label("type", record.type);
  const std::string places = places_text(record);
  const std::string period = period_text(record.period);
  if (!places.empty()) text += " \u00b7 " + places;
  if (!period.empty()) text += " \u00b7 " + period;
  if (!record.sources.empty() && record.sources.front().year) {
    text += fmt::format(" \u00b7 reported {}", *record.sources.front().year);
  }
  if (evidence::is_narrative(record)) text += " \u00b7 narrative, no figure reported";
  return text;
}

}  // namespace

json record_view(const Site& site, const Release& release, const search::AuditedRecord& found,
                 std::string_view back) {
  const Record& record = found.record;
  json view = page_view(site, &release, record.title);
  view["id"] = record.id;
  view["title"] = record.title;
  view["subtitle"] = subtitle(record);
  view["summary"] = record.summary;
  view["query"] = "";
  view["programme"] = nullptr;
  if (record.programme)
    view["programme"] = {{"programme_name", record.programme->name},
                         {"programme_href", programme_url(site, record.programme->name)}};
  view["back_href"] =
      back.empty() ? json(nullptr) : json(fmt::format("{}/search?{}", site.base_url, back));
  view["json_href"] =
      fmt::format("{}/api/v1/records/{}", site.base_url, base::percent_encode(record.id));
  view["files"] =
      file_links(fmt::format("{}/records/{}", site.base_url, base::percent_encode(record.id)), "");
  view["compare_back"] = back;
  view["compare_self"] = {{"self_id", record.id}, {"self_title", record.title}};
  view["history_href"] =
      fmt::format("{}/records/{}/history", site.base_url, base::percent_encode(record.id));
  view["pay_href"] = evidence::has_published_value(record)
                         ? json(fmt::format("{}/breakeven?record={}", site.base_url,
                                            base::percent_encode(record.id)))
                         : json(nullptr);
  view["kpis"] = key_figures(record);
  view["known"] = evidence_view(record);
  view["findings_table"] = findings_view(record, found.flags);
  view["appraisal_list"] = json::array();
  for (std::size_t i = 0; i < record.appraisals.size(); ++i) {
    view["appraisal_list"].push_back(appraisal_view(record, i, found.flags));
  }
  view["has_appraisals"] = !record.appraisals.empty();
  view["narrative"] = record.findings.empty() && record.appraisals.empty();
  view["audit"] = audit_view(record, found.flags);
  view["groups"] = profile_groups(record);
  view["lessons"] = lesson_lists(record);
  view["has_lessons"] = !view["lessons"].empty();
  view["source_list"] = source_list(record);
  view["figure_list"] = render::figure_sources(record);
  view["has_figures_list"] = !view["figure_list"].empty();
  return view;
}

}  // namespace outturn::render
