// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the parameters of comparables; contract in comparable.h.
#include "server/api/comparable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "schema/base/text.h"
#include "server/api/parameters.h"

namespace outturn::api {
namespace {

constexpr std::size_t kShown = 60;
constexpr std::size_t kMostProblems = 50;

std::string shown(std::string_view value) { return base::clip(base::printable(value), kShown); }

class Reader {
 public:
  Reader(const search::Generation& generation, std::string_view id_of_path)
      : generation_(generation), by_path_(!id_of_path.empty()) {
    reading_.question.id = id_of_path;
    reading_.asked = by_path_;
  }

  ComparableReading read(const Request& request) {
    Request filters{request.path, {}, false};
    for (const Parameter& parameter : request.parameters) {
      if (is_filter_parameter(parameter.name)) {
        filters.parameters.push_back(parameter);
      } else if (!read_own(parameter)) {
        problem(parameter.name, "is not a parameter of this address",
                fmt::format("the parameters are {} and every filter of the search",
                            names_of(parameters())));
      }
    }
    QuestionReading narrowed = read_question(filters, generation_);
    reading_.question.filters = std::move(narrowed.question.filters);
    for (Problem& one : narrowed.problems)
      if (reading_.problems.size() < kMostProblems) reading_.problems.push_back(std::move(one));
    if (!by_path_ && !reading_.question.id.empty() && !reading_.question.description.empty())
      problem("q", "stands beside an id", "compare with a record or with a description, not both");
    return std::move(reading_);
  }

 private:
  std::span<const ParameterNote> parameters() const {
    return by_path_ ? kNeighbourParameters : std::span<const ParameterNote>(kComparableParameters);
  }

  void problem(std::string_view parameter, std::string message, std::string hint) {
    if (reading_.problems.size() < kMostProblems)
      reading_.problems.push_back({shown(parameter), std::move(message), std::move(hint)});
  }

  /// False for what is no parameter here.
  bool read_own(const Parameter& parameter) {
    if (find_note(parameters(), parameter.name) == nullptr) return false;
    if (!given_.insert(parameter.name).second) {
      problem(parameter.name, "is given more than once", "give it once");
    } else if (parameter.name == "q") {
      read_description(parameter.value);
    } else if (parameter.name == "id") {
      reading_.question.id = std::string(base::trim(base::printable(parameter.value)));
      reading_.asked = reading_.asked || !reading_.question.id.empty();
    } else {
      read_limit(parameter.value);
    }
    return true;
  }

  /// Line ends and runs of spaces become single spaces: the words are what counts.
  void read_description(const std::string& value) {
    reading_.asked = true;
    const std::string text = base::printable(value);
    reading_.typed = base::clip(std::string(base::trim(text)), kLongestTyped);
    if (value.size() > kLongestTyped) {
      problem("q",
              fmt::format("is longer than {} characters",
                          base::with_separators(std::to_string(kLongestTyped))),
              "keep what says what is done, for whom and to what end");
      return;
    }
    std::string& out = reading_.question.description;
    for (const char c : text)
      if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
    out = std::string(base::trim(out));
    if (out.empty() && reading_.question.id.empty())
      problem("q", "is empty", "paste a description: what is done, for whom, and to what end");
  }

  void read_limit(const std::string& value) {
    if (base::trim(value).empty()) return;
    const auto count = base::parse_count(base::trim(value));
    if (count && *count >= 1 && *count <= search::kMostNeighbours) {
      reading_.question.limit = *count;
    } else {
      problem("limit", fmt::format("\"{}\" is not a number of records", shown(value)),
              fmt::format("use a whole number from 1 to {}", search::kMostNeighbours));
    }
  }

  const search::Generation& generation_;
  bool by_path_;
  ComparableReading reading_;
  std::set<std::string> given_;
};

}  // namespace

ComparableReading read_comparable(const Request& request, const search::Generation& generation,
                                  std::string_view id_of_path) {
  return Reader(generation, id_of_path).read(request);
}

}  // namespace outturn::api
