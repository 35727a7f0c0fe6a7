// SPDX-License-Identifier: GPL-3.0-or-later
// Reads and applies a selection of fields; contract in selection.h.
#include "server/api/selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "schema/base/text.h"
#include "server/api/schemas.h"

namespace outturn::api {
namespace {

constexpr std::size_t kShown = 60;
constexpr std::size_t kMostProblems = 20;

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Reader {
 public:
  explicit Reader(std::string_view schema) : schema_(schema), known_(fields_of(schema)) {}

  void read(std::string_view text) {
    while (true) {
      const auto comma = text.find(',');
      read_name(base::trim(text.substr(0, comma)));
      if (comma == std::string_view::npos) return;
      text.remove_prefix(comma + 1);
    }
  }

  SelectionReading reading;

 private:
  void problem(std::string_view name, std::string hint) {
    if (reading.problems.size() < kMostProblems)
      reading.problems.push_back({"fields",
                                  fmt::format("\"{}\" is not a field of this answer",
                                              base::clip(base::printable(name), kShown)),
                                  std::move(hint)});
  }

  void read_name(std::string_view name) {
    if (name.empty()) return;
    const auto point = name.find('.');
    const std::string_view field = name.substr(0, point);
    if (!contains(known_, field)) {
      problem(name, fmt::format("the fields are {}", fmt::join(known_, ", ")));
    } else if (point == std::string_view::npos) {
      reading.selection.add(field);
    } else {
      const auto parts = parts_of(schema_, field);
      const std::string_view part = name.substr(point + 1);
      if (contains(parts, part))
        reading.selection.add(field, part);
      else if (parts.empty())
        problem(name, fmt::format("{} has no parts to choose from", field));
      else
        problem(name, fmt::format("the parts of {} are {}", field, fmt::join(parts, ", ")));
    }
  }

  std::string_view schema_;
  std::vector<std::string> known_;
};

template <typename Keep>
void keep_only(evidence::Json& object, const Keep& keep) {
  evidence::Json kept = evidence::Json::object();
  for (auto field = object.begin(); field != object.end(); ++field)
    if (keep(field.key())) kept[field.key()] = std::move(field.value());
  object = std::move(kept);
}

}  // namespace

bool Selection::has(std::string_view field, std::string_view part) const {
  if (parts_.empty()) return true;
  const auto found = parts_.find(field);
  return found != parts_.end() && (found->second.empty() || found->second.contains(part));
}

void Selection::add(std::string_view field, std::string_view part) {
  const auto [place, is_new] = parts_.try_emplace(std::string(field));
  Parts& parts = place->second;
  if (part.empty())
    parts.clear();  // the whole field, whatever was asked of it before
  else if (is_new || !parts.empty())
    parts.emplace(part);
}

void Selection::prune(evidence::Json& answer) const {
  if (is_everything()) return;
  keep_only(answer, [&](const std::string& name) { return has(name); });
  for (auto field = answer.begin(); field != answer.end(); ++field)
    prune_field(field.key(), field.value());
}

void Selection::prune_field(std::string_view field, evidence::Json& value) const {
  const auto found = parts_.find(field);
  if (found == parts_.end() || found->second.empty()) return;
  const auto wanted = [&](const std::string& name) { return found->second.contains(name); };
  if (value.is_object()) keep_only(value, wanted);
  if (value.is_array())
    for (evidence::Json& one : value)
      if (one.is_object()) keep_only(one, wanted);
}

SelectionReading read_selection(const Request& request, std::string_view schema) {
  Reader reader(schema);
  bool given = false;
  for (const Parameter& parameter : request.parameters) {
    if (parameter.name != kFieldsParameter.front().name) continue;
    if (given)
      reader.reading.problems.push_back(
          {parameter.name, "is given more than once", "give it once, with commas between"});
    else
      reader.read(parameter.value);
    given = true;
  }
  return std::move(reader.reading);
}

}  // namespace outturn::api
