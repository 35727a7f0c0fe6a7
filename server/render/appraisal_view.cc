// SPDX-License-Identifier: GPL-3.0-or-later
// What it returned and to whom; see appraisal_view.h.
#include "server/render/appraisal_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "schema/evidence/derive.h"
#include "server/render/audit_view.h"
#include "server/render/chart.h"
#include "server/render/finding_view.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using evidence::Appraisal;
using nlohmann::json;

json sentences(const evidence::AsPrinted& as_printed, const std::optional<std::string>& note) {
  json list = json::array();
  for (const std::string& text : print_sentences(as_printed)) list.push_back({{"sentence", text}});
  if (note) list.push_back({{"sentence", *note}});
  return list;
}

/// What the audit says of one appraisal: its flags, and the pointer its figures begin with.
struct Audited {
  std::span<const evidence::Flag> flags;
  std::string pointer;

  bool restored(const std::string& below) const {
    return render::restored(flags, fmt::format("{}/{}", pointer, below));
  }
};

/// Why a figure is absent: it is printed but cannot be read, or it is not printed.
const char* missing_words(const evidence::AsPrinted& as_printed, const char* field) {
  return as_printed.contains(field) ? "not readable" : "not given";
}

json benefit_line(const Appraisal& appraisal, const evidence::BenefitLine& line, double lowest,
                  double highest) {
  const std::string outcome = label("outcome", line.outcome);
  const std::string name = line.label.value_or(outcome);
  json view{{"line", name},
            {"line_outcome", name == outcome ? json(nullptr) : json(outcome)},
            {"who", line.beneficiary ? label("stakeholder", *line.beneficiary) : "Not stated"},
            {"amount", nullptr},
            {"bar", nullptr},
            {"cashable", nullptr},
            {"prints", sentences(line.as_printed, line.note)}};
  view["has_prints"] = !view["prints"].empty();
  view["missing"] = missing_words(line.as_printed, "amount");
  if (line.amount) {
    view["amount"] = money(*line.amount, appraisal.currency);
    view["bar"] = money_bar(*line.amount, lowest, highest);
  }
  if (line.cashable) view["cashable"] = *line.cashable ? "cashable" : "not cashable";
  return view;
}

json benefit_lines(const Appraisal& appraisal, const Audited& audited) {
  double lowest = 0;
  double highest = 0;
  for (const evidence::BenefitLine& line : appraisal.benefits) {
    lowest = std::min(lowest, line.amount.value_or(0));
    highest = std::max(highest, line.amount.value_or(0));
  }
  json list = json::array();
  for (std::size_t i = 0; i < appraisal.benefits.size(); ++i) {
    list.push_back(benefit_line(appraisal, appraisal.benefits[i], lowest, highest));
    list.back()["restored_print"] = audited.restored(fmt::format("benefits/{}", i));
  }
  return list;
}

struct Total {
  std::string name;
  std::string amount;
  std::string remark;
};

/// Where a total comes from: a print that words the figure otherwise is shown as it stands, and
/// only a garbled one is said to be restored.
std::string origin(const Appraisal& appraisal, const Audited& audited, const std::string& field) {
  const auto printed = appraisal.as_printed.find(field);
  if (printed == appraisal.as_printed.end()) return "as reported";
  const char* how = audited.restored(field) ? "restored; " : "";
  return fmt::format("{}printed: “{}”", how, printed->second);
}

/// The rows below the lines: sums, costs and net, each marked as reported or worked out.
std::vector<Total> totals(const Appraisal& appraisal, const Audited& audited) {
  const auto& currency = appraisal.currency;
  const evidence::Implied implied = evidence::implied(appraisal);
  std::vector<Total> rows;
  if (appraisal.total_benefits) {
    rows.push_back({"Total benefits", money(*appraisal.total_benefits, currency),
                    origin(appraisal, audited, "total_benefits")});
  } else if (implied.benefits && appraisal.benefits.size() > 1) {
    rows.push_back({"Benefits, added up", money(*implied.benefits, currency), "worked out"});
  }
  if (appraisal.total_benefits_low || appraisal.total_benefits_high) {
    const auto& low = appraisal.total_benefits_low;
    const auto& high = appraisal.total_benefits_high;
    const std::string text =
        low && high ? fmt::format("{} to {}", money(*low, currency), money(*high, currency))
        : low       ? "from " + money(*low, currency)
                    : "up to " + money(*high, currency);
    rows.push_back({"Range of total benefits", text, "as reported"});
  }
  if (appraisal.total_cost) {
    rows.push_back({"Total cost", money(*appraisal.total_cost, currency),
                    origin(appraisal, audited, "total_cost")});
  }
  if (appraisal.net_benefit) {
    rows.push_back({"Net benefit", money(*appraisal.net_benefit, currency),
                    origin(appraisal, audited, "net_benefit")});
  }
  if (!appraisal.total_cost && implied.cost) {
    rows.push_back({"Cost", money(*implied.cost, currency), "worked out: benefits less net"});
  }
  return rows;
}

/// Whether `value` rounds to `printed` at the decimals the print seems to have (two at least).
bool agrees(double value, double printed) {
  const double scale = 100;
  return std::fabs(std::round(value * scale) / scale - printed) < 0.005;
}

/// The benefits that the check begins with: the lines added up, else the total as reported.
/// `compared` is set where the lines are held against a total.
std::string benefits_clause(const Appraisal& appraisal, double benefits, bool& compared) {
  const auto& currency = appraisal.currency;
  const auto& lines = appraisal.benefits;
  const bool added =
      !lines.empty() && std::all_of(lines.begin(), lines.end(),
                                    [](const auto& line) { return line.amount.has_value(); });
  if (!added) return fmt::format("The benefits come to {} as reported", money(benefits, currency));
  std::string text =
      lines.size() == 1
          ? fmt::format("The one line of benefit is {}", money(benefits, currency))
          : fmt::format("The {} lines add up to {}", lines.size(), money(benefits, currency));
  if (!appraisal.total_benefits) return text;
  const bool same = std::fabs(*appraisal.total_benefits - benefits) < 0.5;
  compared = lines.size() > 1 || !same;  // one line that is the total is the same figure
  return text + (same ? ", the total reported"
                      : fmt::format(", where the total reported is {}",
                                    money(*appraisal.total_benefits, currency)));
}

/// Whether `value` rounds to `reported` at the fewer decimals that one has: 30.43 to 30.
bool rounds_to(double value, double reported) {
  for (const double scale : {1.0, 10.0})
    if (std::round(reported * scale) / scale == reported)
      return std::round(value * scale) / scale == reported;
  return false;
}

std::string ratio_clause(const Appraisal& appraisal, const Audited& audited, double ratio) {
  const std::string text = fixed(ratio, 2);
  const double reported = *appraisal.ratio->central;
  const bool restored = audited.restored("ratio");
  if (agrees(ratio, reported))
    return fmt::format("a ratio of {}, {}", text, restored ? "as restored" : "as reported");
  if (!restored && rounds_to(ratio, reported))
    return fmt::format("a ratio of {}, which rounds to the {} reported", text, figure(reported));
  return fmt::format("a ratio of {}, where {} is {}", text, effect_figure(reported),
                     restored ? "restored from the print" : "reported");
}

using Fact = std::pair<std::string, std::string>;

void add(std::vector<Fact>& facts, const std::string& name, std::string value) {
  if (!value.empty()) facts.emplace_back(name, std::move(value));
}

/// Whether there is a point or a range to draw; its figures then stand beside the drawing.
bool drawable(const std::optional<evidence::Ratio>& ratio) {
  return ratio && (ratio->central || (ratio->low && ratio->high));
}

std::string reported_ratio(const Appraisal& appraisal) {
  if (!appraisal.ratio) return "No ratio reported";
  const evidence::Ratio& ratio = *appraisal.ratio;
  std::string text = ratio.central ? ratio_text(*ratio.central, appraisal.currency) : "";
  if (ratio.low && ratio.high) {
    const std::string range = ratio_range_text(*ratio.low, *ratio.high, appraisal.currency);
    return text.empty() ? range : fmt::format("{} ({})", text, range);
  }
  if (ratio.low)
    text +=
        fmt::format("{}from {}", text.empty() ? "" : ", ", money(*ratio.low, appraisal.currency));
  if (ratio.high)
    text +=
        fmt::format("{}up to {}", text.empty() ? "" : ", ", money(*ratio.high, appraisal.currency));
  return text.empty() ? "No ratio reported" : text;
}

std::vector<Fact> terms(const Appraisal& appraisal) {
  std::vector<Fact> facts;
  if (!drawable(appraisal.ratio)) add(facts, "Ratio", reported_ratio(appraisal));
  if (appraisal.cost_per_participant) {
    add(facts, "Cost per participant", money(*appraisal.cost_per_participant, appraisal.currency));
  }
  if (appraisal.participants) {
    add(facts, "Participants", count_figure(static_cast<std::size_t>(*appraisal.participants)));
  }
  add(facts, "Prices of",
      appraisal.price_year ? std::to_string(*appraisal.price_year) : "Year not stated");
  add(facts, "Currency", appraisal.currency.value_or("Not stated"));
  if (appraisal.horizon_years)
    add(facts, "Time counted", months_text(*appraisal.horizon_years * 12));
  add(facts, "Discount rate",
      appraisal.discount_rate ? percent(*appraisal.discount_rate) : "Not stated");
  if (appraisal.deadweight_applied) {
    add(facts, "Deadweight", *appraisal.deadweight_applied ? "Taken off" : "Not taken off");
  }
  if (appraisal.optimism_bias) add(facts, "Optimism bias", percent(*appraisal.optimism_bias));
  if (appraisal.chance_benefits_exceed_costs) {
    add(facts, "Chance that benefits exceed costs",
        percent(*appraisal.chance_benefits_exceed_costs));
  }
  return facts;
}

json breakeven_rows(const Appraisal& appraisal, const Audited& audited) {
  json rows = json::array();
  for (const evidence::BreakevenLine& line : appraisal.breakeven) {
    json row{{"line", line.label.value_or(label("outcome", line.outcome))},
             {"each", nullptr},
             {"needed", nullptr},
             {"product", nullptr},
             {"prints", sentences(line.as_printed, line.note)}};
    row["has_prints"] = !row["prints"].empty();
    row["restored_print"] = audited.restored(fmt::format("breakeven/{}", rows.size()));
    row["each_missing"] = missing_words(line.as_printed, "value_per_beneficiary");
    row["needed_missing"] = missing_words(line.as_printed, "beneficiaries");
    if (line.value_per_beneficiary)
      row["each"] = money(*line.value_per_beneficiary, appraisal.currency);
    if (line.beneficiaries) row["needed"] = figure(*line.beneficiaries);
    if (line.value_per_beneficiary && line.beneficiaries) {
      row["product"] = money(*line.value_per_beneficiary * *line.beneficiaries, appraisal.currency);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

json scenario_rows(const Appraisal& appraisal, const Audited& audited) {
  json rows = json::array();
  for (const evidence::Scenario& scenario : appraisal.scenarios) {
    json row{
        {"line", scenario.label},
        {"share", scenario.share ? json(percent(*scenario.share)) : json(nullptr)},
        {"low", scenario.low ? json(money(*scenario.low, appraisal.currency)) : json(nullptr)},
        {"high", scenario.high ? json(money(*scenario.high, appraisal.currency)) : json(nullptr)},
        {"prints", sentences(scenario.as_printed, std::nullopt)}};
    row["has_prints"] = !row["prints"].empty();
    row["restored_print"] = audited.restored(fmt::format("scenarios/{}", rows.size()));
    rows.push_back(std::move(row));
  }
  return rows;
}

json payer_rows(const Appraisal& appraisal) {
  json rows = json::array();
  for (const evidence::Payer& payer : appraisal.payers) {
    rows.push_back(
        {{"line", label("stakeholder", payer.agency)},
         {"amount", payer.amount ? json(money(*payer.amount, appraisal.currency)) : json(nullptr)},
         {"payer_note", payer.note.value_or("")}});
  }
  return rows;
}

}  // namespace

std::string check_sentence(const Appraisal& appraisal, std::span<const evidence::Flag> flags,
                           const std::string& pointer) {
  const evidence::Implied implied = evidence::implied(appraisal);
  if (!implied.benefits) return {};
  const Audited audited{flags, pointer};
  bool compared = false;
  const std::string text = benefits_clause(appraisal, *implied.benefits, compared);
  const bool ratio_reported = appraisal.ratio && appraisal.ratio->central;
  if (!implied.ratio || !ratio_reported) return compared ? text + "." : std::string{};
  const std::string ratio = ratio_clause(appraisal, audited, *implied.ratio);
  const std::string cost = money(*implied.cost, appraisal.currency);
  if (appraisal.total_cost) {
    return fmt::format("{}; over the {} cost of {} that is {}.", text,
                       audited.restored("total_cost") ? "restored" : "reported", cost, ratio);
  }
  return fmt::format("{}; with the {} net benefit of {} this implies a cost of {} and {}.", text,
                     audited.restored("net_benefit") ? "restored" : "reported",
                     money(*appraisal.net_benefit, appraisal.currency), cost, ratio);
}

json appraisal_view(const evidence::Record& record, std::size_t number,
                    std::span<const evidence::Flag> flags) {
  const Appraisal& appraisal = record.appraisals[number];
  const Audited audited{flags, fmt::format("/appraisals/{}", number)};
  json view{
      {"anchor", fmt::format("appraisal-{}", number + 1)},
      {"kind", label("kind", appraisal.kind)},
      {"class", fmt::format("{}, {}", mid_sentence(label("perspective", appraisal.perspective)),
                            mid_sentence(label("basis", appraisal.basis)))},
      {"check", check_sentence(appraisal, flags, audited.pointer)},
      {"lines", benefit_lines(appraisal, audited)},
      {"breakeven", breakeven_rows(appraisal, audited)},
      {"scenarios", scenario_rows(appraisal, audited)},
      {"payers", payer_rows(appraisal)},
      {"prints", sentences(appraisal.as_printed, appraisal.note)},
      {"recomputed", recomputed(flags, audited.pointer, appraisal.currency)},
      {"source_number", source_number(record, appraisal.source)},
      {"locator", appraisal.locator},
      {"ratio_plot", nullptr}};
  if (drawable(appraisal.ratio)) {
    const evidence::Ratio& ratio = *appraisal.ratio;
    view["ratio_plot"] = {{"plot", ratio_plot(ratio.low, ratio.central, ratio.high)},
                          {"ratio_text", reported_ratio(appraisal)},
                          {"labels", axis_labels(kRatioAxis)}};
  }
  view["totals"] = json::array();
  for (const Total& total : totals(appraisal, audited)) {
    view["totals"].push_back(
        {{"total", total.name}, {"total_amount", total.amount}, {"remark", total.remark}});
  }
  view["terms"] = json::array();
  for (const auto& [name, value] : terms(appraisal))
    view["terms"].push_back({{"term", name}, {"fact", value}});
  for (const char* list :
       {"lines", "breakeven", "scenarios", "payers", "prints", "totals", "recomputed"}) {
    view[std::string("has_") + list] = !view[list].empty();
  }
  view["has_table"] = !view["lines"].empty() || !view["totals"].empty();
  return view;
}

}  // namespace outturn::render
