// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a file of candidates: JSON, JSON lines or a table, whatever it is taken for. Reading
// never crashes; every candidate has a place and is a record or says why not; one that is written
// down as a line reads as the same record.
#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/readers/candidate_source.h"
#include "indexer/readers/json_lines.h"
#include "schema/evidence/record_json.h"
#include "schema/evidence/validate.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/sound.h"

namespace {

using namespace outturn;
using fuzz::require;
using nlohmann::json;

void check(const base::Error& error) {
  require(!error.message.empty() && !error.where.empty(), "error", "says not what or where");
}

void check(const ingest::Candidate& candidate) {
  require(!candidate.place.where.empty(), "candidate", "has no place");
  require(candidate.record.is_object() || !candidate.faults.empty() ||
              !evidence::validate_record(candidate.record).empty(),
          "candidate", "is neither a record nor wrong");
  for (const ingest::Fault& fault : candidate.faults)
    require(!fault.message.empty() && !fault.place.where.empty(), "fault",
            "says not what or where");
  for (const auto& problem : evidence::validate_record(candidate.record))
    require(!ingest::place_of(candidate, problem.pointer).where.empty(), "problem", "has no place");
}

std::vector<json> drain(ingest::CandidateStream& stream) {
  std::vector<json> records;
  for (ingest::Candidate one;;) {
    const auto more = stream.next(one);
    if (!more) check(more.error());
    if (!more || !*more) break;
    check(one);
    if (one.faults.empty()) records.push_back(one.record);
  }
  return records;
}

std::vector<json> read_lines(const fuzz::MemoryFile& file) {
  auto text = ingest::TextSource::open(file.path());
  if (!text) return check(text.error()), std::vector<json>();
  return drain(*ingest::open_json_lines(std::move(*text)));
}

std::vector<json> read_any(const fuzz::MemoryFile& file) {
  auto stream = ingest::open_candidates(file.path());
  if (!stream) return check(stream.error()), std::vector<json>();
  return drain(**stream);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static fuzz::MemoryFile file;
  file.write({reinterpret_cast<const char*>(data) + 1, size - 1});
  const auto records = data[0] % 2 == 0 ? read_lines(file) : read_any(file);
  std::string again;
  std::vector<json> objects;
  for (const json& record : records) {
    if (!record.is_object())
      continue;  // an item of a list that is none is for validation to refuse
    objects.push_back(record);
    again += record.dump() + "\n";
  }
  file.write(again);
  // A list may hold what a line may not: a source by name only.
  const auto lines = read_lines(file);
  if (data[0] % 2 == 0) require(lines == objects, "records written down again", "are others");
  return 0;
}
