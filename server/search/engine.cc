// SPDX-License-Identifier: GPL-3.0-or-later
// Words, match set and counts, order, page.
#include "server/search/engine.h"

#include <array>
#include <optional>
#include <stdexcept>

#include "server/search/connection.h"
#include "server/search/facets.h"
#include "server/search/match/ranked.h"
#include "server/search/query/search.h"
#include "server/search/query/snippet.h"
#include "server/search/reasons.h"
#include "server/search/text_set.h"

namespace outturn::search {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kSnippetBytes = 420;

/// How long a part of an answer may take, in work of the thread and with waiting for the disk; what
/// is cut short is labelled. The ranking has a share of its own, so that what was found before the
/// words' share was up is still put in order.
struct Share {
  std::chrono::milliseconds work;
  std::chrono::milliseconds time;
};
constexpr Share kWords{130ms, 1000ms};
constexpr Share kRanking{25ms, 500ms};
/// The same where all of it is wanted.
constexpr Share kWordsForAll{3000ms, 7000ms};
constexpr Share kRankingForAll{1000ms, 3000ms};

TimeLimit limit_of(Patience patience, const Share& page, const Share& all) {
  const Share& share = patience == Patience::kPage ? page : all;
  return {share.work, share.time};
}

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

/// One question, from its words to its page.
class Search {
 public:
  Search(const Generation& generation, const Question& question, Patience patience,
         const AnswerParts& wanted)
      : generation_(generation),
        question_(question),
        wanted_(wanted),
        connection_(generation.lease()),
        index_(generation.matches().index()),
        patience_(patience),
        limit_(limit_of(patience, kWords, kWordsForAll)) {}

  Answer run() {
    const TextSet words = read_words();
    const auto match = generation_.matches().match(
        words, question_.filters, wanted_.counts ? Counting::kWhicheverIsFaster : Counting::kTotal);
    answer_.question = question_;
    answer_.question.seal = generation_.seal();
    answer_.release = generation_.manifest().id;
    answer_.total = match->counts.total;
    answer_.words = how_matched(text_.reading.outcome);
    answer_.reading = text_.reading;
    answer_.notes = text_.reading.sentences();
    if (wanted_.counts) {
      answer_.facets = facets_of(generation_, connection_->store, match->counts);
      answer_.histograms = histograms_of(match->counts);
      answer_.lifted = lifted_of(question_.filters, match->counts);
    } else {
      answer_.facets = chosen_facets(generation_, connection_->store, question_.filters);
    }
    answer_.total_without_filters =
        words.records == nullptr ? index_.total() : words.records->count();
    put_page(match->records);
    if (wanted_.near) put_near();
    answer_.approximate = is_approximate();
    return std::move(answer_);
  }

  Whole run_whole() {
    const auto match =
        generation_.matches().match(read_words(), question_.filters, Counting::kTotal);
    const Paging all{match->records.count(), 0};
    const OrderedPage found = is_by_relevance() ? by_relevance(match->records, all, Grouping::kNone)
                                                : ordered(index_, match->records, question_.filters,
                                                          order_of(question_.sort), all);
    Whole out;
    out.numbers.reserve(found.records.size());
    for (const Placed& place : found.records) out.numbers.push_back(place.number);
    out.approximate = is_approximate();
    return out;
  }

 private:
  TextSet read_words() {
    query::Options options;
    options.synonyms = question_.widen;
    options.correct = question_.correct;
    // Soon after the start they are still being read, which nobody waits for who only browses.
    const Lengths* lengths = question_.text.empty() ? nullptr : &generation_.lengths();
    text_ = query::search(question_.text,
                          {connection_->index, generation_.lexicon(), index_.all(),
                           &generation_.matches().terms(), limit_, lengths},
                          options);
    return text_set(question_, text_);
  }

  bool is_by_relevance() const {
    return question_.sort == Sort::kRelevance && !text_.ranking.empty();
  }

  void put_page(const Bits& records) {
    const Paging paging{question_.per_page, question_.offset};
    if (is_by_relevance()) {
      const OrderedPage page = by_relevance(records, paging, question_.grouping);
      if (wanted_.hits) put_hits(page.records, answer_.hits);
      if (page.more) answer_.next_offset = question_.offset + page.records.size();
      return;
    }
    const OrderedPage page = ordered(index_, records, question_.filters, order_of(question_.sort),
                                     paging, question_.grouping);
    answer_.comparable = page.comparable;
    answer_.with_figure = page.with_figure;
    if (wanted_.hits) put_hits(page.records, answer_.hits);
    if (page.more) answer_.next_offset = question_.offset + page.records.size();
  }

  /// Below a short first page: what lacks a word, cut down by the filters all the same.
  void put_near() {
    if (question_.offset > 0 || answer_.total >= question_.per_page || text_.near.size() == 0 ||
        text_.near.none())
      return;
    const Bits near =
        search::match(index_, &text_.near, question_.filters, {}, Counting::kTotal).records;
    if (near.none()) return;
    const OrderedPage page =
        by_relevance(near, {question_.per_page - answer_.total, 0}, Grouping::kNone);
    put_hits(page.records, answer_.near);
  }

  OrderedPage by_relevance(const Bits& records, const Paging& paging, Grouping grouping) {
    const Xapian::BM25Weight scheme = query::weighting();
    // Where the words took too long, phrases are not looked for once more.
    if (limit_.was_up()) text_.scored.whole = true;
    const Scoring scoring{text_.scored, generation_.lengths(), &generation_.matches().terms()};
    TimeLimit limit = limit_of(patience_, kRanking, kRankingForAll);
    OrderedPage page =
        ranked({connection_->index, text_.ranking, text_.ranking_words, scheme, &scoring}, index_,
               records, Within::kPart, paging, grouping, limit);
    ranking_cut_ = ranking_cut_ || limit.was_up();
    return page;
  }

  bool is_approximate() const { return limit_.was_up() || ranking_cut_; }

  void put_hits(const std::vector<Placed>& places, std::vector<Hit>& hits) const {
    query::Snippets snippets(connection_->index, generation_.lexicon(), text_.ranking);
    for (const Placed& place : places) {
      auto record = connection_->store.record(place.number);
      if (!record) throw std::runtime_error(base::to_text(record.error()));
      query::Snippet shown;
      std::vector<Reason> why;
      if (wanted_.snippets) shown = snippets.of(record->summary, kSnippetBytes);
      if (wanted_.reasons)
        why = reasons(connection_->index, place.number, text_.words, shown.terms);
      hits.push_back({std::move(*record), std::move(shown.html), text_.lacking(place.number),
                      std::move(why), place.in_group});
    }
  }

  const Generation& generation_;
  const Question& question_;
  const AnswerParts wanted_;
  const Generation::Lease connection_;
  const MatchIndex& index_;
  const Patience patience_;
  TimeLimit limit_;  ///< of the words
  bool ranking_cut_ = false;
  query::Found text_;
  Answer answer_;
};

}  // namespace

namespace {

auto readable(const auto& search) {
  try {
    return search();
  } catch (const Xapian::Error& fault) {
    throw std::runtime_error("the index cannot be read (" + fault.get_description() + ")");
  }
}

}  // namespace

Answer answer(const Generation& generation, const Question& question, const AnswerParts& wanted) {
  const Generation::Turn turn = generation.turn();
  return readable([&] { return Search(generation, question, Patience::kPage, wanted).run(); });
}

Whole whole(const Generation& generation, const Question& question, Patience patience) {
  // Those who wait for seconds are few, by permits of their own: were they to hold places as well,
  // they could hold all of them, and no page would come until the first has ended.
  std::optional<Generation::Turn> turn;
  if (patience == Patience::kPage) turn.emplace(generation.turn());
  return readable([&] { return Search(generation, question, patience, {}).run_whole(); });
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
