// SPDX-License-Identifier: GPL-3.0-or-later
// Makes questions out of the records themselves, so that words come together as they do in texts
// and every question finds something: of words by bands of how many records have them.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/bench/peers/question.h"
#include "tests/bench/random.h"

namespace outturn::bench {

/// A record as a source of questions.
struct Sample {
  std::vector<std::string> words;
  Codes codes{};
};

/// Shares of the records that have a word; both ends belong to it.
struct Band {
  double least;
  double most;
};

class QuestionMaker {
 public:
  /// `records_with` counts records by word; `samples` are picked from at random.
  QuestionMaker(const std::unordered_map<std::string, std::uint32_t>& records_with,
                std::size_t records, std::vector<Sample> samples, std::uint64_t seed);

  /// So many of every kind, save for browsing, which there is one of; word and filters are the same
  /// with and without the own choice lifted. Throws std::runtime_error where the samples hold no
  /// such words.
  std::vector<Question> make(std::size_t each);

 private:
  Question one(Kind kind);
  std::vector<std::string> words_of_one(std::size_t count, const Band& band);
  std::vector<std::string> phrase();
  void choose(Question& question);
  bool is_in(const std::string& word, const Band& band) const;
  const Sample& sample() { return samples_[random_.below(samples_.size())]; }

  const std::unordered_map<std::string, std::uint32_t>& records_with_;
  double records_;
  std::vector<Sample> samples_;
  Random random_;
};

}  // namespace outturn::bench
