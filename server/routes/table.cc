// SPDX-License-Identifier: GPL-3.0-or-later
// The table, one row for each address, and its reading; see table.h.
#include "server/routes/table.h"

#include <array>

#include "server/routes/breakeven_routes.h"
#include "server/routes/comparable_routes.h"
#include "server/routes/record_routes.h"
#include "server/routes/search_routes.h"
#include "server/routes/site_routes.h"

namespace outturn::routes {
namespace {

constexpr std::array kTable{
    // The API.
    Route{"/api/v1/search",
          search_json,
          "The records a search finds, with facets and histograms.",
          "/api/v1/search?q=nurse+visits&outcome=crime",
          Takes::kSearch,
          {}},
    Route{"/api/v1/suggest", suggest_json, "What to offer while a person types.",
          "/api/v1/suggest?q=fam", Takes::kParameters, kSuggestParameters},
    Route{"/api/v1/breakeven",
          breakeven_json,
          "What a programme must achieve to pay for itself at a cost and caseload of one's own.",
          "/api/v1/breakeven?record=family-nurse-partnership&cost=500000&caseload=100",
          Takes::kParameters,
          {}},
    Route{"/api/v1/comparables",
          comparables_json,
          "The records most like one, or like a description, with reasons.",
          "/api/v1/comparables?q=home+visits+by+nurses+to+young+mothers",
          Takes::kParameters,
          {}},
    Route{"/api/v1/vocabularies",
          vocabularies_json,
          "Every term a record or a filter may use.",
          "/api/v1/vocabularies",
          Takes::kNothing,
          {}},
    Route{"/api/v1/records/{id}/comparables",
          comparables_json,
          "The records most like that one, with reasons.",
          "/api/v1/records/family-nurse-partnership/comparables",
          Takes::kParameters,
          {}},
    Route{"/api/v1/records/{id}/history",
          history_json,
          "Every version of a record.",
          "/api/v1/records/family-nurse-partnership/history",
          Takes::kNothing,
          {}},
    Route{"/api/v1/records/{id}",
          record_json,
          "A record whole, with what is worked out from it.",
          "/api/v1/records/family-nurse-partnership",
          Takes::kNothing,
          {}},
    // Pages.
    Route{"/", home_page, "The front page.", "/", Takes::kNothing, {}},
    Route{"/search", search_page, "The search page.", "/search?q=nurse+visits", Takes::kSearch, {}},
    Route{"/help/search",
          search_help_page,
          "What can be typed and chosen.",
          "/help/search",
          Takes::kNothing,
          {}},
    Route{"/breakeven", breakeven_page, "Would it pay here?", "/breakeven", Takes::kParameters, {}},
    Route{"/comparables",
          comparables_page,
          "What is most like it?",
          "/comparables",
          Takes::kParameters,
          {}},
    Route{"/records/{id}/history",
          history_page,
          "What changed between versions.",
          "/records/family-nurse-partnership/history",
          Takes::kNothing,
          {}},
    Route{"/records/{id}", record_page, "A record.", "/records/family-nurse-partnership",
          Takes::kParameters, kRecordPageParameters},
};

/// The part before the next '/', which is taken off; both without the slash itself.
std::string_view segment(std::string_view& rest) {
  const auto slash = rest.find('/');
  const std::string_view first = rest.substr(0, slash);
  rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  return first;
}

/// Whether one segment fits; what stands for the names goes to `found`.
bool fits(std::string_view pattern, std::string_view text, Found& found) {
  constexpr std::string_view kFormat = ".{format}";
  if (pattern.ends_with(kFormat)) {
    const auto dot = text.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == text.size()) return false;
    found.format = text.substr(dot + 1);
    pattern.remove_suffix(kFormat.size());
    text = text.substr(0, dot);
  }
  if (pattern != "{id}") return pattern == text;
  found.id = text;
  return !text.empty();
}

bool fits(const Route& route, std::string_view path, Found& found) {
  std::string_view pattern = route.pattern;
  pattern.remove_prefix(1);
  path.remove_prefix(1);
  while (true) {
    const bool last = pattern.find('/') == std::string_view::npos;
    if (last != (path.find('/') == std::string_view::npos)) return false;
    if (!fits(segment(pattern), segment(path), found)) return false;
    if (last) return true;
  }
}

}  // namespace

std::span<const Route> table() { return kTable; }

std::optional<Found> find(std::string_view path) {
  for (const Route& route : kTable) {
    Found found{route, {}, {}};
    if (fits(route, path, found)) return found;
  }
  return std::nullopt;
}

}  // namespace outturn::routes
