// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the derived figures of a record; shape in derived.h.
#include "server/api/derived.h"

#include <string_view>

#include "schema/evidence/arithmetic/effect_size.h"
#include "schema/evidence/arithmetic/uncertainty.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/standardise.h"
#include "schema/evidence/uprated.h"

namespace outturn::api {
namespace {

using evidence::Json;
using evidence::number;

constexpr double kLevel = 0.95;

Json optional_number(const std::optional<double>& value) {
  return value ? number(*value) : Json(nullptr);
}

std::string_view favours(double low, double high) {
  if (low > 0) return "intervention";
  return high < 0 ? "comparison" : "not_clear";
}

Json standardised_json(const evidence::Standardised& effect) {
  Json json{{"g", number(effect.g)},
            {"se", optional_number(effect.se)},
            {"ci_low", nullptr},
            {"ci_high", nullptr},
            {"favours", "not_known"},
            {"improvement_index", nullptr},
            {"compared", effect.compared},
            {"method", effect.conversion},
            {"se_method", effect.se_from.empty() ? Json(nullptr) : Json(effect.se_from)}};
  // The index is of an average member of a comparison group, which a change in one group has not.
  const auto index = arithmetic::improvement_index(effect.g);
  if (effect.compared && index) json["improvement_index"] = number(*index);
  if (!effect.se) return json;
  if (const auto interval = arithmetic::interval(effect.g, *effect.se, kLevel)) {
    json["ci_low"] = number(interval->low);
    json["ci_high"] = number(interval->high);
    json["favours"] = favours(interval->low, interval->high);
  }
  return json;
}

Json finding_json(const evidence::Finding& finding, std::size_t number) {
  const auto effect = evidence::standardise(finding);
  if (!effect)
    return {{"finding", number}, {"standardised", nullptr}, {"why", effect.error().message}};
  return {{"finding", number}, {"standardised", standardised_json(*effect)}};
}

Json figure(const std::optional<double>& value, const std::optional<double>& reported,
            std::string_view method) {
  if (!value) return nullptr;
  return {{"value", number(*value)}, {"reported", optional_number(reported)}, {"method", method}};
}

Json uprated_json(const evidence::Uprated& uprated) {
  Json json{{"price_year", uprated.price_year},
            {"factor", number(uprated.factor)},
            {"method", uprated.method}};
  for (const evidence::UpratedAmount& amount : uprated.amounts)
    json[amount.field] = {{"value", number(amount.amount)}, {"reported", number(amount.reported)}};
  return json;
}

Json appraisal_json(const evidence::Appraisal& appraisal, std::size_t number) {
  const evidence::Implied implied = evidence::implied(appraisal);
  const bool lines = !appraisal.benefits.empty();
  std::optional<double> ratio;
  if (appraisal.ratio) ratio = appraisal.ratio->central;
  Json json{{"appraisal", number},
            {"class",
             {{"kind", appraisal.kind},
              {"perspective", appraisal.perspective},
              {"basis", appraisal.basis}}},
            {"benefits", figure(implied.benefits, appraisal.total_benefits,
                                lines ? "sum of the benefit lines" : "total as reported")},
            {"cost", figure(implied.cost, appraisal.total_cost,
                            appraisal.total_cost ? "as reported" : "benefits less net benefit")},
            {"ratio", figure(implied.ratio, ratio, "benefits / cost")},
            {"uprated", nullptr}};
  if (const auto uprated = evidence::uprated(appraisal)) {
    json["uprated"] = uprated_json(*uprated);
  } else {
    json["why"] = "not uprated: " + uprated.error().message;
  }
  return json;
}

}  // namespace

Json derived_json(const evidence::Record& record) {
  Json json{{"findings", Json::array()},
            {"appraisals", Json::array()},
            {"restored_figures", evidence::restored_figures(record)}};
  for (std::size_t i = 0; i < record.findings.size(); ++i)
    json["findings"].push_back(finding_json(record.findings[i], i));
  for (std::size_t i = 0; i < record.appraisals.size(); ++i)
    json["appraisals"].push_back(appraisal_json(record.appraisals[i], i));
  return json;
}

}  // namespace outturn::api
