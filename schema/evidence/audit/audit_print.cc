// SPDX-License-Identifier: GPL-3.0-or-later
// Is the print to be believed? Every figure of an appraisal whose print differs from its value, or
// that has a print and no value: the appraisal is worked out with the print in its place and with
// the value that is held, and the flag says which of the two agrees with the rest.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "schema/evidence/audit/account.h"
#include "schema/evidence/audit/balance.h"
#include "schema/evidence/audit/print_reading.h"
#include "schema/evidence/audit/sentence.h"

namespace outturn::evidence {
namespace {

/// One figure of an appraisal that has a print of its own.
struct Cell {
  Part part = Part::kRatio;
  std::optional<std::size_t> line;  // of the benefits, where it is a line's amount
  std::string pointer;
  std::string name;  // for a sentence
  std::string text;
  std::optional<double> value;
};

std::optional<double>& slot(Appraisal& appraisal, const Cell& cell) {
  if (cell.line) return appraisal.benefits[*cell.line].amount;
  if (cell.part == Part::kTotal) return appraisal.total_benefits;
  if (cell.part == Part::kCost) return appraisal.total_cost;
  if (cell.part == Part::kNet) return appraisal.net_benefit;
  if (!appraisal.ratio) appraisal.ratio.emplace();
  return appraisal.ratio->central;
}

Balance with(Appraisal appraisal, const Cell& cell, double value) {
  slot(appraisal, cell) = value;
  return balance_of(appraisal);
}

/// What the other figures give for the cell; for a line, what the other lines leave for it.
std::optional<Amount> by_others(Appraisal appraisal, const Cell& cell) {
  if (!cell.line) return derived(balance_of(appraisal), cell.part);
  appraisal.benefits[*cell.line].amount = 0;
  const Balance others = balance_of(appraisal);
  const auto lines = derived(others, Part::kLines);
  if (!lines || !at(others, Part::kLines)) return {};
  const Amount rest = *at(others, Part::kLines);
  return Amount{lines->value - rest.value, lines->range - rest.range};
}

/// Whether any equation has the figure in it.
bool bears_on(const Balance& balance, Part part) {
  const Verdict with = judge(balance);
  const Verdict less = judge(without(balance, part));
  return at(balance, part) &&
         less.held.size() + less.failed.size() < with.held.size() + with.failed.size();
}

class Prints {
 public:
  Prints(const Record& record, const Appraisal& appraisal, const std::string& pointer, Flags& flags)
      : record_(record), appraisal_(appraisal), pointer_(pointer), flags_(flags) {}

  void check() {
    check_words_in_lines();
    for (const Cell& cell : cells()) {
      if (cell.value) {
        check_held(cell);
      } else {
        check_missing(cell);
      }
    }
  }

 private:
  std::vector<Cell> cells() const {
    std::vector<Cell> cells;
    const auto add = [&](Part part, const char* field, const char* name, std::string pointer,
                         const std::optional<double>& value) {
      const auto printed = appraisal_.as_printed.find(field);
      if (printed == appraisal_.as_printed.end()) return;
      cells.push_back({part, {}, pointer_ + std::move(pointer), name, printed->second, value});
    };
    const auto central = appraisal_.ratio ? appraisal_.ratio->central : std::nullopt;
    const bool range = appraisal_.ratio && !central;
    if (!range)
      add(Part::kRatio, "ratio", "the ratio", central ? "/ratio/central" : "/ratio", central);
    add(Part::kNet, "net_benefit", "the net benefit", "/net_benefit", appraisal_.net_benefit);
    add(Part::kCost, "total_cost", "the cost", "/total_cost", appraisal_.total_cost);
    add(Part::kTotal, "total_benefits", "the total", "/total_benefits", appraisal_.total_benefits);
    for (std::size_t i = 0; i < appraisal_.benefits.size(); ++i) {
      const BenefitLine& line = appraisal_.benefits[i];
      const auto printed = line.as_printed.find("amount");
      if (printed == line.as_printed.end()) continue;
      cells.push_back({Part::kLines, i, fmt::format("{}/benefits/{}/amount", pointer_, i),
                       name_of(line), printed->second, line.amount});
    }
    return cells;
  }

  std::string say(const Cell& cell, double value) const {
    return cell.part == Part::kRatio ? say_ratio(value) : say_money(value, appraisal_.currency);
  }

  std::string account_of(const Balance& balance) const {
    return account(balance, appraisal_.currency);
  }

  void check_held(const Cell& cell) {
    const Print print = read_print(cell.text);
    const double value = *cell.value;
    const bool broken = print.kind == PrintKind::kBroken;
    if (is_wording(print, value)) return;
    const Balance kept = balance_of(appraisal_);
    const bool tested = bears_on(kept, cell.part);
    const bool proven = tested && judge(kept).proven();
    const bool print_fits = tested && print.number && !says(print, value) &&
                            judge(with(appraisal_, cell, *print.number)).proven();
    const auto others = by_others(appraisal_, cell);
    const Figures figures{value, cell.text, others ? std::optional(others->value) : std::nullopt};
    if (broken && (says(print, value) || (proven && !print_fits))) {
      flags_.add(Check::kPrintBroken, cell.pointer, figures,
                 broken_sentence(cell, print, kept, proven));
    } else if (proven && !print_fits) {
      flags_.add(Check::kPrintRestored, cell.pointer, figures,
                 restored_sentence(cell, print, kept));
    } else if (print.kind != PrintKind::kWords ||
               cell.text.find_first_of("0123456789") != std::string::npos) {
      const std::string why = print_fits ? "both readings agree with the other figures"
                              : tested   ? "neither reading agrees with the other figures"
                                         : "no other figure can tell which is right";
      flags_.add(Check::kPrintUnproven, cell.pointer, figures,
                 fmt::format("{} is printed {} and read as {}, but {}.", sentence_case(cell.name),
                             in_quotes(cell.text), say(cell, value), why));
    }
  }

  /// The value with words around it, or written out in words.
  static bool is_wording(const Print& print, double value) {
    const Wording stands = wording(print, value);
    const bool in_words = stands == Wording::kNoDigits && print.numeral;
    return stands == Wording::kSame || in_words;
  }

  std::string broken_sentence(const Cell& cell, const Print& print, const Balance& kept,
                              bool proven) const {
    const bool joined = says(print, *cell.value);
    std::string out =
        fmt::format("{} is printed in pieces, {}, and read as {}", sentence_case(cell.name),
                    in_quotes(cell.text), say(cell, *cell.value));
    if (proven) {
      out += fmt::format(", which agrees with the rest: {}",
                         account_of(cell.part == Part::kRatio ? without(kept, cell.part) : kept));
      if (!joined && print.number)
        out += fmt::format("; {} would not agree", say(cell, *print.number));
    } else {
      out += ", the pieces joined; no other figure here can confirm it";
      if (cell.part == Part::kRatio) out += elsewhere(*cell.value);
    }
    return out + ".";
  }

  /// Whether another appraisal of the record prints the same ratio.
  std::string elsewhere(double ratio) const {
    for (const Appraisal& other : record_.appraisals)
      if (&other != &appraisal_ && other.ratio && other.ratio->central == ratio &&
          !other.as_printed.contains("ratio"))
        return fmt::format(", but the record's other appraisal prints {} whole ({})",
                           say_ratio(ratio), other.locator);
    return "";
  }

  std::string restored_sentence(const Cell& cell, const Print& print, const Balance& kept) const {
    const std::string printed =
        fmt::format("{} is printed {}", sentence_case(cell.name), in_quotes(cell.text));
    const std::string value = say(cell, *cell.value);
    if (cell.part == Part::kRatio || !print.number) {
      const auto others = derived(kept, Part::kRatio);
      const bool exact = others && cell.part == Part::kRatio &&
                         say(cell, *cell.value) ==
                             say_number(others->value, std::max(2, decimals_of(*cell.value)));
      return fmt::format(
          "{}, but {}; it is read as {}{}.", printed, account_of(kept), value,
          exact || cell.part != Part::kRatio ? "" : ", which is within the rounding of the lines");
    }
    const auto& ratio = at(kept, Part::kRatio);
    const Balance as_printed = with(appraisal_, cell, *print.number);
    const bool comparable = ratio && derived(as_printed, Part::kRatio);
    return fmt::format("{}: then {}{}; read as {}, {}{}.", printed, account_of(as_printed),
                       comparable ? ", not the " + say_ratio(ratio->value) + " given" : "", value,
                       account_of(kept), left_for(cell));
  }

  /// The other figures fix a line less sharply than the print does, so the range is said.
  std::string left_for(const Cell& cell) const {
    if (!cell.line) return "";
    const auto others = by_others(appraisal_, cell);
    if (!others || !std::isfinite(others->range.low) || !std::isfinite(others->range.high))
      return "";
    return fmt::format(" (the other figures leave {} to {} for it)",
                       say(cell, std::round(others->range.low)),
                       say(cell, std::round(others->range.high)));
  }

  void check_missing(const Cell& cell) {
    const Print print = read_print(cell.text);
    if (print.kind == PrintKind::kNoFigure || print.kind == PrintKind::kQualified) return;
    if (cell.line && print.kind == PrintKind::kWords && words_in_lines_ > 1) return;
    const auto others = by_others(appraisal_, cell);
    const std::string shown =
        fmt::format("{} is printed {}, which", sentence_case(cell.name), in_quotes(cell.text));
    const Figures figures{{}, cell.text, others ? std::optional(others->value) : std::nullopt};
    if (!print.digits) {
      const std::string given =
          others ? fmt::format("the other figures give about {}", say(cell, others->value))
                 : std::string("nothing else printed gives it");
      flags_.add(Check::kStatedInWords, cell.pointer, figures,
                 fmt::format("{} is no figure; {}.", shown, given));
    } else if (others) {
      flags_.add(Check::kPrintUnreadable, cell.pointer, figures,
                 fmt::format("{} cannot be read as that figure; the other figures give about {}.",
                             shown, say(cell, others->value)));
    } else if (print.kind == PrintKind::kWords) {
      flags_.add(Check::kWrongColumn, cell.pointer, figures,
                 fmt::format("{} is something else in the figure's place; nothing else printed "
                             "gives the figure, so none is held.",
                             shown));
    } else {
      flags_.add(
          Check::kPrintUnreadable, cell.pointer, figures,
          fmt::format("{} is not held as a figure, and no other figure can settle it.", shown));
    }
  }

  /// Two lines or more with words for amounts are one fault of the table, said once.
  void check_words_in_lines() {
    std::vector<std::string> words;
    for (const BenefitLine& line : appraisal_.benefits) {
      const auto printed = line.as_printed.find("amount");
      if (line.amount || printed == line.as_printed.end()) continue;
      if (read_print(printed->second).kind == PrintKind::kWords) words.push_back(printed->second);
    }
    words_in_lines_ = words.size();
    if (words_in_lines_ < 2) return;
    std::vector<std::string> shown;
    for (const std::string& word : words) shown.push_back(in_quotes(word));
    const auto sum = derived(balance_of(appraisal_), Part::kLines);
    std::string sentence = fmt::format(
        "The benefit column holds words where amounts belong ({}), so the lines cannot "
        "be added up",
        say_list(shown));
    if (sum && words.size() == appraisal_.benefits.size()) {
      sentence +=
          fmt::format("; the other figures imply that they come to about {}, between {} and {}",
                      say_money(sum->value, appraisal_.currency),
                      say_money(sum->range.low, appraisal_.currency),
                      say_money(sum->range.high, appraisal_.currency));
    }
    flags_.add(Check::kWordsForFigures, pointer_ + "/benefits",
               {{}, words.front(), sum ? std::optional(sum->value) : std::nullopt}, sentence + ".");
  }

  const Record& record_;
  const Appraisal& appraisal_;
  const std::string& pointer_;
  Flags& flags_;
  std::size_t words_in_lines_ = 0;
};

}  // namespace

void audit_prints(const Record& record, const Appraisal& appraisal, const std::string& pointer,
                  Flags& flags) {
  Prints(record, appraisal, pointer, flags).check();
}

}  // namespace outturn::evidence
