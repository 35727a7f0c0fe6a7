// SPDX-License-Identifier: GPL-3.0-or-later
// Looks the words up in the list of a record's terms; contract in reasons.h.
#include "server/search/reasons.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "schema/index/fields.h"

namespace outturn::search {
namespace {

constexpr std::size_t kSummary = 2;
static_assert(index::kTextFields[kSummary].name == "summary" &&
              index::kTextFields[kSummary].prefix.empty());
constexpr char kStemMark = 'Z';  ///< begins the term of a stem, before the prefix of its field

std::string in_field(const std::string& term, std::string_view prefix) {
  const bool stem = !term.empty() && term.front() == kStemMark;
  std::string out(stem ? 1 : 0, kStemMark);
  out += prefix;
  out.append(term, stem ? 1 : 0, std::string::npos);
  return out;
}

}  // namespace

std::vector<Reason> reasons(const Xapian::Database& database, unsigned record,
                            const std::vector<query::Word>& words,
                            const std::set<std::string>& marked) {
  struct Wanted {
    std::string term;
    std::size_t field;
    std::size_t word;
    bool operator<(const Wanted& other) const {
      return std::tie(term, field, word) < std::tie(other.term, other.field, other.word);
    }
  };
  std::vector<Wanted> wanted;
  for (std::size_t word = 0; word < words.size(); ++word)
    if (words[word].records.test(record))
      for (const std::string& term : words[word].terms)
        for (std::size_t field = 0; field < index::kTextFields.size(); ++field)
          wanted.push_back({in_field(term, index::kTextFields[field].prefix), field, word});
  if (wanted.empty()) return {};
  std::sort(wanted.begin(), wanted.end());  // the list of terms is read forwards
  std::vector<std::vector<bool>> has(index::kTextFields.size(),
                                     std::vector<bool>(words.size(), false));
  auto at = database.termlist_begin(record);
  const auto end = database.termlist_end(record);
  for (const Wanted& one : wanted) {
    at.skip_to(one.term);
    if (at == end) break;
    if (*at == one.term) has[one.field][one.word] = true;
  }
  for (std::size_t word = 0; word < words.size(); ++word) {
    bool elsewhere = false;
    for (std::size_t field = 0; field < has.size(); ++field)
      elsewhere = elsewhere || (field != kSummary && has[field][word]);
    if (elsewhere)  // then the summary need not have it
      has[kSummary][word] =
          std::any_of(words[word].terms.begin(), words[word].terms.end(),
                      [&](const std::string& term) { return marked.contains(term); });
  }
  std::vector<Reason> out;
  for (std::size_t field = 0; field < index::kTextFields.size(); ++field) {
    Reason reason{index::kTextFields[field].name, {}};
    for (std::size_t word = 0; word < words.size(); ++word)
      if (has[field][word]) reason.words.push_back(words[word].text);
    if (!reason.words.empty()) out.push_back(std::move(reason));
  }
  return out;
}

}  // namespace outturn::search
