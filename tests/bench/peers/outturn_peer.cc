// SPDX-License-Identifier: GPL-3.0-or-later
// outturn_peer: Outturn's engine as a peer of the comparison, in process: sets from postings, one
// pass over the columns of all 27 filters and the four histograms (the ten facets that the others
// count are among them), and the first records ranked as the server ranks them. Written by our own
// writers. Whole answers are never remembered; sets of single words and of filters are, as in the
// server, unless --caches none.
#include <xapian.h>

#include <algorithm>
#include <optional>

#include "indexer/release/xapian_writer.h"
#include "indexer/running/parallel_map.h"
#include "schema/index/columns_writer.h"
#include "schema/index/plan.h"
#include "server/search/match/match_engine.h"
#include "server/search/match/order.h"
#include "server/search/match/ranked.h"
#include "server/search/query/search.h"
#include "tests/bench/peers/peer.h"
#include "tests/bench/peers/xapian_fault.h"

namespace outturn::bench {
namespace {

namespace fs = std::filesystem;
using index::FilterId;
using search::FilterSet;
using search::TextSet;

/// Short texts: more of them make a segment than of whole records.
constexpr std::size_t kSegment = 1000;
constexpr std::size_t kJoined = 100;

template <typename T>
T need(base::Result<T> result) {
  if (!result) throw std::runtime_error(base::to_text(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

index::Plan plan_of(const Row& row) {
  static_assert(index::kTextFields[2].name == "summary");
  return {{{2, row.words}}};
}

struct Batch {
  fs::path folder;
  std::vector<Row> rows;
};

fs::path index_batch(const Batch& batch) {
  auto writer = need(ingest::XapianWriter::create(batch.folder));
  for (const Row& row : batch.rows) need(writer.put(row.number, plan_of(row)));
  need(writer.finish());
  return batch.folder;
}

/// Segments on every processor, then joined: as the indexer does it.
class TextIndex {
 public:
  explicit TextIndex(const fs::path& folder)
      : folder_(folder), map_({}, index_batch, [this](fs::path part) -> base::Result<void> {
          parts_.push_back(std::move(part));
          if (parts_.size() == kJoined) join(folder_ / ("joined-" + std::to_string(made_++)));
          return {};
        }) {}

  void add(const Row& row) {
    batch_.rows.push_back(row);
    if (batch_.rows.size() == kSegment) send();
  }

  void finish(const fs::path& whole) {
    send();
    need(map_.finish());
    parts_.insert(parts_.begin(), joined_.begin(), joined_.end());
    join(whole);
    fs::remove_all(folder_);
  }

 private:
  void send() {
    if (batch_.rows.empty()) return;
    batch_.folder = folder_ / std::to_string(made_++);
    fs::create_directories(folder_);
    need(map_.push(std::exchange(batch_, {})));
  }
  void join(const fs::path& into) {
    need(ingest::join_indexes(parts_, into));
    for (const fs::path& part : parts_) fs::remove_all(part);
    parts_.clear();
    joined_.push_back(into);
  }

  fs::path folder_;
  Batch batch_;
  std::size_t made_ = 0;
  std::vector<fs::path> parts_;
  std::vector<fs::path> joined_;
  ingest::ParallelMap<Batch, fs::path> map_;  // last: its threads end before the rest goes
};

class OutturnPeer : public Peer {
 public:
  explicit OutturnPeer(PeerOptions options) : Peer(std::move(options)) {}

  void build() override {
    TextIndex text(options().index / "parts");
    auto columns = need(index::ColumnsWriter::create(options().index / "columns"));
    Rows rows(options().data);
    for (Row row; rows.next(row);) {
      text.add(row);
      need(columns.add(row.number, contribution(row.number)));
    }
    need(columns.finish());
    text.finish(options().index / "xapian");
  }

  void open() override {
    auto index = need(search::MatchIndex::open(options().index / "columns"));
    search::MatchEngineLimits limits;
    limits.answer_bytes = 0;
    if (options().caches == Caches::kNone) limits.term_bytes = limits.filter_bytes = 0;
    engine_.emplace(std::move(index), limits);
    database_ = Xapian::Database((options().index / "xapian").string());
  }

  void ask(const Question& question) override {
    search::TimeLimit limit;
    const FilterSet filters = filters_of(question);
    const Xapian::Query query = query_of(question, question.kind);
    TextSet text;  // without a key: what a whole question's words match is not remembered
    if (!question.words.empty()) {
      search::TermSets sets(database_, engine_->index().all(), &engine_->terms(), limit);
      text.records = std::make_shared<const search::Bits>(sets.matching(query));
    }
    match_ = engine_->match(text, filters);
    const search::Paging paging{kTop, 0, {}};
    if (question.kind == Kind::kRange || question.words.empty()) {
      const auto order =
          question.kind == Kind::kRange ? search::Order::kRatio : search::Order::kTitle;
      page_ = ordered(engine_->index(), match_->records, filters, order, paging);
      return;
    }
    const Xapian::BM25Weight weight = query::weighting();
    // Of a phrase, what needs no positions is that both words are there.
    const Xapian::Query words =
        question.kind == Kind::kPhrase ? query_of(question, Kind::kTwo) : query;
    const search::ScoredWords ranking = ranking_of(question);
    const search::Scoring scoring{ranking, lengths(), &engine_->terms()};
    page_ = search::ranked({database_, query, words, weight, &scoring}, engine_->index(),
                           match_->records, search::Within::kPart, paging, search::Grouping::kNone,
                           limit);
  }

  Answer answer() override {
    if (dictionary_[0].empty()) dictionary_ = read_dictionary(options().data);
    Answer out;
    out.total = match_->counts.total;
    for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet) {
      const FilterId filter = kPeerFacets[facet].filter;
      const auto& values = dictionary_[facet];
      const auto& options = match_->counts.splits[index::number_of(filter)].options;
      const auto& bins = match_->counts.histograms[index::number_of(filter)];
      if (filter == FilterId::kYear) {  // a year is a bin of the histogram
        for (std::size_t code = 1; code < values.size(); ++code)
          out.facets[facet].emplace_back(
              static_cast<Code>(code),
              bins.at(index::bin_of(index::kYearEdges, std::stod(values[code]))));
        continue;
      }
      for (const search::Option& option : options) {
        const auto at = std::lower_bound(values.begin(), values.end(), option.value);
        if (at == values.end() || *at != option.value)
          throw std::runtime_error("the columns hold a value of no record: " + option.value);
        out.facets[facet].emplace_back(static_cast<Code>(at - values.begin()), option.count);
      }
    }
    for (const search::Placed& placed : page_.records) out.top.push_back(placed.number);
    return out;
  }

  std::string version() const override {
    return std::string("Outturn, Xapian ") + Xapian::version_string();
  }

 private:
  FilterSet filters_of(const Question& question) const {
    FilterSet out;
    for (const Chosen& one : question.chosen)
      out.chosen(kPeerFacets[one.facet].filter) = {names()[one.facet][one.code]};
    if (question.kind == Kind::kRange) out.range(FilterId::kRatio) = {question.low, question.high};
    return out;
  }

  const Dictionary& names() const {
    if (dictionary_[0].empty()) dictionary_ = read_dictionary(options().data);
    return dictionary_;
  }

  static Xapian::Query query_of(const Question& question, Kind kind) {
    using Xapian::Query;
    const auto operation = kind == Kind::kThree    ? Query::OP_OR
                           : kind == Kind::kPhrase ? Query::OP_PHRASE
                                                   : Query::OP_AND;
    return {operation, question.words.begin(), question.words.end()};
  }

  /// As the server ranks: words from postings, a phrase by the library.
  static search::ScoredWords ranking_of(const Question& question) {
    search::ScoredWords out;
    out.whole = question.kind != Kind::kPhrase;
    for (const std::string& word : question.words) out.words.push_back({{word}, 1});
    return out;
  }

  const search::Lengths& lengths() {
    if (!lengths_) lengths_ = search::Lengths::read(database_, engine_->index().slots());
    return *lengths_;
  }

  mutable Dictionary dictionary_;
  std::optional<search::MatchEngine> engine_;
  Xapian::Database database_;
  std::optional<search::Lengths> lengths_;
  std::shared_ptr<const search::Match> match_;
  search::OrderedPage page_;
};

}  // namespace
}  // namespace outturn::bench

int main(int argc, char** argv) {
  return outturn::bench::peer_main(
      argc, argv,
      [](outturn::bench::PeerOptions options) {
        return std::make_unique<outturn::bench::OutturnPeer>(std::move(options));
      },
      outturn::bench::describe_xapian_fault);
}
