// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a profile and a small table, parted by a line of three hyphens: neither crashes
// anything, every row is in one candidate or counted as skipped, every place is of a row that there
// is, and what a profile is guessed to be for the table is a profile.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/profiles/guess.h"
#include "indexer/profiles/mapped_stream.h"
#include "schema/evidence/validate.h"
#include "tests/unit/profiles/text_table.h"

namespace {

using namespace outturn;

constexpr std::string_view kBetween = "\n---\n";
constexpr std::size_t kMostRows = 64;
constexpr std::size_t kMostCells = 64;

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<std::vector<std::string>> rows_of(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1);
  rows.back().emplace_back();
  for (const char c : text) {
    if (c == '\n' && rows.size() < kMostRows)
      rows.emplace_back(1);
    else if (c == ',' && rows.back().size() < kMostCells)
      rows.back().emplace_back();
    else
      rows.back().back() += c;
  }
  return rows;
}

void map(const ingest::Profile& profile, const std::vector<std::vector<std::string>>& rows) {
  auto stream = ingest::MappedStream::open(std::make_unique<test::TextTable>(rows), profile);
  if (!stream) {
    require(!stream.error().message.empty());
    return;
  }
  std::size_t taken = 0;
  while (true) {
    ingest::Candidate candidate;
    const auto more = (*stream)->next(candidate);
    require(more.has_value());
    if (!*more) break;
    require(!candidate.rows.empty());
    taken += candidate.rows.size();
    for (const auto& fault : candidate.faults)
      require(!fault.message.empty() && fault.place.row <= rows.size());
    const auto problems = evidence::validate_record(candidate.record);
    for (const auto& problem : problems)
      require(!ingest::place_of(candidate, problem.pointer).where.empty());
  }
  for (const auto& [reason, count] : (*stream)->account().skipped) taken += count;
  require(taken == (*stream)->account().rows);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto between = input.find(kBetween);
  const std::string_view table =
      between == std::string_view::npos ? "" : input.substr(between + kBetween.size());
  const auto rows = rows_of(table);
  std::vector<evidence::Problem> problems;
  const ingest::Profile profile = ingest::read_profile(input.substr(0, between), problems);
  if (problems.empty()) map(profile, rows);

  test::TextTable sample(rows);
  const auto guessed = ingest::guess_profile(sample);
  require(guessed.has_value());
  problems.clear();
  const ingest::Profile proposal = ingest::read_profile(
      guessed->json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), problems);
  require(problems.empty());
  map(proposal, rows);
  return 0;
}
