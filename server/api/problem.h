// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with one part of a request; a refusal lists them all.
#pragma once

#include <string>

namespace outturn::api {

struct Problem {
  std::string parameter;
  std::string message;
  std::string hint;
};

}  // namespace outturn::api
