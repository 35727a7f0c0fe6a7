// SPDX-License-Identifier: GPL-3.0-or-later
// What a search asks for and what it answers: plain data shared by the engine, the JSON API and the
// pages, so that all three speak of the same thing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"
#include "schema/index/fields.h"
#include "server/search/query/reading.h"

namespace outturn::search {

inline constexpr std::size_t kDefaultPerPage = 20;

enum class Sort { kRelevance, kRatio, kTitle };

/// A checked question. Selections hold vocabulary ids (source ids for the source facet), in facet
/// order.
struct Question {
  std::string text;
  bool widen = true;    ///< other spellings, abbreviations and synonyms are found too
  bool correct = true;  ///< a misspelling that finds nothing is corrected
  std::array<std::vector<std::string>, index::kFacetCount> selected;
  std::optional<double> ratio_min;  ///< a reported range passes where it overlaps
  std::optional<double> ratio_max;
  Sort sort = Sort::kRelevance;
  std::size_t per_page = kDefaultPerPage;
  std::size_t offset = 0;
};

struct FacetOption {
  std::string value;
  std::string label;
  std::size_t count = 0;  ///< records that would match with this option, other facets honoured
  bool selected = false;
};

struct Facet {
  std::string name;   ///< the parameter's name
  std::string label;  ///< what a person reads
  std::vector<FacetOption> options;
};

/// How the words of the question were met.
enum class WordMatch { kAllWords, kSomeWords, kNoWords };

struct Hit {
  evidence::Record record;
  std::string snippet_html;        ///< the summary, escaped, with <mark> around matched words
  std::vector<std::string> lacks;  ///< words of the question that it does not have
};

/// A record with what the audit says of it.
struct AuditedRecord {
  evidence::Record record;
  std::vector<evidence::Flag> flags;
};

struct Answer {
  Question question;
  std::string release;
  std::size_t total = 0;
  WordMatch words = WordMatch::kAllWords;
  query::Reading reading;          ///< what became of the words
  std::vector<std::string> notes;  ///< what was not understood or was dropped, one sentence each
  std::vector<Hit> hits;
  /// First page alone, where few records match a short question: some that lack a word of it, to be
  /// shown below and apart. Not counted.
  std::vector<Hit> near;
  std::vector<Facet> facets;
  std::optional<std::size_t> next_offset;
  std::optional<std::size_t>
      total_without_filters;  ///< only where nothing matched and filters are set
};

}  // namespace outturn::search
