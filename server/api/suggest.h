// SPDX-License-Identifier: GPL-3.0-or-later
// What to offer while a person types: the parameters, and the JSON answer.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/message.h"
#include "server/api/parameter_note.h"
#include "server/api/problem.h"
#include "server/search/answer.h"
#include "server/search/query/suggest.h"

namespace outturn::api {

inline constexpr std::size_t kUsualSuggestions = 8;
inline constexpr std::size_t kMostOffered = 20;

inline constexpr std::array kSuggestParameters{
    ParameterNote{
        .name = "q", .type = "string", .meaning = "What has been typed so far.", .example = "nur"},
    ParameterNote{.name = "limit",
                  .type = "integer",
                  .meaning = "How many suggestions.",
                  .example = "5",
                  .fallback = "8",
                  .least = 1,
                  .most = kMostOffered}};
static_assert(kUsualSuggestions == 8);

struct SuggestReading {
  std::string typed;
  std::size_t most = kUsualSuggestions;
  std::vector<Problem> problems;
};

/// Those of kSuggestParameters, each at most once.
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

/// ["typed", ["whole search", ...]], as browsers ask for it. `made` as above.
/// Source: OpenSearch 1.1, extension "Suggestions", draft 1.
Response browser_suggest_json(const SuggestReading& reading, const query::Suggestions* made);

}  // namespace outturn::api
