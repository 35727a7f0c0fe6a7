// SPDX-License-Identifier: GPL-3.0-or-later
// Tables in memory, and what a profile makes of them, for tests.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "indexer/profiles/mapped_stream.h"
#include "schema/evidence/validate.h"
#include "tests/unit/profiles/text_table.h"

namespace outturn::test {

struct Mapped {
  std::vector<ingest::Candidate> candidates;
  std::vector<ingest::Note> notes;
  ingest::MapAccount account;
  std::optional<base::Error> error;
};

inline Mapped map_table(std::unique_ptr<ingest::Table> table, const ingest::Profile& profile,
                        const ingest::MapLimits& limits = {}) {
  Mapped mapped;
  auto stream = ingest::MappedStream::open(std::move(table), profile, limits);
  if (!stream) {
    mapped.error = stream.error();
    return mapped;
  }
  while (true) {
    ingest::Candidate candidate;
    const auto more = (*stream)->next(candidate);
    if (!more) mapped.error = more.error();
    if (!more || !*more) break;
    mapped.candidates.push_back(std::move(candidate));
  }
  mapped.notes = (*stream)->notes();
  mapped.account = (*stream)->account();
  return mapped;
}

inline ingest::Profile profile_of(const nlohmann::json& json) {
  std::vector<evidence::Problem> problems;
  ingest::Profile profile = ingest::read_profile(json.dump(), problems);
  for (const auto& one : problems)
    ADD_FAILURE() << one.pointer << ": " << one.message << " " << one.hint;
  return profile;
}

/// The least that a record must say, as the "record" of a profile; columns Id and Name.
inline nlohmann::json least_record() {
  return {{"id", {{"text", "t-{Id|slug}"}}},
          {"title", {{"column", "Name"}}},
          {"summary", "A line."},
          {"type", "programme"},
          {"evidence.design", "rct"},
          {"curation.added", "2026-11-22"}};
}

}  // namespace outturn::test
