// SPDX-License-Identifier: GPL-3.0-or-later
// Why two interventions are comparable, in words: "same outcome: crime", "ages 10 to 14 overlap",
// "both in schools". And which way the findings of one went. Pure functions, safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "server/search/comparable/comparable.h"

namespace outturn::render {

struct PartReason {
  search::Part part;
  std::string text;  ///< to stand between semicolons: begins small, ends without a full stop
};

/// One for each part in which they are alike, the words last.
std::vector<PartReason> reasons(const search::Common& common, const search::ByPart& likeness);

/// What a description or a record was compared by, likewise: "outcome: crime", "ages 10 to 14".
std::vector<PartReason> asked_by(const search::Common& asked);

/// "On the same outcome: 2 in favour, 1 no clear effect, 1 against"; directions without a finding
/// are left out.
std::string directions_text(const search::Directions& directions, const search::Common& common);

}  // namespace outturn::render
