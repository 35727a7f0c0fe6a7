// SPDX-License-Identifier: GPL-3.0-or-later
// What each part of a likeness brings to comparables: comparables_experiment [--cases] [--search].
// --cases prints what came first for each judged case; --search looks for better weights on the
// cases that are not held out, one part at a time.
#include <fmt/format.h>

#include <string_view>

#include "tests/relevance/judged_comparables.h"

namespace outturn::relevance {
namespace {

void print(std::string_view name, const ComparableScores& scores) {
  fmt::print("{:<28}{:>10.3f}{:>10.3f}{:>10.3f}\n", name, scores.chosen_on, scores.held_out,
             scores.all);
}

void print_table(const std::vector<ComparableCase>& cases) {
  fmt::print("{:<28}{:>10}{:>10}{:>10}\n", "nDCG@10", "chosen on", "held out", "all");
  print("words alone", score_comparables(cases, words_alone()));
  print("values alone", score_comparables(cases, values_alone()));
  print("joined", score_comparables(cases, search::usual_weights()));
  for (const search::PartRow& row : search::kParts) {
    search::ByPart weights = search::usual_weights();
    weights[search::number_of(row.part)] = 0;
    print(fmt::format("joined without {}", row.name), score_comparables(cases, weights));
  }
}

void print_cases(const std::vector<ComparableCase>& cases) {
  score_comparables(cases, search::usual_weights(),
                    [](const ComparableCase& one, double score, const auto& found) {
                      fmt::print("{} {:5.3f} {}\n", one.id, score,
                                 one.record.empty() ? one.description.substr(0, 60) : one.record);
                      for (const std::string& id : found) {
                        const auto grade = one.grades.find(id);
                        fmt::print("      {} {}\n", grade == one.grades.end() ? 0 : grade->second,
                                   id);
                      }
                    });
}

/// Coordinate ascent from the usual weights; prints where it ends.
void look_for_weights(const std::vector<ComparableCase>& cases) {
  search::ByPart best = search::usual_weights();
  double reached = score_comparables(cases, best).chosen_on;
  for (const double factor : {2.0, 1.4, 1.2}) {
    for (bool better = true; better;) {
      better = false;
      for (std::size_t part = 0; part < search::kPartCount; ++part)
        for (const double by : {factor, 1 / factor}) {
          search::ByPart tried = best;
          tried[part] = std::max(tried[part], 0.005) * by;
          const double score = score_comparables(cases, tried).chosen_on;
          if (score <= reached + 1e-4) continue;
          reached = score;
          best = tried;
          better = true;
        }
    }
  }
  double sum = 0;
  for (const double weight : best) sum += weight;
  for (const search::PartRow& row : search::kParts)
    fmt::print("  {:<10} {:.3f}\n", row.name, best[search::number_of(row.part)] / sum);
  print("these weights", score_comparables(cases, best));
}

}  // namespace
}  // namespace outturn::relevance

int main(int count, char** arguments) {
  using namespace outturn::relevance;
  const auto cases = comparable_cases();
  print_table(cases);
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--cases") print_cases(cases);
    if (argument == "--search") look_for_weights(cases);
  }
}
