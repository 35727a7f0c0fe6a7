// SPDX-License-Identifier: GPL-3.0-or-later
// What the reading of a store is put together from: SQLite's exceptions become Errors, and shapes
// of earlier versions are read as they are. For reader.cc and lookup.cc alone.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <string>

#include "schema/base/result.h"
#include "schema/evidence/audit/audit.h"

namespace outturn::store {

inline tl::unexpected<base::Error> corrupt(const SQLite::Database& database,
                                           const std::string& what) {
  return base::fail(base::Code::kCorrupt, "the store cannot be read (" + what + ")",
                    "if the disk is sound, publish again: outturn-index build",
                    database.getFilename());
}

/// Runs `body`, translating what SQLite throws.
template <typename Body>
auto guarded(const SQLite::Database& database, Body body) -> decltype(body()) {
  try {
    return body();
  } catch (const SQLite::Exception& fault) {
    return corrupt(database, fault.what());
  }
}

inline std::optional<double> figure(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional(column.getDouble());
}

/// A row of the table flag: code, severity, pointer, reported, printed, derived, sentence. Empty
/// where the severity is none we know.
inline std::optional<evidence::Flag> flag_of(SQLite::Statement& query) {
  const int severity = query.getColumn(1).getInt();
  if (severity < 0 || severity >= static_cast<int>(evidence::kSeverities.size())) return {};
  evidence::Flag flag;
  flag.code = query.getColumn(0).getString();
  flag.severity = static_cast<evidence::Severity>(severity);
  flag.pointer = query.getColumn(2).getString();
  flag.reported = figure(query.getColumn(3));
  if (const auto printed = query.getColumn(4); !printed.isNull())
    flag.printed = printed.getString();
  flag.derived = figure(query.getColumn(5));
  flag.sentence = query.getColumn(6).getString();
  return flag;
}

/// The migrations that brought flags, the history as it is now, and likeness.
inline constexpr int kFlags = 2;
inline constexpr int kHistory = 3;
inline constexpr int kLikeness = 4;

/// Records that are not removed: number, id, title, json.
inline std::string current(int version, const char* rest) {
  return std::string("SELECT number, id, title, json FROM record ") +
         (version < kHistory ? "WHERE "
                             : "JOIN record_version USING (number, version) "
                               "WHERE removed_at IS NULL AND ") +
         rest;
}

}  // namespace outturn::store
