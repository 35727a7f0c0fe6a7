// SPDX-License-Identifier: GPL-3.0-or-later
// Reads search parameters; contract in parameters.h.
#include "server/api/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "schema/base/text.h"
#include "schema/evidence/vocabulary.h"
#include "server/search/cursor.h"
#include "server/search/result_columns.h"

namespace outturn::api {
namespace {

constexpr std::size_t kShown = 60;            // how much of a wrong value is said back
constexpr std::size_t kMostSelections = 200;  // more than any vocabulary holds of use
constexpr std::size_t kMostProblems = 50;
constexpr const char* kNumberHint = "write it with a decimal point, such as 1.5";
constexpr std::string_view kLeast = "_min";
constexpr std::string_view kMost = "_max";
constexpr search::Names<bool, 2> kSwitch{{{true, "yes"}, {false, "no"}}};

std::string shown(std::string_view value) { return base::clip(base::printable(value), kShown); }

/// A range's parameter: its filter, and which end.
struct End {
  const index::Filter* filter;
  bool least;
};

std::optional<End> end_named(std::string_view name) {
  for (const bool least : {true, false}) {
    const std::string_view suffix = least ? kLeast : kMost;
    if (!name.ends_with(suffix)) continue;
    const auto* filter = index::find_filter(name.substr(0, name.size() - suffix.size()));
    if (filter != nullptr && filter->asked != index::Asked::kValues) return End{filter, least};
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(const search::Generation& generation, std::span<const ParameterNote> besides)
      : generation_(generation), besides_(besides) {}

  /// A parameter beside the filters: what it is, and what reads a value of it.
  struct Row {
    ParameterNote note;
    void (Reader::*read)(const std::string& value);
  };
  static std::vector<ParameterNote> notes();

  void read(const Parameter& parameter) {
    const auto* filter = index::find_filter(parameter.name);
    if (filter != nullptr && filter->asked == index::Asked::kValues) {
      if (!parameter.value.empty()) select(*filter, parameter.value);
    } else if (const auto end = end_named(parameter.name)) {
      if (once(parameter)) read_end(parameter, *end);
    } else if (const Row* row = row_named(parameter.name)) {
      if (row->note.repeats || once(parameter)) (this->*row->read)(parameter.value);
    } else if (find_note(besides_, parameter.name) == nullptr) {
      problem(parameter.name, "is not a parameter of this search",
              "the parameters are " + parameter_names());
    }
  }

  void check_together() {
    for (const index::Filter& row : index::kFilters) {
      search::Range& range = reading_.question.filters.range(row.id);
      if (!range.least || !range.most || *range.least <= *range.most) continue;
      const std::string name(row.name);
      auto& ends = reading_.typed.ends;
      problem(name + std::string(kLeast),
              fmt::format("\"{}\" is greater than the upper limit, \"{}\"",
                          ends[name + std::string(kLeast)], ends[name + std::string(kMost)]),
              "swap the two");
      range = {};
    }
  }

  QuestionReading take() { return std::move(reading_); }

 private:
  static constexpr std::size_t kRows = 9;
  static const std::array<Row, kRows>& rows();

  static const Row* row_named(std::string_view name) {
    for (const Row& row : rows())
      if (row.note.name == name) return &row;
    return nullptr;
  }

  std::string parameter_names() const {
    std::string names;
    for (const index::Filter& row : index::kFilters)
      for (const std::string& name : parameters_of(row)) names += name + ", ";
    names += names_of(search_parameters());
    return besides_.empty() ? names : names + ", " + names_of(besides_);
  }

  void problem(std::string_view parameter, std::string message, std::string hint) {
    if (reading_.problems.size() < kMostProblems)
      reading_.problems.push_back({shown(parameter), std::move(message), std::move(hint)});
  }

  bool once(const Parameter& parameter) {
    if (given_.insert(parameter.name).second) return true;
    problem(parameter.name, "is given more than once", "give it once");
    return false;
  }

  void read_text(const std::string& value) {
    reading_.typed.text = base::clip(base::printable(value), search::kLongestText);
    if (value.size() > search::kLongestText) {
      problem("q", fmt::format("is longer than {} bytes", search::kLongestText),
              "search for the words that matter most");
      return;
    }
    std::string& text = reading_.question.text;
    text = std::string(base::trim(base::printable(value)));
    if (text.empty() && !base::trim(value).empty())
      problem("q", "holds nothing that can be read as text", "search for words");
  }

  void read_end(const Parameter& parameter, const End& end) {
    if (base::trim(parameter.value).empty()) return;
    reading_.typed.ends[parameter.name] = shown(parameter.value);
    search::Range& range = reading_.question.filters.range(end.filter->id);
    auto& out = end.least ? range.least : range.most;
    out = base::parse_number(base::trim(parameter.value));
    if (out && std::isfinite(*out)) return;
    out.reset();
    problem(parameter.name, fmt::format("\"{}\" is not a number", shown(parameter.value)),
            kNumberHint);
  }

  template <typename Setting, std::size_t size>
  void read_named(std::string_view parameter, const std::string& value,
                  const search::Names<Setting, size>& names, Setting& out, const char* kind) {
    if (value.empty()) return;
    if (const auto found = search::named_in(names, value)) {
      out = *found;
    } else {
      problem(parameter, fmt::format("\"{}\" is not {}", shown(value), kind),
              "use " + search::listed(names));
    }
  }
  void read_sort(const std::string& value) {
    read_named("sort", value, search::kSorts, reading_.question.sort, "an order");
  }
  void read_grouping(const std::string& value) {
    read_named("group_by", value, search::kGroupings, reading_.question.grouping,
               "something to group by");
  }
  void read_view(const std::string& value) {
    read_named("view", value, search::kViews, reading_.question.view, "a view");
  }
  void read_switch(std::string_view parameter, const std::string& value, bool& out) {
    read_named(parameter, value, kSwitch, out, "an answer");
  }
  void read_widen(const std::string& value) {
    read_switch("widen", value, reading_.question.widen);
  }
  void read_correct(const std::string& value) {
    read_switch("correct", value, reading_.question.correct);
  }

  void read_column(const std::string& value) {
    auto& columns = reading_.question.columns;
    if (value.empty() || std::find(columns.begin(), columns.end(), value) != columns.end()) return;
    if (search::find_column(value) != nullptr) {
      columns.push_back(value);
    } else {
      problem("columns", fmt::format("\"{}\" is not a column", shown(value)),
              "the table view lists the columns");
    }
  }

  void read_per_page(const std::string& value) {
    if (base::trim(value).empty()) return;
    const auto count = base::parse_count(base::trim(value));
    if (count && *count >= 1 && *count <= search::kMostPerPage) {
      reading_.question.per_page = *count;
    } else {
      problem("per_page", fmt::format("\"{}\" is not a number of results", shown(value)),
              fmt::format("use a whole number from 1 to {}", search::kMostPerPage));
    }
  }

  void read_cursor(const std::string& value) {
    if (base::trim(value).empty()) return;
    if (const auto cursor = search::read_cursor(value)) {
      reading_.question.offset = cursor->offset;
      reading_.of_another_release = !cursor->is_of(generation_.seal());
    } else {
      problem("cursor", fmt::format("\"{}\" is not a cursor of this search", shown(value)),
              "take it from \"next\" of the page before, or leave it out to begin again");
    }
  }

  void select(const index::Filter& filter, const std::string& value) {
    auto& chosen = reading_.question.filters.chosen(filter.id);
    const std::string known = known_value(filter, value);
    if (!known.empty() && std::find(chosen.begin(), chosen.end(), known) != chosen.end()) return;
    if (chosen.size() >= kMostSelections) {
      problem(filter.name, "is given too often", "choose fewer");
    } else if (!known.empty()) {
      chosen.push_back(known);
    } else {
      problem(filter.name, fmt::format("\"{}\" is not known", shown(value)),
              hint_for(filter, value));
    }
  }

  /// The value as the vocabulary or the generation writes it; empty where it is not held.
  std::string known_value(const index::Filter& filter, const std::string& value) const {
    if (!filter.vocabulary.empty()) {
      const auto* term = evidence::vocabulary(filter.vocabulary).find_in_either_case(value);
      return term != nullptr ? term->id : std::string{};
    }
    for (const index::OwnValue& own : index::kOwnValues)
      if (own.filter == filter.id && own.value == value) return value;
    const auto& index = generation_.matches().index();
    return index.find(filter.id, value) == search::kNoValue ? std::string{} : value;
  }

  static std::string hint_for(const index::Filter& filter, const std::string& value) {
    if (!filter.vocabulary.empty()) {
      const std::string near = evidence::vocabulary(filter.vocabulary).nearest(value);
      return near.empty() ? "/api/v1/vocabularies lists all terms"
                          : fmt::format("did you mean \"{}\"?", near);
    }
    std::string own;
    for (const index::OwnValue& row : index::kOwnValues)
      if (row.filter == filter.id) own.append(own.empty() ? "use one of " : ", ").append(row.value);
    return own.empty() ? "the search page lists what is held" : own;
  }

  const search::Generation& generation_;
  std::span<const ParameterNote> besides_;
  QuestionReading reading_;
  std::set<std::string> given_;
};

constexpr auto kSortNames = search::names_of(search::kSorts);
constexpr auto kGroupingNames = search::names_of(search::kGroupings);
constexpr auto kViewNames = search::names_of(search::kViews);
constexpr auto kSwitchNames = search::names_of(kSwitch);
constexpr auto kColumnNames = [] {
  std::array<std::string_view, search::kColumns.size()> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = search::kColumns[i].name;
  return out;
}();
static_assert(search::kLongestText == 20'000 && search::kDefaultPerPage == 20);

const std::array<Reader::Row, Reader::kRows>& Reader::rows() {
  static constexpr std::array<Row, kRows> kTable{
      Row{{.name = "q",
           .type = "string",
           .meaning = "The words, at most 20,000 bytes; the search help says what can be typed.",
           .example = "nurse visits"},
          &Reader::read_text},
      Row{{.name = "sort",
           .type = "string",
           .meaning = "The order. Figures are only put in order where they can be compared; the "
                      "answer says what the order keeps to.",
           .example = "year",
           .fallback = "relevance",
           .values = kSortNames},
          &Reader::read_sort},
      Row{{.name = "group_by",
           .type = "string",
           .meaning = "With programme, each programme once, in the place of its first record.",
           .example = "programme",
           .fallback = "none",
           .values = kGroupingNames},
          &Reader::read_grouping},
      Row{{.name = "widen",
           .type = "string",
           .meaning = "With no, other spellings and synonyms are not found.",
           .example = "no",
           .fallback = "yes",
           .values = kSwitchNames},
          &Reader::read_widen},
      Row{{.name = "correct",
           .type = "string",
           .meaning = "With no, a misspelling that finds nothing is not corrected.",
           .example = "no",
           .fallback = "yes",
           .values = kSwitchNames},
          &Reader::read_correct},
      Row{{.name = "view",
           .type = "string",
           .meaning = "How the page shows the results; nothing else depends on it.",
           .example = "table",
           .fallback = "list",
           .values = kViewNames},
          &Reader::read_view},
      Row{{.name = "columns",
           .type = "string",
           .meaning = "A column of the page's table; nothing else depends on it.",
           .example = "ratio",
           .values = kColumnNames,
           .repeats = true},
          &Reader::read_column},
      Row{{.name = "per_page",
           .type = "integer",
           .meaning = "How many results a page holds.",
           .example = "5",
           .fallback = "20",
           .least = 1,
           .most = search::kMostPerPage},
          &Reader::read_per_page},
      Row{{.name = "cursor",
           .type = "string",
           .meaning = "Where the next page begins, as next of the answer before gave it."},
          &Reader::read_cursor}};
  return kTable;
}

std::vector<ParameterNote> Reader::notes() {
  std::vector<ParameterNote> out;
  for (const Row& row : rows()) out.push_back(row.note);
  return out;
}

}  // namespace

std::span<const ParameterNote> search_parameters() {
  static const auto notes = Reader::notes();
  return notes;
}

std::vector<std::string> parameters_of(const index::Filter& filter) {
  const std::string name(filter.name);
  if (filter.asked == index::Asked::kValues) return {name};
  return {name + std::string(kLeast), name + std::string(kMost)};
}

bool is_filter_parameter(std::string_view name) {
  const index::Filter* filter = index::find_filter(name);
  return filter != nullptr ? filter->asked == index::Asked::kValues : end_named(name).has_value();
}

std::string names_of(std::span<const ParameterNote> notes) {
  std::string out;
  for (const ParameterNote& note : notes) out.append(out.empty() ? "" : ", ").append(note.name);
  return out;
}

QuestionReading read_question(const Request& request, const search::Generation& generation,
                              std::span<const ParameterNote> besides) {
  Reader reader(generation, besides);
  for (const Parameter& parameter : request.parameters) reader.read(parameter);
  reader.check_together();
  return reader.take();
}

std::vector<Problem> unknown_parameters(const Request& request,
                                        std::span<const ParameterNote> known) {
  std::vector<std::string_view> names;
  for (const ParameterNote& note : known) names.push_back(note.name);
  return unknown_parameters(request, names);
}

std::vector<Problem> unknown_parameters(const Request& request,
                                        const std::vector<std::string_view>& known) {
  const std::string hint =
      known.empty() ? "leave it out" : fmt::format("the parameters are {}", fmt::join(known, ", "));
  std::vector<Problem> problems;
  for (const Parameter& parameter : request.parameters) {
    if (std::find(known.begin(), known.end(), parameter.name) != known.end()) continue;
    if (problems.size() < kMostProblems)
      problems.push_back({shown(parameter.name), "is not a parameter of this address", hint});
  }
  return problems;
}

}  // namespace outturn::api
