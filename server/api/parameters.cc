// SPDX-License-Identifier: GPL-3.0-or-later
// Reads search parameters; contract in parameters.h.
#include "server/api/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "schema/base/text.h"
#include "schema/evidence/vocabulary.h"
#include "server/search/cursor.h"

namespace outturn::api {
namespace {

constexpr std::size_t kShown = 60;            // how much of a wrong value is said back
constexpr std::size_t kMostSelections = 200;  // more than any vocabulary holds of use
constexpr std::size_t kMostProblems = 50;
constexpr const char* kNumberHint = "write it with a decimal point, such as 1.5";

std::string shown(std::string_view value) { return base::clip(base::printable(value), kShown); }

class Reader {
 public:
  explicit Reader(const search::Generation& generation) : generation_(generation) {}

  void read(const Parameter& parameter) {
    if (read_single(parameter) || read_facet(parameter)) return;
    problem(parameter.name, "is not a parameter of this search",
            "the parameters are q, " + facet_names() +
                ", ratio_min, ratio_max, sort, per_page and cursor");
  }

  void check_together() {
    if (question_.ratio_min && question_.ratio_max && *question_.ratio_min > *question_.ratio_max) {
      problem("ratio_min",
              fmt::format("\"{}\" is greater than the upper limit, \"{}\"", shown(typed_.ratio_min),
                          shown(typed_.ratio_max)),
              "swap the two");
      question_.ratio_min.reset();
      question_.ratio_max.reset();
    }
  }

  QuestionReading take() { return {std::move(question_), std::move(problems_), std::move(typed_)}; }

 private:
  void problem(std::string_view parameter, std::string message, std::string hint) {
    if (problems_.size() < kMostProblems)
      problems_.push_back({shown(parameter), std::move(message), std::move(hint)});
  }

  static std::string facet_names() {
    std::string names;
    for (const index::Facet& facet : index::kFacets)
      names += (names.empty() ? "" : ", ") + std::string(facet.name);
    return names;
  }

  /// Whether it is a parameter that may be given once, and if so reads it.
  bool read_single(const Parameter& parameter) {
    static const std::set<std::string_view> kSingle{"q",    "ratio_min", "ratio_max",
                                                    "sort", "per_page",  "cursor"};
    if (!kSingle.contains(parameter.name)) return false;
    if (!given_.insert(parameter.name).second) {
      problem(parameter.name, "is given more than once", "give it once");
      return true;
    }
    if (parameter.name == "q") return read_text(parameter.value), true;
    if (base::trim(parameter.value).empty()) return true;
    if (parameter.name == "ratio_min")
      return read_ratio(parameter, question_.ratio_min, typed_.ratio_min), true;
    if (parameter.name == "ratio_max")
      return read_ratio(parameter, question_.ratio_max, typed_.ratio_max), true;
    if (parameter.name == "sort") return read_sort(parameter.value), true;
    if (parameter.name == "per_page") return read_per_page(parameter.value), true;
    return read_cursor(parameter.value), true;
  }

  void read_text(const std::string& value) {
    typed_.text = base::clip(base::printable(value), search::kLongestText);
    if (value.size() > search::kLongestText) {
      problem("q", fmt::format("is longer than {} bytes", search::kLongestText),
              "search for the words that matter most");
      return;
    }
    question_.text = std::string(base::trim(base::printable(value)));
    if (question_.text.empty() && !base::trim(value).empty())
      problem("q", "holds nothing that can be read as text", "search for words");
  }

  void read_ratio(const Parameter& parameter, std::optional<double>& out, std::string& typed) {
    typed = shown(parameter.value);
    out = base::parse_number(base::trim(parameter.value));
    if (!out)
      problem(parameter.name, fmt::format("\"{}\" is not a number", shown(parameter.value)),
              kNumberHint);
  }

  void read_sort(const std::string& value) {
    const auto found = std::find_if(search::kSorts.begin(), search::kSorts.end(),
                                    [&](const auto& sort) { return sort.second == value; });
    if (found != search::kSorts.end()) {
      question_.sort = found->first;
    } else {
      problem("sort", fmt::format("\"{}\" is not an order", shown(value)),
              "use relevance, ratio or title");
    }
  }

  void read_per_page(const std::string& value) {
    const auto count = base::parse_count(base::trim(value));
    if (count && *count >= 1 && *count <= search::kMostPerPage) {
      question_.per_page = *count;
    } else {
      problem("per_page", fmt::format("\"{}\" is not a number of results", shown(value)),
              fmt::format("use a whole number from 1 to {}", search::kMostPerPage));
    }
  }

  void read_cursor(const std::string& value) {
    if (const auto offset = search::cursor_offset(value)) {
      question_.offset = *offset;
    } else {
      problem("cursor", fmt::format("\"{}\" is not a cursor of this search", shown(value)),
              "take it from \"next\" of the page before, or leave it out to begin again");
    }
  }

  bool read_facet(const Parameter& parameter) {
    for (std::size_t facet = 0; facet < index::kFacetCount; ++facet) {
      if (index::kFacets[facet].name != parameter.name) continue;
      if (!parameter.value.empty()) select(facet, parameter.value);
      return true;
    }
    return false;
  }

  void select(std::size_t facet, const std::string& value) {
    auto& selected = question_.selected[facet];
    const std::string known = known_value(facet, value);
    if (!known.empty() && std::find(selected.begin(), selected.end(), known) != selected.end())
      return;
    if (selected.size() >= kMostSelections) {
      problem(index::kFacets[facet].name, "is given too often", "choose fewer");
    } else if (!known.empty()) {
      selected.push_back(known);
    } else {
      problem(index::kFacets[facet].name, fmt::format("\"{}\" is not known", shown(value)),
              hint_for(facet, value));
    }
  }

  /// The id as the vocabulary or the generation writes it; empty where it is not held.
  std::string known_value(std::size_t facet, const std::string& value) const {
    const auto name = index::kFacets[facet].vocabulary;
    if (name.empty()) return generation_.source_titles().contains(value) ? value : std::string{};
    const evidence::Term* term = evidence::vocabulary(name).find_in_either_case(value);
    return term != nullptr ? term->id : std::string{};
  }

  static std::string hint_for(std::size_t facet, const std::string& value) {
    const auto name = index::kFacets[facet].vocabulary;
    if (name.empty()) return "the search page lists the sources";
    const std::string near = evidence::vocabulary(name).nearest(value);
    return near.empty() ? "/api/v1/vocabularies lists all terms"
                        : fmt::format("did you mean \"{}\"?", near);
  }

  const search::Generation& generation_;
  search::Question question_;
  std::vector<Problem> problems_;
  Typed typed_;
  std::set<std::string> given_;
};

}  // namespace

QuestionReading read_question(const Request& request, const search::Generation& generation) {
  Reader reader(generation);
  for (const Parameter& parameter : request.parameters) reader.read(parameter);
  reader.check_together();
  return reader.take();
}

std::vector<Problem> unknown_parameters(const Request& request,
                                        const std::vector<std::string_view>& known) {
  std::vector<Problem> problems;
  for (const Parameter& parameter : request.parameters) {
    if (std::find(known.begin(), known.end(), parameter.name) != known.end()) continue;
    if (problems.size() < kMostProblems)
      problems.push_back(
          {shown(parameter.name), "is not a parameter of this address", "leave it out"});
  }
  return problems;
}

}  // namespace outturn::api
