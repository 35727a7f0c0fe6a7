// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the figures of a record and as what its source prints for them: the audit gives
// flags that are known, finite, in words and the same a second time, whatever the figures. The
// target fuzz_record reaches the audit by way of JSON; this one spends its bytes on figures.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <ctime>

#include "schema/evidence/audit/account.h"
#include "schema/evidence/audit/audit.h"
#include "schema/evidence/audit/flag_json.h"
#include "schema/evidence/audit/print_reading.h"
#include "schema/evidence/audit/sentence.h"
#include "schema/evidence/audit/tolerance.h"
#include "tests/fuzz/bytes.h"
#include "tests/fuzz/sound.h"

namespace {

using namespace outturn::evidence;
using outturn::fuzz::Bytes;
using outturn::fuzz::finite;
using outturn::fuzz::require;

constexpr std::array kPrints{"",        "n/a",    "\u2013",      "- \u00a338,704", "7 0.08",
                             ".03",     "1:3.03", "\u00a32.69m", "over 330",       "Age 11\u201314",
                             "1,2,3",   "49%",    "<0.001",      "1e308",          "--",
                             "between", "0.00",   "2428"};
constexpr std::array kFields{"value", "se",          "ci_low", "ci_high",    "p_value",
                             "ratio", "net_benefit", "amount", "total_cost", "total_benefits",
                             "share", "low",         "high",   "breakeven"};

/// A record holds finite numbers only: JSON has no others.
double figure(Bytes& in) {
  const double value = in.number();
  return std::isfinite(value) ? value : 0;
}
std::optional<double> maybe_figure(Bytes& in) {
  return in.maybe([&] { return figure(in); });
}

/// Text of a record is UTF-8.
std::string printed(Bytes& in) {
  if (in.one_in(3)) return fmt::format("{:.3g}", figure(in));
  std::string text = kPrints[in.below(kPrints.size())];
  if (in.one_in(4)) text += kPrints[in.below(kPrints.size())];
  for (std::size_t more = in.one_in(8) ? in.below(40) : 0; more > 0; --more)
    text += in.one_in(4) ? "\u00a3" : std::string(1, static_cast<char>(' ' + in.below(95)));
  return text;
}
AsPrinted prints(Bytes& in) {
  AsPrinted all;
  for (std::size_t left = in.below(3); left > 0; --left) {
    const std::string field = kFields[in.below(kFields.size())];
    all[field] = printed(in);
  }
  return all;
}

Finding finding(Bytes& in) {
  constexpr std::array kMetrics{
      "smd",         "hedges_g",        "odds_ratio",     "risk_difference",
      "correlation", "mean_difference", "percent_change", "proportion"};
  Finding read;
  read.metric = kMetrics[in.below(kMetrics.size())];
  read.better = in.one_in(2) ? "lower" : "higher";
  read.result = in.one_in(2) ? "negative" : "positive";
  for (auto* number :
       {&read.value, &read.se, &read.ci_low, &read.ci_high, &read.ci_level, &read.p_value,
        &read.treatment_value, &read.control_value, &read.before, &read.after})
    *number = maybe_figure(in);
  read.as_printed = prints(in);
  return read;
}

Appraisal appraisal(Bytes& in) {
  Appraisal read;
  if (!in.one_in(3)) read.ratio = Ratio{maybe_figure(in), maybe_figure(in), maybe_figure(in)};
  read.benefits = in.list(8, [&] {
    BenefitLine line;
    line.label = printed(in);
    line.amount = maybe_figure(in);
    line.as_printed = prints(in);
    return line;
  });
  for (auto* number : {&read.total_benefits, &read.total_benefits_low, &read.total_benefits_high,
                       &read.total_cost, &read.net_benefit, &read.cost_per_participant})
    *number = maybe_figure(in);
  if (in.one_in(2)) read.currency = in.one_in(2) ? "GBP" : "CHF";
  read.breakeven = in.list(5, [&] {
    BreakevenLine line;
    line.value_per_beneficiary = maybe_figure(in);
    line.beneficiaries = maybe_figure(in);
    line.as_printed = prints(in);
    return line;
  });
  read.scenarios = in.list(5, [&] {
    Scenario row;
    row.label = printed(in);
    row.share = maybe_figure(in);
    row.low = maybe_figure(in);
    row.high = maybe_figure(in);
    row.as_printed = prints(in);
    return row;
  });
  read.as_printed = prints(in);
  return read;
}

void check(const Flag& flag) {
  require(find_check(flag.code) != nullptr, "audit", "gives a code of no check");
  require(!flag.pointer.empty() && flag.pointer.front() == '/', "audit", "points nowhere");
  require(!flag.sentence.empty() && flag.sentence.size() < 4000, "audit", "says nothing, or a lot");
  finite("audit", {flag.reported.value_or(0), flag.derived.value_or(0)});
  require(!to_json(flag).dump().empty(), "to_json", "is empty");
}

void check_print(const std::string& text, double value) {
  const Print print = read_print(text);
  finite("read_print", {print.number.value_or(0), print.half_unit.value_or(0)});
  for (const double piece : print.pieces) finite("read_print", {piece});
  static_cast<void>(says(print, value));
  require(!outturn::evidence::in_quotes(text).empty(), "in_quotes", "is empty");
}

void check_number(double value) {
  require(!say_number(value).empty() && !say_ratio(value).empty() &&
              !say_money(value, std::nullopt).empty(),
          "say_number", "says nothing");
  if (!std::isfinite(value)) return;
  require(decimals_of(value) >= 0, "decimals_of", "is below 0");
  outturn::fuzz::within("half_unit", outturn::fuzz::kNotNegative, {half_unit(value)});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::clock_t start = std::clock();
  Bytes in(data, size);
  Record record;
  record.id = "a";
  record.findings = in.list(3, [&] { return finding(in); });
  record.appraisals = in.list(3, [&] { return appraisal(in); });
  const auto flags = audit(record);
  for (const Flag& flag : flags) check(flag);
  require(audit(record) == flags, "audit", "is not the same twice");
  for (const Appraisal& each : record.appraisals) likely_slip(each);
  Record twin = record;
  twin.id = "b";
  const std::array both{record, twin};
  for (const RecordFlag& each : audit_across(both)) {
    require(each.record < both.size(), "audit_across", "names a record there is not");
    check(each.flag);
  }
  const double value = in.number();
  check_number(value);
  check_print(printed(in), value);
  std::string bytes;
  for (std::size_t length = in.below(32); length > 0; --length)
    bytes.push_back(static_cast<char>(in.byte()));
  check_print(bytes, value);
  require(std::clock() - start < CLOCKS_PER_SEC, "an input", "takes more than a second");
  return 0;
}
