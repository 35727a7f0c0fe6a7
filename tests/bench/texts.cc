// SPDX-License-Identifier: GPL-3.0-or-later
// Where the words of the benchmark's records come from; contract in texts.h.
#include "tests/bench/texts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "schema/base/text.h"

namespace outturn::bench {
namespace {

constexpr std::size_t kLongestTitle = 300;
constexpr std::size_t kLongestAbstract = 6000;
constexpr std::size_t kMostAuthors = 8;

std::vector<std::string> split(const std::string& text, const std::string& at) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find(at, from), text.size());
    if (to > from) parts.push_back(base::clip(text.substr(from, to - from), 120));
    from = to + at.size();
  }
  return parts;
}

std::string clean(const nlohmann::json& line, const char* field, std::size_t longest) {
  std::string text = line.value(field, std::string());
  std::replace(text.begin(), text.end(), '\n', ' ');
  return base::clip(base::printable(text), longest);
}

/// The end of the sentence that the middle of a text falls into.
std::size_t middle(const std::string& text) {
  const std::size_t stop = text.find(". ", text.size() / 2);
  return stop == std::string::npos ? text.size() : stop + 2;
}

std::string made_up_word(Random& random) {
  static const std::vector<std::string> kOnsets{"b", "c",  "d",  "f",  "g",  "l",  "m",  "n",
                                                "p", "r",  "s",  "t",  "v",  "st", "tr", "pl",
                                                "w", "ch", "sh", "br", "gr", "th"};
  static const std::vector<std::string> kVowels{"a", "e", "i", "o", "u", "ea", "ai", "ou"};
  static const std::vector<std::string> kEnds{"",     "n",   "r",    "s",  "ing", "ed",
                                              "tion", "ers", "ment", "ly", "al",  "ity"};
  std::string word;
  for (int syllables = random.whole(1, 3); syllables > 0; --syllables)
    word += random.one_of(kOnsets) + random.one_of(kVowels);
  return word + random.one_of(kEnds);
}

/// Sentences of words, the n-th word of the list about n times rarer than the first.
std::string sentences(const std::vector<std::string>& words, int count, Random& random) {
  std::string text;
  for (int sentence = 0; sentence < count; ++sentence) {
    const int length = random.whole(8, 24);
    for (int i = 0; i < length; ++i) {
      const double share = random.real(0, 1);
      const auto rank =
          static_cast<std::size_t>(std::pow(static_cast<double>(words.size()), share) - 1);
      std::string word = words[std::min(rank, words.size() - 1)];
      if (i == 0) word.front() = static_cast<char>(word.front() - 'a' + 'A');
      text += word + (i + 1 == length ? ". " : " ");
    }
  }
  text.pop_back();
  return text;
}

}  // namespace

Texts Texts::from_lines(std::istream& lines) {
  Texts texts;
  for (std::string line; std::getline(lines, line);) {
    const auto json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) continue;
    Article article;
    article.title = clean(json, "title", kLongestTitle);
    article.abstract = clean(json, "abstract", kLongestAbstract);
    article.authors = split(clean(json, "authors", 2000), ", ");
    if (article.authors.size() > kMostAuthors) article.authors.resize(kMostAuthors);
    const std::string date = json.value("date", std::string("2000"));
    article.year = static_cast<int>(base::parse_count(date.substr(0, 4)).value_or(2000));
    if (!article.title.empty() && !article.abstract.empty())
      texts.articles_.push_back(std::move(article));
  }
  return texts;
}

Texts Texts::from_model(std::size_t articles, Random& random) {
  std::vector<std::string> words(30000);
  for (std::string& word : words) word = made_up_word(random);
  Texts texts;
  for (std::size_t i = 0; i < articles; ++i) {
    Article article;
    article.title = base::clip(sentences(words, 1, random), kLongestTitle);
    article.abstract = sentences(words, random.whole(6, 14), random);
    for (int authors = random.whole(1, 4); authors > 0; --authors)
      article.authors.push_back("A. " + random.one_of(words));
    article.year = random.whole(1990, 2024);
    texts.articles_.push_back(std::move(article));
  }
  return texts;
}

Article Texts::at(std::size_t number) const {
  const std::size_t round = number / articles_.size();
  Article article = articles_[number % articles_.size()];
  if (round == 0) return article;
  const Article& other = articles_[(number * 7 + round * 7919) % articles_.size()];
  article.abstract = article.abstract.substr(0, middle(article.abstract)) +
                     other.abstract.substr(std::min(middle(other.abstract), other.abstract.size()));
  article.title = base::clip(article.title + ": " + other.title, kLongestTitle);
  return article;
}

}  // namespace outturn::bench
