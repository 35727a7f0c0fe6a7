// SPDX-License-Identifier: GPL-3.0-or-later
// What is downloaded: a list of records of a generation, read from its store little before they are
// wanted and never held; and what a file says of itself.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "schema/evidence/record_json.h"
#include "server/api/named_records.h"
#include "server/downloads/read_ahead.h"
#include "server/downloads/table.h"
#include "server/search/generation.h"
#include "server/search/match/filter_set.h"

namespace outturn::downloads {

/// A download that takes longer is cut off: a reader that dawdles must not keep others waiting.
inline constexpr std::chrono::minutes kLongestDownload{15};

/// What a file says of itself.
struct About {
  std::string what;                   ///< "Findings of the records found by a search"
  std::string words;                  ///< the search, or whatever else chose them, in words
  std::string address;                ///< whole address of the page that shows them
  std::vector<std::string> cite;      ///< how to cite them; none: not said
  std::string release;                ///< id
  std::string published;              ///< of the release, ISO 8601
  evidence::Json query;               ///< what was asked, as JSON
  std::vector<api::GoneRecord> gone;  ///< asked for, and removed
};

struct Contents {
  std::shared_ptr<const search::Generation> generation;
  std::vector<std::uint32_t> numbers;  ///< of the records, in order
  search::FilterSet filters;           ///< say which findings and appraisals were asked for
  std::string site;                    ///< whole address of the site, without a slash at its end
  About about;
};

/// Used by one thread at a time.
class Records {
 public:
  explicit Records(Contents contents);
  Records(const Records&) = delete;
  Records& operator=(const Records&) = delete;

  std::size_t total() const { return contents_.numbers.size(); }
  const About& about() const { return contents_.about; }
  const std::string& site() const { return contents_.site; }

  /// Hands over the next ones until `visit` says false or none is left. Throws std::runtime_error
  /// where the generation's files fail or kLongestDownload is over.
  void read(const std::function<bool(const Item& item)>& visit);
  bool at_end() const { return at_ == contents_.numbers.size(); }

  /// The first is the next once more; the time goes on.
  void begin_again();

 private:
  bool refill();

  Contents contents_;
  search::RowsAskedFor findings_;
  search::RowsAskedFor appraisals_;
  Surroundings around_;
  std::size_t at_ = 0;  ///< of the records handed over
  ReadAhead::Batch batch_;
  std::size_t next_ = 0;              ///< of the batch
  std::unique_ptr<ReadAhead> ahead_;  ///< where there are many
  std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + kLongestDownload;
};

}  // namespace outturn::downloads
