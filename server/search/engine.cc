// SPDX-License-Identifier: GPL-3.0-or-later
// Words, match set and counts, order, page.
#include "server/search/engine.h"

#include <array>
#include <stdexcept>

#include "schema/base/text.h"
#include "server/search/connection.h"
#include "server/search/facets.h"
#include "server/search/match/ranked.h"
#include "server/search/query/search.h"
#include "server/search/reasons.h"

namespace outturn::search {
namespace {

constexpr std::size_t kSnippetBytes = 420;

/// For the words and for the ranking together; what is cut short is labelled.
constexpr std::chrono::milliseconds kMostWork{150};
constexpr std::chrono::milliseconds kMostTime{1000};

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

Order order_of(Sort sort) {
  switch (sort) {
    case Sort::kRatio:
      return Order::kRatio;
    case Sort::kEffect:
      return Order::kEffect;
    case Sort::kStrength:
      return Order::kStrength;
    case Sort::kCost:
      return Order::kCost;
    case Sort::kYear:
      return Order::kYear;
    case Sort::kRelevance:  // without words
    case Sort::kTitle:
      break;
  }
  return Order::kTitle;
}

std::string snippet(const Xapian::MSet& matches, bool has_words, const std::string& summary) {
  thread_local const Xapian::Stem stem("en");  // a stemmer changes inside as it works
  if (!has_words) return base::escape_html(base::clip(summary, kSnippetBytes));
  // With markers that are not empty the library escapes the text itself. Its background model would
  // look up every word of the text.
  return matches.snippet(summary, kSnippetBytes, stem, Xapian::MSet::SNIPPET_EXHAUSTIVE, "<mark>",
                         "</mark>", "…");
}

/// One question, from its words to its page.
class Search {
 public:
  Search(const Generation& generation, const Question& question)
      : generation_(generation),
        question_(question),
        connection_(generation.lease()),
        index_(generation.matches().index()) {}

  Answer run() {
    query::Options options;
    options.synonyms = question_.widen;
    options.correct = question_.correct;
    text_ = query::search(question_.text,
                          {connection_->index, generation_.lexicon(), index_.all(),
                           &generation_.matches().terms(), limit_},
                          options);
    const TextSet words = text_set();
    const auto match = generation_.matches().match(words, question_.filters);
    answer_.question = question_;
    answer_.question.seal = generation_.seal();
    answer_.release = generation_.manifest().id;
    answer_.total = match->counts.total;
    answer_.words = how_matched(text_.reading.outcome);
    answer_.reading = text_.reading;
    answer_.notes = text_.reading.sentences();
    answer_.facets = facets_of(generation_, connection_->store, match->counts);
    answer_.histograms = histograms_of(match->counts);
    answer_.lifted = lifted_of(question_.filters, match->counts);
    answer_.total_without_filters =
        words.records == nullptr ? index_.total() : words.records->count();
    put_page(match->records);
    put_near();
    answer_.approximate = limit_.was_up();
    return std::move(answer_);
  }

 private:
  TextSet text_set() {
    if (text_.reading.outcome == query::Outcome::kEverything) return {};
    std::string key = question_.text;
    key += question_.widen ? 'w' : '-';
    key += question_.correct ? 'c' : '-';
    return {std::make_shared<const Bits>(std::move(text_.records)),
            text_.approximate ? std::string() : key, text_.approximate};
  }

  void put_page(const Bits& records) {
    const Paging paging{question_.per_page, question_.offset, {}};
    if (question_.sort == Sort::kRelevance && !text_.ranking.empty()) {
      const RankedPage page = by_relevance(records, paging, question_.grouping);
      put_hits(page.page.records, page.matches, answer_.hits);
      if (page.page.more) answer_.next_offset = question_.offset + page.page.records.size();
      return;
    }
    const OrderedPage page = ordered(index_, records, question_.filters, order_of(question_.sort),
                                     paging, question_.grouping);
    answer_.comparable = page.comparable;
    answer_.with_figure = page.with_figure;
    put_hits(page.records, matches_for_snippets(page.records), answer_.hits);
    if (page.more) answer_.next_offset = question_.offset + page.records.size();
  }

  /// Below a short first page: what lacks a word, cut down by the filters all the same.
  void put_near() {
    if (question_.offset > 0 || answer_.total >= question_.per_page || text_.near.size() == 0 ||
        text_.near.none())
      return;
    const Bits near = search::match(index_, &text_.near, question_.filters).records;
    if (near.none()) return;
    const RankedPage page =
        by_relevance(near, {question_.per_page - answer_.total, 0, {}}, Grouping::kNone);
    put_hits(page.page.records, page.matches, answer_.near);
  }

  RankedPage by_relevance(const Bits& records, const Paging& paging, Grouping grouping) {
    const Xapian::BM25Weight scheme = query::weighting();
    return ranked({connection_->index, text_.ranking, text_.ranking_words, scheme}, index_, records,
                  Within::kPart, paging, grouping, limit_);
  }

  /// What the snippets of a page by a figure need to know of the words; looks at that page alone.
  Xapian::MSet matches_for_snippets(const std::vector<Placed>& page) {
    if (text_.ranking.empty()) return {};
    Bits shown(index_.slots());
    for (const Placed& place : page) shown.set(place.number);
    const Xapian::BM25Weight scheme = query::weighting();
    return first_ones({connection_->index, text_.ranking, text_.ranking_words, scheme}, shown,
                      Within::kPart, limit_);
  }

  void put_hits(const std::vector<Placed>& places, const Xapian::MSet& matches,
                std::vector<Hit>& hits) const {
    for (const Placed& place : places) {
      auto record = connection_->store.record(place.number);
      if (!record) throw std::runtime_error(base::to_text(record.error()));
      std::string marked = snippet(matches, !text_.ranking.empty(), record->summary);
      std::vector<Reason> why = reasons(connection_->index, place.number, text_.words, marked);
      hits.push_back({std::move(*record), std::move(marked), text_.lacking(place.number),
                      std::move(why), place.in_group});
    }
  }

  const Generation& generation_;
  const Question& question_;
  const Generation::Lease connection_;
  const MatchIndex& index_;
  TimeLimit limit_{kMostWork, kMostTime};
  query::Found text_;
  Answer answer_;
};

}  // namespace

Answer answer(const Generation& generation, const Question& question) {
  try {
    return Search(generation, question).run();
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
