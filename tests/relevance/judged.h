// SPDX-License-Identifier: GPL-3.0-or-later
// Judged searches: the corpus's own questions and public collections that stand beside the project
// and are not part of it. Each is records to index, questions, and the grade of every record that
// answers one.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "schema/evidence/record.h"

namespace outturn::relevance {

inline constexpr std::size_t kDepth = 10;

using Grades = std::map<std::string, int>;  ///< record id -> grade; 0 where it is not named

struct JudgedQuestion {
  std::string id;
  std::string text;
  Grades grades;
};

struct Collection {
  std::string name;
  double goal = 0;  ///< nDCG@10
  std::vector<evidence::Record> records;
  std::vector<JudgedQuestion> questions;
};

/// Normalised discounted cumulative gain of the first ten: gain 2^grade - 1, discount
/// log2(rank + 1), over that of the best order there is (Jarvelin and Kekalainen 2002; Burges and
/// others 2005).
double ndcg(const std::vector<std::string>& found, const Grades& grades);

/// The records of `corpus` and the questions of questions.json. Throws where a file is not sound.
Collection corpus_questions();

/// A collection of $OUTTURN_DATA/retrieval, or of shared/data/retrieval beside the project; empty
/// where it is not there.
std::optional<Collection> public_collection(const std::string& name);

/// Names and goals of the public collections.
struct Goal {
  const char* name;
  double ndcg;
};
inline constexpr Goal kPublic[] = {{"scifact", 0.70}, {"cran", 0.40}, {"cisi", 0.39}};
/// Collections that no choice was made on: what the others chose is checked with them.
inline constexpr Goal kHeldOut[] = {{"scifact-train", 0}, {"evidence_inference", 0}};
inline constexpr double kCorpusGoal = 0.85;

}  // namespace outturn::relevance
