// SPDX-License-Identifier: GPL-3.0-or-later
// Holds JSON against a JSON Schema and says in plain words, with a pointer, what does not agree.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/validate.h"

namespace outturn::evidence {

/// A schema of draft-07, read once. Checking is const and safe from any thread.
class JsonSchema {
 public:
  /// `text` is one of our own schemas, and sound; `file` is where a person finds it.
  JsonSchema(std::string_view text, std::string file);
  JsonSchema(const JsonSchema&) = delete;
  JsonSchema& operator=(const JsonSchema&) = delete;
  ~JsonSchema();

  const nlohmann::json& document() const { return document_; }

  /// Empty means that it agrees.
  std::vector<Problem> check(const nlohmann::json& value) const;

 private:
  struct Compiled;
  nlohmann::json document_;
  std::string file_;
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace outturn::evidence
