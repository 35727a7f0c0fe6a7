// SPDX-License-Identifier: GPL-3.0-or-later
// Figures that a profile works out where a source gives none, by the formulas of
// schema/evidence/arithmetic. Reading derives what a record's own figures give and stores nothing;
// this is for what needs figures that a record does not hold, such as standard deviations. What is
// worked out is never put over a reported figure, and a note beside it says so.
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/base/result.h"

namespace outturn::ingest {

/// Every note on a figure that was worked out begins so.
inline constexpr std::string_view kWorkedOut = "Worked out, not reported: ";

struct DerivationWay {
  std::string_view by;                      ///< as profiles name it
  std::string_view list;                    ///< of whose items it gives figures
  std::span<const std::string_view> needs;  ///< fields of the item
  std::span<const std::string_view> with;   ///< figures the record has no field for
  std::span<const std::string_view> gives;  ///< fields of the item
};

/// All ways, in the order of the README's table.
std::span<const DerivationWay> derivation_ways();

/// The way of that name, or null.
const DerivationWay* find_way(std::string_view by);

/// Fills the fields that the way gives and the item lacks, and adds the note. True where something
/// was filled; false where nothing is lacking or something needed is not there. Errors: the figures
/// are there and the formula refuses them; the item is as it was.
base::Result<bool> derive(const DerivationWay& way, const nlohmann::json& with,
                          nlohmann::json& item);

}  // namespace outturn::ingest
