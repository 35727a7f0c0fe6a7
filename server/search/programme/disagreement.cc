// SPDX-License-Identifier: GPL-3.0-or-later
// Holds records against one another; contract in disagreement.h.
#include "server/search/programme/disagreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "schema/base/text.h"
#include "schema/evidence/vocabulary.h"
#include "schema/index/contribution.h"

namespace outturn::search {
namespace {

using evidence::Record;

/// What an agency means by its rating: that the programme was found to work, or not to. Values that
/// say neither, and scales of how good a study is, are not listed.
struct Verdict {
  std::string_view scale;
  std::string_view value;  ///< lower case, without "effects"
  bool works;
};
/// Each scale as its agency's own page defines it. What is not listed says neither.
constexpr std::array kVerdicts{
    // "EIF evidence standards", guidebook.eif.org.uk/eif-evidence-standards: from 3 "a judgment
    // about causality can be made"; NE: a rigorous evaluation found no evidence of improving an
    // outcome. 2 is preliminary, NL2 less than that.
    Verdict{"eif", "3", true},
    Verdict{"eif", "3+", true},
    Verdict{"eif", "4", true},
    Verdict{"eif", "4+", true},
    Verdict{"eif", "ne", false},
    // "WWC Standards: Intervention Rating Scheme" and "Frequently Asked Questions: Evidence Rating
    // Key", ies.ed.gov/ncee/wwc: evidence of a positive, of a negative effect with no overriding
    // contrary evidence; no discernible: "no affirmative evidence of effects". Mixed says neither.
    Verdict{"wwc_effectiveness", "positive", true},
    Verdict{"wwc_effectiveness", "potentially positive", true},
    Verdict{"wwc_effectiveness", "no discernible", false},
    Verdict{"wwc_effectiveness", "potentially negative", false},
    Verdict{"wwc_effectiveness", "negative", false},
    // "Frequently Asked Questions: Evidence Ratings", crimesolutions.ojp.gov/faq/list: effective,
    // promising, ineffective ("strong evidence that the program did not have the intended effect")
    // and negative effects; "no effects" is the older name of ineffective.
    Verdict{"crimesolutions", "effective", true},
    Verdict{"crimesolutions", "promising", true},
    Verdict{"crimesolutions", "ineffective", false},
    Verdict{"crimesolutions", "no", false},
    Verdict{"crimesolutions", "negative", false},
    // "Scientific Rating Scale", cebc4cw.org/ratings/scientific-rating-scale: 1 to 3 were found
    // superior to a comparison. 4 is called "evidence fails to demonstrate effect" and 5
    // "concerning
    // practice"; the text of these two was not at hand.
    Verdict{"cebc", "1", true},
    Verdict{"cebc", "2", true},
    Verdict{"cebc", "3", true},
    Verdict{"cebc", "4", false},
    Verdict{"cebc", "5", false},
    // Title IV-E Prevention Services Clearinghouse, "Handbook of Standards and Procedures",
    // preventionservices.acf.hhs.gov: the three show favourable effects in studies that meet its
    // standards; "does not currently meet criteria" may only mean too few studies.
    Verdict{"title_iv_e", "well supported", true},
    Verdict{"title_iv_e", "supported", true},
    Verdict{"title_iv_e", "promising", true},
    // "Blueprints Certification" and "Programs That Have Not Met Blueprints Criteria",
    // blueprintsprograms.org/blueprints-certification: the certified meet a standard of
    // effectiveness; of the others it calls some ineffective or harmful, and of the rest it says
    // that evidence is lacking.
    Verdict{"blueprints", "model plus", true},
    Verdict{"blueprints", "model", true},
    Verdict{"blueprints", "promising", true},
    Verdict{"blueprints", "ineffective", false},
    Verdict{"blueprints", "harmful", false},
};

/// "Potentially_Positive Effects" as the table has it, and "Effective; multiple studies" without
/// what it goes on to say.
std::string plain(std::string_view value) {
  std::string text = base::lower(base::trim(value.substr(0, value.find_first_of(",;("))));
  std::replace(text.begin(), text.end(), '_', ' ');
  std::replace(text.begin(), text.end(), '-', ' ');
  for (const std::string_view end : {" effects", " effect"})
    if (text.ends_with(end)) text.resize(text.size() - end.size());
  return text;
}

std::optional<bool> verdict_of(const evidence::Rating& rating) {
  const std::string value = plain(rating.value);
  for (const Verdict& row : kVerdicts)
    if (row.scale == rating.scale && row.value == value) return row.works;
  return {};
}

/// "EIF Guidebook: 3+".
std::string rated(const evidence::Rating& rating) {
  return fmt::format("{}: {}", evidence::vocabulary("scale").label_of(rating.scale), rating.value);
}

/// Sides by what they say, in the order in which the records first said it.
class Sides {
 public:
  /// A record counts once on a side.
  void add(const std::string& what, std::size_t record, const std::string& detail = {}) {
    auto at = std::find_if(sides_.begin(), sides_.end(),
                           [&](const Side& side) { return side.what == what; });
    if (at == sides_.end()) at = sides_.insert(at, Side{what, {}, {}});
    if (!at->records.empty() && at->records.back() == record) {
      std::string& held = at->details.back();
      if (!detail.empty() && held.find(detail) == std::string::npos) held += "; " + detail;
      return;
    }
    at->records.push_back(record);
    at->details.push_back(detail);
  }
  const Side* find(std::string_view what) const {
    for (const Side& side : sides_)
      if (side.what == what) return &side;
    return nullptr;
  }
  const std::vector<Side>& all() const { return sides_; }

 private:
  std::vector<Side> sides_;
};

/// Several lists of sides by what they are about, in the order in which they came up.
class Topics {
 public:
  Sides& about(const std::string& name) {
    const auto [at, is_new] = places_.try_emplace(name, topics_.size());
    if (is_new) topics_.emplace_back(name, Sides());
    return topics_[at->second].second;
  }
  const std::vector<std::pair<std::string, Sides>>& all() const { return topics_; }

 private:
  std::map<std::string, std::size_t> places_;
  std::vector<std::pair<std::string, Sides>> topics_;
};

Way way_of(const index::FindingRow& row) {
  if (row.certainty == "favours") return Way::kFavours;
  if (row.certainty == "against") return Way::kAgainst;
  if (row.certainty == "not_clear") return Way::kNotClear;
  if (row.result == "positive") return Way::kFavours;
  if (row.result == "negative") return Way::kAgainst;
  if (row.result == "null") return Way::kNotClear;
  return Way::kNotTold;
}

std::string what(Way way) { return std::string(to_text(way)); }

/// A subgroup that goes another way than everybody else is no disagreement between studies unless
/// it goes the opposite way.
void put_results(std::span<const Record> records, std::vector<Disagreement>& out) {
  Topics any;
  Topics whole;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::vector<Way> ways = ways_of(records[i]);
    for (std::size_t k = 0; k < ways.size(); ++k) {
      const evidence::Finding& finding = records[i].findings[k];
      const std::string detail =
          finding.subgroup ? *finding.subgroup : finding.measure.value_or("");
      any.about(finding.outcome).add(what(ways[k]), i, detail);
      if (!finding.subgroup) whole.about(finding.outcome).add(what(ways[k]), i, detail);
    }
  }
  std::vector<std::string> opposed;
  for (const auto& [outcome, sides] : any.all()) {
    const Side* favours = sides.find(to_text(Way::kFavours));
    const Side* against = sides.find(to_text(Way::kAgainst));
    if (favours == nullptr || against == nullptr) continue;
    opposed.push_back(outcome);
    out.push_back({DisagreementKind::kOppositeResults, outcome, {*favours, *against}});
  }
  for (const auto& [outcome, sides] : whole.all()) {
    if (std::find(opposed.begin(), opposed.end(), outcome) != opposed.end()) continue;
    const Side* unclear = sides.find(to_text(Way::kNotClear));
    const Side* clear = sides.find(to_text(Way::kFavours));
    if (clear == nullptr) clear = sides.find(to_text(Way::kAgainst));
    if (unclear == nullptr || clear == nullptr) continue;
    // Within one record the measures differ; between records the studies do.
    Side only{unclear->what, {}, {}};
    for (std::size_t i = 0; i < unclear->records.size(); ++i) {
      if (std::binary_search(clear->records.begin(), clear->records.end(), unclear->records[i]))
        continue;
      only.records.push_back(unclear->records[i]);
      only.details.push_back(unclear->details[i]);
    }
    if (!only.records.empty())
      out.push_back({DisagreementKind::kClearAndNot, outcome, {*clear, std::move(only)}});
  }
}

/// Below 1, above it, or neither: 1 itself, and a range that reaches across.
std::string_view side_of_one(const evidence::Ratio& ratio) {
  const double low = ratio.central ? *ratio.central : ratio.low.value_or(ratio.high.value_or(1));
  const double high = ratio.central ? *ratio.central : ratio.high.value_or(low);
  const bool open_below = !ratio.central && !ratio.low;
  const bool open_above = !ratio.central && !ratio.high;
  if (high < 1 && !open_above) return "below";
  if (low > 1 && !open_below) return "above";
  return {};
}

std::string ratio_text(const evidence::Ratio& ratio) {
  if (ratio.central) return fmt::format("{:.4g}", *ratio.central);
  if (ratio.low && ratio.high) return fmt::format("{:.4g} to {:.4g}", *ratio.low, *ratio.high);
  return ratio.low ? fmt::format("from {:.4g}", *ratio.low)
                   : fmt::format("up to {:.4g}", ratio.high.value_or(0));
}

void put_ratios(std::span<const Record> records, std::vector<Disagreement>& out) {
  Topics classes;
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (const evidence::Appraisal& appraisal : records[i].appraisals) {
      if (!appraisal.ratio) continue;
      const std::string_view side = side_of_one(*appraisal.ratio);
      if (side.empty()) continue;
      classes.about(fmt::format("{}/{}/{}", appraisal.kind, appraisal.perspective, appraisal.basis))
          .add(std::string(side), i, ratio_text(*appraisal.ratio));
    }
  }
  for (const auto& [name, sides] : classes.all()) {
    const Side* below = sides.find("below");
    const Side* above = sides.find("above");
    if (below != nullptr && above != nullptr)
      out.push_back({DisagreementKind::kRatiosAcrossOne, name, {*below, *above}});
  }
}

void put_ratings(std::span<const Record> records, std::vector<Disagreement>& out) {
  Topics scales;
  Sides verdicts;
  std::map<std::string, std::vector<bool>> by_scale;
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (const evidence::Rating& rating : records[i].evidence.ratings) {
      scales.about(rating.scale).add(rating.value, i, rating.locator.value_or(""));
      const auto verdict = verdict_of(rating);
      if (!verdict) continue;
      verdicts.add(*verdict ? "works" : "does_not", i, rated(rating));
      by_scale[rating.scale].push_back(*verdict);
    }
  }
  const Side* works = verdicts.find("works");
  const Side* does_not = verdicts.find("does_not");
  // One agency's two minds are told below, scale by scale.
  if (works != nullptr && does_not != nullptr && by_scale.size() > 1)
    out.push_back({DisagreementKind::kRatingsOppose, "", {*works, *does_not}});
  for (const auto& [scale, sides] : scales.all())
    if (sides.all().size() > 1)
      out.push_back({DisagreementKind::kRatingsDiffer, scale, sides.all()});
}

void put_maryland(std::span<const Record> records, std::vector<Disagreement>& out) {
  std::map<int, Side> levels;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto level = records[i].evidence.maryland;
    if (!level) continue;
    Side& side = levels[*level];
    side.what = std::to_string(*level);
    side.records.push_back(i);
    side.details.emplace_back();
  }
  if (levels.size() < 2) return;
  Disagreement found{DisagreementKind::kMarylandDiffers, "", {}};
  for (auto at = levels.rbegin(); at != levels.rend(); ++at) found.sides.push_back(at->second);
  out.push_back(std::move(found));
}

}  // namespace

std::string_view to_text(DisagreementKind kind) {
  switch (kind) {
    case DisagreementKind::kOppositeResults:
      return "opposite_results";
    case DisagreementKind::kRatiosAcrossOne:
      return "ratios_across_one";
    case DisagreementKind::kRatingsOppose:
      return "ratings_oppose";
    case DisagreementKind::kClearAndNot:
      return "clear_and_not";
    case DisagreementKind::kRatingsDiffer:
      return "ratings_differ";
    case DisagreementKind::kMarylandDiffers:
      return "maryland_differs";
  }
  return {};
}

std::string_view to_text(Way way) {
  switch (way) {
    case Way::kFavours:
      return "favours";
    case Way::kAgainst:
      return "against";
    case Way::kNotClear:
      return "not_clear";
    case Way::kNotTold:
      return "not_told";
  }
  return {};
}

std::vector<Way> ways_of(const Record& record) {
  const index::Contribution rows = index::columns_of(record, index::Disputed::kNo);
  std::vector<Way> ways;
  for (std::size_t i = 0; i < record.findings.size(); ++i) ways.push_back(way_of(rows.findings[i]));
  return ways;
}

std::vector<Disagreement> disagreements(std::span<const Record> records) {
  std::vector<Disagreement> out;
  put_results(records, out);
  put_ratios(records, out);
  put_ratings(records, out);
  put_maryland(records, out);
  std::stable_sort(out.begin(), out.end(),
                   [](const Disagreement& a, const Disagreement& b) { return a.kind < b.kind; });
  return out;
}

}  // namespace outturn::search
