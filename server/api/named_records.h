// SPDX-License-Identifier: GPL-3.0-or-later
// From the parameters that name records (`ids` and `back`) to their ids: the one reader of all
// addresses that take them. Nothing is guessed: what is wrong is named, all of it in one answer,
// and the sound ids are kept so that a page can go on from them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/message.h"
#include "server/api/problem.h"

namespace outturn::api {

inline constexpr std::size_t kLongestBack = 8'000;

/// How many records an address lets one name.
struct NamingLimits {
  std::size_t most;
  std::string_view why;   ///< goes on from "choose at most 8"
  std::size_t looked_up;  ///< no more ids are kept, however many are given; at least `most`
};
inline constexpr NamingLimits kToCompare{8, ", which is as many as can be read side by side", 24};
inline constexpr NamingLimits kToDownload{100, ", or download a search", 100};

struct NamedReading {
  std::vector<std::string> ids;  ///< well formed, each once, in the order given
  std::size_t given = 0;         ///< ids in the address, of any shape
  std::string back;              ///< query of the search they were chosen on; may be empty
  std::vector<Problem> problems;
};

/// Parameters: `ids`, repeated or with commas between or both, and `back`; others are problems. An
/// id that is empty is none, so that a form may be sent as it stands. How many are too few is left
/// to the caller, who knows which of them exist.
NamedReading read_named(const Request& request, const NamingLimits& limits);

/// "no record has the id ...", in the words of the others.
Problem no_such_record(std::string_view id);

}  // namespace outturn::api
