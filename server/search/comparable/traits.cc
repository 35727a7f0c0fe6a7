// SPDX-License-Identifier: GPL-3.0-or-later
// Reads traits and holds them against one another; contract in traits.h.
#include "server/search/comparable/traits.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "schema/evidence/vocabulary.h"

namespace outturn::search {
namespace {

using index::FilterId;
using index::Section;

/// Ages are compared within a life of so many years.
constexpr double kLongestLife = 100;
/// Two records that share what all have do share something.
constexpr double kLeastInformation = 0.05;
/// Added to what either has, so that one common value, though it be all that both have, is not
/// taken for likeness in everything.
constexpr double kDoubt = 2;

double sum_of(const MatchIndex& index, const std::vector<ValueId>& values) {
  double sum = 0;
  for (const ValueId id : values) sum += information(index, id);
  return sum;
}

double years_in(const Ages& ages) {
  return std::max(0.0, std::min(ages.most, kLongestLife) - std::max(ages.least, 0.0) + 1);
}

double age_likeness(const std::optional<Ages>& a, const std::optional<Ages>& b) {
  const auto both = overlap(a, b);
  if (!both) return 0;
  const double shared_years = years_in(*both);
  const double all = years_in(*a) + years_in(*b) - shared_years;
  return all > 0 ? shared_years / all : 0;
}

void sort_once(std::vector<ValueId>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

double information(const MatchIndex& index, ValueId id) {
  const double all = static_cast<double>(index.total()) + 1;
  return std::max(kLeastInformation, std::log(all / (static_cast<double>(index.count(id)) + 0.5)));
}

TraitReader::TraitReader(const MatchIndex& index)
    : index_(index),
      terms_(index.file().column<std::uint16_t>(Section::kTerms)),
      names_(index.file().column<std::uint32_t>(Section::kNames)),
      outcomes_(index.file().column<std::uint16_t>(Section::kFindingOutcome)),
      currencies_(index.file().column<std::uint16_t>(Section::kCurrency)),
      price_years_(index.file().column<std::int16_t>(Section::kPriceYear)),
      costs_(index.file().column<double>(Section::kCost)),
      age_min_(index.file().column<double>(Section::kAgeMin)),
      age_max_(index.file().column<double>(Section::kAgeMax)) {}

void TraitReader::add(ValueId id, Traits& traits) const {
  if (id == kNoValue) return;
  if (const auto part = part_of(index_.value(id).filter))
    traits.values[number_of(*part)].push_back(id);
}

Traits TraitReader::of_record(std::uint32_t number) const {
  const index::ColumnsFile& file = index_.file();
  Traits out;
  const auto terms = file.rows(Section::kTermOffsets, number);
  for (std::uint32_t i = terms.begin; i < terms.end; ++i) add(index_.term_value(terms_[i]), out);
  const auto names = file.rows(Section::kNameOffsets, number);
  for (std::uint32_t i = names.begin; i < names.end; ++i) add(index_.name_value(names_[i]), out);
  const auto findings = file.rows(Section::kFindingOffsets, number);
  for (std::uint32_t row = findings.begin; row < findings.end; ++row)
    for (const ValueId id : index_.chain_of(outcomes_[row])) add(id, out);
  for (auto& values : out.values) sort_once(values);
  if (!std::isnan(age_min_[number]) && !std::isnan(age_max_[number]))
    out.ages = Ages{age_min_[number], age_max_[number]};
  const auto appraisals = file.rows(Section::kAppraisalOffsets, number);
  for (std::uint32_t row = appraisals.begin; row < appraisals.end; ++row)
    if (currencies_[row] != index::kNoTerm && costs_[row] > 0 && std::isfinite(costs_[row]))
      out.costs.push_back({currencies_[row], price_years_[row], costs_[row]});
  return out;
}

/// With its broader values, as a record has them; an area stands for itself.
void TraitReader::add_value(FilterId filter, std::string_view value, Traits& traits) const {
  add(index_.find(filter, value), traits);
  const std::string_view name = index::filter(filter).vocabulary;
  if (name.empty()) return;
  const evidence::Vocabulary& vocabulary = evidence::vocabulary(name);
  const evidence::Term* term = vocabulary.find(value);
  while (term != nullptr && !term->broader.empty()) {
    term = vocabulary.find(term->broader);
    if (term != nullptr) add(index_.find(filter, term->id), traits);
  }
}

Traits TraitReader::of_description(const Mentions& mentions, const FilterSet& filters) const {
  Traits out;
  for (const Mention& mention : mentions.values) add_value(mention.filter, mention.value, out);
  for (const std::string& name : mentions.names) add_value(FilterId::kArea, name, out);
  for (const index::Filter& row : index::kFilters)
    if (part_of(row.id))
      for (const std::string& value : filters.values[index::number_of(row.id)])
        add_value(row.id, value, out);
  for (auto& values : out.values) sort_once(values);
  if (mentions.age_min || mentions.age_max) {
    out.ages = Ages{mentions.age_min.value_or(0), mentions.age_max.value_or(kLongestLife)};
  } else if (const Range& asked = filters.ranges[index::number_of(FilterId::kAge)]; asked.any()) {
    out.ages = Ages{asked.low(), asked.high()};
  }
  return out;
}

std::vector<ValueId> shared(const std::vector<ValueId>& a, const std::vector<ValueId>& b) {
  std::vector<ValueId> out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

std::optional<Ages> overlap(const std::optional<Ages>& a, const std::optional<Ages>& b) {
  if (!a || !b) return {};
  const Ages both{std::max(a->least, b->least), std::min(a->most, b->most)};
  if (both.least > both.most) return {};
  return both;
}

std::optional<double> cost_ratio(const std::vector<Cost>& a, const std::vector<Cost>& b) {
  std::optional<double> best;
  for (const Cost& one : a)
    for (const Cost& other : b) {
      const bool other_prices =
          one.price_year != 0 && other.price_year != 0 && one.price_year != other.price_year;
      if (one.currency != other.currency || other_prices) continue;
      const double ratio = std::min(one.amount, other.amount) / std::max(one.amount, other.amount);
      if (!best || ratio > *best) best = ratio;
    }
  return best;
}

ByPart likeness(const MatchIndex& index, const Traits& a, const Traits& b) {
  ByPart out{};
  for (std::size_t part = 0; part < kPartCount; ++part) {
    const auto both = shared(a.values[part], b.values[part]);
    if (both.empty()) continue;
    const double whole = std::sqrt(sum_of(index, a.values[part]) * sum_of(index, b.values[part]));
    out[part] = sum_of(index, both) / (whole + kDoubt);
  }
  out[number_of(Part::kAge)] = age_likeness(a.ages, b.ages);
  if (const auto ratio = cost_ratio(a.costs, b.costs))
    out[number_of(Part::kCost)] = *ratio >= kSameCost ? 1 : *ratio >= kNearCost ? 0.5 : 0;
  return out;
}

}  // namespace outturn::search
