// SPDX-License-Identifier: GPL-3.0-or-later
// What to offer while a person types: the parameters, and the JSON answer.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/message.h"
#include "server/api/problem.h"
#include "server/search/answer.h"
#include "server/search/query/suggest.h"

namespace outturn::api {

inline constexpr std::size_t kUsualSuggestions = 8;
inline constexpr std::size_t kMostOffered = 20;

struct SuggestReading {
  std::string typed;
  std::size_t most = kUsualSuggestions;
  std::vector<Problem> problems;
};

/// `q` and `limit`, each at most once.
SuggestReading read_suggest(const Request& request);

/// How this site addresses its pages.
struct Addresses {
  std::function<std::string(const search::Question&)> search;
  std::function<std::string(std::string_view id)> record;
};

/// {release, ready, suggestions: [{kind, text, as, id, records, href}]}. `made` is null while names
/// are still gathered: nothing is offered, and the answer must not be kept. A word's address is
/// that of the search with the last word completed.
Response suggest_json(const std::string& release, const SuggestReading& reading,
                      const query::Suggestions* made, const Addresses& addresses);

}  // namespace outturn::api
