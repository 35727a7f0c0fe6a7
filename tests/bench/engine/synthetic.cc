// SPDX-License-Identifier: GPL-3.0-or-later
// Made-up contributions; contract in synthetic.h. Values of a vocabulary follow Zipf's law roughly;
// 2.5 findings and 0.7 appraisals a record; 20,000 sources, 50,000 programmes, 2,000 areas.
#include "tests/bench/engine/synthetic.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "schema/evidence/vocabulary.h"

namespace outturn::bench {
namespace {

using index::FilterId;

/// SplitMix64: every number its own stream.
class Stream {
 public:
  explicit Stream(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  double share() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  std::size_t below(std::size_t size) { return static_cast<std::size_t>(next() % size); }
  /// Small numbers often, large ones rarely.
  std::size_t skewed(std::size_t size) {
    return std::min(size - 1,
                    static_cast<std::size_t>(std::pow(static_cast<double>(size) + 1, share()) - 1));
  }
  double normal() { return share() + share() + share() + share() - 2; }

 private:
  std::uint64_t state_;
};

const std::vector<std::string>& ids(const char* vocabulary) {
  static std::vector<std::pair<std::string, std::vector<std::string>>> known;
  for (const auto& [name, list] : known)
    if (name == vocabulary) return list;
  std::vector<std::string> list;
  for (const auto& term : evidence::vocabulary(vocabulary).terms())
    if (std::string(vocabulary) != "outcome" || !term.broader.empty()) list.push_back(term.id);
  known.reserve(32);
  return known.emplace_back(vocabulary, std::move(list)).second;
}

const std::string& pick(Stream& stream, const char* vocabulary) {
  const auto& list = ids(vocabulary);
  return list[stream.skewed(list.size())];
}

void add(std::vector<std::string>& list, const std::string& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

double round_to(double figure, double unit) { return std::round(figure / unit) * unit; }

index::FindingRow finding(Stream& stream) {
  static const std::vector<std::string> kFamilies{"standardised", "ratio", "difference", "change",
                                                  "level"};
  index::FindingRow row;
  row.outcome = pick(stream, "outcome");
  row.result = pick(stream, "result");
  row.family = kFamilies[stream.skewed(kFamilies.size())];
  row.subgroup = stream.share() < 0.2 ? "part" : "whole";
  row.certainty = "not_known";
  if (stream.share() < 0.6) {
    row.g = round_to(stream.normal() * 0.6 + 0.15, 0.01);
    row.se = round_to(0.02 + stream.share() * 0.3, 0.01);
    row.compared = stream.share() < 0.9;
    row.certainty =
        std::abs(row.g) > 1.96 * row.se ? (row.g > 0 ? "favours" : "against") : "not_clear";
  }
  return row;
}

index::AppraisalRow appraisal(Stream& stream) {
  index::AppraisalRow row;
  row.kind = pick(stream, "kind");
  row.perspective = pick(stream, "perspective");
  row.basis = pick(stream, "basis");
  row.currency = stream.share() < 0.8 ? "GBP" : "USD";
  row.price_year = static_cast<int>(1998 + stream.below(25));
  if (stream.share() < 0.7) {
    row.ratio_mid = round_to(std::exp(stream.normal() * 1.5 + 0.8), 0.01);
    row.ratio_low = row.ratio_mid * (stream.share() < 0.5 ? 1 : 0.6);
    row.ratio_high = row.ratio_mid * (stream.share() < 0.5 ? 1 : 1.5);
  }
  if (stream.share() < 0.6) row.cost = round_to(std::exp(stream.normal() * 3 + 6.5), 1);
  return row;
}

}  // namespace

index::Contribution synthetic(std::uint32_t number) {
  Stream stream(number);
  index::Contribution out;
  const auto put = [&](FilterId filter, std::vector<std::string> values) {
    if (!values.empty()) out.values.push_back({filter, std::move(values)});
  };
  const auto several = [&](const char* vocabulary, std::size_t most) {
    std::vector<std::string> values;
    for (std::size_t i = stream.below(most + 1); i > 0; --i) add(values, pick(stream, vocabulary));
    return values;
  };
  put(FilterId::kDesign, {pick(stream, "design")});
  put(FilterId::kType, {pick(stream, "type")});
  if (stream.share() < 0.3) put(FilterId::kMaryland, {std::to_string(1 + stream.below(5))});
  if (stream.share() < 0.4)
    put(FilterId::kRating, {pick(stream, "scale") + ":" + std::to_string(stream.below(5))});
  put(FilterId::kGroup, several("group", 3));
  if (stream.share() < 0.6) put(FilterId::kTargeting, {pick(stream, "targeting")});
  put(FilterId::kSetting, several("setting", 3));
  const std::string& country = pick(stream, "country");
  put(FilterId::kCountry, country.size() > 2
                              ? std::vector<std::string>{country, country.substr(0, 2)}
                              : std::vector<std::string>{country});
  if (stream.share() < 0.7) put(FilterId::kArea, {"area-" + std::to_string(stream.skewed(2000))});
  std::vector<std::string> sources{"source-" + std::to_string(stream.below(20000))};
  if (stream.share() < 0.3) add(sources, "source-" + std::to_string(stream.below(20000)));
  put(FilterId::kSource, std::move(sources));
  if (stream.share() < 0.7) out.programme = "Programme " + std::to_string(stream.skewed(50000));
  if (stream.share() < 0.95) out.year = static_cast<int>(2026 - stream.skewed(45));
  if (stream.share() < 0.7) {
    out.age_min = static_cast<double>(stream.below(30));
    out.age_max = out.age_min + static_cast<double>(stream.below(40));
  }
  out.strength = static_cast<std::uint8_t>(stream.below(13));
  out.title_key =
      "the evaluation of " + std::to_string(stream.next() % 100000000) + " in schools and homes";
  for (std::size_t i = stream.below(6); i > 0; --i) out.findings.push_back(finding(stream));
  if (stream.share() < 0.5)
    for (std::size_t i = 1 + stream.skewed(3); i > 0; --i)
      out.appraisals.push_back(appraisal(stream));
  std::vector<std::string> has;
  const auto any = [](const auto& rows, const auto& test) {
    return std::any_of(rows.begin(), rows.end(), test);
  };
  if (any(out.findings, [](const auto& row) { return !std::isnan(row.g); }))
    has.emplace_back("effect");
  if (any(out.appraisals, [](const auto& row) { return !std::isnan(row.ratio_mid); }))
    has.emplace_back("ratio");
  if (any(out.appraisals, [](const auto& row) { return !std::isnan(row.cost); }))
    has.emplace_back("cost");
  if (stream.share() < 0.8) has.emplace_back("no_flags");
  put(FilterId::kHas, std::move(has));
  return out;
}

}  // namespace outturn::bench
