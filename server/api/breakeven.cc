// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the parameters of a local case; contract in breakeven.h.
#include "server/api/breakeven.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "schema/base/text.h"
#include "server/api/parameters.h"

namespace outturn::api {
namespace {

using evidence::LocalChoice;

constexpr std::size_t kShown = 60;  // how much of a wrong value is said back
constexpr std::size_t kMostProblems = 50;
constexpr std::string_view kNumberHint = "write it in figures with a decimal point, such as 1.5";

/// Of the parameters, the ones that are a choice of figures rather than a question about them.
constexpr std::array<std::string_view, 4> kChoosing{"record", "finding", "appraisal", "value_from"};

template <typename List>
bool contains(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string shown(std::string_view value) { return base::clip(base::printable(value), kShown); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether commas part the whole number in groups of three, as in "1,250,000.50".
bool grouped_in_thousands(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  text = text.substr(0, text.find('.'));
  const std::size_t first = text.find(',');
  if (first == 0 || first > 3 || (text.size() - first) % 4 != 0) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool comma = i >= first && (i - first) % 4 == 0;
    if (comma ? text[i] != ',' : !is_digit(text[i])) return false;
  }
  return true;
}

void drop(std::string& text, std::string_view what) {
  if (text.starts_with(what)) text.erase(0, what.size());
}

/// The text as parse_number reads it: a real minus sign, a pound sign and grouped thousands put
/// plainly. What is written otherwise stays as it is, to be refused.
std::string plain_number(std::string_view value) {
  constexpr std::string_view kMinus = "\u2212";
  std::string text(base::trim(value));
  if (text.starts_with(kMinus)) text.replace(0, kMinus.size(), "-");
  drop(text, "\u00a3");
  if (text.find(',') != std::string::npos && grouped_in_thousands(text)) std::erase(text, ',');
  return text;
}

class Reader {
 public:
  Reader(const FindRecord& find, Opened opened) : find_(find) {
    reading_.asked = opened == Opened::kAsQuestion;
    reading_.inputs.options.draws = kLocalDraws;
  }

  LocalReading read(const Request& request) {
    for (const Parameter& parameter : request.parameters) take(parameter);
    read_choice();
    read_money();
    read_run();
    take_basis();
    return std::move(reading_);
  }

 private:
  void problem(std::string_view parameter, std::string message, std::string hint) {
    if (reading_.problems.size() < kMostProblems)
      reading_.problems.push_back({shown(parameter), std::move(message), std::move(hint)});
  }

  void take(const Parameter& parameter) {
    if (find_note(kLocalParameters, parameter.name) == nullptr) {
      problem(parameter.name, "is not a parameter of this address",
              fmt::format("the parameters are {}", names_of(kLocalParameters)));
      return;
    }
    if (!given_.insert(parameter.name).second) {
      problem(parameter.name, "is given more than once", "give it once");
      return;
    }
    if (!contains(kChoosing, parameter.name)) reading_.asked = true;
    if (base::trim(parameter.value).empty()) return;
    values_[parameter.name] = std::string(base::trim(parameter.value));
    reading_.typed[parameter.name] = shown(parameter.value);
  }

  const std::string* value(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &found->second;
  }

  std::optional<double> number(std::string_view name) {
    const std::string* text = value(name);
    if (text == nullptr) return {};
    const auto read = base::parse_number(plain_number(*text));
    if (!read)
      problem(name, fmt::format("\"{}\" is not a number", shown(*text)), std::string(kNumberHint));
    return read;
  }

  /// A number within `most` either side of 0.
  std::optional<double> number_up_to(std::string_view name, double most) {
    const auto read = number(name);
    if (!read || std::abs(*read) <= most) return read;
    problem(name, fmt::format("\"{}\" is too large", shown(*value(name))),
            fmt::format("use a number up to {:.0f}", most));
    return {};
  }

  std::optional<double> cost(std::string_view name) {
    const auto read = number_up_to(name, kMostMoney);
    if (!read || *read > 0) return read;
    problem(name, fmt::format("\"{}\" is not above 0", shown(*value(name))),
            "give the whole cost, above 0");
    return {};
  }

  std::optional<std::size_t> count(std::string_view name, std::size_t least, std::size_t most,
                                   const char* what) {
    const std::string* text = value(name);
    if (text == nullptr) return {};
    const auto read = base::parse_count(plain_number(*text));
    if (read && *read >= least && *read <= most) return read;
    problem(name, fmt::format("\"{}\" is not {}", shown(*text), what),
            fmt::format("use a whole number from {} to {}", least, most));
    return {};
  }

  void read_choice() {
    if (const std::string* id = value("record")) {
      auto found = find_(*id);
      if (found) {
        reading_.record = std::move(*found);
      } else {
        record_lost_ = true;
        const bool missing = found.error().code == base::Code::kNotFound;
        problem(
            "record",
            missing ? fmt::format("there is no record \"{}\"", shown(*id)) : found.error().message,
            "take the id from a search, or leave it out and give a value");
      }
    }
    choice_.finding = count("finding", 0, kMostNumber, "the number of a finding");
    choice_.appraisal = count("appraisal", 0, kMostNumber, "the number of an appraisal");
    if (const std::string* from = value("value_from")) choice_.value_from = *from;
    choice_.value = number_up_to("value", kMostMoney);
    choice_.effect = number_up_to("effect", kMostEffect);
    choice_.se = number_up_to("se", kMostEffect);
    if (choice_.se && *choice_.se < 0) {
      problem("se", fmt::format("\"{}\" is below 0", shown(*value("se"))),
              "a standard error is 0 or above");
      choice_.se.reset();
    }
  }

  void read_money() {
    auto& inputs = reading_.inputs;
    inputs.cost = cost("cost").value_or(0);
    inputs.cost_low = cost("cost_low");
    inputs.cost_high = cost("cost_high");
    inputs.caseload =
        static_cast<double>(count("caseload", 1, kMostCaseload, "a number of people").value_or(0));
    if (reading_.asked && value("cost") == nullptr)
      problem("cost", "is missing", "give what it would cost in all");
    if (reading_.asked && value("caseload") == nullptr)
      problem("caseload", "is missing", "give how many people it would serve");
    if (!(inputs.cost > 0)) return;
    if (inputs.cost_low && *inputs.cost_low > inputs.cost)
      problem("cost_low", fmt::format("\"{}\" is above the cost", shown(*value("cost_low"))),
              "give the least it might cost");
    if (inputs.cost_high && *inputs.cost_high < inputs.cost)
      problem("cost_high", fmt::format("\"{}\" is below the cost", shown(*value("cost_high"))),
              "give the most it might cost");
  }

  void read_run() {
    auto& options = reading_.inputs.options;
    options.seed = count("seed", 0, kMostSeed, "a seed").value_or(options.seed);
    options.draws = count("draws", 1, kMostLocalDraws, "a number of draws").value_or(options.draws);
  }

  void take_basis() {
    const evidence::Record* record = reading_.record ? &*reading_.record : nullptr;
    auto basis = evidence::local_basis(record, choice_);
    // Each wrong choice is named, and the rest of the form stays pre-filled.
    for (int tries = 0; !basis && tries < 3; ++tries) {
      const base::Error& error = basis.error();
      if (!record_lost_) problem(error.where, error.message, error.hint);
      if (error.where == "finding") choice_.finding.reset();
      if (error.where == "appraisal") choice_.appraisal.reset();
      if (error.where == "value_from") choice_.value_from.reset();
      basis = evidence::local_basis(record, choice_);
    }
    if (basis) reading_.inputs.basis = std::move(*basis);
    if (reading_.asked && record == nullptr && !record_lost_ && value("value") == nullptr)
      problem("value", "is missing", "give what the gain of one participant is worth, or a record");
  }

  const FindRecord& find_;
  LocalReading reading_;
  LocalChoice choice_;
  bool record_lost_ = false;
  std::set<std::string> given_;
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace

LocalReading read_local(const Request& request, const FindRecord& find, Opened opened) {
  return Reader(find, opened).read(request);
}

}  // namespace outturn::api
