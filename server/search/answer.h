// SPDX-License-Identifier: GPL-3.0-or-later
// What a search asks for and what it answers: plain data shared by the engine, the JSON API and the
// pages, so that all three speak of the same thing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/record.h"
#include "schema/index/filters.h"
#include "server/search/match/filter_set.h"
#include "server/search/match/order.h"
#include "server/search/query/reading.h"

namespace outturn::search {

inline constexpr std::size_t kDefaultPerPage = 20;

/// kRatio, kEffect, kStrength and kYear begin with the highest, kCost with the lowest. Without
/// words relevance is by title.
enum class Sort { kRelevance, kRatio, kEffect, kStrength, kCost, kYear, kTitle };

/// How a page shows what was found; the answer is the same.
enum class View { kList, kTable, kChart };

/// A checked question: values are in their vocabularies, ranges have their ends the right way
/// round.
struct Question {
  std::string text;
  bool widen = true;    ///< other spellings, abbreviations and synonyms are found too
  bool correct = true;  ///< a misspelling that finds nothing is corrected
  FilterSet filters;
  Sort sort = Sort::kRelevance;
  Grouping grouping = Grouping::kNone;
  View view = View::kList;
  std::vector<std::string> columns;  ///< of the table, in this order; empty: the usual ones
  std::size_t per_page = kDefaultPerPage;
  std::size_t offset = 0;
  /// Seal of the generation that `offset` was counted in; empty where nothing was counted yet.
  std::string seal;
};

/// The parts of an answer that take time to make. Those that are not wanted are left empty; what
/// else the answer says is the same.
struct AnswerParts {
  bool counts = true;    ///< facets, histograms, lifted; else facets hold what is set, uncounted
  bool hits = true;      ///< hits; where the page ends is told all the same
  bool snippets = true;  ///< of the hits
  bool reasons = true;   ///< why a hit was found
  bool near = true;
};
/// What is asked for and how many records match it: enough for question_words() and a citation.
inline constexpr AnswerParts kTotalAlone{false, false, false, false, false};

struct FacetOption {
  std::string value;
  std::string label;
  std::size_t count = 0;  ///< records that would match with this option, other filters honoured
  bool selected = false;
};

/// The options of a filter that is asked for by values: the most records first, then by label.
struct Facet {
  index::FilterId filter;
  std::vector<FacetOption> options;  ///< with a count or selected; at most kMostOptions and those
  std::size_t distinct = 0;          ///< how many have a count
};

/// How the matching records lie along a figure; this filter's own range is ignored.
struct Histogram {
  index::FilterId filter;
  std::vector<std::size_t> counts;  ///< by bin of index::edges_of(filter): one more than edges
};

/// What would be found if one filter were lifted and everything else stayed.
struct Lifted {
  index::FilterId filter;
  std::size_t total = 0;
};

/// How the words of the question were met.
enum class WordMatch { kAllWords, kSomeWords, kNoWords };

/// Where a record has words of the question.
struct Reason {
  std::string_view field;          ///< name of a row of kTextFields
  std::vector<std::string> words;  ///< as typed
};

struct Hit {
  evidence::Record record;
  std::string snippet_html;        ///< the summary, escaped, with <mark> around matched words
  std::vector<std::string> lacks;  ///< words of the question that it does not have
  std::vector<Reason> why;         ///< in the order of kTextFields; empty where no words were given
  std::size_t in_programme = 1;    ///< matching records of its programme, where grouped
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
  bool approximate =
      false;  ///< the time ran out: the total and the counts are lower bounds or near
  WordMatch words = WordMatch::kAllWords;
  query::Reading reading;          ///< what became of the words
  std::vector<std::string> notes;  ///< what was not understood or was dropped, one sentence each
  std::vector<Hit> hits;
  /// First page alone, where few records match a short question: some that lack a word of it, to be
  /// shown below and apart. Not counted.
  std::vector<Hit> near;
  std::vector<Facet> facets;  ///< one for every filter asked for by values, in their order
  std::vector<Histogram>
      histograms;               ///< one for every filter of index::kHistograms, in their order
  std::vector<Lifted> lifted;   ///< one for every filter that is set, in their order
  Comparability comparable;     ///< what the order keeps to
  std::size_t with_figure = 0;  ///< matching records with a figure that the order compares
  std::optional<std::size_t> next_offset;
  std::size_t total_without_filters = 0;  ///< records that the words match
};

/// The facet of a filter; every answer has one for every filter asked for by values.
inline const Facet& facet_of(const Answer& answer, index::FilterId filter) {
  for (const Facet& facet : answer.facets)
    if (facet.filter == filter) return facet;
  static const Facet kNone{index::FilterId::kOutcome, {}, 0};
  return kNone;
}

}  // namespace outturn::search
