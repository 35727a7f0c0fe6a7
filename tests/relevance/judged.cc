// SPDX-License-Identifier: GPL-3.0-or-later
// Reads judged searches; contract in judged.h.
#include "tests/relevance/judged.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "schema/base/files.h"
#include "schema/evidence/corpus_file.h"

namespace outturn::relevance {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::optional<fs::path> folder_of(const std::string& name) {
  std::vector<fs::path> places;
  if (const char* data = std::getenv("OUTTURN_DATA")) places.emplace_back(data);
  places.push_back(fs::path(OUTTURN_SOURCE_DIR) / "../shared/data");
  for (const fs::path& place : places)
    if (fs::exists(place / "retrieval" / name / "corpus.jsonl")) return place / "retrieval" / name;
  return std::nullopt;
}

std::vector<json> lines_of(const fs::path& file) {
  std::ifstream in(file);
  std::vector<json> out;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) out.push_back(json::parse(line));
  return out;
}

/// "query-id corpus-id score", tab-separated, with a line of headings.
std::map<std::string, Grades> grades_of(const fs::path& file) {
  std::ifstream in(file);
  std::map<std::string, Grades> out;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream words(line);
    std::string question;
    std::string record;
    int grade = 0;
    if (words >> question >> record >> grade && grade > 0) out[question][record] = grade;
  }
  return out;
}

double discounted(const std::vector<int>& grades) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(kDepth, grades.size()); ++i)
    sum += (std::pow(2, grades[i]) - 1) / std::log2(static_cast<double>(i) + 2);
  return sum;
}

}  // namespace

double ndcg(const std::vector<std::string>& found, const Grades& grades) {
  std::vector<int> got;
  for (const std::string& id : found) {
    const auto grade = grades.find(id);
    got.push_back(grade == grades.end() ? 0 : grade->second);
  }
  std::vector<int> ideal;
  for (const auto& [id, grade] : grades) ideal.push_back(grade);
  std::sort(ideal.begin(), ideal.end(), std::greater<>());
  return discounted(got) / discounted(ideal);
}

Collection corpus_questions() {
  Collection out{"corpus", kCorpusGoal, {}, {}};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(OUTTURN_SOURCE_DIR) / "corpus"))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    auto read = evidence::read_corpus(base::read_file(file, 1U << 28).value());
    if (!read.problems.empty()) throw std::runtime_error(file.string() + " has problems");
    for (auto& record : read.records) out.records.push_back(std::move(record));
  }
  std::ifstream in(fs::path(OUTTURN_SOURCE_DIR) / "tests/relevance/questions.json");
  const json all = json::parse(in);
  for (const json& one : all.at("questions"))
    out.questions.push_back({one.at("id"), one.at("question"), one.at("grades").get<Grades>()});
  return out;
}

std::optional<Collection> public_collection(const std::string& name) {
  const bool train = name == "scifact-train";
  const auto folder = folder_of(train ? "scifact" : name);
  if (!folder) return std::nullopt;
  Collection out{name, 0, {}, {}};
  for (const Goal& goal : kPublic)
    if (name == goal.name) out.goal = goal.ndcg;
  for (const json& line : lines_of(*folder / "corpus.jsonl")) {
    evidence::Record record;
    record.id = line.at("_id");
    record.title = line.value("title", "");
    record.summary = line.at("text");
    record.type = "study";
    record.evidence.design = "not_reported";
    // What the plan requires; it has no words of its own.
    record.sources.push_back({name, "", {}, {}, {}, {}, {}});
    out.records.push_back(std::move(record));
  }
  const fs::path test = *folder / "qrels" / (train ? "train.tsv" : "test.tsv");
  auto grades = grades_of(fs::exists(test) ? test : *folder / "qrels.tsv");
  for (const json& line : lines_of(*folder / "queries.jsonl"))
    if (const auto judged = grades.find(line.at("_id")); judged != grades.end())
      out.questions.push_back({line.at("_id"), line.at("text"), judged->second});
  constexpr std::size_t kMostQuestions = 1000;
  if (const std::size_t step = out.questions.size() / kMostQuestions; step > 1) {
    std::vector<JudgedQuestion> some;
    for (std::size_t i = 0; i < out.questions.size(); i += step)
      some.push_back(std::move(out.questions[i]));
    out.questions = std::move(some);
  }
  return out;
}

}  // namespace outturn::relevance
