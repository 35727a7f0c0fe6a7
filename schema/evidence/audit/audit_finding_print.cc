// SPDX-License-Identifier: GPL-3.0-or-later
// What of a finding is printed otherwise than it is held, and does anything prove the reading?
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "schema/evidence/audit/finding_scale.h"
#include "schema/evidence/audit/print_reading.h"
#include "schema/evidence/audit/sentence.h"
#include "schema/evidence/audit/tolerance.h"

namespace outturn::evidence {
namespace {

class FindingPrints {
 public:
  FindingPrints(const Record& record, const Finding& finding, const std::string& pointer,
                Flags& flags)
      : record_(record), finding_(finding), pointer_(pointer), flags_(flags) {}

  void check() {
    check_print();
    check_other_prints();
  }

 private:
  std::string at(const char* field) const { return pointer_ + "/" + field; }

  /// The print of the estimate: a lost or turned sign, or another number.
  void check_print() {
    const std::string* text = print_of(finding_.as_printed, "value");
    if (!text) return;
    const Print print = read_print(*text);
    if (!finding_.value) return check_missing("value", *text, print);
    const Wording stands = wording(print, *finding_.value);
    const bool turned = print.kind == PrintKind::kBroken && print.number == -*finding_.value;
    if (stands == Wording::kTurned || (turned && *finding_.value != 0)) {
      flags_.add(Check::kSignOrDash, at("value"), {finding_.value, *text, {}},
                 sign_sentence(*text));
    } else if (stands == Wording::kOther) {
      flag_held("value", *finding_.value, *text, print);
    }
  }

  /// A claim in words has no figure to hold, and a range none to choose; but a number, or words
  /// with a number in them, that nobody could hold is a print to look at.
  void check_missing(const char* field, const std::string& text, const Print& print) {
    if (!print.digits || print.kind == PrintKind::kQualified) return;
    flags_.add(Check::kWrongColumn, at(field), {{}, text, {}},
               fmt::format("The {} is printed {}, which is not held as a figure.", name(field),
                           in_quotes(text)));
  }

  std::string sign_sentence(const std::string& text) const {
    const double value = *finding_.value;
    std::string out = fmt::format(
        "The effect is printed {} and read as {}: the mark may be a minus "
        "or a dash",
        in_quotes(text), say_number(value));
    const bool for_people = turned_to_good(finding_, value) > 0;
    if (effect_of(finding_) && !scale_of(finding_).ratio &&
        (finding_.result == "positive" || finding_.result == "negative"))
      out += fmt::format("; as read it agrees {} the result claimed ({})",
                         for_people == (finding_.result == "positive") ? "with" : "not with",
                         finding_.result);
    if (const auto [line, currency] = paid_line(for_people); line != nullptr)
      out += fmt::format(
          "{} the appraisal counts {} from {}, which follows only from an effect of "
          "that sign",
          scale_of(finding_).has_sign ? ", and" : ";", say_money(*line->amount, currency),
          in_quotes(line->label ? *line->label : line->outcome));
    return out + ".";
  }

  /// The one benefit line of the record, where its sign is that of the effect as read.
  std::pair<const BenefitLine*, std::optional<std::string>> paid_line(bool for_people) const {
    const BenefitLine* found = nullptr;
    std::optional<std::string> currency;
    if (record_.findings.size() != 1) return {};
    for (const Appraisal& appraisal : record_.appraisals) {
      for (const BenefitLine& line : appraisal.benefits) {
        if (!line.amount || found != nullptr || (*line.amount > 0) != for_people) return {};
        found = &line;
        currency = appraisal.currency;
      }
    }
    return {found, currency};
  }

  void flag_held(const char* field, double value, const std::string& text, const Print& print) {
    const bool joined = print.kind == PrintKind::kBroken && says(print, value);
    flags_.add(joined ? Check::kPrintBroken : Check::kPrintUnproven, at(field), {value, text, {}},
               fmt::format("The {} is printed {} and read as {}{}.", name(field), in_quotes(text),
                           say_number(value),
                           joined ? ", the pieces joined" : "; no other figure proves it"));
  }

  static std::string_view name(std::string_view field) {
    if (field == "value") return "effect";
    if (field == "se") return "standard error";
    if (field == "p_value") return "p value";
    return "figure";
  }

  void check_other_prints() {
    const std::pair<const char*, std::optional<double>> fields[] = {
        {"se", finding_.se},
        {"ci_low", finding_.ci_low},
        {"ci_high", finding_.ci_high},
        {"p_value", finding_.p_value},
        {"treatment_value", finding_.treatment_value},
        {"control_value", finding_.control_value},
        {"before", finding_.before},
        {"after", finding_.after}};
    for (const auto& [field, value] : fields) {
      const std::string* text = print_of(finding_.as_printed, field);
      if (text == nullptr) continue;
      const Print print = read_print(*text);
      if (!value) {
        check_missing(field, *text, print);
      } else if (const Wording stands = wording(print, *value);
                 stands == Wording::kOther || stands == Wording::kTurned) {
        flag_held(field, *value, *text, print);
      }
    }
  }

  const Record& record_;
  const Finding& finding_;
  const std::string& pointer_;
  Flags& flags_;
};

}  // namespace

void audit_finding_prints(const Record& record, const Finding& finding, const std::string& pointer,
                          Flags& flags) {
  FindingPrints(record, finding, pointer, flags).check();
}

}  // namespace outturn::evidence
