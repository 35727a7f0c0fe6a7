// SPDX-License-Identifier: GPL-3.0-or-later
// One template, read once into steps that write straight from a JSON view to the page. It draws
// what kainjow::mustache draws, to the byte; that library splits texts at every space and copies
// the view before each page, which was most of what a page cost (docs/benchmarks/http.md).
//
// Read are {{name}}, {{{name}}}, {{#name}}, {{^name}}, {{/name}}, {{!remark}} and {{.}}. Partials
// are written in beforehand (templates.h); dotted names, lambdas and other delimiters are errors.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::render {

class Mustache {
 public:
  /// Throws std::runtime_error saying what is wrong, and where.
  explicit Mustache(std::string_view text);

  /// Null, false, "" and [] count as absent; a number is written as JSON writes it. A line that
  /// holds nothing but sections is left out where one of them was drawn. Changes nothing, so many
  /// threads may draw at once.
  std::string draw(const nlohmann::json& view) const;

 private:
  enum class Kind : std::uint8_t { kText, kNewline, kEscaped, kRaw, kSection, kInverted };
  struct Step {
    Kind kind;
    std::size_t end = 0;  ///< of a section: the step behind its last
    std::string text;     ///< what is written, or the name
  };
  struct Drawing;
  class Parser;

  void draw(std::size_t begin, std::size_t end, Drawing& drawing) const;
  void draw_section(const Step& section, std::size_t at, const nlohmann::json* value,
                    Drawing& drawing) const;

  std::vector<Step> steps_;
};

}  // namespace outturn::render
