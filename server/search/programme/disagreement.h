// SPDX-License-Identifier: GPL-3.0-or-later
// Where the records of a programme do not say the same. Only like is held against like: findings on
// one and the same outcome, ratios of one and the same class, values of one and the same scale.
// Nothing is weighed, averaged or pooled. Pure, safe from any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/record.h"

namespace outturn::search {

/// In the order in which they are told.
enum class DisagreementKind {
  kOppositeResults,  ///< better in one, worse in another
  kRatiosAcrossOne,  ///< pays back in one, does not in another
  kRatingsOppose,    ///< one agency rates that it works, another that it does not
  kClearAndNot,      ///< better (or worse) in one record, no clear effect in another
  kRatingsDiffer,    ///< one scale, different values
  kMarylandDiffers,
};
std::string_view to_text(DisagreementKind kind);

/// Which way a finding went: as its figures and their interval tell, else as its source says.
enum class Way { kFavours, kAgainst, kNotClear, kNotTold };
std::string_view to_text(Way way);
/// Of every finding of the record, in its order.
std::vector<Way> ways_of(const evidence::Record& record);

/// One side of a disagreement, and the records that are on it.
struct Side {
  /// kOppositeResults, kClearAndNot: a Way; kRatiosAcrossOne: "below" or "above";
  /// kRatingsOppose: "works" or "does_not"; kRatingsDiffer: the value; kMarylandDiffers: the level.
  std::string what;
  std::vector<std::size_t> records;  ///< places in what was given, rising, each once
  std::vector<std::string> details;  ///< of each of them: a ratio, a rating; may be empty
};

struct Disagreement {
  DisagreementKind kind = DisagreementKind::kOppositeResults;
  /// The outcome; the class of a ratio as "kind/perspective/basis"; the scale; else empty.
  std::string about;
  std::vector<Side> sides;  ///< two or more
};

/// The gravest first, then by the order of the records.
std::vector<Disagreement> disagreements(std::span<const evidence::Record> records);

}  // namespace outturn::search
