// SPDX-License-Identifier: GPL-3.0-or-later
// The records of a whole file, one after another; contract in corpus_json.h.
#include "indexer/readers/corpus_json.h"

#include <fmt/format.h>

#include "schema/evidence/corpus_file.h"

namespace outturn::ingest {
namespace {

class CorpusJson : public CandidateStream {
 public:
  CorpusJson(std::unique_ptr<TextSource> text, evidence::CorpusDraft draft)
      : text_(std::move(text)), draft_(std::move(draft)) {}

  const std::string& name() const override { return text_->name(); }
  base::Result<bool> next(Candidate& candidate) override;
  const std::vector<std::string>& header() const override { return no_header_; }
  const std::vector<Note>& notes() const override { return text_->notes().all(); }
  Extent extent() const override { return text_->extent(); }
  evidence::Holds holds() const override { return draft_.holds; }

 private:
  std::string place(const std::string& pointer) const {
    return pointer.empty() ? name() : name() + ":" + pointer;
  }
  void refuse(Candidate& candidate, std::vector<evidence::Problem>& problems) const {
    for (evidence::Problem& problem : problems) {
      Place at;
      at.where = place(problem.pointer);
      candidate.faults.push_back(
          {std::move(at), std::move(problem.message), std::move(problem.hint)});
    }
    problems.clear();
  }

  std::unique_ptr<TextSource> text_;
  evidence::CorpusDraft draft_;
  const std::vector<std::string> no_header_;
  std::size_t next_ = 0;
};

base::Result<bool> CorpusJson::next(Candidate& candidate) {
  candidate = Candidate{};
  if (!draft_.problems.empty()) {
    candidate.place.where = name();
    candidate.pointer_base = name() + ":";
    refuse(candidate, draft_.problems);
    return true;
  }
  if (next_ == draft_.records.size()) return false;
  evidence::DraftRecord& draft = draft_.records[next_++];
  candidate.record = std::move(draft.record);
  candidate.place.where = place(draft.pointer);
  candidate.pointer_base = name() + ":" + draft.pointer;
  refuse(candidate, draft.problems);
  return true;
}

}  // namespace

base::Result<std::unique_ptr<CandidateStream>> open_corpus_json(std::unique_ptr<TextSource> text) {
  std::string whole;
  for (;;) {
    const auto piece = text->read();
    if (!piece) return tl::unexpected(piece.error());
    if (piece->empty()) break;
    if (whole.size() + piece->size() > kLargestJson) {
      return base::fail(base::Code::kInvalidData,
                        fmt::format("larger than {} MiB", kLargestJson >> 20U),
                        "split it into smaller files, or write JSON lines", text->name());
    }
    whole += *piece;
  }
  const Repairs repairs = mend(whole, text->encoding(), Mending::kConvert);
  note(text->notes(), repairs, [&] { return text->name(); });
  evidence::CorpusDraft draft = evidence::draft_corpus(whole);
  return std::make_unique<CorpusJson>(std::move(text), std::move(draft));
}

}  // namespace outturn::ingest
