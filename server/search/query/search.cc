// SPDX-License-Identifier: GPL-3.0-or-later
// Matches, corrects and drops; contract in search.h.
#include "server/search/query/search.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "server/search/match/ranked.h"
#include "server/search/match/set_source.h"
#include "server/search/query/parse.h"

namespace outturn::query {
namespace {

/// So many misspelt words are corrected, with so many candidates each.
constexpr std::size_t kMostCorrected = 3;
constexpr std::size_t kMostCandidates = 4;
/// Together: the nearest of each, then others.
constexpr std::size_t kMostAttempts = 12;
/// Of more words and phrases than this the set, the counts and the ranking take longer as well, so
/// that reading them has to end earlier.
constexpr std::size_t kManyUnits = 12;
constexpr double kShareOfMany = 0.4;

class Matcher {
 public:
  Matcher(const Compiled& compiled, const Index& index, const Options& options)
      : compiled_(compiled), index_(index), options_(options), all_count_(index.all.count()) {
    search::TermSets sets(index.database, index.all, index.terms, index.limit);
    std::vector<Bits> alternatives;
    for (const Xapian::Query& query : compiled.alternatives)
      alternatives.push_back(sets.matching(query));
    for (const Unit& unit : compiled.units) {
      Bits set(index.all.size());
      for (const std::string& term : unit.terms)
        if (const auto with = sets.with_term(term)) set |= *with;
      for (const Xapian::Query& query : unit.also) set |= sets.matching(query);
      for (const std::size_t place : unit.widenings) set |= alternatives[place];
      counts_.push_back(set.count());
      sets_.push_back(std::move(set));
    }
    dropped_.assign(sets_.size(), false);
  }

  Bits match() const { return match(compiled_.rule); }

  /// Whether the words at the top are so many that not all of them are required.
  bool is_long() const {
    return compiled_.rule.kind == Kind::kWords &&
           compiled_.rule.units.size() > options_.most_required;
  }

  /// Whether a record may lack one of the words and still be worth seeing.
  bool can_be_near() const {
    return compiled_.rule.kind == Kind::kWords && compiled_.rule.units.size() > 1;
  }

  /// The records that come first in the ranking, of those that have what is required.
  Bits nearest(std::size_t most) const {
    if (index_.limit.is_up()) return none();
    Rule required = compiled_.rule;
    required.units.clear();
    const Bits within = match(required);
    const Xapian::BM25Weight scheme = weighting();
    Bits set(index_.all.size());
    // Not every record here has every phrase, and only then is a phrase reckoned as its words.
    if (index_.lengths != nullptr && compiled_.scored.whole && compiled_.scored.phrases.empty()) {
      const search::Scoring scoring{compiled_.scored, *index_.lengths, index_.terms};
      for (const std::uint32_t number : search::first_shown(
               {index_.database, compiled_.ranking, compiled_.words, scheme, &scoring}, index_.all,
               within, most, index_.limit))
        set.set(number);
      return set;
    }
    search::SetSource source(within, index_.limit);
    Xapian::Enquire enquire(index_.database);
    enquire.set_query(
        Xapian::Query(Xapian::Query::OP_FILTER, compiled_.ranking, Xapian::Query(&source)));
    enquire.set_weighting_scheme(scheme);
    const Xapian::MSet page = enquire.get_mset(0, static_cast<Xapian::doccount>(most));
    for (auto at = page.begin(); at != page.end(); ++at) set.set(*at);
    return set;
  }
  const Bits& records(std::size_t unit) const { return sets_[unit]; }
  bool is_unknown(std::size_t unit) const { return counts_[unit] == 0; }
  bool is_dropped(std::size_t unit) const { return dropped_[unit]; }

  /// Drops what can be dropped of the words at the top; false where nothing can.
  bool drop(std::vector<Dropped>& names) {
    if (compiled_.rule.kind != Kind::kWords) return false;
    const std::vector<std::size_t> live = living(compiled_.rule);
    bool any = false;
    for (const std::size_t unit : live)
      if (is_unknown(unit)) any = take(unit, true, names);
    if (any) return true;
    const bool other = std::any_of(compiled_.rule.children.begin(), compiled_.rule.children.end(),
                                   [](const Rule& rule) { return rule.kind != Kind::kNot; });
    if (live.size() < (other ? 1U : 2U)) return false;
    const auto least = std::min_element(
        live.begin(), live.end(), [&](auto a, auto b) { return information(a) < information(b); });
    return take(*least, false, names);
  }

 private:
  bool take(std::size_t unit, bool unknown, std::vector<Dropped>& names) {
    dropped_[unit] = true;
    names.push_back({compiled_.units[unit].text, unknown});
    return true;
  }

  std::vector<std::size_t> living(const Rule& rule) const {
    std::vector<std::size_t> out;
    for (const std::size_t unit : rule.units)
      if (!dropped_[unit]) out.push_back(unit);
    return out;
  }

  /// How much a record's having the word says (Robertson and Sparck Jones, never negative).
  double information(std::size_t unit) const {
    const double all = static_cast<double>(all_count_);
    const double having = static_cast<double>(counts_[unit]);
    return std::log1p(std::max(0.0, all - having + 0.5) / (having + 0.5));
  }

  Bits match(const Rule& rule) const {
    switch (rule.kind) {
      case Kind::kWord:
      case Kind::kPhrase:
        return sets_[rule.units.front()];
      case Kind::kOr: {
        Bits set = none();
        for (const Rule& child : rule.children) set |= match(child);
        return set;
      }
      case Kind::kAnd:
      case Kind::kWords:
      case Kind::kNot:  // stands only as a child of one of these
        break;
    }
    const std::vector<std::size_t> live = living(rule);
    Bits set = live.empty() ? index_.all : enough_of(rule, live);
    // A rule all of whose words were dropped, with nothing else to go by, matches nothing.
    if (live.empty() && !rule.units.empty() && rule.children.empty()) set = none();
    for (const Rule& child : rule.children) {
      if (child.kind == Kind::kNot) {
        set.and_not(match(child.children.front()));
      } else {
        set &= match(child);
      }
    }
    return set;
  }

  Bits enough_of(const Rule& rule, const std::vector<std::size_t>& live) const {
    if (rule.units.size() <= options_.most_required) {
      Bits set = sets_[live.front()];
      for (const std::size_t unit : live) set &= sets_[unit];
      return set;
    }
    const double share = compiled_.long_text ? options_.long_share : options_.share;
    double sum = 0;
    std::vector<search::WeightedSet> weighed;
    for (const std::size_t unit : live) {
      weighed.emplace_back(&sets_[unit], information(unit));
      sum += weighed.back().second;
    }
    return search::weighing(weighed, share * sum, index_.all);
  }

  Bits none() const { return Bits(index_.all.size()); }

  const Compiled& compiled_;
  const Index& index_;
  const Options& options_;
  const std::size_t all_count_;
  std::vector<Bits> sets_;           ///< by unit
  std::vector<std::size_t> counts_;  ///< of them
  std::vector<bool> dropped_;
};

/// One way to read the question, and the records that match it as it stands.
struct Attempt {
  Tree tree;
  Compiled compiled;
  std::vector<Correction> corrected;
};

/// A misspelt word: the nodes it stands in, and what it may have meant.
struct Misspelt {
  std::string typed;
  std::string word;
  std::vector<std::string> candidates;
};

std::vector<Misspelt> misspelt(const Compiled& compiled, const Matcher& matcher,
                               const Index& index) {
  std::vector<Misspelt> out;
  for (std::size_t i = 0; i < compiled.units.size() && out.size() < kMostCorrected; ++i) {
    const Unit& unit = compiled.units[i];
    if (unit.word.empty() || !unit.also.empty() || !matcher.is_unknown(i)) continue;
    if (index.lexicon.records_with(unit.word) > 0) continue;  // held, though not in that field
    auto candidates = index.lexicon.near(unit.word, kMostCandidates);
    if (!candidates.empty()) out.push_back({unit.text, unit.word, std::move(candidates)});
  }
  return out;
}

/// The tree with each misspelt word replaced by one of its candidates.
Attempt corrected(const Tree& tree, const std::vector<Misspelt>& words,
                  const std::vector<std::size_t>& choice) {
  Attempt out{tree, {}, {}};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& better = words[i].candidates[choice[i]];
    for (Node& node : out.tree.nodes)
      if (node.kind == Kind::kWord && node.text == words[i].typed) node.text = better;
    out.corrected.push_back({words[i].typed, better});
  }
  return out;
}

/// The next choice of candidates, nearest first; false after the last.
bool next_choice(const std::vector<Misspelt>& words, std::vector<std::size_t>& choice) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (++choice[i] < words[i].candidates.size()) return true;
    choice[i] = 0;
  }
  return false;
}

/// Whether every record to be put in order has every phrase of the ranking, so that it can be
/// reckoned as its words.
bool has_every_phrase(const Found& found, const Compiled& compiled, const Matcher& matcher) {
  for (std::size_t unit = 0; unit < compiled.units.size(); ++unit) {
    if (compiled.units[unit].also.empty() || !compiled.units[unit].ranked) continue;
    for (const Bits* records : {&found.records, &found.near}) {
      if (records->size() == 0) continue;
      Bits without = *records;
      if (!without.and_not(matcher.records(unit)).none()) return false;
    }
  }
  return true;
}

bool has_every_word(const Compiled& compiled, const Matcher& matcher, Bits set) {
  for (const std::size_t unit : compiled.rule.units) set &= matcher.records(unit);
  return !set.none();
}

void finish(Found& found, const Attempt& attempt, const Matcher& matcher) {
  Reading& reading = found.reading;
  reading.diagnostics = attempt.compiled.diagnostics;
  reading.widened = attempt.compiled.widened;
  reading.corrected = attempt.corrected;
  reading.long_text = attempt.compiled.long_text;
  found.ranking = attempt.compiled.ranking;
  found.ranking_words = attempt.compiled.words;
  found.scored = attempt.compiled.scored;
  if (!found.scored.phrases.empty())
    found.scored.whole = found.scored.whole && has_every_phrase(found, attempt.compiled, matcher);
  for (const std::size_t unit : attempt.compiled.rule.units)
    found.words.push_back({attempt.compiled.units[unit].text, attempt.compiled.units[unit].terms,
                           matcher.records(unit)});
  if (attempt.compiled.empty) {
    reading.outcome = Outcome::kEverything;
  } else if (found.records.none()) {
    reading.outcome = Outcome::kNothing;
    reading.dropped.clear();
  } else if (!reading.dropped.empty()) {
    reading.outcome = Outcome::kFewerWords;
  } else {
    reading.outcome = has_every_word(attempt.compiled, matcher, found.records)
                          ? Outcome::kAllWords
                          : Outcome::kMostWords;
  }
}

/// Where few records match: those that rank first are matches too for a longer question, which
/// never required every word; for a short one they stand apart.
void add_nearest(Found& found, const Matcher& matcher, const Options& options) {
  const std::size_t few = found.records.count();
  if (few == 0 || few >= options.at_least || !matcher.can_be_near()) return;
  Bits nearest = matcher.nearest(options.at_least);
  nearest.and_not(found.records);
  if (matcher.is_long()) {
    found.records |= nearest;
    found.reading.nearest = nearest.count();
  } else {
    found.near = std::move(nearest);
  }
}

}  // namespace

Found search(std::string_view text, const Index& index, const Options& options) {
  Found found;
  Attempt attempt{parse(text), {}, {}};
  attempt.compiled = compile(attempt.tree, index.database, index.lexicon, options);
  if (attempt.compiled.empty) {
    found.records = index.all;
    finish(found, attempt, Matcher(attempt.compiled, index, options));
    return found;
  }
  if (attempt.compiled.units.size() > kManyUnits) index.limit.shorten(kShareOfMany);
  auto matcher = std::make_unique<Matcher>(attempt.compiled, index, options);
  found.records = matcher->match();
  if (found.records.none() && options.correct) {
    const auto words = misspelt(attempt.compiled, *matcher, index);
    std::vector<std::size_t> choice(words.size(), 0);
    std::optional<Attempt> first;
    for (std::size_t tried = 0; !words.empty() && tried < kMostAttempts; ++tried) {
      Attempt next = corrected(attempt.tree, words, choice);
      next.compiled = compile(next.tree, index.database, index.lexicon, options);
      Bits records = Matcher(next.compiled, index, options).match();
      const bool good = !records.none();
      if (good || !first) first = std::move(next);
      if (good || !next_choice(words, choice)) break;
    }
    if (first) {
      attempt = std::move(*first);
      matcher = std::make_unique<Matcher>(attempt.compiled, index, options);
      found.records = matcher->match();
    }
  }
  while (found.records.none() && matcher->drop(found.reading.dropped))
    found.records = matcher->match();
  add_nearest(found, *matcher, options);
  finish(found, attempt, *matcher);
  found.approximate = index.limit.was_up();
  return found;
}

Xapian::BM25Weight weighting() {
  return Xapian::BM25Weight(search::kBm25K1, 0, 1, search::kBm25B, 0);
}

std::vector<std::string> Found::lacking(unsigned record) const {
  std::vector<std::string> out;
  for (const Word& word : words)
    if (!word.records.test(record)) out.push_back(word.text);
  return out;
}

}  // namespace outturn::query
