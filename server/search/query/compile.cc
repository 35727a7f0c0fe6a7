// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles a tree; contract in compile.h.
#include "server/search/query/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "schema/index/fields.h"
#include "server/search/query/long_text.h"
#include "server/search/query/ranking.h"
#include "server/search/query/spelling.h"
#include "server/search/query/synonyms.h"
#include "server/search/query/terms.h"

namespace outturn::query {
namespace {

using Xapian::Query;

constexpr std::string_view kTitlePrefix = index::kTextFields[0].prefix;
static_assert(index::kTextFields[0].name == "title");

/// A phrase of more words than this is searched by its first ones.
constexpr std::size_t kLongestPhrase = 40;
/// Spellings of a phrase: each word may have several.
constexpr std::size_t kMostSpellings = 8;
/// What reads positions is slow: phrases, neighbours of a long text, runs of words that say the
/// same.
constexpr std::size_t kMostPhrases = 20;
constexpr std::size_t kMostPairs = 40;
constexpr std::size_t kMostWidened = 12;
constexpr std::size_t kNoUnit = static_cast<std::size_t>(-1);

/// A word of a run of plain words.
struct RunWord {
  TypedWord typed;
  bool stop = false;
  std::size_t unit = kNoUnit;  ///< of a content word that is searched
};

class Compiler {
 public:
  Compiler(const Tree& tree, const Xapian::Database& database, const Lexicon& lexicon,
           const Options& options)
      : tree_(tree),
        database_(database),
        lexicon_(lexicon),
        options_(options),
        analyser_(options.stems) {}

  Compiled compile() {
    out_.diagnostics = tree_.diagnostics;
    if (tree_.root) {
      out_.rule = read(*tree_.root);
      out_.empty = out_.rule.units.empty() && out_.rule.children.empty();
    }
    if (tree_.root && out_.empty)
      out_.diagnostics.push_back({"There was no word to search for, so everything is listed.", ""});
    out_.ranking = ranking_.whole();
    out_.words = ranking_.words();
    out_.scored = ranking_.scored();
    return std::move(out_);
  }

 private:
  bool held(const std::string& term) const { return database_.term_exists(term); }

  Rule read(std::size_t place) {
    const Node& node = tree_.nodes[place];
    if (node.kind == Kind::kWord || node.kind == Kind::kPhrase || node.kind == Kind::kWords ||
        node.kind == Kind::kNot) {
      Rule words = read_words(node.kind == Kind::kWords ? node.children : std::vector{place});
      if (words.units.empty() && words.children.size() == 1 && words.children[0].kind != Kind::kNot)
        return std::move(words.children[0]);
      return words;
    }
    Rule rule{node.kind, {}, {}};
    for (const std::size_t child : node.children) {
      Rule part = read(child);
      if (!part.units.empty() || !part.children.empty()) rule.children.push_back(std::move(part));
    }
    if (rule.children.size() == 1) return std::move(rule.children[0]);
    return rule;
  }

  /// Things side by side. Plain words make runs; all else is required, or taken away.
  Rule read_words(const std::vector<std::size_t>& places) {
    Rule rule;
    std::vector<RunWord> run;
    std::vector<std::vector<RunWord>> runs;
    const auto end_run = [&] {
      if (!run.empty()) runs.push_back(std::move(run));
      run.clear();
    };
    for (const std::size_t place : places) {
      const Node& node = tree_.nodes[place];
      if (node.kind == Kind::kWord && !node.field && !node.prefix) {
        for (std::string& word : analyser_.words(node.text))
          run.push_back({{node.text, std::move(word)}, false, kNoUnit});
        continue;
      }
      end_run();
      if (node.kind == Kind::kNot) {
        const bool before = std::exchange(ranks_, false);
        Rule inside = read(node.children.front());
        ranks_ = before;
        if (!inside.units.empty() || !inside.children.empty())
          rule.children.push_back({Kind::kNot, {}, {std::move(inside)}});
      } else if (node.kind == Kind::kWord || node.kind == Kind::kPhrase) {
        if (const auto unit = read_leaf(node)) rule.children.push_back({node.kind, {*unit}, {}});
      } else {
        Rule inside = read(place);
        if (!inside.units.empty() || !inside.children.empty())
          rule.children.push_back(std::move(inside));
      }
    }
    end_run();
    add_runs(runs, rule);
    return rule;
  }

  void add_runs(std::vector<std::vector<RunWord>>& runs, Rule& rule) {
    bool content = false;
    for (auto& run : runs)
      for (RunWord& word : run) {
        word.stop = options_.stop_words && is_stop_word(word.typed.word);
        content = content || !word.stop;
      }
    // Words that say nothing are searched where there is nothing else at all.
    const bool positive = std::any_of(rule.children.begin(), rule.children.end(),
                                      [](const Rule& r) { return r.kind != Kind::kNot; });
    for (auto& run : runs)
      for (RunWord& word : run) word.stop = word.stop && (content || positive);
    std::vector<Unit> found = gather(runs);
    out_.long_text = out_.long_text || found.size() > kLongQuestion;
    const std::vector<bool> kept = keep_what_says_most(found, database_);
    std::vector<std::size_t> places(found.size(), kNoUnit);
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (!kept[i] || full()) continue;
      places[i] = out_.units.size();
      rule.units.push_back(places[i]);
      out_.units.push_back(std::move(found[i]));
    }
    for (auto& run : runs) {
      for (RunWord& word : run) word.unit = word.stop ? kNoUnit : places[word.unit];
      rank_run(run);
    }
  }

  /// A unit for each content word; one said twice is one unit. The words keep their unit's place.
  std::vector<Unit> gather(std::vector<std::vector<RunWord>>& runs) {
    std::vector<Unit> found;
    std::unordered_map<std::string, std::size_t> by_term;
    for (auto& run : runs)
      for (RunWord& word : run) {
        if (word.stop) continue;
        std::string term = analyser_.term(word.typed.word);
        const auto [known, fresh] = by_term.emplace(term, found.size());
        word.unit = known->second;
        if (!fresh) {
          ++found[word.unit].times;
          continue;
        }
        // A part of "co-ordination" is named by itself.
        const bool part = analyser_.words(word.typed.typed).size() > 1;
        found.push_back({part ? word.typed.word : word.typed.typed,
                         word.typed.word,
                         {std::move(term)},
                         {},
                         {},
                         1,
                         false});
      }
    return found;
  }

  /// Whether there are as many units as are searched; says so, once.
  bool full() {
    if (out_.units.size() < kMostUnitsInAll) return false;
    if (!said_full_)
      out_.diagnostics.push_back(
          {fmt::format("Only the first {} words and phrases were searched.", kMostUnitsInAll), ""});
    said_full_ = true;
    return true;
  }

  void rank_run(const std::vector<RunWord>& run) {
    std::vector<std::size_t> seen;
    const RunWord* last = nullptr;
    for (const RunWord& word : run) {
      if (word.unit == kNoUnit) continue;
      if (std::find(seen.begin(), seen.end(), word.unit) == seen.end()) {
        seen.push_back(word.unit);
        Unit& unit = out_.units[word.unit];
        if (!unit.ranked) {
          widen_spelling(unit);
          rank_word(unit);
        }
        unit.ranked = true;
      }
      if (last != nullptr && last->unit != word.unit && pairs_.size() < kMostPairs &&
          pairs_.emplace(last->unit, word.unit).second)
        rank_neighbours(last->typed.word, word.typed.word);
      last = &word;
    }
    if (options_.synonyms && !out_.long_text) widen_synonyms(run);
  }

  void rank(const Query& query, double weight) { rank(query, query, weight); }
  void rank(const Query& query, const Query& words, double weight) {
    if (ranks_) ranking_.add(query, words, weight);
  }

  void rank_neighbours(const std::string& word, const std::string& next) {
    if (ranks_) ranking_.add_closely(word, next, options_.pair_window, options_.pair_weight);
  }

  void rank_word(const Unit& unit) {
    const double times = static_cast<double>(unit.times);
    rank(one_word(unit.terms), times);
    if (options_.title_weight <= 0) return;
    std::vector<std::string> in_title;
    for (const std::string& term : unit.terms) {  // "Znurs" -> "ZSnurs"
      const bool stemmed = term.starts_with('Z');
      in_title.push_back((stemmed ? "Z" : "") + std::string(kTitlePrefix) +
                         term.substr(stemmed ? 1 : 0));
    }
    rank(one_word(in_title), times * options_.title_weight);
  }

  /// Adds the terms of other spellings that some record holds, in the field of that prefix.
  void widen_spelling(Unit& unit, std::string_view prefix = {}) {
    if (!options_.synonyms) return;
    Widening widening{unit.text, {}};
    for (const std::string& other : other_spellings(unit.word)) {
      std::string term = analyser_.term(other, prefix);
      if (!held(term) || std::find(unit.terms.begin(), unit.terms.end(), term) != unit.terms.end())
        continue;
      unit.terms.push_back(std::move(term));
      widening.with.push_back(other);
    }
    if (!widening.with.empty()) out_.widened.push_back(std::move(widening));
  }

  void widen_synonyms(const std::vector<RunWord>& run) {
    std::vector<TypedWord> words;
    for (const RunWord& word : run) words.push_back(word.typed);
    for (std::size_t at = 0; at < words.size();) {
      const SynonymMatch match = synonyms().longest(words, at, analyser_);
      if (match.length == 0) {
        ++at;
        continue;
      }
      widen_with(run, at, match);
      at += match.length;
    }
  }

  void widen_with(const std::vector<RunWord>& run, std::size_t at, const SynonymMatch& match) {
    std::vector<Query> queries;
    std::vector<Query> loosely;
    Widening widening;
    for (std::size_t i = at; i < at + match.length; ++i)
      widening.words += (i > at ? " " : "") + run[i].typed.word;
    if (out_.alternatives.size() >= kMostWidened || !widened_.insert(widening.words).second) return;
    for (const Alternative& other : match.alternatives) {
      if (!std::all_of(other.words.begin(), other.words.end(),
                       [&](const std::string& word) { return held(word); }))
        continue;
      queries.push_back(other.words.size() == 1 ? Query(analyser_.term(other.words[0]))
                                                : phrase_of(other.words, {}));
      loosely.push_back(other.words.size() == 1 ? queries.back() : all_words_of(other.words, {}));
      widening.with.push_back(other.text);
    }
    if (queries.empty()) return;
    for (std::size_t i = at; i < at + match.length; ++i)
      if (run[i].unit != kNoUnit)
        out_.units[run[i].unit].widenings.push_back(out_.alternatives.size());
    out_.alternatives.push_back(any_of(queries));
    rank(any_of(queries, Query::OP_SYNONYM), any_of(loosely, Query::OP_SYNONYM),
         options_.synonym_weight);
    out_.widened.push_back(std::move(widening));
  }

  /// A phrase, a word of one field, a word with a star: required as it stands. One said before is
  /// the same unit.
  std::optional<std::size_t> read_leaf(const Node& node) {
    const LeafKey key{node.kind, node.field, node.prefix, ranks_, node.text};
    if (const auto known = leaves_.find(key); known != leaves_.end()) return known->second;
    const auto unit = add_leaf(node);
    if (unit) leaves_.emplace(key, *unit);
    return unit;
  }

  std::optional<std::size_t> add_leaf(const Node& node) {
    if (full()) return std::nullopt;
    const std::string prefix =
        node.field ? std::string(index::kTextFields[*node.field].prefix) : std::string();
    std::vector<std::string> words = analyser_.words(node.text);
    if (words.size() > kLongestPhrase) {
      out_.diagnostics.push_back(
          {fmt::format("Of a phrase, the first {} words were searched.", kLongestPhrase), ""});
      words.resize(kLongestPhrase);
    }
    if (words.empty()) {
      out_.diagnostics.push_back({"There is no letter or digit in this.", node.text});
      return std::nullopt;
    }
    Unit unit{node.text, words.size() == 1 ? words[0] : "", {}, {}, {}, 1, false};
    if (node.prefix && words.size() == 1) {
      expand(unit, prefix);
      rank(one_word(unit.terms), 1);
    } else if (words.size() == 1 && node.kind == Kind::kWord) {
      unit.terms.push_back(analyser_.term(words[0], prefix));
      widen_spelling(unit, prefix);
      rank(one_word(unit.terms), 1);
    } else if (++phrases_ > kMostPhrases) {
      if (phrases_ == kMostPhrases + 1)
        out_.diagnostics.push_back(
            {fmt::format("Only the first {} phrases were searched.", kMostPhrases), ""});
      return std::nullopt;
    } else {
      std::vector<Query> loosely;
      for (const auto& spelt : spellings_of(words)) {
        unit.also.push_back(phrase_of(spelt, prefix));
        loosely.push_back(all_words_of(spelt, prefix));
      }
      rank(any_of(unit.also), any_of(loosely), 1);
      unit.ranked = ranks_;
    }
    out_.units.push_back(std::move(unit));
    return out_.units.size() - 1;
  }

  void expand(Unit& unit, const std::string& prefix) {
    const Expansion expansion = lexicon_.beginning_with(unit.word, kMostExpanded);
    if (expansion.cut)
      out_.diagnostics.push_back(
          {fmt::format("More than {0} words begin so; the {0} that most records hold were "
                       "searched, so there may be more records than are counted.",
                       kMostExpanded),
           unit.text + "*"});
    for (const WordCount& one : expansion.words) unit.terms.push_back(prefix + one.word);
    if (unit.terms.empty()) unit.terms.push_back(prefix + unit.word);
  }

  /// The phrase as typed, then with each word spelt otherwise, a few at most.
  std::vector<std::vector<std::string>> spellings_of(const std::vector<std::string>& words) {
    std::vector<std::vector<std::string>> out{words};
    if (!options_.synonyms) return out;
    Widening widening;
    for (std::size_t i = 0; i < words.size(); ++i) {
      widening.words += (i > 0 ? " " : "") + words[i];
      for (const std::string& other : other_spellings(words[i])) {
        if (!held(other)) continue;
        const std::size_t so_far = out.size();
        for (std::size_t j = 0; j < so_far && out.size() < kMostSpellings; ++j) {
          out.push_back(out[j]);
          out.back()[i] = other;
        }
      }
    }
    for (std::size_t j = 1; j < out.size(); ++j) {
      std::string spelt;
      for (const std::string& word : out[j]) spelt += (spelt.empty() ? "" : " ") + word;
      widening.with.push_back(std::move(spelt));
    }
    if (!widening.with.empty()) out_.widened.push_back(std::move(widening));
    return out;
  }

  const Tree& tree_;
  const Xapian::Database& database_;
  const Lexicon& lexicon_;
  const Options& options_;
  Analyser analyser_;
  using LeafKey = std::tuple<Kind, std::optional<std::size_t>, bool, bool, std::string>;
  std::map<LeafKey, std::size_t> leaves_;
  std::set<std::pair<std::size_t, std::size_t>> pairs_;
  std::set<std::string> widened_;
  std::size_t phrases_ = 0;
  bool said_full_ = false;
  bool ranks_ = true;  ///< false inside a "not"
  Ranking ranking_;
  Compiled out_;
};

}  // namespace

Compiled compile(const Tree& tree, const Xapian::Database& database, const Lexicon& lexicon,
                 const Options& options) {
  return Compiler(tree, database, lexicon, options).compile();
}

}  // namespace outturn::query
