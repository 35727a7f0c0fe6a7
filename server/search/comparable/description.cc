// SPDX-License-Identifier: GPL-3.0-or-later
// Reads descriptions; contract in description.h.
#include "server/search/comparable/description.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "schema/base/text.h"
#include "schema/evidence/vocabulary.h"
#include "server/search/comparable/ages_in_text.h"
#include "server/search/query/terms.h"

namespace outturn::search {
namespace {

using index::FilterId;

/// The vocabularies whose words say what something is. Types, designs and the like are words of
/// those who write records.
constexpr std::array kRead{FilterId::kOutcome, FilterId::kGroup, FilterId::kSetting,
                           FilterId::kCountry};

/// Synonyms that mean the term in a search and something else, or nothing, in a description.
constexpr std::array kVague = std::to_array<std::string_view>(
    {"abuse",        "acute",         "advice",      "belonging",    "bids",      "bonding",
     "composition",  "comprehension", "confidence",  "coping",       "delays",    "efficiency",
     "employer",     "empowerment",   "expenditure", "healthcare",   "history",   "income",
     "instruction",  "integration",   "jobs",        "neighborhood", "neighbors", "neighbours",
     "participants", "participation", "partnership", "placement",    "referral",  "satisfaction",
     "secure",       "spending",      "staff",       "survival",     "take-up",   "training",
     "uptake",       "victims",       "vocabulary",  "waits",        "wellbeing", "work",
     "workload",     "worry"});
static_assert(std::is_sorted(kVague.begin(), kVague.end()));

constexpr std::size_t kMostNames = 400;
constexpr std::size_t kLongestName = 3;  // words

/// A stem may join words that mean different things ("visit", "visitation"): a word that stands
/// alone must be about as long as the one that is meant.
constexpr std::size_t kMostLonger = 3;

struct Phrase {
  std::vector<std::string> stems;
  std::size_t letters = 0;  ///< of the word, where there is one alone
  Mention means;
};

struct Word {
  std::string stem;
  std::size_t letters;
};

std::vector<Word> words_of(query::Analyser& analyser, std::string_view text) {
  std::vector<Word> out;
  for (const std::string& word : analyser.words(text))
    out.push_back({analyser.stem(word), word.size()});
  return out;
}

/// All labels and synonyms, by the first of their stems. Immutable once made.
class Phrases {
 public:
  Phrases() {
    query::Analyser analyser;
    for (const FilterId filter : kRead)
      for (const auto& term : evidence::vocabulary(index::filter(filter).vocabulary).terms()) {
        // A domain is a heading over outcomes: nobody means it who writes the word.
        if (filter == FilterId::kOutcome && term.broader.empty()) continue;
        add(analyser, term.label, {filter, term.id});
        for (const std::string& synonym : term.synonyms)
          if (!std::binary_search(kVague.begin(), kVague.end(), std::string_view(synonym)))
            add(analyser, synonym, {filter, term.id});
      }
  }

  /// What the longest phrase that begins here means; its length is 0 where none does.
  std::size_t at(const std::vector<Word>& words, std::size_t place,
                 std::vector<Mention>& out) const {
    const auto known = by_first_.find(words[place].stem);
    if (known == by_first_.end()) return 0;
    std::size_t longest = 0;
    for (const Phrase& phrase : known->second) {
      const std::size_t length = phrase.stems.size();
      if (length < longest || length > words.size() - place || !stands(phrase, words, place))
        continue;
      if (length > longest) out.clear();
      longest = length;
      out.push_back(phrase.means);
    }
    return longest;
  }

 private:
  void add(query::Analyser& analyser, std::string_view text, Mention means) {
    std::vector<std::string> stems;
    const std::vector<Word> words = words_of(analyser, text);
    for (const Word& word : words) stems.push_back(word.stem);
    if (stems.empty()) return;
    auto& list = by_first_[stems.front()];
    list.push_back({std::move(stems), words.size() == 1 ? words[0].letters : 0, std::move(means)});
  }
  static bool stands(const Phrase& phrase, const std::vector<Word>& words, std::size_t place) {
    for (std::size_t i = 0; i < phrase.stems.size(); ++i)
      if (phrase.stems[i] != words[place + i].stem) return false;
    const std::size_t letters = words[place].letters;
    return phrase.letters == 0 ||
           (letters <= phrase.letters + kMostLonger && phrase.letters <= letters + kMostLonger);
  }
  std::unordered_map<std::string, std::vector<Phrase>> by_first_;
};

const Phrases& phrases() {
  static const Phrases all;
  return all;
}

bool begins_with_capital(std::string_view word) {
  return !word.empty() && word[0] >= 'A' && word[0] <= 'Z';
}

/// A word without the punctuation around it.
std::string_view bare(std::string_view word) {
  constexpr std::string_view kAround = ".,;:!?()[]\"'";
  const auto first = word.find_first_not_of(kAround);
  if (first == std::string_view::npos) return {};
  return word.substr(first, word.find_last_not_of(kAround) - first + 1);
}

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = text.find_first_not_of(" \t\r\n", at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    words.push_back(bare(text.substr(begin, at - begin)));
  }
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!begins_with_capital(words[i])) continue;
    std::string name;
    for (std::size_t j = i; j < std::min(words.size(), i + kLongestName); ++j) {
      name += (j > i ? " " : "") + std::string(words[j]);
      if (!begins_with_capital(words[j])) continue;
      if (out.size() == kMostNames) return out;
      out.push_back(name);
    }
  }
  return out;
}

}  // namespace

Mentions read_mentions(std::string_view description) {
  const std::string_view text = description.substr(0, kLongestDescription);
  query::Analyser analyser;
  const std::vector<Word> words = words_of(analyser, text);
  Mentions out;
  std::vector<Mention> meant;
  for (std::size_t at = 0; at < words.size();) {
    meant.clear();
    const std::size_t length = phrases().at(words, at, meant);
    for (Mention& one : meant)
      if (std::find(out.values.begin(), out.values.end(), one) == out.values.end())
        out.values.push_back(std::move(one));
    at += std::max<std::size_t>(length, 1);
  }
  out.names = names_in(text);
  if (const auto ages = ages_in(text)) {
    out.age_min = ages->first;
    out.age_max = ages->second;
  }
  return out;
}

}  // namespace outturn::search
