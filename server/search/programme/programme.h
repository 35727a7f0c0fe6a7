// SPDX-License-Identifier: GPL-3.0-or-later
// The records of a programme, found by the id in its address.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "schema/base/result.h"
#include "server/search/answer.h"
#include "server/search/generation.h"

namespace outturn::search {

/// Records read of one programme, the strongest evidence first. What is said of a programme with
/// more is said of these.
inline constexpr std::size_t kMostOfProgramme = 200;

struct Programme {
  std::string id;
  std::vector<std::string> names;    ///< more than one where names differ in signs or case alone
  std::vector<std::string> aliases;  ///< that its records give, each once, without the names
  Question question;                 ///< that finds all its records
  std::vector<evidence::Record>
      records;            ///< the strongest evidence first, at most kMostOfProgramme
  std::size_t total = 0;  ///< how many there are
};

/// Errors: not found. Throws as answer() does. Safe from many threads at once.
base::Result<Programme> find_programme(const Generation& generation, const std::string& id);

}  // namespace outturn::search
