// SPDX-License-Identifier: GPL-3.0-or-later
// What the families of checks share: how figures are said in a flag's sentence, and where flags are
// gathered. Pure, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/audit/audit.h"

namespace outturn::evidence {

/// "1,234.5", "-0.88"; four significant digits of a figure with decimals, "1e+20" of a huge one.
std::string say_number(double value);

/// With this many decimals.
std::string say_number(double value, int decimals);

/// Two decimals at least: "2.80".
std::string say_ratio(double value);

/// "£7,561", "-£473", "£44.47", "CHF 20"; the bare number where no currency is stated.
std::string say_money(double amount, const std::optional<std::string>& currency);

/// "a, b and c".
std::string say_list(const std::vector<std::string>& items);

/// With a capital at the front.
std::string sentence_case(std::string text);

/// In quotation marks and cut short.
std::string in_quotes(std::string_view text);

struct Figures {
  std::optional<double> reported;
  std::optional<std::string> printed;
  std::optional<double> derived;
};

/// Gathers flags; the severity is that of the check's row.
class Flags {
 public:
  /// Figures that are no finite numbers are left out.
  void add(Check check, std::string pointer, Figures figures, std::string sentence);
  std::vector<Flag> take() { return std::move(flags_); }

 private:
  std::vector<Flag> flags_;
};

/// The families. Each adds what it finds in one part, whose JSON pointer is given.
void audit_finding(const Finding& finding, const std::string& pointer, Flags& flags);
void audit_uncertainty(const Finding& finding, const std::string& pointer, Flags& flags);
void audit_finding_prints(const Record& record, const Finding& finding, const std::string& pointer,
                          Flags& flags);
void audit_appraisal(const Appraisal& appraisal, const std::string& pointer, Flags& flags);
void audit_prints(const Record& record, const Appraisal& appraisal, const std::string& pointer,
                  Flags& flags);
void audit_breakeven(const Appraisal& appraisal, const std::string& pointer, Flags& flags);
void audit_cost(const Record& record, const Appraisal& appraisal, const std::string& pointer,
                Flags& flags);
void audit_scenarios(const Record& record, const Appraisal& appraisal, const std::string& pointer,
                     Flags& flags);

}  // namespace outturn::evidence
