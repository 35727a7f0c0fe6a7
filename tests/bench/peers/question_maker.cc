// SPDX-License-Identifier: GPL-3.0-or-later
// Picks words and values; contract in question_maker.h.
#include "tests/bench/peers/question_maker.h"

#include <algorithm>
#include <stdexcept>

namespace outturn::bench {
namespace {

constexpr Band kCommonBand{0.02, 0.20};
constexpr Band kWordBand{0.005, 0.20};
constexpr Band kPhraseBand{0.002, 0.20};
constexpr int kMostTries = 100'000;
/// Facets that a question may choose in: places in kPeerFacets.
constexpr std::array<std::size_t, 6> kChoosable{0, 1, 2, 3, 4, 5};

}  // namespace

QuestionMaker::QuestionMaker(const std::unordered_map<std::string, std::uint32_t>& records_with,
                             std::size_t records, std::vector<Sample> samples, std::uint64_t seed)
    : records_with_(records_with),
      records_(static_cast<double>(records)),
      samples_(std::move(samples)),
      random_(seed) {
  if (samples_.empty()) throw std::runtime_error("there is no record to make questions of");
}

std::vector<Question> QuestionMaker::make(std::size_t each) {
  std::vector<Question> out;
  for (const KindRow& row : kKinds) {
    if (row.kind == Kind::kOwnLifted) continue;
    for (std::size_t i = 0; i < (row.kind == Kind::kBrowse ? 1 : each); ++i)
      out.push_back(one(row.kind));
  }
  const std::size_t before = out.size();
  for (std::size_t i = 0; i < before; ++i) {
    if (out[i].kind != Kind::kFiltered) continue;
    Question lifted = out[i];
    lifted.kind = Kind::kOwnLifted;
    out.push_back(std::move(lifted));
  }
  return out;
}

Question QuestionMaker::one(Kind kind) {
  Question question;
  question.kind = kind;
  switch (kind) {
    case Kind::kBrowse:
      break;
    case Kind::kCommon:
      question.words = words_of_one(1, kCommonBand);
      break;
    case Kind::kTwo:
      question.words = words_of_one(2, kWordBand);
      break;
    case Kind::kThree:
      // Of three records: any of them will do.
      while (question.words.size() < 3) {
        auto word = words_of_one(1, kWordBand);
        if (std::find(question.words.begin(), question.words.end(), word.front()) ==
            question.words.end())
          question.words.push_back(std::move(word.front()));
      }
      break;
    case Kind::kPhrase:
      question.words = phrase();
      break;
    case Kind::kFiltered:
    case Kind::kOwnLifted:
      question.words = words_of_one(1, kCommonBand);
      choose(question);
      break;
    case Kind::kRange:
      // Ratios are rounded to two digits, so an end with three lies on none of them.
      question.low = rounded(random_.real(0.2, 8), 2) + 0.005;
      question.high = question.low + rounded(random_.real(0.5, 12), 2);
      break;
  }
  return question;
}

bool QuestionMaker::is_in(const std::string& word, const Band& band) const {
  const auto found = records_with_.find(word);
  const double share = found == records_with_.end() ? 0 : found->second / records_;
  return share >= band.least && share <= band.most;
}

/// Different words of one record.
std::vector<std::string> QuestionMaker::words_of_one(std::size_t count, const Band& band) {
  for (int tries = 0; tries < kMostTries; ++tries) {
    std::vector<std::string> fitting;
    for (const std::string& word : sample().words)
      if (is_in(word, band) && std::find(fitting.begin(), fitting.end(), word) == fitting.end())
        fitting.push_back(word);
    if (fitting.size() < count) continue;
    std::vector<std::string> out;
    while (out.size() < count) {
      const std::size_t at = random_.below(fitting.size());
      out.push_back(fitting[at]);
      fitting.erase(fitting.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return out;
  }
  throw std::runtime_error("too few words are as common as the questions need");
}

std::vector<std::string> QuestionMaker::phrase() {
  for (int tries = 0; tries < kMostTries; ++tries) {
    const auto& words = sample().words;
    if (words.size() < 2) continue;
    const std::size_t at = random_.below(words.size() - 1);
    if (words[at] != words[at + 1] && is_in(words[at], kPhraseBand) &&
        is_in(words[at + 1], kPhraseBand))
      return {words[at], words[at + 1]};
  }
  throw std::runtime_error("too few words that stand side by side are as common as phrases need");
}

/// Three values that one record has.
void QuestionMaker::choose(Question& question) {
  for (int tries = 0; tries < kMostTries; ++tries) {
    const Codes& codes = sample().codes;
    std::vector<Chosen> has;
    for (const std::size_t facet : kChoosable)
      if (codes[facet] != 0) has.push_back({facet, codes[facet]});
    if (has.size() < 3) continue;
    while (has.size() > 3)
      has.erase(has.begin() + static_cast<std::ptrdiff_t>(random_.below(has.size())));
    question.chosen = std::move(has);
    return;
  }
  throw std::runtime_error("no record has values of three facets");
}

}  // namespace outturn::bench
