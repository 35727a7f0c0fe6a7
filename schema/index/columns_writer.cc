// SPDX-License-Identifier: GPL-3.0-or-later
// Spills sections to disk and joins them; contract in columns_writer.h.
#include "schema/index/columns_writer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "schema/index/columns_spill.h"

namespace outturn::index {
namespace {

base::Result<void> refuse(std::string message) {
  return base::fail(base::Code::kInvalidData, std::move(message));
}

/// Gives out codes in the order values are met.
class Codes {
 public:
  std::uint32_t operator()(FilterId filter, std::string_view value) {
    key_.assign(1, static_cast<char>(filter));
    key_ += value;
    const auto [place, is_new] = codes_.try_emplace(key_, next_);
    if (is_new) ++next_;
    return place->second;
  }
  std::uint32_t size() const { return next_; }

  /// Every value in the order of its code.
  std::vector<std::string_view> in_order() const {
    std::vector<std::string_view> out(next_);
    for (const auto& [key, code] : codes_) out[code] = key;
    return out;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> codes_;
  std::uint32_t next_ = 0;
  std::string key_;
};

/// Gives out the bits of a level's rows.
class Bits {
 public:
  explicit Bits(Level level) : level_(level), values_(kRowBits) {}

  /// The bit as a word; 0 for an empty value, nothing where the filter has no bit left.
  std::optional<std::uint64_t> operator()(FilterId filter, std::string_view value) {
    if (value.empty()) return 0;
    const BitField& field = *bit_field(filter);
    for (unsigned bit = field.first; bit < field.first + field.width; ++bit) {
      if (values_[bit].empty()) values_[bit] = value;
      if (values_[bit] == value) return std::uint64_t{1} << bit;
    }
    return {};
  }
  void adopt(const std::vector<NamedValue>& values) {
    for (unsigned bit = 0; bit < kRowBits; ++bit) values_[bit] = values[bit].value;
  }
  Level level() const { return level_; }
  const std::vector<std::string>& values() const { return values_; }

 private:
  Level level_;
  std::vector<std::string> values_;
};

std::uint64_t bin_bit(FilterId filter, double figure) {
  if (std::isnan(figure)) return 0;
  return std::uint64_t{1} << (bit_field(filter)->first + bin_of(edges_of(filter), figure));
}

void put_entry(Spills& spills, Section section, std::uint32_t what, std::string_view value) {
  spills.put(section, what);
  spills.put(section, static_cast<std::uint32_t>(value.size()));
  spills.put_bytes(section, value.data(), value.size());
}

}  // namespace

struct ColumnsWriter::State {
  explicit State(Spills opened) : spills(std::move(opened)) {}

  Spills spills;
  ColumnsHeader header;
  Codes terms;
  Codes names;
  Bits finding_bits{Level::kFinding};
  Bits appraisal_bits{Level::kAppraisal};
  std::uint32_t term_count = 0;
  std::uint32_t name_count = 0;
  std::uint32_t title_bytes = 0;
  std::vector<std::uint16_t> term_codes;
  std::vector<std::uint32_t> name_codes;

  void offsets() {
    spills.put(Section::kTermOffsets, term_count);
    spills.put(Section::kNameOffsets, name_count);
    spills.put(Section::kTitleOffsets, title_bytes);
    spills.put(Section::kFindingOffsets, header.findings);
    spills.put(Section::kAppraisalOffsets, header.appraisals);
  }

  void absent() {
    static const Contribution kNobody;
    offsets();
    spills.put(Section::kPresent, std::uint8_t{0});
    scalars(kNobody, kNoCode);
    ++header.slots;
  }
  void absent_up_to(std::uint32_t number) {
    while (header.slots < number) absent();
  }

  void scalars(const Contribution& record, std::uint32_t programme) {
    spills.put(Section::kProgramme, programme);
    spills.put(Section::kYear, static_cast<std::int16_t>(record.year));
    spills.put(Section::kStrength, record.strength);
    spills.put(Section::kAgeMin, record.age_min);
    spills.put(Section::kAgeMax, record.age_max);
  }

  void values(const Contribution& record) {
    term_codes.clear();
    name_codes.clear();
    for (const Values& list : record.values) {
      for (const std::string& value : list.values) {
        if (is_name(list.filter)) {
          name_codes.push_back(names(list.filter, value));
        } else {
          term_codes.push_back(static_cast<std::uint16_t>(terms(list.filter, value)));
        }
      }
    }
    std::sort(term_codes.begin(), term_codes.end());
    std::sort(name_codes.begin(), name_codes.end());
    for (const std::uint16_t code : term_codes) spills.put(Section::kTerms, code);
    for (const std::uint32_t code : name_codes) spills.put(Section::kNames, code);
    term_count += static_cast<std::uint32_t>(term_codes.size());
    name_count += static_cast<std::uint32_t>(name_codes.size());
  }

  base::Result<void> row(const FindingRow& row) {
    const auto result = finding_bits(FilterId::kResult, row.result);
    const auto certainty = finding_bits(FilterId::kCertainty, row.certainty);
    const auto family = finding_bits(FilterId::kFamily, row.family);
    const auto subgroup = finding_bits(FilterId::kSubgroup, row.subgroup);
    if (!result || !certainty || !family || !subgroup)
      return refuse("a finding has a value that the columns have no room for");
    const std::uint64_t compared = row.compared ? std::uint64_t{1} << kComparedBit : 0;
    spills.put(Section::kFindingBits, *result | *certainty | *family | *subgroup | compared |
                                          bin_bit(FilterId::kEffect, row.g));
    spills.put(Section::kFindingOutcome,
               static_cast<std::uint16_t>(terms(FilterId::kOutcome, row.outcome)));
    spills.put(Section::kFindingG, row.g);
    spills.put(Section::kFindingSe, row.se);
    ++header.findings;
    return {};
  }

  base::Result<void> row(const AppraisalRow& row) {
    const auto kind = appraisal_bits(FilterId::kKind, row.kind);
    const auto perspective = appraisal_bits(FilterId::kPerspective, row.perspective);
    const auto basis = appraisal_bits(FilterId::kBasis, row.basis);
    if (!kind || !perspective || !basis)
      return refuse("an appraisal has a value that the columns have no room for");
    spills.put(Section::kAppraisalBits, *kind | *perspective | *basis |
                                            bin_bit(FilterId::kRatio, row.ratio_mid) |
                                            bin_bit(FilterId::kCost, row.cost));
    spills.put(Section::kRatioLow, row.ratio_low);
    spills.put(Section::kRatioMid, row.ratio_mid);
    spills.put(Section::kRatioHigh, row.ratio_high);
    spills.put(Section::kCost, row.cost);
    spills.put(Section::kCurrency, row.currency.empty() ? kNoTerm
                                                        : static_cast<std::uint16_t>(terms(
                                                              FilterId::kCurrency, row.currency)));
    spills.put(Section::kPriceYear, static_cast<std::int16_t>(row.price_year));
    ++header.appraisals;
    return {};
  }

  void dictionaries() {
    for (const auto& [section, codes] :
         {std::pair{Section::kTermDictionary, &terms}, {Section::kNameDictionary, &names}})
      for (const std::string_view key : codes->in_order())
        put_entry(spills, section, static_cast<unsigned char>(key.front()), key.substr(1));
    for (const Bits* bits : {&finding_bits, &appraisal_bits})
      for (unsigned bit = 0; bit < kRowBits; ++bit)
        if (!bits->values()[bit].empty())
          put_entry(spills, Section::kBitDictionary,
                    static_cast<std::uint32_t>(bits->level()) * kRowBits + bit,
                    bits->values()[bit]);
  }

  /// The section's elements of [from, to) of another file.
  template <typename T>
  void copy_span(const ColumnsFile& older, Section section, std::uint32_t from, std::uint32_t to) {
    const auto part = older.column<T>(section).subspan(from, to - from);
    spills.put_bytes(section, part.data(), part.size_bytes());
  }
  /// Offsets of the slots [from, to), moved to where `next` is; then `next` moves on.
  ColumnsFile::Rows copy_offsets(const ColumnsFile& older, Section section, std::uint32_t from,
                                 std::uint32_t to, std::uint32_t& next) {
    const auto offsets_of = older.column<std::uint32_t>(section);
    const std::uint32_t begin = offsets_of[from];
    for (std::uint32_t slot = from; slot < to; ++slot)
      spills.put(section, offsets_of[slot] - begin + next);
    next += offsets_of[to] - begin;
    return {begin, offsets_of[to]};
  }
};

ColumnsWriter::ColumnsWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ColumnsWriter::ColumnsWriter(ColumnsWriter&&) noexcept = default;
ColumnsWriter& ColumnsWriter::operator=(ColumnsWriter&&) noexcept = default;
ColumnsWriter::~ColumnsWriter() = default;

base::Result<ColumnsWriter> ColumnsWriter::create(const std::filesystem::path& path) {
  auto spills = Spills::create(path);
  if (!spills) return tl::unexpected(spills.error());
  return ColumnsWriter(std::make_unique<State>(std::move(*spills)));
}

void ColumnsWriter::adopt(const ColumnsFile& older) {
  for (const NamedValue& entry : older.terms()) state_->terms(entry.filter, entry.value);
  for (const NamedValue& entry : older.names()) state_->names(entry.filter, entry.value);
  state_->finding_bits.adopt(older.bits(Level::kFinding));
  state_->appraisal_bits.adopt(older.bits(Level::kAppraisal));
}

base::Result<void> ColumnsWriter::add(std::uint32_t number, const Contribution& record) {
  State& state = *state_;
  if (number < state.header.slots || number >= kNoCode)
    return refuse("records must come in the order of their numbers; " + std::to_string(number) +
                  " came late");
  state.absent_up_to(number);
  state.offsets();
  state.spills.put(Section::kPresent, std::uint8_t{1});
  state.values(record);
  state.scalars(record, record.programme.empty()
                            ? kNoCode
                            : state.names(FilterId::kProgramme, record.programme));
  state.spills.put_bytes(Section::kTitleBytes, record.title_key.data(), record.title_key.size());
  state.title_bytes += static_cast<std::uint32_t>(record.title_key.size());
  for (const FindingRow& row : record.findings)
    if (auto put = state.row(row); !put) return put;
  for (const AppraisalRow& row : record.appraisals)
    if (auto put = state.row(row); !put) return put;
  if (state.terms.size() > kMostTerms)
    return refuse("there are more than " + std::to_string(kMostTerms) + " values of vocabularies");
  ++state.header.slots;
  ++state.header.records;
  return state.spills.check();
}

base::Result<void> ColumnsWriter::copy(const ColumnsFile& older, std::uint32_t from,
                                       std::uint32_t to) {
  State& state = *state_;
  to = std::min(to, older.slots());
  if (from >= to) return {};
  if (from < state.header.slots) return refuse("records must be copied in their order");
  state.absent_up_to(from);
  const auto terms = state.copy_offsets(older, Section::kTermOffsets, from, to, state.term_count);
  state.copy_span<std::uint16_t>(older, Section::kTerms, terms.begin, terms.end);
  const auto names = state.copy_offsets(older, Section::kNameOffsets, from, to, state.name_count);
  state.copy_span<std::uint32_t>(older, Section::kNames, names.begin, names.end);
  const auto titles =
      state.copy_offsets(older, Section::kTitleOffsets, from, to, state.title_bytes);
  state.copy_span<char>(older, Section::kTitleBytes, titles.begin, titles.end);
  state.copy_span<std::uint8_t>(older, Section::kPresent, from, to);
  state.copy_span<std::uint32_t>(older, Section::kProgramme, from, to);
  state.copy_span<std::int16_t>(older, Section::kYear, from, to);
  state.copy_span<std::uint8_t>(older, Section::kStrength, from, to);
  for (const Section section : {Section::kAgeMin, Section::kAgeMax})
    state.copy_span<double>(older, section, from, to);
  const auto findings =
      state.copy_offsets(older, Section::kFindingOffsets, from, to, state.header.findings);
  state.copy_span<std::uint64_t>(older, Section::kFindingBits, findings.begin, findings.end);
  state.copy_span<std::uint16_t>(older, Section::kFindingOutcome, findings.begin, findings.end);
  for (const Section section : {Section::kFindingG, Section::kFindingSe})
    state.copy_span<double>(older, section, findings.begin, findings.end);
  const auto appraisals =
      state.copy_offsets(older, Section::kAppraisalOffsets, from, to, state.header.appraisals);
  state.copy_span<std::uint64_t>(older, Section::kAppraisalBits, appraisals.begin, appraisals.end);
  for (const Section section :
       {Section::kRatioLow, Section::kRatioMid, Section::kRatioHigh, Section::kCost})
    state.copy_span<double>(older, section, appraisals.begin, appraisals.end);
  state.copy_span<std::uint16_t>(older, Section::kCurrency, appraisals.begin, appraisals.end);
  state.copy_span<std::int16_t>(older, Section::kPriceYear, appraisals.begin, appraisals.end);
  const auto present = older.column<std::uint8_t>(Section::kPresent).subspan(from, to - from);
  state.header.records +=
      static_cast<std::uint32_t>(std::count(present.begin(), present.end(), std::uint8_t{1}));
  state.header.slots = to;
  return state.spills.check();
}

base::Result<void> ColumnsWriter::finish() {
  State& state = *state_;
  state.offsets();  // where the last slot ends
  state.dictionaries();
  if (auto ranked = state.spills.rank_titles(state.header.slots); !ranked) return ranked;
  return state.spills.join(state.header);
}

base::Result<void> rewrite_columns(const ColumnsFile& older, std::span<const ColumnsChange> changes,
                                   const std::filesystem::path& path) {
  auto writer = ColumnsWriter::create(path);
  if (!writer) return tl::unexpected(writer.error());
  writer->adopt(older);
  std::uint32_t next = 0;
  for (const ColumnsChange& change : changes) {
    if (change.number < next) return refuse("changes must come in the order of their numbers");
    if (auto copied = writer->copy(older, next, change.number); !copied) return copied;
    if (change.record)
      if (auto added = writer->add(change.number, *change.record); !added) return added;
    next = change.number + 1;
  }
  if (auto copied = writer->copy(older, next, older.slots()); !copied) return copied;
  return writer->finish();
}

}  // namespace outturn::index
