// SPDX-License-Identifier: GPL-3.0-or-later
// The store's shape through time. Migrations are append-only: a file that has been released never
// changes.
#pragma once

#include <span>
#include <string_view>

namespace outturn::store {

/// SQLite application_id of an Outturn store: "OTRN".
inline constexpr int kApplicationId = 0x4F54524E;

/// SQL scripts in order; a store at version n has had the first n. PRAGMA user_version holds n.
std::span<const std::string_view> migrations();

inline int latest_version() { return static_cast<int>(migrations().size()); }

}  // namespace outturn::store
