// SPDX-License-Identifier: GPL-3.0-or-later
// What an embedded search takes beside the search itself: how it is to stand in the page of another
// site. Nothing is guessed: what is wrong is refused and named.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/message.h"
#include "server/api/problem.h"

namespace outturn::api {

inline constexpr int kTopHeading = 2;     ///< highest level a part of another page may take
inline constexpr int kLowestHeading = 5;  ///< its items come one level below
inline constexpr std::size_t kLongestPrefix = 32;

/// Ways to put a search on a page, from the plainest to the richest.
enum class Tier { kForm, kFrame, kFragment, kComponent };

/// The value of the parameter `tier`.
constexpr std::string_view tier_name(Tier tier) {
  switch (tier) {
    case Tier::kForm:
      return "form";
    case Tier::kFrame:
      return "frame";
    case Tier::kFragment:
      return "fragment";
    case Tier::kComponent:
      break;
  }
  return "component";
}

struct EmbedOptions {
  Tier tier = Tier::kFrame;
  std::string record;               ///< id of the record that is wanted in place of a search
  std::string prefix = "outturn-";  ///< begins every id, so that no two on a page are the same
  int heading = kTopHeading;        ///< level of the heading of the results
  bool form = true;                 ///< a search form stands above the results
  bool height = false;              ///< the frame tells its page how high it is
  bool open = false;                ///< results are shown before anything is searched for
  bool lock = false;                ///< visitors cannot lift the filters

  /// Another name for an element of the page: "outturn-" and "q" make "outturn-q".
  std::string name(std::string_view end) const { return prefix + std::string(end); }
};

struct EmbedReading {
  EmbedOptions options;
  Request search;                 ///< the request without what was read here
  std::vector<Problem> problems;  ///< of what was read here
};

/// Takes the parameters named in `taken` out of the request; each may be given once, and an empty
/// one counts as not given. A parameter of embedding that is not named stays in the request.
EmbedReading read_embed(const Request& request, std::span<const std::string_view> taken);

}  // namespace outturn::api
