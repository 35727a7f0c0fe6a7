// SPDX-License-Identifier: GPL-3.0-or-later
// The names a generation offers while a person types, made beside its work: a server must be ready
// before they could be. Programmes and areas with their counts come from the columns, outcomes and
// countries from the vocabularies, words from the lexicon. Only a programme's other names (FNP) and
// the titles of records that name no programme are nowhere but in the records, so some of those are
// read: a few of each programme, no more than kMostRead of either kind.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "schema/base/result.h"
#include "schema/evidence/record.h"
#include "server/search/match/match_index.h"
#include "server/search/query/lexicon.h"
#include "server/search/query/suggest.h"

namespace outturn::search {

/// Records read for other names of programmes, and for titles: about a second for each.
inline constexpr std::size_t kMostRead = 10'000;
/// Records read of one programme; sources differ in what else they call it.
inline constexpr std::size_t kMostReadOfOne = 16;

/// Where names come from; what is referred to outlives the call.
struct NameSources {
  const MatchIndex& index;
  const query::Lexicon& lexicon;
  std::function<base::Result<evidence::Record>(unsigned number)> record;
};

/// Stops early, with whatever it has, when asked to. Throws std::runtime_error where a record
/// cannot be read.
query::Suggestions gather_suggestions(const NameSources& sources, const std::stop_token& stop);

class Suggester {
 public:
  using Make = std::function<query::Suggestions(const std::stop_token&)>;

  /// Calls `make` once, on a thread of its own. What it refers to outlives the suggester.
  explicit Suggester(Make make);
  /// Asks `make` to stop, and waits until it has.
  ~Suggester();
  Suggester(const Suggester&) = delete;
  Suggester& operator=(const Suggester&) = delete;

  /// Null until they are made; for good where that failed, which the log says. From any thread.
  std::shared_ptr<const query::Suggestions> made() const;

 private:
  void run(const Make& make, const std::stop_token& stop);

  mutable std::mutex mutex_;
  std::shared_ptr<const query::Suggestions> made_;  // guarded by mutex_
  std::jthread worker_;                             // ends before what it uses
};

}  // namespace outturn::search
