// SPDX-License-Identifier: GPL-3.0-or-later
// See cite_view.h.
#include "server/render/cite_view.h"

#include <fmt/format.h>

#include "schema/base/text.h"
#include "server/render/format.h"

namespace outturn::render {
namespace {

using nlohmann::json;

json entry_view(const CiteEntry& entry) {
  return {{"anchor", entry.anchor},
          {"heading", entry.heading},
          {"entry_href", entry.href.empty() ? json(nullptr) : json(entry.href)},
          {"text", entry.text},
          {"bibtex", entry.bibtex},
          {"ris", entry.ris}};
}

json entries_view(const std::vector<CiteEntry>& entries) {
  json list = json::array();
  for (const CiteEntry& entry : entries) list.push_back(entry_view(entry));
  return list;
}

}  // namespace

json cite_view(const Site& site, const Release& release, const CitePage& page) {
  json view = page_view(site, &release, fmt::format("{}: {}", page.heading, page.title));
  view["query"] = "";
  view["page_heading"] = page.heading;
  view["title"] = page.title;
  view["back_href"] = page.back;
  view["back_words"] = page.back_words;
  view["json_href"] = page.json_href;
  view["bib_href"] = page.bib_href.empty() ? json(nullptr) : json(page.bib_href);
  view["release_href"] =
      fmt::format("{}/releases/{}", site.base_url, base::percent_encode(release.id));
  view["whole"] = entry_view(page.whole);
  view["finding_entries"] = entries_view(page.findings);
  view["has_findings"] = !page.findings.empty();
  view["source_entries"] = entries_view(page.sources);
  view["has_sources"] = !page.sources.empty();
  return view;
}

}  // namespace outturn::render
