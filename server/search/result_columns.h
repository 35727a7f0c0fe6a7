// SPDX-License-Identifier: GPL-3.0-or-later
// The columns that a table of results may have: one row each, in the order they are offered. The
// request parser, the table and the form that chooses columns read it; nothing repeats it.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/answer.h"

namespace outturn::search {

/// Not persisted: a table names its columns by their names.
enum class ColumnId {
  kTitle,
  kProgramme,
  kType,
  kPlace,
  kPeople,
  kAges,
  kSetting,
  kOutcome,
  kEffect,
  kReported,
  kResult,
  kRatio,
  kPrices,
  kCost,
  kDesign,
  kMaryland,
  kStudied,
  kYear,
  kSource,
};

enum class ColumnKind { kWords, kFigures };
enum class ColumnUse { kAlways, kUsual, kOnRequest };

struct Column {
  ColumnId id;
  std::string_view name;         ///< a value of the parameter `columns`
  std::string_view label;        ///< what a person reads
  std::string_view explanation;  ///< below the label in the heading; may be empty
  ColumnKind kind = ColumnKind::kWords;
  ColumnUse use = ColumnUse::kOnRequest;
  std::optional<Sort> sort;  ///< the order that goes by this column
};

inline constexpr std::array kColumns{
    Column{ColumnId::kTitle, "title", "Intervention", "", ColumnKind::kWords, ColumnUse::kAlways,
           Sort::kTitle},
    Column{ColumnId::kProgramme,
           "programme",
           "Programme",
           "",
           ColumnKind::kWords,
           ColumnUse::kOnRequest,
           {}},
    Column{ColumnId::kType, "type", "Type", "", ColumnKind::kWords, ColumnUse::kOnRequest, {}},
    Column{ColumnId::kPlace, "place", "Place", "", ColumnKind::kWords, ColumnUse::kOnRequest, {}},
    Column{
        ColumnId::kPeople, "people", "People", "", ColumnKind::kWords, ColumnUse::kOnRequest, {}},
    Column{ColumnId::kAges, "ages", "Ages", "", ColumnKind::kFigures, ColumnUse::kOnRequest, {}},
    Column{ColumnId::kSetting,
           "setting",
           "Setting",
           "",
           ColumnKind::kWords,
           ColumnUse::kOnRequest,
           {}},
    Column{ColumnId::kOutcome,
           "outcome",
           "Outcome shown",
           "",
           ColumnKind::kWords,
           ColumnUse::kUsual,
           {}},
    Column{ColumnId::kEffect, "effect", "Effect, g", "above 0 in favour", ColumnKind::kFigures,
           ColumnUse::kUsual, Sort::kEffect},
    Column{ColumnId::kReported,
           "reported",
           "Effect as reported",
           "",
           ColumnKind::kFigures,
           ColumnUse::kOnRequest,
           {}},
    Column{ColumnId::kResult,
           "result",
           "Result",
           "as the source says",
           ColumnKind::kWords,
           ColumnUse::kUsual,
           {}},
    Column{ColumnId::kRatio, "ratio", "Return per 1 spent", "", ColumnKind::kFigures,
           ColumnUse::kUsual, Sort::kRatio},
    Column{ColumnId::kPrices,
           "prices",
           "Currency and price year",
           "of the return",
           ColumnKind::kWords,
           ColumnUse::kOnRequest,
           {}},
    Column{ColumnId::kCost, "cost", "Cost per participant", "", ColumnKind::kFigures,
           ColumnUse::kOnRequest, Sort::kCost},
    Column{ColumnId::kDesign, "design", "Evidence", "", ColumnKind::kWords, ColumnUse::kUsual,
           Sort::kStrength},
    Column{ColumnId::kMaryland,
           "maryland",
           "Maryland",
           "1 to 5",
           ColumnKind::kFigures,
           ColumnUse::kUsual,
           {}},
    Column{ColumnId::kStudied,
           "n",
           "People studied",
           "",
           ColumnKind::kFigures,
           ColumnUse::kOnRequest,
           {}},
    Column{ColumnId::kYear, "year", "Year", "", ColumnKind::kFigures, ColumnUse::kUsual,
           Sort::kYear},
    Column{
        ColumnId::kSource, "source", "Source", "", ColumnKind::kWords, ColumnUse::kOnRequest, {}},
};

static_assert([] {
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    if (static_cast<std::size_t>(kColumns[i].id) != i) return false;
    for (std::size_t j = i + 1; j < kColumns.size(); ++j)
      if (kColumns[i].name == kColumns[j].name) return false;
  }
  return true;
}());

constexpr const Column& column(ColumnId id) { return kColumns[static_cast<std::size_t>(id)]; }

/// The row of that name, or null.
constexpr const Column* find_column(std::string_view name) {
  for (const Column& row : kColumns)
    if (row.name == name) return &row;
  return nullptr;
}

/// The columns of a table that answers the question: the title, then those asked for in their
/// order, each once; where none is asked for, the usual ones and the one that the order goes by.
/// Names that are not in the table are passed over.
inline std::vector<ColumnId> columns_of(const Question& question) {
  std::vector<ColumnId> out{ColumnId::kTitle};
  const auto add = [&](ColumnId id) {
    for (const ColumnId held : out)
      if (held == id) return;
    out.push_back(id);
  };
  bool named = false;
  for (const std::string& name : question.columns) {
    const Column* found = find_column(name);
    if (found == nullptr) continue;
    named = true;
    add(found->id);
  }
  if (named) return out;
  for (const Column& row : kColumns)
    if (row.use == ColumnUse::kUsual || (row.sort && row.sort == question.sort)) add(row.id);
  return out;
}

}  // namespace outturn::search
