// SPDX-License-Identifier: GPL-3.0-or-later
// The table, one row for each address, and its reading; see table.h.
#include "server/routes/table.h"

#include <array>

#include "server/api/breakeven.h"
#include "server/api/comparable.h"
#include "server/api/selection.h"
#include "server/api/suggest.h"
#include "server/routes/breakeven_routes.h"
#include "server/routes/cite_routes.h"
#include "server/routes/comparable_routes.h"
#include "server/routes/compare_routes.h"
#include "server/routes/description_routes.h"
#include "server/routes/discovery_routes.h"
#include "server/routes/download_routes.h"
#include "server/routes/embed_routes.h"
#include "server/routes/feed_routes.h"
#include "server/routes/programme_routes.h"
#include "server/routes/record_routes.h"
#include "server/routes/release_routes.h"
#include "server/routes/search_routes.h"
#include "server/routes/site_routes.h"

namespace outturn::routes {
namespace {

constexpr std::array kTable{
    // The API.
    Route{"/api/v1/search", search_json, "The records a search finds, with facets and histograms.",
          "/api/v1/search?q=nurse+visits&outcome=crime", Takes::kSearch, api::kFieldsParameter},
    Route{"/api/v1/suggest", suggest_json, "What to offer while a person types.",
          "/api/v1/suggest?q=fam", Takes::kParameters, api::kSuggestParameters},
    Route{"/api/v1/breakeven", breakeven_json,
          "What a programme must achieve to pay for itself at a cost and caseload of one's own.",
          "/api/v1/breakeven?record=family-nurse-partnership&cost=500000&caseload=100",
          Takes::kParameters, api::kLocalParameters},
    Route{"/api/v1/comparables", comparables_json,
          "The records most like one, or like a description, with reasons.",
          "/api/v1/comparables?q=home+visits+by+nurses+to+young+mothers", Takes::kFilters,
          api::kComparableParameters},
    Route{"/api/v1/compare", compare_json,
          "Two to eight records side by side: what differs, effects on one scale, ratios by class.",
          "/api/v1/compare?ids=family-nurse-partnership,abecedarian", Takes::kParameters,
          kCompareParameters},
    Route{"/api/v1/vocabularies",
          vocabularies_json,
          "Every term a record or a filter may use.",
          "/api/v1/vocabularies",
          Takes::kNothing,
          {}},
    Route{"/api/v1/search/cite",
          cite_search_json,
          "A search to cite, as text, BibTeX and RIS, with the number of records in this release.",
          "/api/v1/search/cite?q=nurse+visits&outcome=crime",
          Takes::kSearch,
          {}},
    Route{"/api/v1/programmes/{id}.{format}", programme_download,
          "The records of a programme as a file.", "/api/v1/programmes/signs-of-safety.csv",
          Takes::kParameters, kRecordsParameters},
    Route{"/api/v1/programmes/{id}",
          programme_json,
          "The records of a programme: what they disagree on, what they found, what they returned.",
          "/api/v1/programmes/signs-of-safety",
          Takes::kNothing,
          {}},
    Route{"/api/v1/releases",
          releases_json,
          "The releases that are kept, the newest first.",
          "/api/v1/releases",
          Takes::kNothing,
          {}},
    Route{"/api/v1/releases/{id}",
          release_json,
          "What a release holds, with checksums. The id current is the one that is served.",
          "/api/v1/releases/current",
          Takes::kNothing,
          {}},
    Route{"/api/v1/records/{id}/cite",
          cite_record_json,
          "A record, its findings and its sources to cite, as text, BibTeX and RIS.",
          "/api/v1/records/family-nurse-partnership/cite",
          Takes::kNothing,
          {}},
    Route{"/api/v1/records/{id}/comparables", comparables_json,
          "The records most like that one, with reasons.",
          "/api/v1/records/family-nurse-partnership/comparables", Takes::kFilters,
          api::kNeighbourParameters},
    Route{"/api/v1/records/{id}/history",
          history_json,
          "Every version of a record.",
          "/api/v1/records/family-nurse-partnership/history",
          Takes::kNothing,
          {}},
    Route{"/api/v1/openapi.json",
          description_json,
          "This description of the API, as OpenAPI 3.1.",
          "/api/v1/openapi.json",
          Takes::kNothing,
          {}},
    Route{"/api/v1/search.{format}", search_download, "Every record a search finds, as a file.",
          "/api/v1/search.csv?q=nurse+visits", Takes::kSearch, kRecordsParameters},
    Route{"/api/v1/findings.{format}", findings_download,
          "Every finding of the records a search finds, as a file.",
          "/api/v1/findings.csv?outcome=crime", Takes::kSearch, kTableParameters},
    Route{"/api/v1/appraisals.{format}", appraisals_download,
          "Every appraisal of the records a search finds, as a file.",
          "/api/v1/appraisals.csv?outcome=crime", Takes::kSearch, kTableParameters},
    Route{"/api/v1/compare.{format}", compare_download, "The records that are named, as a file.",
          "/api/v1/compare.csv?ids=family-nurse-partnership", Takes::kParameters, kNamedParameters},
    Route{"/api/v1/comparables.{format}", comparables_download,
          "The records most like one, or like a description, as a file, the most like first.",
          "/api/v1/comparables.csv?q=home+visits+by+nurses", Takes::kFilters,
          kNeighbourFileParameters},
    Route{"/api/v1/records/{id}.{format}", record_download, "A record as a file.",
          "/api/v1/records/family-nurse-partnership.csv", Takes::kParameters, kRecordsParameters},
    Route{"/api/v1/records/{id}", record_json, "A record whole, with what is worked out from it.",
          "/api/v1/records/family-nurse-partnership", Takes::kParameters, api::kFieldsParameter},
    // Pages.
    Route{"/", home_page, "The front page.", "/", Takes::kNothing, {}},
    Route{"/search.atom",
          search_feed,
          "New and changed records of a search, as an Atom feed.",
          "/search.atom?outcome=crime",
          Takes::kSearch,
          {}},
    Route{"/opensearch.xml",
          opensearch_xml,
          "A search for a browser's address bar.",
          "/opensearch.xml",
          Takes::kNothing,
          {}},
    Route{"/suggest.json", browser_suggest, "What a browser offers while a person types.",
          "/suggest.json?q=fam", Takes::kParameters, kBrowserSuggestParameters},
    Route{"/sitemap.xml",
          sitemap_xml,
          "Every page worth finding, or the parts that list them.",
          "/sitemap.xml",
          Takes::kNothing,
          {}},
    Route{"/sitemap-{id}.xml",
          sitemap_part,
          "A part of the sitemap.",
          "/sitemap-1.xml",
          Takes::kNothing,
          {}},
    Route{"/robots.txt",
          robots_txt,
          "What robots are asked to leave alone.",
          "/robots.txt",
          Takes::kNothing,
          {}},
    Route{"/search", search_page, "The search page.", "/search?q=nurse+visits", Takes::kSearch, {}},
    Route{"/help/search",
          search_help_page,
          "What can be typed and chosen.",
          "/help/search",
          Takes::kNothing,
          {}},
    Route{"/docs/api",
          docs_page,
          "The API explained, with examples.",
          "/docs/api",
          Takes::kNothing,
          {}},
    Route{"/search/cite",
          cite_search_page,
          "How to cite a search.",
          "/search/cite?q=nurse+visits",
          Takes::kSearch,
          {}},
    Route{"/programmes/{id}.{format}", programme_download, "The records of a programme as a file.",
          "/programmes/signs-of-safety.csv", Takes::kParameters, kRecordsParameters},
    Route{"/programmes/{id}",
          programme_page,
          "A programme.",
          "/programmes/signs-of-safety",
          Takes::kNothing,
          {}},
    Route{"/releases",
          releases_page,
          "The releases that are kept.",
          "/releases",
          Takes::kNothing,
          {}},
    Route{"/releases/{id}",
          release_page,
          "What a release holds.",
          "/releases/current",
          Takes::kNothing,
          {}},
    Route{"/records/{id}/cite",
          cite_record_page,
          "How to cite a record or one of its findings.",
          "/records/family-nurse-partnership/cite",
          Takes::kNothing,
          {}},
    Route{"/records/{id}.bib",
          record_bibtex,
          "A record and its sources as BibTeX.",
          "/records/family-nurse-partnership.bib",
          Takes::kNothing,
          {}},
    Route{"/compare", compare_page, "Two to eight records side by side.",
          "/compare?ids=family-nurse-partnership,abecedarian", Takes::kParameters,
          kCompareParameters},
    Route{"/breakeven", breakeven_page, "Would it pay here?", "/breakeven", Takes::kParameters,
          api::kLocalParameters},
    Route{"/comparables", comparables_page, "What is most like it?", "/comparables",
          Takes::kFilters, api::kComparableParameters},
    Route{"/records/{id}/history",
          history_page,
          "What changed between versions.",
          "/records/family-nurse-partnership/history",
          Takes::kNothing,
          {}},
    // Downloads.
    Route{"/search.{format}", search_download, "Every record a search finds, as a file.",
          "/search.csv?q=nurse+visits", Takes::kSearch, kRecordsParameters},
    Route{"/findings.{format}", findings_download,
          "Every finding of the records a search finds, as a file.", "/findings.csv?outcome=crime",
          Takes::kSearch, kTableParameters},
    Route{"/appraisals.{format}", appraisals_download,
          "Every appraisal of the records a search finds, as a file.",
          "/appraisals.csv?outcome=crime", Takes::kSearch, kTableParameters},
    Route{"/compare.{format}", compare_download, "The records that are named, as a file.",
          "/compare.csv?ids=family-nurse-partnership", Takes::kParameters, kNamedParameters},
    Route{"/comparables.{format}", comparables_download,
          "The records most like one, or like a description, as a file, the most like first.",
          "/comparables.csv?q=home+visits+by+nurses", Takes::kFilters, kNeighbourFileParameters},
    Route{"/records/{id}.{format}", record_download, "A record as a file.",
          "/records/family-nurse-partnership.csv", Takes::kParameters, kRecordsParameters},
    Route{"/records/{id}", record_page, "A record.", "/records/family-nurse-partnership",
          Takes::kParameters, kRecordPageParameters},
    // For pages of other sites.
    Route{"/embed", embed_page, "Builds the line that puts a search or a record on another page.",
          "/embed?q=nurse+visits&tier=component", Takes::kSearch, kBuilderParameters},
    Route{"/embed/preview", embed_preview, "What would stand on that page.",
          "/embed/preview?q=nurse+visits&tier=fragment", Takes::kSearch, kPreviewParameters},
    Route{"/embed/search", embed_search, "A search for a frame in another page.",
          "/embed/search?q=nurse+visits", Takes::kSearch, kFrameParameters},
    Route{"/embed/records/{id}", embed_record, "A record in short, for a frame in another page.",
          "/embed/records/family-nurse-partnership", Takes::kParameters, kFrameParameters},
    Route{"/fragment/search", fragment_search,
          "Results as a part of another page, which that page's server includes.",
          "/fragment/search?q=nurse+visits&heading=3", Takes::kSearch, kFragmentParameters},
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
  constexpr std::string_view kId = "{id}";
  const auto open = pattern.find(kId);
  if (open == std::string_view::npos) return pattern == text;
  const std::string_view before = pattern.substr(0, open);
  const std::string_view after = pattern.substr(open + kId.size());
  if (!text.starts_with(before)) return false;
  text.remove_prefix(before.size());
  if (!text.ends_with(after)) return false;
  text.remove_suffix(after.size());
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
