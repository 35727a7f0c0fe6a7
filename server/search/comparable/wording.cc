// SPDX-License-Identifier: GPL-3.0-or-later
// Picks words and finds the records that share them; contract in wording.h.
#include "server/search/comparable/wording.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "schema/index/plan.h"
#include "server/search/comparable/scoreboard.h"
#include "server/search/match/set_source.h"
#include "server/search/query/compile.h"
#include "server/search/query/search.h"
#include "server/search/query/terms.h"

namespace outturn::search {
namespace {

using Xapian::Query;

/// However common they are, the words that say most are looked for.
constexpr std::size_t kAlways = 3;
/// Terms the library may pick of a record, before the bounds above.
constexpr Xapian::termcount kMostExpanded = 120;
/// A word said again says more, but not without end: the k3 of BM25.
constexpr double kAgain = 3;
constexpr std::size_t kTooShort = 2;  ///< letters of a word that says nothing

/// Words that join others, and words in which records tell what was found: neither says what an
/// intervention is, and results must play no part in likeness. Any inflection of them.
constexpr std::array kTelling = std::to_array<std::string_view>(
    {"able",     "according",   "account",       "across",  "after",    "again",       "alone",
     "already",  "also",        "although",      "among",   "analysis", "around",      "because",
     "before",   "began",       "begin",         "benefit", "between",  "blog",        "both",
     "bring",    "brought",     "cause",         "clear",   "clearly",  "come",        "compare",
     "compared", "comparison",  "cost",          "count",   "describe", "document",    "down",
     "during",   "each",        "effect",        "eight",   "estimate", "evaluation",  "every",
     "evidence", "fall",        "far",           "fell",    "few",      "fewer",       "fifth",
     "figure",   "find",        "finding",       "first",   "five",     "forecast",    "found",
     "four",     "further",     "gain",          "get",     "give",     "given",       "half",
     "help",     "here",        "higher",        "however", "improve",  "improvement", "itself",
     "large",    "larger",      "less",          "little",  "long",     "loss",        "lower",
     "made",     "make",        "many",          "may",     "mean",     "measure",     "might",
     "million",  "modelled",    "more",          "most",    "much",     "must",        "name",
     "net",      "never",       "new",           "next",    "nine",     "nothing",     "now",
     "number",   "off",         "often",         "once",    "one",      "only",        "other",
     "others",   "out",         "outcome",       "over",    "own",      "per",         "possible",
     "print",    "printed",     "put",           "quite",   "rather",   "ratio",       "report",
     "research", "result",      "return",        "review",  "rise",     "rose",        "said",
     "same",     "say",         "second",        "seven",   "several",  "share",       "show",
     "shown",    "significant", "since",         "six",     "size",     "small",       "some",
     "source",   "statistical", "statistically", "still",   "study",    "such",        "take",
     "ten",      "tenth",       "tenths",        "third",   "though",   "three",       "through",
     "together", "too",         "took",          "two",     "under",    "until",       "value",
     "very",     "way",         "well",          "were",    "where",    "whether",     "while",
     "whole",    "whose",       "within",        "without", "would",    "yet"});

/// The terms of the list. Immutable once made.
const std::unordered_set<std::string>& telling_terms() {
  static const auto terms = [] {
    query::Analyser analyser;
    std::unordered_set<std::string> out;
    for (const std::string_view word : kTelling) out.insert(analyser.term(word));
    return out;
  }();
  return terms;
}

/// Whether a word may say what something is: `term` is the index's.
bool says_something(std::string_view word, const std::string& term) {
  const bool number = word[0] >= '0' && word[0] <= '9';
  return !number && word.size() > kTooShort && !query::is_stop_word(word) &&
         !telling_terms().contains(term);
}

double said(double times) { return (kAgain + 1) * times / (kAgain + times); }

struct Occurrence {
  double times = 0;
  std::string word;  ///< the first form met
};
using Occurrences = std::unordered_map<std::string, Occurrence>;  // by term

/// What it is and how it is done, for whom. Outcomes and places are compared as values; two records
/// of one report are not alike for its title.
constexpr std::array kCounted =
    std::to_array<std::string_view>({"title", "programme", "summary", "population", "practice"});
static_assert([] {
  for (const std::string_view name : kCounted) {
    bool known = false;
    for (const index::TextField& field : index::kTextFields) known = known || field.name == name;
    if (!known) return false;
  }
  return true;
}());

bool counts(std::size_t field) {
  return std::find(kCounted.begin(), kCounted.end(), index::kTextFields[field].name) !=
         kCounted.end();
}

Occurrences occurrences(const evidence::Record& record) {
  query::Analyser analyser;
  Occurrences out;
  for (const index::Text& text : index::plan(record).texts) {
    if (!counts(text.field)) continue;
    for (std::string& word : analyser.words(text.words)) {
      const std::string term = analyser.term(word);
      if (!says_something(word, term)) continue;
      Occurrence& one = out[term];
      one.times += 1;
      if (one.word.empty()) one.word = std::move(word);
    }
  }
  return out;
}

/// Lets the library pick only words of the record that another record has too.
class Picked : public Xapian::ExpandDecider {
 public:
  Picked(const Xapian::Database& database, const Occurrences& words)
      : database_(database), words_(words) {}
  bool operator()(const std::string& term) const override {
    return words_.contains(term) && database_.get_termfreq(term) > 1;
  }

 private:
  const Xapian::Database& database_;
  const Occurrences& words_;
};

/// Of a word's occurrences in a record: more count as so many, and the k1 that counts them.
constexpr std::size_t kMostTimes = 16;
constexpr double kInRecord = 1.5;

Query query_of(const SaidWord& word) {
  Query query = word.terms.size() == 1
                    ? Query(word.terms.front())
                    : Query(Query::OP_SYNONYM, word.terms.begin(), word.terms.end());
  return Query(Query::OP_SCALE_WEIGHT, query, said(word.times));
}

}  // namespace

Wording::Wording(const Xapian::Database& database, std::vector<SaidWord> words) {
  struct Weighed {
    double weight;
    double postings;
    std::size_t place;
  };
  const double all = database.get_doccount() + 1.0;
  std::vector<Weighed> weighed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    double postings = 0;
    for (const std::string& term : words[i].terms) postings += database.get_termfreq(term);
    if (postings < 1) continue;
    weighed.push_back(
        {said(words[i].times) * std::log(all / std::min(postings, all - 1)), postings, i});
  }
  std::sort(weighed.begin(), weighed.end(), [](const Weighed& a, const Weighed& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.place < b.place;
  });
  double postings = 0;
  std::vector<Query> queries;
  for (const Weighed& one : weighed) {
    if (words_.size() == kMostWords) break;
    if (words_.size() >= kAlways && postings + one.postings > kMostPostings) continue;
    postings += one.postings;
    queries.push_back(query_of(words[one.place]));
    words_.push_back(std::move(words[one.place]));
    weights_.push_back(one.weight);
  }
  if (!queries.empty()) query_ = Query(Query::OP_OR, queries.begin(), queries.end());
}

std::vector<std::uint32_t> Wording::candidates(const Xapian::Database& database, const Bits& within,
                                               std::size_t most, TimeLimit& limit) const {
  double whole = 0;
  for (const double weight : weights_) whole += weight;
  if (!(whole > 0)) return {};
  Scoreboard board(within.size());
  for (std::size_t i = 0; i < words_.size() && !limit.is_up(); ++i) {
    std::array<unsigned, kMostTimes> points{};
    for (std::size_t times = 1; times < points.size(); ++times) {
      const auto t = static_cast<double>(times);
      points[times] = static_cast<unsigned>(
          std::ceil(Scoreboard::kWhole * weights_[i] / whole * t / (t + kInRecord)));
    }
    for (const std::string& term : words_[i].terms) {
      const auto end = database.postlist_end(term);
      for (auto at = database.postlist_begin(term); at != end; ++at)
        if (*at < within.size())
          board.add(*at, points[std::min<std::size_t>(at.get_wdf(), points.size() - 1)]);
    }
  }
  return board.highest(within, most);
}

std::vector<Wording::Liked> Wording::likeness_of(const Xapian::Database& database,
                                                 const Bits& records, TimeLimit& limit) const {
  std::vector<Liked> out;
  const std::size_t count = records.count();
  if (empty() || count == 0) return out;
  SetSource source(records, limit);
  Xapian::Enquire enquire(database);
  enquire.set_query(Query(Query::OP_FILTER, query_, Query(&source)));
  enquire.set_weighting_scheme(query::weighting());
  const Xapian::MSet page = enquire.get_mset(0, static_cast<Xapian::doccount>(count));
  const double whole = page.get_max_possible();
  if (!(whole > 0)) return out;
  for (auto at = page.begin(); at != page.end(); ++at)
    out.push_back({*at, std::sqrt(std::min(1.0, at.get_weight() / whole))});
  return out;
}

std::vector<std::string> Wording::shared_with(const Xapian::Database& database,
                                              std::uint32_t number) const {
  std::vector<std::pair<std::string_view, std::size_t>> wanted;
  for (std::size_t i = 0; i < words_.size(); ++i)
    for (const std::string& term : words_[i].terms) wanted.emplace_back(term, i);
  std::sort(wanted.begin(), wanted.end());
  std::vector<bool> held(words_.size());
  auto at = database.termlist_begin(number);
  const auto end = database.termlist_end(number);
  for (const auto& [term, place] : wanted) {
    if (at != end) at.skip_to(std::string(term));
    if (at == end) break;
    if (*at == term) held[place] = true;
  }
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words_.size(); ++i)
    if (held[i]) out.push_back(words_[i].word);
  return out;
}

Wording wording_of(const Xapian::Database& database, std::uint32_t number,
                   const evidence::Record& record) {
  const Occurrences words = occurrences(record);
  Xapian::RSet like_this;
  like_this.add_document(number);
  const Picked picked(database, words);
  const Xapian::Enquire enquire(database);
  const Xapian::ESet terms = enquire.get_eset(kMostExpanded, like_this, &picked);
  std::vector<SaidWord> out;
  for (auto at = terms.begin(); at != terms.end(); ++at) {
    const Occurrence& found = words.at(*at);
    out.push_back({{*at}, found.word, found.times});
  }
  return {database, std::move(out)};
}

Wording wording_of(const Xapian::Database& database, const query::Lexicon& lexicon,
                   std::string_view description) {
  // Nothing in a description is an operator: the words go side by side into a tree.
  query::Tree tree;
  tree.nodes.emplace_back();
  query::Analyser analyser;
  for (std::string& word : analyser.words(description)) {
    if (!says_something(word, analyser.term(word))) continue;
    tree.nodes.front().children.push_back(tree.nodes.size());
    tree.nodes.push_back({query::Kind::kWord, {}, std::move(word), false, {}});
  }
  if (tree.nodes.size() == 1) return {};
  tree.root = 0;
  query::Options options;
  options.title_weight = 0;  // its ranking is not used: what reads positions costs too much here
  options.pair_weight = 0;
  const query::Compiled compiled = query::compile(tree, database, lexicon, options);
  std::vector<SaidWord> out;
  for (const query::Unit& unit : compiled.units)
    if (!unit.terms.empty())
      out.push_back({unit.terms, unit.text, static_cast<double>(unit.times)});
  return {database, std::move(out)};
}

}  // namespace outturn::search
