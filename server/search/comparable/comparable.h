// SPDX-License-Identifier: GPL-3.0-or-later
// Comparable interventions: the records most like a record, or like a description that someone
// pasted, each with what the two have in common and with what it found, whichever way that went.
// What a record found plays no part in whether it is listed or where.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/base/result.h"
#include "schema/evidence/record.h"
#include "server/search/comparable/parts.h"
#include "server/search/comparable/traits.h"
#include "server/search/generation.h"
#include "server/search/match/filter_set.h"

namespace outturn::search {

inline constexpr std::size_t kUsualNeighbours = 10;
inline constexpr std::size_t kMostNeighbours = 50;

/// A record, or where `id` is empty a description; neighbours must pass the filters.
struct ComparableQuestion {
  std::string id;
  std::string description;
  FilterSet filters;
  std::size_t limit = kUsualNeighbours;  ///< at most kMostNeighbours
};

/// What two interventions have in common, or what one was compared by. Terms are vocabulary ids;
/// of a term and a broader one only the narrower is named.
struct Common {
  std::vector<std::string> words;  ///< as people read them, those that say most first
  std::vector<std::string> outcomes;
  std::vector<std::string> domains;  ///< of outcomes, where no outcome of the domain is common
  std::vector<std::string> groups;
  std::vector<std::string> settings;
  std::vector<std::string> targeting;
  std::vector<std::string> areas;
  std::vector<std::string> countries;
  std::vector<std::string> types;
  std::optional<Ages> ages;
  std::optional<double> cost_ratio;  ///< the smaller cost per participant over the larger
};

/// Which findings of a record are counted.
enum class ResultsOn {
  kSharedOutcomes,
  kSharedDomains,  ///< no outcome is shared, a domain is
  kAllOutcomes,    ///< nothing is shared, or there is no finding on what is
};

/// How many of a record's findings went which way, as their source claims.
struct Directions {
  ResultsOn on = ResultsOn::kAllOutcomes;
  std::size_t positive = 0;
  std::size_t null = 0;
  std::size_t negative = 0;
  std::size_t mixed = 0;
  std::size_t unclear = 0;

  std::size_t findings() const { return positive + null + negative + mixed + unclear; }
};

struct ComparableHit {
  evidence::Record record;
  double score = 0;  ///< 0 to 1
  ByPart likeness{};
  Common common;
  Directions directions;
};

struct Comparables {
  ComparableQuestion question;
  std::string release;
  std::optional<evidence::Record> record;  ///< of the question's id
  Common asked;                            ///< what it was compared by
  std::vector<ComparableHit> hits;         ///< records of other programmes
  std::vector<ComparableHit> siblings;     ///< of the same programme, the most like first
  std::size_t siblings_in_all = 0;
  bool approximate = false;  ///< the time ran out: words may count for less than they should
};

/// Errors: not found, gone, corrupt; bad request for a description with nothing in it to compare
/// by. Safe from many threads at once. Throws std::runtime_error where the generation's files fail.
base::Result<Comparables> comparables(const Generation& generation,
                                      const ComparableQuestion& question);

}  // namespace outturn::search
