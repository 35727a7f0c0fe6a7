// SPDX-License-Identifier: GPL-3.0-or-later
// Strict JSON on top of the library's parser; contract in parse_json.h.
#include "schema/evidence/parse_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "schema/base/text.h"

namespace outturn::evidence {
namespace {

using nlohmann::json;

std::string line_and_column(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const auto start = before.rfind('\n');
  const std::size_t column = at - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return fmt::format("line {}, column {}", line, column);
}

/// Where the nesting passes the bound; npos where it does not.
std::size_t too_deep_at(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepestNesting) return i;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return std::string_view::npos;
}

/// Follows the parser through the document and notes every name that an object has twice.
class RepeatedNames {
 public:
  explicit RepeatedNames(std::vector<Problem>& problems) : problems_(problems) {}

  void on(json::parse_event_t event, const json& value) {
    using Event = json::parse_event_t;
    switch (event) {
      case Event::object_start:
        enter(false);
        break;
      case Event::array_start:
        enter(true);
        break;
      case Event::object_end:
      case Event::array_end:
        levels_.pop_back();
        break;
      case Event::key:
        name(value.get_ref<const std::string&>());
        break;
      case Event::value:
        count();
        break;
    }
  }

 private:
  struct Level {
    bool is_array;
    std::size_t next = 0;         ///< in an array: the index of the next item
    std::string step;             ///< the step taken from here
    std::set<std::string> names;  ///< in an object: those seen
  };

  void count() {
    if (!levels_.empty() && levels_.back().is_array)
      levels_.back().step = std::to_string(levels_.back().next++);
  }

  void enter(bool is_array) {
    count();
    levels_.push_back({is_array, 0, {}, {}});
  }

  void name(const std::string& key) {
    Level& level = levels_.back();
    level.step = pointer_step(base::clip(base::printable(key), 80));
    if (level.names.insert(key).second) return;
    std::string pointer;
    for (const Level& each : levels_) pointer += "/" + each.step;
    problems_.push_back({pointer,
                         "the name is given twice in this object, so one value would be lost",
                         "keep the right one"});
  }

  std::vector<Problem>& problems_;
  std::vector<Level> levels_;
};

}  // namespace

std::string pointer_step(std::string_view key) {
  std::string out;
  for (const char c : key) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

json parse_json(std::string_view text, std::vector<Problem>& problems) {
  if (const std::size_t at = too_deep_at(text); at != std::string_view::npos) {
    problems.push_back({"",
                        fmt::format("nested more than {} levels deep at {}", kDeepestNesting,
                                    line_and_column(text, at)),
                        "a corpus file needs about ten: look for a bracket that is not closed"});
    return nullptr;
  }
  try {
    RepeatedNames repeated(problems);
    return json::parse(text, [&](int, json::parse_event_t event, json& value) {
      repeated.on(event, value);
      return true;
    });
  } catch (const json::parse_error& fault) {
    const std::size_t at = std::min<std::size_t>(fault.byte == 0 ? 0 : fault.byte - 1, text.size());
    problems.push_back(
        {"", "not JSON at " + line_and_column(text, at),
         "look for a missing comma, quotation mark or bracket just before that place"});
  } catch (const json::out_of_range&) {
    problems.push_back({"", "holds a number too large to be read", "look for one past 1e308"});
  }
  return nullptr;
}

}  // namespace outturn::evidence
