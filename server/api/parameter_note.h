// SPDX-License-Identifier: GPL-3.0-or-later
// What the description of the API says of a parameter. The tables of these rows stand beside the
// readers, which read the names from them, so that neither can know a parameter the other does not.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace outturn::api {

/// A parameter that an address takes beside the filters of a search. Only the first three must be
/// said.
struct ParameterNote {
  std::string_view name;
  std::string_view type;  ///< of JSON Schema: string, integer, number or boolean
  std::string_view meaning;
  std::string_view example = {};                  ///< a value that is taken, as text
  std::string_view fallback = {};                 ///< what holds where it is not given
  std::span<const std::string_view> values = {};  ///< all there are; empty: any
  std::optional<double> least = {};
  std::optional<double> most = {};
  bool required = false;
  bool repeats = false;  ///< may be given several times
};

/// The row of that name, or null.
constexpr const ParameterNote* find_note(std::span<const ParameterNote> notes,
                                         std::string_view name) {
  for (const ParameterNote& note : notes)
    if (note.name == name) return &note;
  return nullptr;
}

}  // namespace outturn::api
