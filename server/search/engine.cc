// SPDX-License-Identifier: GPL-3.0-or-later
// Match set, filters, exact multi-select facets, order, page.
#include "server/search/engine.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "schema/base/text.h"
#include "schema/evidence/vocabulary.h"
#include "schema/index/plan.h"
#include "server/search/connection.h"
#include "server/search/query/search.h"

namespace outturn::search {
namespace {

constexpr std::size_t kSnippetBytes = 420;

/// Keeps a ranked match to the records of a set.
class OnlyThese : public Xapian::MatchDecider {
 public:
  explicit OnlyThese(const RecordSet& set) : set_(set) {}
  bool operator()(const Xapian::Document& document) const override {
    return set_.contains(document.get_docid());
  }

 private:
  const RecordSet& set_;
};

WordMatch how_matched(query::Outcome outcome) {
  switch (outcome) {
    case query::Outcome::kEverything:
    case query::Outcome::kAllWords:
      return WordMatch::kAllWords;
    case query::Outcome::kMostWords:
    case query::Outcome::kFewerWords:
      return WordMatch::kSomeWords;
    case query::Outcome::kNothing:
      break;
  }
  return WordMatch::kNoWords;
}

/// The records each filter lets through; a filter nobody set lets everything through and is left
/// out.
class Filters {
 public:
  Filters(const Columns& columns, const Question& question) {
    for (std::size_t facet = 0; facet < index::kFacetCount; ++facet) {
      if (question.selected[facet].empty()) continue;
      RecordSet& passing = facets_[facet].emplace();
      for (const std::string& value : question.selected[facet])
        passing |= columns.with(facet, value);
    }
    if (!question.ratio_min && !question.ratio_max) return;
    RecordSet& passing = ratio_.emplace();
    for (const auto number : columns.all) {
      // A range passes where it reaches into what was asked for.
      const bool out = std::isnan(columns.ratio[number]) ||
                       (question.ratio_min && columns.ratio_high[number] < *question.ratio_min) ||
                       (question.ratio_max && columns.ratio_low[number] > *question.ratio_max);
      if (!out) passing.add(number);
    }
  }

  bool any() const {
    return ratio_ || std::any_of(facets_.begin(), facets_.end(),
                                 [](const auto& filter) { return filter.has_value(); });
  }

  /// The set cut down by every filter but that of one facet.
  RecordSet apply_except(RecordSet set, std::size_t skipped) const {
    if (ratio_) set &= *ratio_;
    for (std::size_t facet = 0; facet < index::kFacetCount; ++facet)
      if (facet != skipped && facets_[facet]) set &= *facets_[facet];
    return set;
  }
  RecordSet apply(RecordSet set) const { return apply_except(std::move(set), index::kFacetCount); }
  bool has(std::size_t facet) const { return facets_[facet].has_value(); }

 private:
  std::array<std::optional<RecordSet>, index::kFacetCount> facets_;
  std::optional<RecordSet> ratio_;
};

std::string label_of(const Generation& generation, std::size_t facet, const std::string& value) {
  const auto vocabulary = index::kFacets[facet].vocabulary;
  if (!vocabulary.empty()) return std::string(evidence::vocabulary(vocabulary).label_of(value));
  const auto title = generation.source_titles().find(value);
  return title == generation.source_titles().end() ? value : title->second;
}

/// Options with a count or a selection: most records first, then by label.
Facet count_facet(const Generation& generation, std::size_t facet, const RecordSet& counted,
                  const std::vector<std::string>& selected) {
  Facet out{std::string(index::kFacets[facet].name), std::string(index::kFacets[facet].label), {}};
  const auto is_selected = [&](const std::string& value) {
    return std::find(selected.begin(), selected.end(), value) != selected.end();
  };
  for (const auto& [value, records] : generation.columns().facets[facet]) {
    const std::size_t count = records.and_cardinality(counted);
    if (count > 0 || is_selected(value))
      out.options.push_back({value, label_of(generation, facet, value), count, is_selected(value)});
  }
  for (const std::string& value : selected)  // a term of the vocabulary that no record has
    if (!generation.columns().facets[facet].contains(value))
      out.options.push_back({value, label_of(generation, facet, value), 0, true});
  std::sort(out.options.begin(), out.options.end(), [](const auto& a, const auto& b) {
    return a.count != b.count ? a.count > b.count : a.label < b.label;
  });
  return out;
}

struct Page {
  std::vector<unsigned> numbers;
  Xapian::MSet mset;  ///< knows the query's words, for snippets
};

/// All of the set, in the order asked for; ties by title.
std::vector<unsigned> ordered(const Columns& columns, const RecordSet& set, Sort sort) {
  std::vector<unsigned> numbers(set.cardinality());
  set.toUint32Array(numbers.data());
  const auto by_title = [&](unsigned a, unsigned b) {
    return columns.title_rank[a] < columns.title_rank[b];
  };
  const auto by_ratio = [&](unsigned a, unsigned b) {
    const double x = columns.ratio[a];
    const double y = columns.ratio[b];
    if (std::isnan(x) != std::isnan(y)) return std::isnan(y);  // without a ratio: last
    if (!std::isnan(x) && x != y) return x > y;
    return by_title(a, b);
  };
  if (sort == Sort::kRatio) {
    std::sort(numbers.begin(), numbers.end(), by_ratio);
  } else {
    std::sort(numbers.begin(), numbers.end(), by_title);
  }
  return numbers;
}

Page first_ones(const Xapian::Database& index, const Columns& columns, const query::Found& text,
                const RecordSet& set, const Question& question) {
  Page page;
  Xapian::Enquire enquire(index);
  enquire.set_query(text.ranking);
  enquire.set_weighting_scheme(query::weighting());
  const bool ranked = question.sort == Sort::kRelevance && !text.ranking.empty();
  if (ranked && question.offset < set.cardinality()) {
    const OnlyThese only(set);
    page.mset =
        enquire.get_mset(static_cast<Xapian::doccount>(question.offset),
                         static_cast<Xapian::doccount>(question.per_page), 0, nullptr, &only);
    for (auto it = page.mset.begin(); it != page.mset.end(); ++it) page.numbers.push_back(*it);
    return page;
  }
  if (!text.ranking.empty()) page.mset = enquire.get_mset(0, 1);
  const auto numbers = ordered(columns, set, question.sort);
  const std::size_t begin = std::min(question.offset, numbers.size());
  const std::size_t end = std::min(begin + question.per_page, numbers.size());
  page.numbers.assign(numbers.begin() + static_cast<std::ptrdiff_t>(begin),
                      numbers.begin() + static_cast<std::ptrdiff_t>(end));
  return page;
}

std::string snippet(const Page& page, bool has_words, const std::string& summary) {
  thread_local const Xapian::Stem stem("en");  // a stemmer changes inside as it works
  if (!has_words) return base::escape_html(base::clip(summary, kSnippetBytes));
  // With markers that are not empty the library escapes the text itself.
  return page.mset.snippet(
      summary, kSnippetBytes, stem,
      Xapian::MSet::SNIPPET_BACKGROUND_MODEL | Xapian::MSet::SNIPPET_EXHAUSTIVE, "<mark>",
      "</mark>", "…");
}

Answer find(const Generation& generation, const Question& question) {
  const auto connection = generation.lease();
  const Columns& columns = generation.columns();
  query::Options options;
  options.synonyms = question.widen;
  options.correct = question.correct;
  const query::Found text =
      query::search(question.text, {connection->index, generation.lexicon(), columns.all}, options);
  const Filters filters(columns, question);
  const RecordSet matches = filters.apply(text.records);

  Answer out;
  out.question = question;
  out.release = generation.manifest().id;
  out.total = matches.cardinality();
  out.words = how_matched(text.reading.outcome);
  out.reading = text.reading;
  out.notes = text.reading.sentences();
  if (out.total == 0 && filters.any()) out.total_without_filters = text.records.cardinality();
  for (std::size_t facet = 0; facet < index::kFacetCount; ++facet) {
    out.facets.push_back(count_facet(
        generation, facet, filters.has(facet) ? filters.apply_except(text.records, facet) : matches,
        question.selected[facet]));
  }
  const Page page = first_ones(connection->index, columns, text, matches, question);
  const auto hits_of = [&](const Page& shown) {
    std::vector<Hit> hits;
    for (const unsigned number : shown.numbers) {
      auto record = connection->store.record(number);
      if (!record) throw std::runtime_error(base::to_text(record.error()));
      std::string marked = snippet(shown, !text.ranking.empty(), record->summary);
      hits.push_back({std::move(*record), std::move(marked), text.lacking(number)});
    }
    return hits;
  };
  out.hits = hits_of(page);
  if (question.offset == 0 && out.total < question.per_page && !text.near.isEmpty()) {
    Question rest = question;
    rest.per_page = question.per_page - out.total;
    out.near =
        hits_of(first_ones(connection->index, columns, text, filters.apply(text.near), rest));
  }
  const std::size_t next = question.offset + out.hits.size();
  if (!out.hits.empty() && next < out.total) out.next_offset = next;
  return out;
}

}  // namespace

Answer answer(const Generation& generation, const Question& question) {
  try {
    return find(generation, question);
  } catch (const Xapian::Error& fault) {
    throw std::runtime_error("the index cannot be read (" + fault.get_description() + ")");
  }
}

namespace {

base::Result<void> may_be_id(const std::string& id) {
  constexpr std::size_t kLongestId = 100;
  if (id.size() <= kLongestId) return {};
  return base::fail(base::Code::kNotFound, "no record has an id that long",
                    "search for it by name");
}

}  // namespace

base::Result<AuditedRecord> find_record(const Generation& generation, const std::string& id) {
  if (auto may = may_be_id(id); !may) return tl::unexpected(may.error());
  const auto lease = generation.lease();
  auto record = lease->store.record(id);
  if (!record) return tl::unexpected(record.error());
  auto flags = lease->store.flags(id);
  if (!flags) return tl::unexpected(flags.error());
  return AuditedRecord{std::move(*record), std::move(*flags)};
}

base::Result<store::History> find_history(const Generation& generation, const std::string& id) {
  if (auto may = may_be_id(id); !may) return tl::unexpected(may.error());
  const auto lease = generation.lease();
  auto history = store::history(lease->store, id);
  if (!history) return history;
  for (store::Step& step : history->steps)
    step.version.file = std::filesystem::path(step.version.file).filename().string();
  return history;
}

}  // namespace outturn::search
