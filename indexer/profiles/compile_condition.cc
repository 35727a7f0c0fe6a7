// SPDX-License-Identifier: GPL-3.0-or-later
// Columns and conditions of a profile; contracts in compile_parts.h.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/profiles/compile_parts.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using nlohmann::json;

std::string shown(const std::string& name) { return base::clip(base::printable(name), 80); }

/// The header's name that is nearest in spelling, empty where none is near.
std::string nearest(const std::string& name, const std::vector<std::string>& header) {
  const std::string wanted = base::lower(base::clip(name, 64));
  const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  std::size_t best = limit + 1;
  std::string found;
  for (const std::string& one : header) {
    if (one.size() > 64) continue;
    const std::size_t distance = base::edit_distance(wanted, base::lower(one), limit);
    if (distance < best) {
      best = distance;
      found = one;
    }
  }
  return found;
}

std::string as_word(const json& value) {
  if (value.is_string()) return folded(value.get<std::string>());
  return value.dump();
}

std::vector<std::string> words_of(const json& value) {
  std::vector<std::string> words;
  if (!value.is_array()) return {as_word(value)};
  for (const json& one : value) words.push_back(as_word(one));
  return words;
}

class ConditionCompiler {
 public:
  ConditionCompiler(const json& condition, const std::string& pointer, CompileState& state)
      : condition_(condition), pointer_(pointer), state_(state) {}

  Condition compile() {
    Condition all;
    if (condition_.is_boolean()) {
      if (!condition_.get<bool>()) all.test = Condition::Test::kAny;  // of nothing: never
      return all;
    }
    add_tests(all);
    add_parts(all);
    if (all.parts.empty())
      state_.problem(pointer_, "the condition says nothing",
                     "say is, blank, above, below or contains beside column; or all, any, not");
    if (all.parts.size() == 1) {
      Condition only = std::move(all.parts.front());
      return only;
    }
    return all;
  }

 private:
  using Test = Condition::Test;

  void add_tests(Condition& all) {
    static constexpr std::pair<const char*, Test> kTests[] = {{"is", Test::kIs},
                                                              {"contains", Test::kContains},
                                                              {"blank", Test::kBlank},
                                                              {"above", Test::kAbove},
                                                              {"below", Test::kBelow},
                                                              {"above_column", Test::kAbove},
                                                              {"below_column", Test::kBelow},
                                                              {"longer_than", Test::kLonger}};
    const auto column = condition_.find("column");
    for (const auto& [name, test] : kTests) {
      const auto found = condition_.find(name);
      if (found == condition_.end()) continue;
      if (column == condition_.end()) {
        state_.problem(pointer_ + "/" + name, fmt::format("\"{}\" is of no column", name),
                       "add \"column\"");
        continue;
      }
      add_test(all, test, *found, name);
    }
    if (column != condition_.end() && all.parts.empty())
      state_.problem(pointer_, "nothing is asked of the column",
                     "say is, blank, above, below or contains");
  }

  void add_test(Condition& all, Test test, const json& value, const std::string& name) {
    Condition one;
    one.test = test;
    one.column = find_column(condition_.at("column"), pointer_ + "/column", state_);
    if (test == Test::kIs || test == Test::kContains) one.words = words_of(value);
    if (name.ends_with("_column"))
      one.other = find_column(value, pointer_ + "/" + name, state_);
    else if (value.is_number())
      one.bound = value.get<double>();
    if (test == Test::kBlank && !value.get<bool>()) {
      Condition filled;
      filled.test = Test::kNot;
      filled.parts.push_back(std::move(one));
      one = std::move(filled);
    }
    all.parts.push_back(std::move(one));
  }

  void add_parts(Condition& all) {
    for (const auto& [name, test] : {std::pair{"all", Test::kAll}, std::pair{"any", Test::kAny}}) {
      const auto found = condition_.find(name);
      if (found == condition_.end()) continue;
      Condition group;
      group.test = test;
      for (std::size_t i = 0; i < found->size(); ++i)
        group.parts.push_back(
            compile_condition((*found)[i], fmt::format("{}/{}/{}", pointer_, name, i), state_));
      all.parts.push_back(std::move(group));
    }
    if (const auto found = condition_.find("not"); found != condition_.end()) {
      Condition none;
      none.test = Test::kNot;
      none.parts.push_back(compile_condition(*found, pointer_ + "/not", state_));
      all.parts.push_back(std::move(none));
    }
  }

  const json& condition_;
  const std::string& pointer_;
  CompileState& state_;
};

}  // namespace

void CompileState::problem(const std::string& pointer, std::string message, std::string hint) {
  problems.push_back({pointer, std::move(message), std::move(hint)});
}

Column find_column(const std::string& name, const std::string& pointer, CompileState& state) {
  if (state.header == nullptr) return {name, {}};
  const auto& header = *state.header;
  const std::string wanted = folded(name);
  for (const bool exact : {true, false}) {
    std::optional<std::size_t> found;
    bool twice = false;
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (exact ? header[i] != name : folded(header[i]) != wanted) continue;
      twice = twice || found.has_value();
      if (!found) found = i;
    }
    if (twice)
      state.problem(pointer, fmt::format("the file has two columns named \"{}\"", shown(name)),
                    "rename one of them in the file");
    if (found) return {name, found};
  }
  if (!state.optional_columns.contains(wanted)) {
    const std::string near = nearest(name, header);
    state.problem(pointer, fmt::format("the file has no column \"{}\"", shown(name)),
                  near.empty() ? "check that this profile is for this file; profile guess proposes "
                                 "one from its headers"
                               : fmt::format("did you mean \"{}\"? A column that files may lack "
                                             "goes under \"optional_columns\"",
                                             shown(near)));
  }
  return {name, {}};
}

Condition compile_condition(const json& condition, const std::string& pointer,
                            CompileState& state) {
  return ConditionCompiler(condition, pointer, state).compile();
}

}  // namespace outturn::ingest
