// SPDX-License-Identifier: GPL-3.0-or-later
// The pages that say how to cite: each entry as text, with BibTeX and RIS to copy.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

/// An entry as it is written three ways; who writes them is not of this folder.
struct CiteEntry {
  std::string anchor;   ///< of its section
  std::string heading;  ///< what is cited
  std::string href;     ///< where it stands; empty: nowhere here
  std::string text;
  std::string bibtex;
  std::string ris;
};

struct CitePage {
  std::string heading;  ///< "Cite this record"
  std::string title;    ///< of the record, or the search in words
  std::string back;     ///< address of what is cited
  std::string back_words;
  std::string json_href;
  std::string bib_href;  ///< of all of it as a file; may be empty
  CiteEntry whole;
  std::vector<CiteEntry> findings;
  std::vector<CiteEntry> sources;
};

/// Of cite.mustache.
nlohmann::json cite_view(const Site& site, const Release& release, const CitePage& page);

}  // namespace outturn::render
