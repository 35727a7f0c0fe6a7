// SPDX-License-Identifier: GPL-3.0-or-later
// The proof of a columns file; contract in columns_proof.h.
#include "schema/index/columns_proof.h"

#include <algorithm>
#include <bit>
#include <vector>

namespace outturn::index {
namespace {

struct Expected {
  Section section;
  std::size_t element;
  std::uint64_t count;
};

bool sizes_hold(const ColumnsFile& file) {
  const ColumnsHeader& header = file.header();
  const std::uint64_t slots = header.slots;
  const std::uint64_t findings = header.findings;
  const std::uint64_t appraisals = header.appraisals;
  const Expected expected[] = {
      {Section::kPresent, 1, slots},
      {Section::kTermOffsets, 4, slots + 1},
      {Section::kNameOffsets, 4, slots + 1},
      {Section::kProgramme, 4, slots},
      {Section::kYear, 2, slots},
      {Section::kStrength, 1, slots},
      {Section::kAgeMin, 8, slots},
      {Section::kAgeMax, 8, slots},
      {Section::kTitleOffsets, 4, slots + 1},
      {Section::kTitleRank, 4, slots},
      {Section::kFindingOffsets, 4, slots + 1},
      {Section::kFindingBits, 8, findings},
      {Section::kFindingOutcome, 2, findings},
      {Section::kFindingG, 8, findings},
      {Section::kFindingSe, 8, findings},
      {Section::kAppraisalOffsets, 4, slots + 1},
      {Section::kAppraisalBits, 8, appraisals},
      {Section::kRatioLow, 8, appraisals},
      {Section::kRatioMid, 8, appraisals},
      {Section::kRatioHigh, 8, appraisals},
      {Section::kCost, 8, appraisals},
      {Section::kCurrency, 2, appraisals},
      {Section::kPriceYear, 2, appraisals},
  };
  return header.slots != kNoCode &&
         std::all_of(std::begin(expected), std::end(expected), [&](const Expected& row) {
           const auto at = static_cast<std::size_t>(row.section);
           return header.sections[at].bytes == row.element * row.count;
         });
}

/// Offsets rise from 0 to the number of elements, and slots without a record own none.
bool offsets_hold(const ColumnsFile& file, Section offsets, std::uint64_t elements) {
  const auto at = file.column<std::uint32_t>(offsets);
  const auto present = file.column<std::uint8_t>(Section::kPresent);
  if (at.front() != 0 || at.back() != elements) return false;
  bool sound = true;
  for (std::size_t slot = 0; slot < present.size(); ++slot)
    sound &= present[slot] != 0 ? at[slot] <= at[slot + 1] : at[slot] == at[slot + 1];
  return sound;
}

/// A record's codes rise, and each stands for a value of a filter that `allowed` lets through.
template <typename Code>
bool codes_hold(const ColumnsFile& file, Section offsets, Section codes,
                const std::vector<NamedValue>& dictionary, const auto& allowed) {
  const auto column = file.column<Code>(codes);
  const auto at = file.column<std::uint32_t>(offsets);
  std::vector<std::uint8_t> good(dictionary.size());
  for (std::size_t code = 0; code < good.size(); ++code) good[code] = allowed(dictionary[code]);
  for (const Code code : column)
    if (code >= good.size() || good[code] == 0) return false;
  for (std::size_t slot = 0; slot + 1 < at.size(); ++slot)
    for (std::uint32_t i = at[slot]; i + 1 < at[slot + 1]; ++i)
      if (column[i] >= column[i + 1]) return false;
  return true;
}

bool ranks_hold(const ColumnsFile& file) {
  const auto ranks = file.column<std::uint32_t>(Section::kTitleRank);
  std::vector<bool> seen(ranks.size());
  for (const std::uint32_t rank : ranks) {
    if (rank >= seen.size() || seen[rank]) return false;
    seen[rank] = true;
  }
  return true;
}

/// No bit that stands for nothing, and no two values where a row has one.
bool bits_hold(const ColumnsFile& file, Level level, Section section, std::uint64_t extra) {
  std::uint64_t known = extra;
  std::vector<std::uint64_t> fields;
  for (const BitField& field : kBitFields) {
    if (field.level != level) continue;
    fields.push_back(mask_of(field));
    for (unsigned bit = field.first; bit < field.first + field.width; ++bit)
      if (!edges_of(field.filter).empty() || !file.bits(level)[bit].value.empty())
        known |= std::uint64_t{1} << bit;
  }
  bool sound = true;
  for (const std::uint64_t bits : file.column<std::uint64_t>(section)) {
    sound &= (bits & ~known) == 0;
    for (const std::uint64_t field : fields) {
      const std::uint64_t values = bits & field;
      sound &= (values & (values - 1)) == 0;
    }
  }
  return sound;
}

/// Per row a term of that filter, or none where that may be.
bool row_terms_hold(const ColumnsFile& file, Section section, FilterId filter, bool may_be_none) {
  const auto& terms = file.terms();
  for (const std::uint16_t code : file.column<std::uint16_t>(section)) {
    if (code == kNoTerm && may_be_none) continue;
    if (code >= terms.size() || terms[code].filter != filter) return false;
  }
  return true;
}

bool programmes_hold(const ColumnsFile& file) {
  const auto& names = file.names();
  for (const std::uint32_t code : file.column<std::uint32_t>(Section::kProgramme))
    if (code != kNoCode && (code >= names.size() || names[code].filter != FilterId::kProgramme))
      return false;
  return true;
}

}  // namespace

std::string disproof(const ColumnsFile& file) {
  const ColumnsHeader& header = file.header();
  if (!sizes_hold(file)) return "a section has the wrong size";
  if (file.terms().size() > kMostTerms) return "it has too many terms";
  std::uint64_t records = 0;
  for (const std::uint8_t present : file.column<std::uint8_t>(Section::kPresent)) {
    if (present > 1) return "a record is neither there nor not";
    records += present;
  }
  if (records != header.records) return "its records are not as many as it says";
  const auto elements = [&](Section section, std::size_t size) {
    return header.sections[static_cast<std::size_t>(section)].bytes / size;
  };
  if (!offsets_hold(file, Section::kTermOffsets, elements(Section::kTerms, 2)) ||
      !offsets_hold(file, Section::kNameOffsets, elements(Section::kNames, 4)) ||
      !offsets_hold(file, Section::kTitleOffsets, elements(Section::kTitleBytes, 1)) ||
      !offsets_hold(file, Section::kFindingOffsets, header.findings) ||
      !offsets_hold(file, Section::kAppraisalOffsets, header.appraisals))
    return "an offset points nowhere";
  const auto of_record = [](const NamedValue& entry) {
    return filter(entry.filter).level == Level::kRecord && entry.filter != FilterId::kProgramme &&
           filter(entry.filter).asked == Asked::kValues;
  };
  if (!codes_hold<std::uint16_t>(file, Section::kTermOffsets, Section::kTerms, file.terms(),
                                 of_record) ||
      !codes_hold<std::uint32_t>(file, Section::kNameOffsets, Section::kNames, file.names(),
                                 of_record) ||
      !programmes_hold(file) ||
      !row_terms_hold(file, Section::kFindingOutcome, FilterId::kOutcome, false) ||
      !row_terms_hold(file, Section::kCurrency, FilterId::kCurrency, true))
    return "a code stands for nothing";
  if (!bits_hold(file, Level::kFinding, Section::kFindingBits, std::uint64_t{1} << kComparedBit) ||
      !bits_hold(file, Level::kAppraisal, Section::kAppraisalBits, 0))
    return "a row has a value that is none";
  if (!ranks_hold(file)) return "its titles are not in order";
  return {};
}

}  // namespace outturn::index
