// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts and stems text with the library's own term generator; contract in terms.h.
#include "server/search/query/terms.h"

#include <algorithm>
#include <array>

namespace outturn::query {
namespace {

constexpr std::array kStopWords = std::to_array<std::string_view>(
    {"a",    "about", "all", "an",    "and",  "any",   "are",   "as",    "at",     "be",
     "been", "but",   "by",  "can",   "did",  "do",    "does",  "for",   "from",   "had",
     "has",  "have",  "how", "i",     "if",   "in",    "into",  "is",    "it",     "its",
     "me",   "my",    "no",  "not",   "of",   "on",    "or",    "our",   "should", "so",
     "than", "that",  "the", "their", "them", "then",  "there", "these", "they",   "this",
     "to",   "was",   "we",  "what",  "when", "which", "who",   "will",  "with",   "you"});
static_assert(std::is_sorted(kStopWords.begin(), kStopWords.end()));

}  // namespace

bool is_stop_word(std::string_view lowered) {
  return std::binary_search(kStopWords.begin(), kStopWords.end(), lowered);
}

std::vector<std::string> Analyser::words(std::string_view text) {
  Xapian::Document scratch;
  generator_.set_document(scratch);
  generator_.set_termpos(0);
  generator_.index_text(std::string(text));
  std::vector<std::string> out(generator_.get_termpos());
  for (auto term = scratch.termlist_begin(); term != scratch.termlist_end(); ++term)
    for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at)
      out.at(*at - 1) = *term;
  out.erase(std::remove(out.begin(), out.end(), std::string()), out.end());
  return out;
}

std::string Analyser::stem(std::string_view word) {
  // As the term generator: what begins with a digit is not stemmed.
  if (!stems_ || word.empty() || (word[0] >= '0' && word[0] <= '9')) return std::string(word);
  return stemmer_(std::string(word));
}

std::string Analyser::term(std::string_view word, std::string_view prefix) {
  std::string out;
  const bool stemmed = stems_ && !word.empty() && !(word[0] >= '0' && word[0] <= '9');
  if (stemmed) out = 'Z';
  out += prefix;
  return out + (stemmed ? stem(word) : std::string(word));
}

}  // namespace outturn::query
