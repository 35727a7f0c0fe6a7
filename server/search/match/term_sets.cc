// SPDX-License-Identifier: GPL-3.0-or-later
// Combines postings; contract in term_sets.h.
#include "server/search/match/term_sets.h"

#include <algorithm>
#include <bit>

#include "server/search/match/set_source.h"

namespace outturn::search {
namespace {

using Xapian::Query;

/// A term of fewer records than one in this many is read again rather than remembered.
constexpr std::size_t kWorthKeeping = 256;
/// Postings between looks at the clock.
constexpr std::size_t kAskTheClock = 1U << 14;
/// Begins the cache's key of a query that is more than a term; no term of the index begins so.
constexpr char kWholeQuery = '\1';
/// Brackets in brackets beyond this are left to the library.
constexpr unsigned kDeepest = 100;

/// Gathers every record an unranked match comes upon.
class Gather : public Xapian::MatchDecider {
 public:
  explicit Gather(Bits& found) : found_(found) {}
  bool operator()(const Xapian::Document& document) const override {
    if (document.get_docid() < found_.size()) found_.set(document.get_docid());
    return false;
  }

 private:
  Bits& found_;
};

}  // namespace

std::shared_ptr<const Postings> TermSets::read(const std::string& term) {
  const auto postings = database_.get_termfreq(term);
  if (postings == 0) return nullptr;
  constexpr Xapian::termcount kMostTimes = 255;
  auto out = std::make_shared<Postings>(Postings{Bits(all_.size()), {}});
  out->times.reserve(postings);
  std::size_t seen = 0;
  const auto end = database_.postlist_end(term);
  for (auto at = database_.postlist_begin(term); at != end; ++at) {
    if (*at < all_.size()) {
      out->records.set(*at);
      out->times.push_back(static_cast<std::uint8_t>(std::min(at.get_wdf(), kMostTimes)));
    }
    if (++seen % kAskTheClock == 0 && limit_.is_up()) return out;  // half read: not remembered
  }
  if (cache_ != nullptr && postings > all_.size() / kWorthKeeping)
    cache_->keep(term, out, out->bytes());
  return out;
}

std::shared_ptr<const Postings> TermSets::postings(const std::string& term) {
  if (cache_ != nullptr)
    if (auto known = cache_->find(term)) return known;
  if (limit_.is_up()) return nullptr;
  return read(term);
}

std::shared_ptr<const Bits> TermSets::with_term(const std::string& term) {
  const auto found = postings(term);
  if (found == nullptr) return nullptr;
  return {found, &found->records};
}

Bits TermSets::matching(const Query& query) {
  if (query.empty()) return Bits(all_.size());
  if (cache_ == nullptr || query.get_type() == Query::LEAF_TERM) return within(query, all_);
  const std::string key = kWholeQuery + query.serialise();
  if (const auto known = cache_->find(key)) return known->records;
  Bits out = within(query, all_);
  if (!limit_.was_up())
    cache_->keep(key, std::make_shared<const Postings>(Postings{out, {}}), out.bytes());
  return out;
}

Bits TermSets::all_of(const Query& query, std::size_t count, const Bits& records) {
  Bits out = records;
  // What costs least first, so that the rest has fewer records to look at.
  for (const bool terms : {true, false})
    for (std::size_t i = 0; i < count; ++i) {
      const Query part = query.get_subquery(i);
      if ((part.get_type() == Query::LEAF_TERM) != terms) continue;
      if (out.none()) return out;
      out &= within(part, out);
    }
  return out;
}

Bits TermSets::any_of(const Query& query, const Bits& records) {
  Bits out(all_.size());
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
    out |= within(query.get_subquery(i), records);
  return out;
}

Bits TermSets::within(const Query& query, const Bits& records) {
  struct Depth {
    unsigned& depth;
    explicit Depth(unsigned& at) : depth(at) { ++depth; }
    ~Depth() { --depth; }
  } const deeper(depth_);
  if (depth_ > kDeepest) return by_library(query, records);
  switch (query.get_type()) {
    case Query::LEAF_MATCH_ALL:
      return records;
    case Query::LEAF_MATCH_NOTHING:
      return Bits(all_.size());
    case Query::LEAF_TERM: {
      const auto set = with_term(*query.get_terms_begin());
      if (!set) return Bits(all_.size());
      Bits out = records;
      return out &= *set;
    }
    case Query::OP_AND:
    case Query::OP_FILTER:
      return all_of(query, query.get_num_subqueries(), records);
    case Query::OP_AND_MAYBE:
    case Query::OP_SCALE_WEIGHT:
      return within(query.get_subquery(0), records);
    case Query::OP_OR:
    case Query::OP_SYNONYM:
    case Query::OP_MAX:
      return any_of(query, records);
    case Query::OP_AND_NOT: {
      Bits out = within(query.get_subquery(0), records);
      for (std::size_t i = 1; i < query.get_num_subqueries(); ++i)
        out.and_not(within(query.get_subquery(i), out));
      return out;
    }
    case Query::OP_PHRASE:
    case Query::OP_NEAR:
      return by_library(query, terms_of_all(query, records));
    default:
      return by_library(query, records);
  }
}

/// A phrase can only match where each of its words is.
Bits TermSets::terms_of_all(const Query& query, const Bits& records) {
  Bits out = records;
  for (std::size_t i = 0; i < query.get_num_subqueries() && !out.none(); ++i)
    out &= within(query.get_subquery(i), out);
  return out;
}

Bits TermSets::by_library(const Query& query, const Bits& records) {
  Bits found(all_.size());
  if (records.none() || limit_.is_up()) return found;
  SetSource source(records, limit_);
  Xapian::Enquire enquire(database_);
  enquire.set_query(Query(Query::OP_FILTER, query, Query(&source)));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const Gather gather(found);
  enquire.get_mset(0, 1, 0, nullptr, &gather);
  return found;
}

Bits weighing(const std::vector<WeightedSet>& sets, double least, const Bits& all) {
  // Sums of floats: a hair less than asked for is enough.
  const auto enough = static_cast<float>(least * (1 - 1e-5));
  Bits out(all.size());
  // So many records at a time that their sums stay in the memory nearest to the processor.
  constexpr std::size_t kBlock = 256;  // words of bits
  std::vector<float> weights(kBlock * 64);
  for (std::size_t begin = 0; begin < out.words().size(); begin += kBlock) {
    const std::size_t end = std::min(begin + kBlock, out.words().size());
    std::fill(weights.begin(), weights.end(), 0.0F);
    for (const auto& [set, weight] : sets) {
      const auto add = static_cast<float>(weight);
      const auto words = set->words();
      for (std::size_t word = begin; word < end; ++word)
        for (std::uint64_t rest = words[word]; rest != 0; rest &= rest - 1)
          weights[(word - begin) * 64 + static_cast<unsigned>(std::countr_zero(rest))] += add;
    }
    for (std::size_t i = 0; i < (end - begin) * 64; ++i)
      if (weights[i] >= enough && weights[i] > 0) out.set(begin * 64 + i);
  }
  return out &= all;
}

}  // namespace outturn::search
