// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with one part of a request; a refusal lists them all.
#pragma once

#include <map>
#include <string>

namespace outturn::api {

struct Problem {
  std::string parameter;
  std::string message;
  std::string hint;
};

/// What stood in the boxes of the search form, right or wrong, so that a refusal can show it again.
struct Typed {
  std::string text;
  std::map<std::string, std::string> ends;  ///< by parameter: "ratio_min", "age_max"
};

}  // namespace outturn::api
