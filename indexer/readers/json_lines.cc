// SPDX-License-Identifier: GPL-3.0-or-later
// Line by line to candidates; contract in json_lines.h.
#include "indexer/readers/json_lines.h"

#include <fmt/format.h>

#include "schema/base/text.h"
#include "schema/evidence/parse_json.h"

namespace outturn::ingest {
namespace {

class JsonLines : public CandidateStream {
 public:
  explicit JsonLines(std::unique_ptr<TextSource> text) : text_(std::move(text)) {}

  const std::string& name() const override { return text_->name(); }
  base::Result<bool> next(Candidate& candidate) override;
  const std::vector<std::string>& header() const override { return no_header_; }
  const std::vector<Note>& notes() const override { return text_->notes().all(); }
  Extent extent() const override { return text_->extent(); }

 private:
  base::Result<bool> read_line();
  void read_record(Candidate& candidate);
  void refuse(Candidate& candidate, const evidence::Problem& problem) const;

  std::unique_ptr<TextSource> text_;
  const std::vector<std::string> no_header_;
  std::string_view rest_;
  std::string line_;
  std::size_t number_ = 0;
  bool too_long_ = false;
};

/// The next line without its end; false at the end of the file.
base::Result<bool> JsonLines::read_line() {
  line_.clear();
  too_long_ = false;
  for (bool any = false;;) {
    if (rest_.empty()) {
      const auto piece = text_->read();
      if (!piece) return tl::unexpected(piece.error());
      if (piece->empty()) return any;
      rest_ = *piece;
    }
    if (!any) ++number_;
    any = true;
    const std::size_t end = rest_.find('\n');
    const std::string_view part = rest_.substr(0, end);
    too_long_ = too_long_ || line_.size() + part.size() > kLargestLine;
    if (!too_long_) line_ += part;
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (end != std::string_view::npos) return true;
  }
}

void JsonLines::refuse(Candidate& candidate, const evidence::Problem& problem) const {
  Place place = candidate.place;
  if (!problem.pointer.empty()) place.where = candidate.pointer_base + problem.pointer;
  std::string message = problem.message;
  // A line is its own document: its first line is this one.
  constexpr std::string_view kLine = "line 1, ";
  if (const auto at = message.find(kLine); at != std::string::npos) message.erase(at, kLine.size());
  candidate.faults.push_back({std::move(place), std::move(message), problem.hint});
}

void JsonLines::read_record(Candidate& candidate) {
  std::vector<evidence::Problem> problems;
  candidate.record = evidence::parse_json(line_, problems);
  for (const evidence::Problem& problem : problems) refuse(candidate, problem);
  if (problems.empty() && !candidate.record.is_object()) {
    refuse(candidate, {"", "a line holds one record, which is a JSON object",
                       "put each record into one line, from { to }"});
  }
  if (!candidate.faults.empty()) {
    candidate.record = nullptr;
    return;
  }
  const auto sources = candidate.record.find("sources");
  if (sources == candidate.record.end() || !sources->is_array()) return;
  for (std::size_t i = 0; i < sources->size(); ++i) {
    if (!(*sources)[i].is_string()) continue;
    refuse(candidate, {fmt::format("/sources/{}", i),
                       fmt::format("{} names a source, and there is none to be named in JSON lines",
                                   base::clip((*sources)[i].dump(), 60)),
                       "put the source itself there, with its id and title"});
  }
}

base::Result<bool> JsonLines::next(Candidate& candidate) {
  do {
    const auto more = read_line();
    if (!more || !*more) return more;
  } while (!too_long_ && base::trim(line_).empty());
  const std::string where = fmt::format("{}:{}", name(), number_);
  candidate = Candidate{};
  candidate.place.where = where;
  candidate.pointer_base = where + ":";
  if (too_long_) {
    refuse(candidate, {"", fmt::format("the line is longer than {} MiB", kLargestLine >> 20U),
                       "look for a line end that is missing, or split the record"});
    return true;
  }
  const Repairs repairs = mend(line_, text_->encoding(), Mending::kConvert);
  note(text_->notes(), repairs, [&] { return where; });
  read_record(candidate);
  return true;
}

}  // namespace

std::unique_ptr<CandidateStream> open_json_lines(std::unique_ptr<TextSource> text) {
  return std::make_unique<JsonLines>(std::move(text));
}

}  // namespace outturn::ingest
