// SPDX-License-Identifier: GPL-3.0-or-later
// Parses a person's words with Xapian's query parser, within bounds.
#include "server/search/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "schema/base/text.h"
#include "schema/index/fields.h"

namespace outturn::search {
namespace {

/// Words that carry no evidence of what is wanted.
constexpr std::array<std::string_view, 60> kStopWords{
    "a",    "about", "all", "an",    "and",  "any",   "are",   "as",    "at",     "be",
    "been", "but",   "by",  "can",   "did",  "do",    "does",  "for",   "from",   "had",
    "has",  "have",  "how", "i",     "if",   "in",    "into",  "is",    "it",     "its",
    "me",   "my",    "no",  "not",   "of",   "on",    "or",    "our",   "should", "so",
    "than", "that",  "the", "their", "them", "then",  "there", "these", "they",   "this",
    "to",   "was",   "we",  "what",  "when", "which", "who",   "will",  "with",   "you"};

/// More brackets than any question needs; the parser need not be troubled with them.
constexpr std::ptrdiff_t kMostBrackets = 40;

class Stopper : public Xapian::Stopper {
 public:
  bool operator()(const std::string& term) const override {
    return std::binary_search(kStopWords.begin(), kStopWords.end(), term);
  }
};

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!(text = base::trim(text)).empty()) {
    const auto end = std::min(text.find_first_of(" \t\r\n"), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += word + " ";
  return out;
}

/// Whether a word is a field's name with nothing behind it, such as "title:".
bool names_field(std::string_view word) {
  if (!word.ends_with(':')) return false;
  word.remove_suffix(1);
  return std::any_of(index::kTextFields.begin(), index::kTextFields.end(),
                     [&](const auto& field) { return field.name == word; });
}

/// Whether every word has a minus before it: the parser needs something to take them away from.
bool only_exclusions(const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return word.size() > 1 && word[0] == '-' && word.find('"') == std::string::npos;
  });
}

/// Only letters, digits and spaces: nothing a parser could take for an operator.
std::string plain_words(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && !std::isalnum(byte)) c = ' ';
  }
  return out;
}

class Parser {
 public:
  explicit Parser(const Xapian::Database& index) {
    parser_.set_database(index);
    parser_.set_stemmer(Xapian::Stem("en"));
    parser_.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser_.set_stopper(&stopper_);
    for (const index::TextField& field : index::kTextFields)
      parser_.add_prefix(std::string(field.name), std::string(field.prefix));
  }

  Xapian::Query parse(const std::string& text, Xapian::Query::op joined_by, unsigned flags) {
    parser_.set_default_op(joined_by);
    return parser_.parse_query(text, flags);
  }

 private:
  Stopper stopper_;
  Xapian::QueryParser parser_;
};

}  // namespace

ParsedText parse_text(std::string_view text, const Xapian::Database& index) {
  ParsedText out;
  std::vector<std::string> words = split_words(base::printable(text));
  if (words.empty()) return out;
  if (words.size() > kMostWords) {
    out.notes.push_back(fmt::format("Only the first {} words were searched.", kMostWords));
    words.resize(kMostWords);
  }
  for (const std::string& word : words)
    if (names_field(word))
      out.notes.push_back(
          fmt::format("\"{}\" has no word behind it, so it was searched as a word itself.", word));
  std::string question = joined(words);

  Parser parser(index);
  if (only_exclusions(words)) {
    out.all_words = Xapian::Query(Xapian::Query::OP_AND_NOT, Xapian::Query::MatchAll,
                                  parser.parse(plain_words(question), Xapian::Query::OP_OR, 0));
    out.some_words = out.all_words;
    return out;
  }
  constexpr unsigned kOperators =
      Xapian::QueryParser::FLAG_BOOLEAN | Xapian::QueryParser::FLAG_PHRASE |
      Xapian::QueryParser::FLAG_LOVEHATE | Xapian::QueryParser::FLAG_PURE_NOT;
  unsigned flags = kOperators;
  const auto both = [&] {
    out.all_words = parser.parse(question, Xapian::Query::OP_AND, flags);
    out.some_words = parser.parse(question, Xapian::Query::OP_OR, flags);
  };
  try {
    if (std::count(question.begin(), question.end(), '(') > kMostBrackets)
      throw Xapian::QueryParserError("brackets");
    both();
  } catch (const Xapian::QueryParserError&) {
    out.notes.emplace_back(
        "The operators in your search could not be understood, so it was searched as plain words.");
    question = plain_words(question);
    flags = 0;
    both();
  }
  if (out.all_words.empty())
    out.notes.emplace_back("There was no word to search for, so everything is listed.");
  return out;
}

}  // namespace outturn::search
