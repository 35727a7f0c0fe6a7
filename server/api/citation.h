// SPDX-License-Identifier: GPL-3.0-or-later
// How a record, one of its findings, a whole search or a source is cited: what is cited is what
// this base says in one release, and beside it stand the documents it was read from. Pure functions
// of what is cited, of the release and of the address; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/record.h"
#include "server/api/message.h"
#include "server/api/reference.h"

namespace outturn::api {

/// What every citation names beside what is cited.
struct CitedRelease {
  std::string id;         ///< "2026-11-22.1"
  std::string published;  ///< ISO 8601
  std::string site;       ///< whole address of the site, without a slash at its end
};

struct CitedSearch {
  std::string words;      ///< the question: "nurse visits, Outcome: Crime"; empty: all records
  std::string permalink;  ///< its query string; empty: all records
  std::size_t total = 0;
  bool approximate = false;  ///< the total is a lower bound, or near
};

/// The record as an entry of the base; the sources its figures were read from are its notes.
Reference reference_of(const evidence::Record& record, const CitedRelease& release);

/// One of its findings, counted from 0, with the place where it is printed.
Reference reference_of(const evidence::Record& record, std::size_t finding,
                       const CitedRelease& release);

/// A search with the number of records it found in that release.
Reference reference_of(const CitedSearch& search, const CitedRelease& release);

/// A source on its own.
Reference reference_of(const evidence::Source& source);

/// The documents that the record's figures were read from, the first one first. They live as long
/// as the record.
std::vector<const evidence::Source*> sources_of_figures(const evidence::Record& record);

/// The record, then each source of its figures: one RIS entry each.
std::string to_ris(const evidence::Record& record, const CitedRelease& release);
std::string to_bibtex(const evidence::Record& record, const CitedRelease& release);

/// {release, published, id, record: {text, bibtex, ris}, findings: [{number, outcome, address,
/// text, bibtex, ris}], sources: [{id, text, bibtex, ris}]}
Response citation_json(const evidence::Record& record, const CitedRelease& release);

/// {release, published, words, total, approximate, address, text, bibtex, ris}
Response citation_json(const CitedSearch& search, const CitedRelease& release);

}  // namespace outturn::api
