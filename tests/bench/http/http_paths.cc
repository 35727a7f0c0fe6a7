// SPDX-License-Identifier: GPL-3.0-or-later
// outturn_http_paths: writes query strings that find something in a base, made of words and values
// of its published records: browsing, one common word, two words, three with OR, a phrase, a word
// with three filters, a range of ratios in their order. The same base and seed give the same lines.
#include <fmt/format.h>
#include <xapian.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "schema/base/text.h"
#include "schema/store/layout.h"
#include "server/search/match/match_index.h"
#include "server/search/match/value_walk.h"
#include "tests/bench/peers/question_maker.h"
#include "tests/bench/peers/xapian_fault.h"

namespace outturn::bench {
namespace {

constexpr std::size_t kMostSamples = 3000;
/// One line in so many browses; there is only one way to.
constexpr std::size_t kBrowseEvery = 20;

struct Options {
  std::string base;
  std::string output;
  std::size_t count = 20'000;
  std::uint64_t seed = 1;
};

bool is_word(const std::string& term) {
  return term.size() >= 2 &&
         std::all_of(term.begin(), term.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

class Sampler {
 public:
  Sampler(const Xapian::Database& database, const search::MatchIndex& columns)
      : database_(database), columns_(columns), values_(columns) {
    for (auto& values : dictionary_) values.emplace_back();
  }

  std::vector<Sample> samples(std::uint64_t seed) {
    Random random(seed);
    std::vector<Sample> out;
    const std::size_t last = database_.get_lastdocid();
    for (std::size_t tries = 0; out.size() < kMostSamples && tries < 4 * kMostSamples; ++tries) {
      const auto number = static_cast<Xapian::docid>(1 + random.below(last));
      try {
        out.push_back(sample(number));
      } catch (const Xapian::DocNotFoundError&) {
        continue;  // a number of no record
      }
    }
    return out;
  }

  const std::unordered_map<std::string, std::uint32_t>& records_with() const {
    return records_with_;
  }
  const Dictionary& dictionary() const { return dictionary_; }

 private:
  Sample sample(Xapian::docid number) {
    Sample out;
    std::map<Xapian::termpos, std::string> places;
    for (auto term = database_.termlist_begin(number); term != database_.termlist_end(number);
         ++term) {
      if (!is_word(*term)) continue;
      records_with_.emplace(*term, term.get_termfreq());
      for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at)
        places.emplace(*at, *term);
    }
    values_.record(number, [&](search::ValueId id) {
      const search::Value& value = columns_.value(id);
      for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet)
        if (kPeerFacets[facet].filter == value.filter && !value.text.empty())
          out.codes[facet] = code(facet, std::string(value.text));
    });
    // Words of different fields are far apart and make no phrase.
    Xapian::termpos before = 0;
    for (const auto& [place, word] : places) {
      if (place > before + 1) out.words.emplace_back();
      out.words.push_back(word);
      before = place;
    }
    return out;
  }

  Code code(std::size_t facet, const std::string& value) {
    auto& values = dictionary_[facet];
    const auto place = std::find(values.begin(), values.end(), value) - values.begin();
    if (static_cast<std::size_t>(place) == values.size()) values.push_back(value);
    return static_cast<Code>(place);
  }

  const Xapian::Database& database_;
  const search::MatchIndex& columns_;
  search::ValueWalk values_;
  std::unordered_map<std::string, std::uint32_t> records_with_;
  Dictionary dictionary_;
};

std::string query_string(const Question& question, const Dictionary& names) {
  std::string words;
  for (const std::string& word : question.words) {
    if (!words.empty()) words += question.kind == Kind::kThree ? "+OR+" : "+";
    words += word;
  }
  if (question.kind == Kind::kPhrase) words = "%22" + words + "%22";
  std::string out = words.empty() ? "" : "?q=" + words;
  for (const Chosen& one : question.chosen)
    out += fmt::format("&{}={}", index::filter(kPeerFacets[one.facet].filter).name,
                       base::percent_encode(names[one.facet][one.code]));
  if (question.kind == Kind::kRange)
    out = fmt::format("?ratio_min={:.3f}&ratio_max={:.3f}&sort=ratio", question.low, question.high);
  return out;
}

int run(const Options& options) {
  const std::filesystem::path release = std::filesystem::path(options.base) / "current";
  const auto columns = search::MatchIndex::open(release / store::kColumnsFile);
  if (!columns) throw std::runtime_error(base::to_text(columns.error()));
  const Xapian::Database database((release / store::kIndexFolder).string());
  Sampler sampler(database, **columns);
  auto samples = sampler.samples(options.seed);
  QuestionMaker maker(sampler.records_with(), database.get_doccount(), std::move(samples),
                      options.seed);
  std::vector<std::string> lines;
  // Browsing is one line; the own choice lifted is what the server does anyway.
  for (const Question& question : maker.make(options.count / (kKindCount - 2) + 1))
    if (question.kind != Kind::kBrowse && question.kind != Kind::kOwnLifted)
      lines.push_back(query_string(question, sampler.dictionary()));
  Random random(options.seed);
  for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[random.below(i)]);
  std::ofstream file(options.output);
  std::unordered_set<std::string> distinct;
  for (std::size_t i = 0; i < std::min(options.count, lines.size()); ++i) {
    const std::string line = i % kBrowseEvery == 0 ? std::string() : lines[i];
    distinct.insert(line);
    file << line << '\n';
  }
  file.close();
  if (!file) {
    fmt::print(stderr, "{} cannot be written\n", options.output);
    return 73;
  }
  fmt::print("{}\n", distinct.size());
  return 0;
}

}  // namespace
}  // namespace outturn::bench

int main(int argc, char** argv) {
  CLI::App app{"Writes query strings that find something in a base; prints how many differ."};
  outturn::bench::Options options;
  app.add_option("--base", options.base, "The folder of the base")->required();
  app.add_option("--output", options.output, "Write the lines here")->required();
  app.add_option("--count", options.count, "How many");
  app.add_option("--seed", options.seed, "The same seed gives the same lines");
  CLI11_PARSE(app, argc, argv);
  try {
    return outturn::bench::run(options);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "{}\n", fault.what());
  } catch (...) {
    fmt::print(stderr, "{}\n", outturn::bench::describe_xapian_fault());
  }
  return 1;
}
