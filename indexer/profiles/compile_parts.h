// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of compiling a profile: columns, conditions and values. Internal to this folder.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "indexer/profiles/rules.h"
#include "schema/evidence/validate.h"

namespace outturn::ingest {

/// What compiling shares: the header, the maps by name, and what was found wrong.
struct CompileState {
  const std::vector<std::string>* header = nullptr;
  std::set<std::string> optional_columns;  ///< folded
  std::map<std::string, std::shared_ptr<const TermMap>> maps;
  std::vector<evidence::Problem> problems;

  void problem(const std::string& pointer, std::string message, std::string hint = {});
};

/// The column of that name in the header, exactly or in either case of letters.
Column find_column(const std::string& name, const std::string& pointer, CompileState& state);

Condition compile_condition(const nlohmann::json& condition, const std::string& pointer,
                            CompileState& state);

/// `field` is what the value goes into.
ValueRule compile_value(const nlohmann::json& value, const RecordField& field,
                        const std::string& pointer, CompileState& state);

TermMap compile_map(const nlohmann::json& map);

}  // namespace outturn::ingest
