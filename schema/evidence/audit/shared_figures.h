// SPDX-License-Identifier: GPL-3.0-or-later
// Figures that two records share: parts of a record whose figures are the same, digit for digit, as
// another's are very likely the same study entered twice. Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "schema/evidence/audit/audit.h"

namespace outturn::evidence {

/// A part of a record by its figures.
struct PartFigures {
  std::string pointer;
  std::string figures;  ///< outcome or currency, and every figure by name

  /// The first 64 bits of the SHA-256 of `figures`: among a million records chance makes no two
  /// alike. Kept in stores.
  std::int64_t signature() const;
};

/// The findings and appraisals with enough digits for chance to be out of the question.
std::vector<PartFigures> figures_of(const Record& record);

inline constexpr std::size_t kMostSharersNamed = 3;

/// Names the others in the order given, as far as they are named. One that supersedes the record,
/// or is superseded by it, may share its figures: the caller leaves it out.
Flag shared_figures_flag(const std::string& pointer, std::span<const Sharer* const> others);

/// Whether either takes the place of the other.
bool supersedes(const Sharer& a, const Sharer& b);

}  // namespace outturn::evidence
