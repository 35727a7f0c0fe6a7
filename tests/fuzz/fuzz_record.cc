// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a corpus file: reading never crashes, and a record that is accepted survives the way
// to JSON and back, gives an index plan, and gives derived figures and flags that are numbers.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "schema/evidence/audit/audit.h"
#include "schema/evidence/corpus_file.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/record_json.h"
#include "schema/index/plan.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const outturn::evidence::Record& record) {
  using namespace outturn;
  const auto json = evidence::to_json(record);
  const auto again = evidence::record_from_text(json.dump());
  require(again.has_value());
  require(evidence::to_json(*again) == json);
  require(!index::plan(record).texts.empty());
  if (const auto best = evidence::best_effect(record, {})) require(!std::isnan(best->effect.value));
  if (const auto ratio = evidence::headline_ratio(record)) require(!std::isnan(ratio->central));
  for (const auto& flag : evidence::audit(record)) {
    require(evidence::find_check(flag.code) != nullptr);
    require(!flag.derived || std::isfinite(*flag.derived));
    require(!flag.sentence.empty() && flag.sentence.size() < 4000);
  }
  for (const auto& appraisal : record.appraisals) {
    const auto implied = evidence::implied(appraisal);
    require(!implied.ratio || !std::isnan(*implied.ratio));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto corpus = outturn::evidence::read_corpus({reinterpret_cast<const char*>(data), size});
  require(corpus.records.size() == corpus.pointers.size());
  for (const auto& record : corpus.records) check(record);
  for (const auto& one : outturn::evidence::audit_across(corpus.records))
    require(one.record < corpus.records.size());
  return 0;
}
