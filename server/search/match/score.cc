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
  return out;
}

double Scorer::termweight(double having) const {
  const double all = database_.get_doccount();
  double odds = (all - having + 0.5) / (having + 0.5);
  if (odds < 2) odds = odds * 0.5 + 1;  // what most records have does not count against them
  return std::log(odds) * (kBm25K1 + 1);
}

double Scorer::share(unsigned times, std::uint32_t number) const {
  const double length =
      lengths_.average > 0 ? static_cast<double>(lengths_.words[number]) / lengths_.average : 0;
  return times / (kBm25K1 * (length * kBm25B + (1 - kBm25B)) + times);
}

/// Calls `seen(place, number, times)` for every record of the set that has the term; `place` is the
/// record's place in the set.
template <typename Visit>
void Scorer::visit(const std::string& term, const Bits& records, const Visit& seen) {
  const auto having = database_.get_termfreq(term);
  if (having == 0) return;
  TermSets sets(database_, all_, cache_, limit_);
  if (having > all_.size() / kCommon) {
    const auto set = sets.postings(term);
    if (set == nullptr) return;
    const auto terms = set->records.words();
    const auto wanted = records.words();
    std::size_t posting = 0;
    std::size_t place = 0;
    for (std::size_t word = 0; word < wanted.size(); ++word) {
      if ((terms[word] & wanted[word]) == 0) {
        posting += static_cast<std::size_t>(std::popcount(terms[word]));
        place += static_cast<std::size_t>(std::popcount(wanted[word]));
        continue;
      }
      for (std::uint64_t rest = terms[word] | wanted[word]; rest != 0; rest &= rest - 1) {
        const std::uint64_t bit = rest & (~rest + 1);
        const bool has = (terms[word] & bit) != 0;
        const bool in = (wanted[word] & bit) != 0;
        if (has && in)
          seen(place,
               static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(std::countr_zero(bit))),
               set->times[posting]);
        posting += has;
        place += in;
      }
    }
    return;
  }
  auto at = database_.postlist_begin(term);
  const auto end = database_.postlist_end(term);
  std::size_t place = 0;
  std::size_t word = 0;
  for (; at != end; ++at) {
    const std::uint32_t number = *at;
    if (number >= records.size() || !records.test(number)) continue;
    for (; word < number / 64; ++word)
      place += static_cast<std::size_t>(std::popcount(records.words()[word]));
    const std::uint64_t below = (std::uint64_t{1} << (number % 64)) - 1;
    seen(place + static_cast<std::size_t>(std::popcount(records.words()[word] & below)), number,
         at.get_wdf());
  }
}

void Scorer::add(const ScoredWord& word, const Bits& records, std::vector<Scored>& out) {
  if (word.terms.size() == 1) {
    const double weight = word.weight * termweight(database_.get_termfreq(word.terms.front()));
    visit(word.terms.front(), records,
          [&](std::size_t place, std::uint32_t number, unsigned times) {
            out[place].key -= weight * share(times, number);
          });
    return;
  }
  // Terms that count as one: as often as any is there, and as rare as any of them may be.
  std::vector<std::uint32_t> times(out.size());
  double having = 0;
  const double all = std::max(1U, database_.get_doccount());
  for (const std::string& term : word.terms) {
    const double more = database_.get_termfreq(term);
    having += more - having * more / all;
    visit(term, records,
          [&](std::size_t place, std::uint32_t, unsigned found) { times[place] += found; });
  }
  const double weight = word.weight * termweight(having);
  for (std::size_t place = 0; place < out.size(); ++place)
    if (times[place] > 0) out[place].key -= weight * share(times[place], out[place].number);
}

std::vector<Scored> Scorer::by_words(const ScoredWords& ranking, const Bits& records) {
  std::vector<Scored> out;
  out.reserve(records.count());
  records.for_each([&](std::uint32_t number) { out.push_back({number, 0}); });
  for (const ScoredWord& word : ranking.words) add(word, records, out);
  return out;
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
                                           const std::vector<Scored>& candidates) const {
  std::vector<double> out(candidates.size() * pairs.size());
  for (std::size_t pair = 0; pair < pairs.size(); ++pair)
    for (const bool first : {true, false}) {
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
      if (gains[i * pairs + pair] > 0 && side_by_side(ranking.pairs[pair], one.number))
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
