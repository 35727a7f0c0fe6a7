// SPDX-License-Identifier: GPL-3.0-or-later
// outturn_peer_data: writes the records, the facet values and the questions that all peers of the
// comparison are given. The same seed and texts give the same files on any machine.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <unordered_map>

#include "tests/bench/peers/question_maker.h"
#include "tests/bench/texts.h"

namespace outturn::bench {
namespace {

constexpr std::size_t kBodyWords = 40;
constexpr std::size_t kMostSamples = 50'000;

struct Options {
  std::uint32_t count = 100'000;
  std::uint64_t seed = 1;
  std::size_t questions = 200;
  std::string abstracts;
  std::string folder;
};

/// Runs of ASCII letters, lowered, of 2 to 30 letters: what every peer's tokeniser takes for a
/// word.
std::vector<std::string> words_in(const std::string& text) {
  std::vector<std::string> out;
  std::string word;
  const auto end = [&] {
    if (word.size() >= 2 && word.size() <= 30) out.push_back(word);
    word.clear();
  };
  for (const char c : text) {
    const char lowered = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lowered >= 'a' && lowered <= 'z') {
      word += lowered;
    } else {
      end();
    }
  }
  end();
  return out;
}

/// The title, then 40 words of the abstract: the first ones, or, where the same article comes
/// again, others.
std::vector<std::string> words_of(const Texts& texts, std::uint32_t number, std::uint64_t seed) {
  const std::size_t place = number - 1;
  const Article article = texts.at(place);
  std::vector<std::string> words = words_in(article.title);
  const std::vector<std::string> body = words_in(article.abstract);
  std::size_t from = 0;
  if (place >= texts.size() && body.size() > kBodyWords)
    from = Random(seed * 0x9E3779B9U + number).below(body.size() - kBodyWords);
  for (std::size_t i = from; i < std::min(body.size(), from + kBodyWords); ++i)
    words.push_back(body[i]);
  return words;
}

/// Every value that a record has, in order; a code is a value's place behind the empty one.
std::array<std::map<std::string, Code>, kPeerFacetCount> codes_of(std::uint32_t count) {
  std::array<std::map<std::string, Code>, kPeerFacetCount> out;
  for (std::uint32_t number = 1; number <= count; ++number) {
    const auto record = contribution(number);
    for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet)
      if (std::string value = value_of(record, facet); !value.empty())
        out[facet].emplace(std::move(value), 0);
  }
  for (auto& values : out) {
    Code next = 0;
    for (auto& [value, code] : values) code = ++next;
  }
  return out;
}

class Writer {
 public:
  Writer(const Options& options, const Texts& texts)
      : options_(options), texts_(texts), codes_(codes_of(options.count)) {}

  void write_values() {
    std::ofstream file(std::filesystem::path(options_.folder) / "values.tsv");
    for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet)
      for (const auto& [value, code] : codes_[facet])
        file << facet << '\t' << code << '\t' << value << '\n';
    finish(file, "values.tsv");
  }

  void write_records() {
    std::ofstream file(std::filesystem::path(options_.folder) / "records.tsv");
    const std::size_t step = std::max<std::size_t>(1, options_.count / kMostSamples);
    for (std::uint32_t number = 1; number <= options_.count; ++number) {
      const auto record = contribution(number);
      Sample sample{words_of(texts_, number, options_.seed), {}};
      file << number << '\t';
      if (const double ratio = ratio_of(record); !std::isnan(ratio))
        file << fmt::format("{}", ratio);
      for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet) {
        const std::string value = value_of(record, facet);
        sample.codes[facet] = value.empty() ? Code{0} : codes_[facet].at(value);
        file << '\t' << sample.codes[facet];
      }
      file << '\t';
      for (std::size_t i = 0; i < sample.words.size(); ++i)
        file << (i > 0 ? " " : "") << sample.words[i];
      file << '\n';
      for (const std::string& word : std::set(sample.words.begin(), sample.words.end()))
        ++records_with_[word];
      if (number % step == 0) samples_.push_back(std::move(sample));
      if (number % 100'000 == 0) fmt::print(stderr, "  {} of {} records\n", number, options_.count);
    }
    finish(file, "records.tsv");
  }

  void write_questions() {
    QuestionMaker maker(records_with_, options_.count, std::move(samples_), options_.seed);
    std::ofstream file(std::filesystem::path(options_.folder) / "questions.tsv");
    for (const Question& question : maker.make(options_.questions))
      file << to_line(question) << '\n';
    finish(file, "questions.tsv");
  }

 private:
  static void finish(std::ofstream& file, const char* name) {
    file.close();
    if (!file)
      throw std::runtime_error(std::string(name) + " cannot be written: is the disk full?");
  }

  const Options& options_;
  const Texts& texts_;
  std::array<std::map<std::string, Code>, kPeerFacetCount> codes_;
  std::unordered_map<std::string, std::uint32_t> records_with_;
  std::vector<Sample> samples_;
};

int run(const Options& options) {
  Random random(options.seed);
  std::ifstream lines(options.abstracts);
  const Texts texts =
      options.abstracts.empty() ? Texts::from_model(65'000, random) : Texts::from_lines(lines);
  if (texts.size() == 0) {
    fmt::print(stderr, "{}: holds no abstracts\n", options.abstracts);
    return 66;
  }
  std::filesystem::create_directories(options.folder);
  Writer writer(options, texts);
  writer.write_values();
  writer.write_records();
  writer.write_questions();
  return 0;
}

}  // namespace
}  // namespace outturn::bench

int main(int argc, char** argv) {
  CLI::App app{"Writes what all peers of the comparison are given."};
  outturn::bench::Options options;
  app.add_option("--count", options.count, "How many records")->check(CLI::Range(1000U, 50000000U));
  app.add_option("--seed", options.seed, "The same seed gives the same files");
  app.add_option("--questions", options.questions, "How many of each kind");
  app.add_option("--abstracts", options.abstracts,
                 "JSON lines with title and abstract; without it words are made up");
  app.add_option("--folder", options.folder, "Write the files here")->required();
  CLI11_PARSE(app, argc, argv);
  try {
    return outturn::bench::run(options);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "{}\n", fault.what());
    return 1;
  }
}
