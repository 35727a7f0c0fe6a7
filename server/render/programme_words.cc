// SPDX-License-Identifier: GPL-3.0-or-later
// See programme_words.h.
#include "server/render/programme_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "schema/base/text.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using search::Disagreement;
using search::DisagreementKind;
using search::Side;
using search::Way;

struct WayWords {
  Way way;
  std::string_view name;
  std::string_view words;
};
constexpr std::array kWays{
    WayWords{Way::kFavours, "favours", "In favour"},
    WayWords{Way::kAgainst, "against", "Against"},
    WayWords{Way::kNotClear, "not_clear", "No clear effect"},
    WayWords{Way::kNotTold, "not_told", "Direction not told"},
};

std::string way_words(std::string_view name) {
  for (const WayWords& row : kWays)
    if (row.name == name) return std::string(row.words);
  return std::string(name);
}

/// "society, modelled" of "bcr/society/modelled".
std::string class_words(const std::string& about) {
  evidence::Appraisal appraisal;
  const auto first = about.find('/');
  const auto second = about.find('/', first + 1);
  appraisal.kind = about.substr(0, first);
  appraisal.perspective = about.substr(first + 1, second - first - 1);
  appraisal.basis = about.substr(second + 1);
  return class_text(appraisal);
}

/// As its scale words it, without the underscores of a list of terms.
std::string rating_words(std::string value) {
  std::replace(value.begin(), value.end(), '_', ' ');
  return sentence_case(std::move(value));
}

}  // namespace

std::string heading_words(const Disagreement& disagreement) {
  switch (disagreement.kind) {
    case DisagreementKind::kOppositeResults:
      return label("outcome", disagreement.about) + ": opposite directions";
    case DisagreementKind::kClearAndNot:
      return label("outcome", disagreement.about) +
             ": an effect in some records, no clear effect in others";
    case DisagreementKind::kRatiosAcrossOne:
      return fmt::format("Return per 1 spent ({}): on both sides of 1",
                         class_words(disagreement.about));
    case DisagreementKind::kRatingsOppose:
      return "Ratings: agencies differ on whether it works";
    case DisagreementKind::kRatingsDiffer:
      return label("scale", disagreement.about) + ": rated differently";
    case DisagreementKind::kMarylandDiffers:
      return "Strength of evidence: studies of different Maryland levels";
  }
  return {};
}

std::string side_words(const Disagreement& disagreement, const Side& side) {
  switch (disagreement.kind) {
    case DisagreementKind::kOppositeResults:
    case DisagreementKind::kClearAndNot:
      return way_words(side.what);
    case DisagreementKind::kRatiosAcrossOne:
      return side.what == "below" ? "Returns less than it costs" : "Returns more than it costs";
    case DisagreementKind::kRatingsOppose:
      return side.what == "works" ? "Rated as working" : "Rated as not found to work";
    case DisagreementKind::kRatingsDiffer:
      return rating_words(side.what);
    case DisagreementKind::kMarylandDiffers:
      return fmt::format("Level {} of 5", side.what);
  }
  return {};
}

std::string sentence_words(const Disagreement& disagreement) {
  std::vector<std::string> parts;
  for (const Side& side : disagreement.sides) {
    const std::string words = side_words(disagreement, side);
    parts.push_back(fmt::format("{} in {}", parts.empty() ? words : mid_sentence(words),
                                plural(side.records.size(), "record", "records")));
  }
  return fmt::format("{}. {}.", heading_words(disagreement), fmt::join(parts, "; "));
}

std::string ways_words(const search::OutcomeResult& result) {
  std::vector<std::string> parts;
  for (const WayWords& row : kWays) {
    const std::size_t count = result.count(row.way);
    if (count == 0) continue;
    parts.push_back(
        result.findings.size() == 1
            ? std::string(row.words)
            : fmt::format("{} {}", count_figure(count), mid_sentence(std::string(row.words))));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace outturn::render
