// SPDX-License-Identifier: GPL-3.0-or-later
// The parts a comparison is put together from. Pure functions, safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "server/compare/comparison.h"

namespace outturn::compare {

/// For whom and where, how it is known. Labels of rows without a cell go to `unreported`.
std::vector<Group> facts_about(const Records& records, std::vector<std::string>& unreported);

/// Cost, who pays and gains, practice, checks, sources.
std::vector<Group> facts_for_use(const Records& records, std::vector<std::string>& unreported);

Effects effects_of(const Records& records);

Ratios ratios_of(const Records& records);

/// "Currency: GBP; USD" for each respect in which the given appraisals differ.
std::vector<std::string> differing_terms(const std::vector<const evidence::Appraisal*>& appraisals);

}  // namespace outturn::compare
