// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of a columns file, shared by its writer and its reader: a header, then sections of
// fixed-size elements in the machine's (little-endian) order, each with a CRC-32. Slot n of a
// section that goes by records belongs to record number n.
//
//   header     magic, version, counts, one row per section, CRC-32 of all that
//   sections   each at a multiple of 64 bytes
//
// A record's values are codes into a dictionary in the file; codes keep their meaning when a file
// is rewritten with changes, so unchanged records are copied as they are. The few values a row of
// a finding or appraisal can have are one bit each in a word, so that a whole row is tested and
// counted at once.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "schema/index/bins.h"
#include "schema/index/contribution.h"
#include "schema/index/filters.h"

namespace outturn::index {

static_assert(std::endian::native == std::endian::little,
              "columns files are read as they lie; a big-endian machine needs a reader of its own");

enum class Section : std::uint32_t {
  kTermDictionary,  // values of vocabularies: filter, length, bytes
  kNameDictionary,  // everything else: areas, ratings, sources, programmes
  kBitDictionary,   // values of row bits: level and bit, length, bytes
  kPresent,         // per slot: 1 where there is a record
  kTermOffsets,     // per slot and one more: where its terms begin
  kTerms,
  kNameOffsets,
  kNames,
  kProgramme,  // per slot: code of a name, or kNoCode
  kYear,
  kStrength,
  kAgeMin,
  kAgeMax,
  kTitleOffsets,
  kTitleBytes,
  kTitleRank,       // per slot: its place among all titles
  kFindingOffsets,  // per slot and one more: where its rows begin
  kFindingBits,
  kFindingOutcome,  // code of a term
  kFindingG,
  kFindingSe,
  kAppraisalOffsets,
  kAppraisalBits,
  kRatioLow,
  kRatioMid,
  kRatioHigh,
  kCost,
  kCurrency,  // code of a term, or kNoTerm
  kPriceYear,
};
inline constexpr std::size_t kSectionCount = static_cast<std::size_t>(Section::kPriceYear) + 1;

inline constexpr std::uint32_t kNoCode = 0xFFFFFFFF;
inline constexpr std::uint16_t kNoTerm = 0xFFFF;
inline constexpr std::size_t kMostTerms = 0xFFFF;
inline constexpr std::size_t kSectionAlignment = 64;
inline constexpr std::array<char, 8> kColumnsMagic{'O', 'U', 'T', 'C', 'O', 'L', 'S', '\n'};

/// Whether a filter's values are names: many, and of no vocabulary.
constexpr bool is_name(FilterId filter) {
  return filter == FilterId::kArea || filter == FilterId::kRating || filter == FilterId::kSource ||
         filter == FilterId::kProgramme;
}

struct SectionRow {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::uint32_t crc = 0;
  std::uint32_t reserved = 0;
};

struct ColumnsHeader {
  std::array<char, 8> magic = kColumnsMagic;
  std::uint32_t version = kColumnsVersion;
  std::uint32_t slots = 0;  ///< highest record number + 1
  std::uint32_t records = 0;
  std::uint32_t findings = 0;    ///< rows
  std::uint32_t appraisals = 0;  ///< rows
  std::uint32_t reserved = 0;
  std::uint64_t file_bytes = 0;
  std::array<SectionRow, kSectionCount> sections;
  std::uint32_t crc = 0;  ///< of everything before it
  std::uint32_t end = 0;
};
static_assert(std::is_trivially_copyable_v<ColumnsHeader>);

/// Where in a row's word the values of a filter lie. Bits of a dictionary are given out as values
/// are met; bits of a histogram are its bins.
struct BitField {
  FilterId filter;
  Level level;
  unsigned first;
  unsigned width;
};
inline constexpr std::array kBitFields{
    BitField{FilterId::kResult, Level::kFinding, 0, 8},
    BitField{FilterId::kCertainty, Level::kFinding, 8, 4},
    BitField{FilterId::kFamily, Level::kFinding, 12, 10},
    BitField{FilterId::kSubgroup, Level::kFinding, 22, 2},
    BitField{FilterId::kEffect, Level::kFinding, 25, kEffectEdges.size() + 1},
    BitField{FilterId::kKind, Level::kAppraisal, 0, 16},
    BitField{FilterId::kPerspective, Level::kAppraisal, 16, 8},
    BitField{FilterId::kBasis, Level::kAppraisal, 24, 4},
    BitField{FilterId::kRatio, Level::kAppraisal, 28, kRatioEdges.size() + 1},
    BitField{FilterId::kCost, Level::kAppraisal, 40, kCostEdges.size() + 1},
};
/// Of a finding: g compares two groups.
inline constexpr unsigned kComparedBit = 24;
inline constexpr unsigned kRowBits = 64;

constexpr const BitField* bit_field(FilterId filter) {
  for (const BitField& field : kBitFields)
    if (field.filter == filter) return &field;
  return nullptr;
}
constexpr std::uint64_t mask_of(const BitField& field) {
  return ((std::uint64_t{1} << field.width) - 1) << field.first;
}
static_assert([] {
  std::array<std::uint64_t, 3> used{0, std::uint64_t{1} << kComparedBit, 0};
  for (const BitField& field : kBitFields) {
    std::uint64_t& taken = used[static_cast<std::size_t>(field.level)];
    if (field.first + field.width > kRowBits || (taken & mask_of(field)) != 0) return false;
    taken |= mask_of(field);
  }
  return true;
}());

}  // namespace outturn::index
