// SPDX-License-Identifier: GPL-3.0-or-later
// Reads and writes questions; contract in question.h.
#include "tests/bench/peers/question.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "tests/bench/peers/fields.h"

namespace outturn::bench {
namespace {

Kind kind_of(std::string_view name) {
  for (const KindRow& row : kKinds)
    if (row.name == name) return row.kind;
  throw std::runtime_error("questions.tsv: no kind is called " + std::string(name));
}

bool is_chosen(const Question& question, std::size_t facet) {
  return std::any_of(question.chosen.begin(), question.chosen.end(),
                     [&](const Chosen& one) { return one.facet == facet; });
}

}  // namespace

std::vector<Question> read_questions(const std::filesystem::path& folder) {
  std::ifstream file(folder / "questions.tsv");
  std::vector<Question> out;
  for (std::string line; std::getline(file, line);) {
    const auto fields = split(line, '\t');
    if (fields.size() != 5) throw std::runtime_error("questions.tsv: not five fields: " + line);
    Question question;
    question.kind = kind_of(fields[0]);
    if (!fields[1].empty())
      for (const auto word : split(fields[1], ' ')) question.words.emplace_back(word);
    if (!fields[2].empty())
      for (const auto one : split(fields[2], ',')) {
        const auto parts = split(one, ':');
        question.chosen.push_back(
            {need_number<std::size_t>(parts.at(0)), need_number<Code>(parts.at(1))});
        if (question.chosen.back().facet >= kPeerFacetCount)
          throw std::runtime_error("questions.tsv: there is no such facet: " + line);
      }
    question.low = need_number<double>(fields[3]);
    question.high = need_number<double>(fields[4]);
    out.push_back(std::move(question));
  }
  if (out.empty()) throw std::runtime_error("questions.tsv is missing or empty");
  return out;
}

std::string to_line(const Question& question) {
  std::string words;
  for (const std::string& word : question.words) words += (words.empty() ? "" : " ") + word;
  std::string chosen;
  for (const Chosen& one : question.chosen)
    chosen += fmt::format("{}{}:{}", chosen.empty() ? "" : ",", one.facet, one.code);
  return fmt::format("{}\t{}\t{}\t{}\t{}", kKinds[static_cast<std::size_t>(question.kind)].name,
                     words, chosen, question.low, question.high);
}

Question without(const Question& question, std::size_t facet) {
  Question out = question;
  std::erase_if(out.chosen, [&](const Chosen& one) { return one.facet == facet; });
  return out;
}

std::string comparable_text(const Question& question, Answer answer) {
  std::string text = fmt::format("total {}", answer.total);
  for (std::size_t facet = 0; facet < kPeerFacetCount; ++facet) {
    auto& counts = answer.facets[facet];
    const bool only_chosen = question.kind == Kind::kFiltered && is_chosen(question, facet);
    std::erase_if(counts, [&](const auto& one) {
      if (one.first == 0 || one.second == 0) return true;
      return only_chosen && std::none_of(question.chosen.begin(), question.chosen.end(),
                                         [&](const Chosen& chosen) {
                                           return chosen.facet == facet && chosen.code == one.first;
                                         });
    });
    std::sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    if (counts.size() > most_listed(facet)) counts.resize(most_listed(facet));
    text += fmt::format("; {}", kPeerFacets[facet].name);
    for (const auto& [code, count] : counts) text += fmt::format(" {}:{}", code, count);
  }
  text += fmt::format("; first {}", answer.top.size());
  if (question.kind == Kind::kRange)
    for (const std::uint32_t number : answer.top)
      text += fmt::format(" {}", ratio_of(contribution(number)));
  return text;
}

}  // namespace outturn::bench
