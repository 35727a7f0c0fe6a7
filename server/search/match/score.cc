// SPDX-License-Identifier: GPL-3.0-or-later
// BM25 as the library works it out; contract in score.h.
#include "server/search/match/score.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace outturn::search {
namespace {

/// A term of fewer records than one in this many is read record by record.
constexpr std::size_t kCommon = 256;

bool before(const Scored& a, const Scored& b) {
  return a.key != b.key ? a.key < b.key : a.number < b.number;
}

}  // namespace

Lengths Lengths::read(const Xapian::Database& database, std::size_t slots) {
  Lengths out;
  out.words.resize(slots);
  out.average = database.get_avlength();
  const auto end = database.postlist_end({});
  for (auto at = database.postlist_begin({}); at != end; ++at)
    if (*at < slots) out.words[*at] = at.get_doclength();
  const std::uint32_t longest =
      out.words.empty() ? 0 : *std::max_element(out.words.begin(), out.words.end());
  for (std::uint32_t words = 0; words <= longest; ++words) {
    const double length = out.average > 0 ? words / out.average : 0;
    out.dampers.push_back(kBm25K1 * (length * kBm25B + (1 - kBm25B)));
  }
  return out;
}

double Scorer::termweight(double having) const {
  const double all = database_.get_doccount();
  double odds = (all - having + 0.5) / (having + 0.5);
  if (odds < 2) odds = odds * 0.5 + 1;  // what most records have does not count against them
  return std::log(odds) * (kBm25K1 + 1);
}

double Scorer::share(unsigned times, std::uint32_t number) const {
  return times / (lengths_.dampers[lengths_.words[number]] + times);
}

/// A term on its way through the records, a block of them at a time.
class Scorer::Term {
 public:
  Term(Scorer& scorer, const std::string& term) {
    const Xapian::Database& database = scorer.database_;
    const auto having = database.get_termfreq(term);
    if (having > scorer.all_.size() / kCommon) {
      common_ = TermSets(database, scorer.all_, scorer.cache_, scorer.limit_).postings(term);
      return;
    }
    few_.reserve(having);
    const auto end = database.postlist_end(term);
    for (auto at = database.postlist_begin(term); at != end; ++at)
      few_.push_back({*at, at.get_wdf()});
  }

  /// Calls `seen(number, times)` for those of the records from `begin` to before `end`, multiples
  /// of 64, that have the term. Every block is asked for once, in rising order.
  template <typename Visit>
  void visit(const Bits& records, std::size_t begin, std::size_t end, const Visit& seen) {
    for (; next_ < few_.size() && few_[next_].number < end; ++next_)
      if (few_[next_].number < records.size() && records.test(few_[next_].number))
        seen(few_[next_].number, few_[next_].times);
    if (common_ == nullptr) return;
    const auto terms = common_->records.words();
    const auto wanted = records.words();
    for (std::size_t word = begin / 64; word < std::min(end / 64, terms.size()); ++word) {
      const std::uint64_t both = terms[word] & wanted[word];
      if (both == 0) {
        next_ += static_cast<std::size_t>(std::popcount(terms[word]));
        continue;
      }
      for (std::uint64_t rest = terms[word]; rest != 0; rest &= rest - 1, ++next_) {
        if ((both & rest & (~rest + 1)) == 0) continue;
        seen(static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(std::countr_zero(rest))),
             unsigned{common_->times[next_]});
      }
    }
  }

 private:
  struct Few {
    std::uint32_t number;
    unsigned times;
  };
  std::vector<Few> few_;                    ///< of a rare term
  std::shared_ptr<const Postings> common_;  ///< of a common one
  std::size_t next_ = 0;                    ///< posting of either
};

/// The terms that count as one, and what having them is worth.
struct Scorer::Part {
  std::vector<Term> terms;
  double weight;
};

std::vector<Scorer::Part> Scorer::parts(const ScoredWords& ranking) {
  std::vector<Part> out;
  const double all = std::max(1U, database_.get_doccount());
  const auto add = [&](const std::vector<std::string>& terms, double weight) {
    if (limit_.is_up()) return;
    Part part{{}, 0};
    double having = 0;  // as rare as any of them may be
    for (const std::string& term : terms) {
      const double more = database_.get_termfreq(term);
      having += more - having * more / all;
      if (more > 0) part.terms.emplace_back(*this, term);
    }
    part.weight = weight * termweight(having);
    if (!part.terms.empty()) out.push_back(std::move(part));
  };
  for (const ScoredWord& word : ranking.words) add(word.terms, word.weight);
  for (const ScoredPhrase& phrase : ranking.phrases)
    for (const std::string& term : phrase.terms) add({term}, phrase.weight);
  return out;
}

/// Calls `visit(record)` for every record of the set. Keys are worked out for so many records at a
/// time that they stay in the memory nearest to the processor.
template <typename Visit>
void Scorer::for_each(const ScoredWords& ranking, const Bits& records, const Visit& visit) {
  constexpr std::size_t kBlock = std::size_t{1} << 15;
  std::vector<Part> asked = parts(ranking);
  std::vector<double> keys(kBlock);
  std::vector<std::uint32_t> times;
  for (std::size_t begin = 0; begin < records.size(); begin += kBlock) {
    const std::size_t end = begin + kBlock;
    std::fill(keys.begin(), keys.end(), 0);
    for (Part& part : asked) {
      if (part.terms.size() == 1) {
        part.terms.front().visit(records, begin, end, [&](std::uint32_t number, unsigned found) {
          keys[number - begin] -= part.weight * share(found, number);
        });
        continue;
      }
      times.assign(kBlock, 0);  // as often as any is there
      for (Term& term : part.terms)
        term.visit(records, begin, end,
                   [&](std::uint32_t number, unsigned found) { times[number - begin] += found; });
      for (std::size_t i = 0; i < kBlock; ++i)
        if (times[i] > 0)
          keys[i] -= part.weight * share(times[i], static_cast<std::uint32_t>(begin + i));
    }
    const auto words = records.words();
    for (std::size_t word = begin / 64; word < std::min(end / 64, words.size()); ++word)
      for (std::uint64_t rest = words[word]; rest != 0; rest &= rest - 1) {
        const std::size_t number = word * 64 + static_cast<unsigned>(std::countr_zero(rest));
        visit(Scored{static_cast<std::uint32_t>(number), keys[number - begin]});
      }
  }
}

std::vector<Scored> Scorer::by_words(const ScoredWords& ranking, const Bits& records) {
  std::vector<Scored> out;
  out.reserve(records.count());
  for_each(ranking, records, [&](const Scored& record) { out.push_back(record); });
  return out;
}

std::vector<Scored> Scorer::best_by_words(const ScoredWords& ranking, const Bits& records,
                                          std::size_t most) {
  std::vector<Scored> best;  // a heap, the worst on top, once there are as many
  for_each(ranking, records, [&](const Scored& record) {
    if (best.size() < most) {
      best.push_back(record);
      if (best.size() == most) std::make_heap(best.begin(), best.end(), before);
    } else if (most > 0 && before(record, best.front())) {
      std::pop_heap(best.begin(), best.end(), before);
      best.back() = record;
      std::push_heap(best.begin(), best.end(), before);
    }
  });
  return best;
}

bool Scorer::side_by_side(const ScoredPair& pair, std::uint32_t number) const {
  auto first = database_.positionlist_begin(number, pair.first);
  const auto first_end = database_.positionlist_end(number, pair.first);
  if (first == first_end) return false;
  auto second = database_.positionlist_begin(number, pair.second);
  const auto second_end = database_.positionlist_end(number, pair.second);
  for (; first != first_end; ++first) {
    second.skip_to(*first + 1);
    if (second == second_end) return false;
    if (*second - *first < pair.window) return true;
  }
  return false;
}

/// For every candidate and pair, what it would gain were the two side by side.
std::vector<double> Scorer::possible_gains(const std::vector<ScoredPair>& pairs,
                                           const std::vector<Scored>& candidates) {
  std::vector<double> out(candidates.size() * pairs.size());
  for (std::size_t pair = 0; pair < pairs.size(); ++pair)
    for (const bool first : {true, false}) {
      if (limit_.is_up()) return std::vector<double>(out.size());
      const std::string& term = first ? pairs[pair].first : pairs[pair].second;
      const double weight = pairs[pair].weight * termweight(database_.get_termfreq(term));
      auto at = database_.postlist_begin(term);
      const auto end = database_.postlist_end(term);
      for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (at != end) at.skip_to(candidates[i].number);
        double& gain = out[i * pairs.size() + pair];
        const bool has = at != end && *at == candidates[i].number;
        if (!has) {
          gain = 0;
        } else if (first || gain > 0) {
          gain += weight * share(at.get_wdf(), candidates[i].number);
        }
      }
    }
  return out;
}

std::vector<Scored> Scorer::by_all(const ScoredWords& ranking, std::vector<Scored> candidates,
                                   std::size_t most) {
  most = std::min(most, candidates.size());
  if (ranking.pairs.empty() || most == 0) {
    const auto last = candidates.begin() + static_cast<std::ptrdiff_t>(most);
    std::partial_sort(candidates.begin(), last, candidates.end(), before);
    candidates.resize(most);
    return candidates;
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const Scored& a, const Scored& b) { return a.number < b.number; });
  const std::size_t pairs = ranking.pairs.size();
  const std::vector<double> gains = possible_gains(ranking.pairs, candidates);
  std::vector<Scored> possible = candidates;  // the best each can be
  std::vector<std::size_t> order(candidates.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
    for (std::size_t pair = 0; pair < pairs; ++pair) possible[i].key -= gains[i * pairs + pair];
  }
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return before(possible[a], possible[b]); });
  std::vector<Scored> best;  // a heap, the worst on top
  for (const std::size_t i : order) {
    // Once enough are better than the next could be, they are the ones.
    if (best.size() == most && before(best.front(), possible[i])) break;
    Scored one = candidates[i];
    for (std::size_t pair = 0; pair < pairs; ++pair)
      if (gains[i * pairs + pair] > 0 && !limit_.is_up() &&
          side_by_side(ranking.pairs[pair], one.number))
        one.key -= gains[i * pairs + pair];
    best.push_back(one);
    std::push_heap(best.begin(), best.end(), before);
    if (best.size() <= most) continue;
    std::pop_heap(best.begin(), best.end(), before);
    best.pop_back();
  }
  std::sort_heap(best.begin(), best.end(), before);
  return best;
}

}  // namespace outturn::search
