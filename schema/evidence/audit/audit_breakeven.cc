// SPDX-License-Identifier: GPL-3.0-or-later
// Do breakeven lines speak of one cost? People times value is the cost on every line, within the
// rounding of whole people: to the nearest or upwards, as sources do either.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "schema/evidence/audit/print_reading.h"
#include "schema/evidence/audit/sentence.h"
#include "schema/evidence/audit/tolerance.h"

namespace outturn::evidence {
namespace {

constexpr const char* kPeople = "beneficiaries";
constexpr const char* kValue = "value_per_beneficiary";

/// The people there may be behind a printed count.
Range people_behind(double count, const AsPrinted& as_printed) {
  if (count != std::floor(count)) return rounded(count, as_printed, kPeople);
  return {std::max(0.0, count - 1), count + 0.5};
}

Range cost_of(double people, double value, const AsPrinted& as_printed) {
  return people_behind(people, as_printed) * rounded(value, as_printed, kValue);
}

class Breakeven {
 public:
  Breakeven(const Appraisal& appraisal, const std::string& pointer, Flags& flags)
      : appraisal_(appraisal), pointer_(pointer + "/breakeven"), flags_(flags) {}

  void check() {
    gather();
    settle();
    for (std::size_t i = 0; i < appraisal_.breakeven.size(); ++i) check_prints(i);
  }

 private:
  void gather() {
    for (std::size_t i = 0; i < appraisal_.breakeven.size(); ++i) {
      const BreakevenLine& line = appraisal_.breakeven[i];
      if (!line.beneficiaries || !line.value_per_beneficiary) continue;
      whole_.push_back(i);
      costs_.push_back(cost_of(*line.beneficiaries, *line.value_per_beneficiary, line.as_printed));
    }
    agreed_ = largest_agreement(costs_);
    if (!appraisal_.total_cost) return;
    use_given(1);
    // The cost may be printed for each participant.
    if (!given_ && appraisal_.participants)
      use_given(static_cast<double>(*appraisal_.participants));
    if (!given_ && costs_.size() == 1) {  // one line against the cost
      given_ = *appraisal_.total_cost;
      agreed_.clear();
    }
  }

  /// Lets the printed cost, so many times, decide; but not against lines that all differ from it.
  void use_given(double times) {
    const Range range =
        rounded(*appraisal_.total_cost, appraisal_.as_printed, "total_cost") * times;
    std::vector<std::size_t> agreed;
    for (std::size_t k = 0; k < costs_.size(); ++k)
      if (meet(costs_[k], range)) agreed.push_back(k);
    if (agreed.empty()) return;
    given_ = *appraisal_.total_cost * times;
    agreed_ = std::move(agreed);
  }

  double product(std::size_t k) const {
    const BreakevenLine& line = appraisal_.breakeven[whole_[k]];
    return *line.beneficiaries * *line.value_per_beneficiary;
  }

  /// The cost the lines speak of, where most of them agree or it is printed.
  void settle() {
    const bool most = agreed_.size() >= 2 && 2 * agreed_.size() > costs_.size();
    if (given_) {
      cost_ = *given_;
    } else if (most) {
      double sum = 0;
      for (const std::size_t k : agreed_) sum += product(k);
      cost_ = sum / static_cast<double>(agreed_.size());
    }
    if (cost_ && !std::isfinite(*cost_)) cost_.reset();
    if (cost_ && agreed_.size() == costs_.size()) {
      if (costs_.size() < 2) return;
      if (given_ || !appraisal_.total_cost) return note();
      flag_cost();
    } else if (cost_) {
      for (std::size_t k = 0; k < costs_.size(); ++k)
        if (!std::binary_search(agreed_.begin(), agreed_.end(), k)) flag_line(k);
    } else if (costs_.size() >= 2) {
      flag_all();
    }
  }

  std::string money(double amount) const { return say_money(amount, appraisal_.currency); }

  void note() {
    std::vector<double> products;
    for (const std::size_t k : agreed_) products.push_back(product(k));
    const auto [low, high] = std::minmax_element(products.begin(), products.end());
    std::string sentence = fmt::format(
        "People times value comes to the same cost on all {} lines, within rounding to whole "
        "people: "
        "about {} ({} to {})",
        products.size(), money(*cost_), money(*low), money(*high));
    if (given_) sentence += ", which is the cost printed";
    for (const BreakevenLine& line : appraisal_.breakeven) {
      if (line.value_per_beneficiary || !line.beneficiaries || *line.beneficiaries <= 0) continue;
      sentence += fmt::format("; {} people without a printed value make about {} each",
                              say_number(*line.beneficiaries),
                              money(std::round(*cost_ / *line.beneficiaries)));
      break;
    }
    flags_.add(Check::kBreakevenCost, pointer_, {given_, {}, cost_}, sentence + ".");
  }

  void flag_cost() {
    flags_.add(Check::kBreakevenDiffers, pointer_, {appraisal_.total_cost, {}, cost_},
               fmt::format("People times value comes to about {} on all {} lines, but the cost is "
                           "given as {}.",
                           money(*cost_), costs_.size(), money(*appraisal_.total_cost)));
  }

  void flag_line(std::size_t k) {
    const BreakevenLine& line = appraisal_.breakeven[whole_[k]];
    const double people = *cost_ / *line.value_per_beneficiary;
    const bool possible = std::isfinite(people) && people >= 0;
    flags_.add(
        Check::kBreakevenDiffers, fmt::format("{}/{}/{}", pointer_, whole_[k], kPeople),
        {line.beneficiaries, {}, possible ? std::optional(people) : std::nullopt},
        fmt::format(
            "{} people at {} each make {}, but {} {}{}.", say_number(*line.beneficiaries),
            money(*line.value_per_beneficiary), money(product(k)),
            given_ ? "the cost is" : "the other lines imply a cost of about", money(*cost_),
            possible ? ", which takes about " + say_number(std::round(people)) + " people" : ""));
  }

  void flag_all() {
    std::vector<std::string> products;
    for (std::size_t k = 0; k < std::min<std::size_t>(costs_.size(), 6); ++k)
      products.push_back(money(product(k)));
    flags_.add(Check::kBreakevenDiffers, pointer_, {},
               fmt::format("People times value should be one cost, but the lines make {}{}.",
                           say_list(products), costs_.size() > products.size() ? " and more" : ""));
  }

  /// Cells of a line that are printed otherwise than held, or printed and not held.
  void check_prints(std::size_t i) {
    const BreakevenLine& line = appraisal_.breakeven[i];
    check_cell(i, kPeople, "number of people", line.beneficiaries, line.value_per_beneficiary);
    check_cell(i, kValue, "value per person", line.value_per_beneficiary, line.beneficiaries);
  }

  void check_cell(std::size_t i, const std::string& field, const std::string& name,
                  const std::optional<double>& value, const std::optional<double>& other) {
    const BreakevenLine& line = appraisal_.breakeven[i];
    const auto text = line.as_printed.find(field);
    if (text == line.as_printed.end()) return;
    const Print print = read_print(text->second);
    if (print.kind == PrintKind::kNoFigure || (!value && print.kind == PrintKind::kQualified))
      return;
    if (value && wording(print, *value) == Wording::kSame) return;
    if (value && !print.digits && print.numeral) return;
    const auto implied =
        cost_ && other && *other != 0 ? std::optional(*cost_ / *other) : std::nullopt;
    const std::string start =
        fmt::format("The {} of the line {} is printed {}", name,
                    in_quotes(line.label ? *line.label : line.outcome), in_quotes(text->second));
    const std::string pointer = fmt::format("{}/{}/{}", pointer_, i, field);
    if (!value) {
      flags_.add(
          !print.digits ? Check::kStatedInWords
          : implied     ? Check::kPrintUnreadable
                        : Check::kWrongColumn,
          pointer, {{}, text->second, implied},
          start + (implied ? fmt::format(", which is not held as a figure; the cost that the "
                                         "other lines imply gives about {}.",
                                         say_number(*implied))
                           : ", which is something else in the figure's place."));
      return;
    }
    const bool proven = implied && settled_without(i) && is_agreed(i) && !fits(field, i, print);
    flags_.add(proven ? Check::kPrintRestored : Check::kPrintUnproven, pointer,
               {value, text->second, implied},
               fmt::format("{} and read as {}{}.", start, say_number(*value),
                           proven ? ", which alone agrees with the cost of the other lines"
                                  : ", which no other figure proves"));
  }

  /// Of a line of the appraisal; both lists are in its order.
  bool is_agreed(std::size_t i) const {
    const auto at = std::lower_bound(whole_.begin(), whole_.end(), i);
    return at != whole_.end() && *at == i &&
           std::binary_search(agreed_.begin(), agreed_.end(),
                              static_cast<std::size_t>(at - whole_.begin()));
  }

  /// Whether the cost stands without this line.
  bool settled_without(std::size_t i) const {
    return given_.has_value() || agreed_.size() - (is_agreed(i) ? 1 : 0) >= 1;
  }

  bool fits(const std::string& field, std::size_t i, const Print& print) const {
    if (!print.number) return false;
    const BreakevenLine& line = appraisal_.breakeven[i];
    const double people = field == kPeople ? *print.number : *line.beneficiaries;
    const double value = field == kValue ? *print.number : *line.value_per_beneficiary;
    return holds(cost_of(people, value, {}), *cost_);
  }

  const Appraisal& appraisal_;
  const std::string pointer_;
  Flags& flags_;
  std::vector<std::size_t> whole_;   // lines with both figures
  std::vector<Range> costs_;         // of each of them
  std::vector<std::size_t> agreed_;  // places in whole_ and costs_
  std::optional<double> given_;      // the cost, where it is printed and decides
  std::optional<double> cost_;
};

}  // namespace

void audit_breakeven(const Appraisal& appraisal, const std::string& pointer, Flags& flags) {
  if (!appraisal.breakeven.empty()) Breakeven(appraisal, pointer, flags).check();
}

}  // namespace outturn::evidence
