// SPDX-License-Identifier: GPL-3.0-or-later
// Real dirt: the findings of the US What Works Clearinghouse (download of 2020), whose effect sizes
// are worked out again from means, standard deviations and numbers of people wherever all six are
// given. A finding falls into the first class whose predicate holds; the counts are pinned, and
// printed as tables. The data are not ours to ship: without them the test is skipped.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "schema/evidence/arithmetic/cluster.h"
#include "schema/evidence/arithmetic/effect_size.h"
#include "schema/evidence/arithmetic/two_by_two.h"
#include "tests/unit/csv.h"

namespace outturn::arithmetic {
namespace {

constexpr HedgesOptions kAsTheWwc{SmallSample::kApproximate, SmdVariance::kLargeSample};
constexpr double kSame = 1e-9;  // what fifteen printed digits leave
constexpr int kEffectDecimals = 2;

/// A number and how it is printed.
struct Printed {
  std::string text;
  double value = 0;

  int decimals() const {
    const auto point = text.find('.');
    if (point == std::string::npos || text.find_first_of("eE") != std::string::npos) return 0;
    return static_cast<int>(text.size() - point - 1);
  }
  /// `least` is to how many decimals figures of this kind print; trailing zeros are lost.
  double half_unit(int least = 0) const { return 0.5 * std::pow(10, -std::max(least, decimals())); }
  bool rounds_from(double exact, int least = 0) const {
    return std::abs(exact - value) <= half_unit(least) + kSame;
  }
};
using Cell = std::optional<Printed>;

struct Finding {
  std::string id;
  Cell n1, n2, clusters1, clusters2, mean1, mean2, sd1, sd2, wwc, study, index, icc;

  bool complete() const { return n1 && n2 && mean1 && mean2 && sd1 && sd2 && wwc; }
  Group treated() const { return {mean1->value, sd1->value, n1->value}; }
  Group control() const { return {mean2->value, sd2->value, n2->value}; }
};

Cell cell(const std::string& text) {
  if (text.empty()) return std::nullopt;
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  EXPECT_EQ(*end, '\0') << text;
  return Printed{text, value};
}

std::filesystem::path findings_file() {
  const char* data = std::getenv("OUTTURN_DATA");
  return std::filesystem::path(data ? data : OUTTURN_SOURCE_DIR "/../shared/data") / "wwc" /
         "wwc_Findings.csv";
}

std::vector<Finding> read_findings() {
  std::ifstream stream(findings_file(), std::ios::binary);
  const auto rows = test::read_csv({std::istreambuf_iterator<char>(stream), {}});
  const std::vector<std::string>& names = rows.at(0);
  std::vector<Finding> findings;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].size(), names.size()) << "row " << i;
    const auto of = [&](const std::string& name) {
      const auto at = std::find(names.begin(), names.end(), name);
      EXPECT_NE(at, names.end()) << name;
      return rows[i].at(static_cast<std::size_t>(at - names.begin()));
    };
    findings.push_back({of("FindingID"), cell(of("Outcome_Measure_Intervention_Sample_Size")),
                        cell(of("Outcome_Measure_Comparison_Sample_Size")),
                        cell(of("Intervention_Clusters_Sample_Size")),
                        cell(of("Comparison_Clusters_Sample_Size")), cell(of("Intervention_Mean")),
                        cell(of("Comparison_Mean")), cell(of("Intervention_Standard_Deviation")),
                        cell(of("Comparison_Standard_Deviation")), cell(of("Effect_Size_WWC")),
                        cell(of("Effect_Size_Study")), cell(of("Improvement_Index")),
                        cell(of("ICC"))});
  }
  return findings;
}

double g_of(const Group& first, const Group& second) {
  return hedges_g(first, second, kAsTheWwc).value().value;
}

/// The half unit of a figure that may have lost one trailing 0, as its partner shows.
double half_unit(const Printed& figure, const Printed& partner) {
  const int decimals =
      std::min(std::max(figure.decimals(), partner.decimals()), figure.decimals() + 1);
  return 0.5 * std::pow(10, -decimals);
}

struct Band {
  double low = 0;
  double high = 0;

  bool holds(double value, double slack = 0) const {
    return value >= low - slack - kSame && value <= high + slack + kSame;
  }
  Band turned() const { return {-high, -low}; }
};

/// Between what `effect` lies whatever the printed means and standard deviations were rounded from.
template <typename Effect>
Band within_rounding(const Finding& f, Effect effect) {
  const double m1 = half_unit(*f.mean1, *f.mean2);
  const double m2 = half_unit(*f.mean2, *f.mean1);
  const double s1 = half_unit(*f.sd1, *f.sd2);
  const double s2 = half_unit(*f.sd2, *f.sd1);
  Band band{INFINITY, -INFINITY};
  for (unsigned corner = 0; corner < 16; ++corner) {
    const auto end = [&](unsigned bit, double half) { return corner & bit ? half : -half; };
    Group first = f.treated();
    Group second = f.control();
    first.mean += end(1, m1);
    second.mean += end(2, m2);
    first.sd = std::max(0.0, first.sd + end(4, s1));
    second.sd = std::max(0.0, second.sd + end(8, s2));
    const Result<Estimate> value = effect(first, second);
    if (!value) continue;
    band.low = std::min(band.low, value->value);
    band.high = std::max(band.high, value->value);
  }
  return band;
}

Band g_band(const Finding& f) {
  return within_rounding(f, [](const Group& first, const Group& second) {
    return hedges_g(first, second, kAsTheWwc);
  });
}

/// The difference of means that the published effect size is of.
double implied_difference(const Finding& f) {
  const double j = hedges_j_approximate(f.n1->value + f.n2->value - 2).value();
  return f.wwc->value * pooled_sd(f.treated(), f.control()).value() / j;
}

bool of_few_decimals(double number) {
  return std::abs(number - std::round(number * 100) / 100) < 1e-6;
}

struct Table {
  std::string title;
  std::map<std::string, int> count;
  std::map<std::string, std::string> ids;

  void add(const std::string& key, const Finding& f) {
    ++count[key];
    ids[key] += f.id + " ";
  }
  void print(int list_up_to) const {
    int sum = 0;
    fmt::print("\n{}\n", title);
    for (const auto& [key, n] : count) {
      fmt::print("{:>6}  {}\n", n, key);
      if (n <= list_up_to) fmt::print("        findings {}\n", ids.at(key));
      sum += n;
    }
    fmt::print("{:>6}  in all\n", sum);
  }
};

std::string against_wwc(const Finding& f) {
  const auto g = hedges_g(f.treated(), f.control(), kAsTheWwc);
  if (!g) return "f refused: " + g.error().message;
  const double published = f.wwc->value;
  if (std::abs(g->value - published) <= kSame * std::max(1.0, std::abs(published)))
    return "a same to 1e-9";
  const Band band = g_band(f);
  if (band.holds(published)) return "b same within the rounding of means and SDs";
  if (band.turned().holds(published)) return "c sign turned";
  const double difference = implied_difference(f);
  if (of_few_decimals(difference))
    return difference * (f.mean1->value - f.mean2->value) >= 0
               ? "d of another, adjusted difference of means, same side"
               : "e of another, adjusted difference of means, other side";
  return "g not explained";
}

std::string against_study(const Finding& f) {
  if (!hedges_g(f.treated(), f.control(), kAsTheWwc)) return "h refused";
  const double slack = f.study->half_unit(kEffectDecimals);
  const double published = f.study->value;
  const Band g = g_band(f);
  const Band d = within_rounding(
      f, [](const Group& first, const Group& second) { return cohen_d(first, second); });
  const Band delta = within_rounding(
      f, [](const Group& first, const Group& second) { return glass_delta(first, second); });
  if (g.holds(published, slack)) return "a g, within rounding";
  if (d.holds(published, slack)) return "b d, not corrected for small samples";
  if (delta.holds(published, slack)) return "c Glass's delta";
  if (g.turned().holds(published, slack)) return "d g with the sign turned";
  if (d.turned().holds(published, slack) || delta.turned().holds(published, slack))
    return "e d or delta with the sign turned";
  if (f.index && f.index->rounds_from(improvement_index(published).value()))
    return "f adjusted: not of these means, yet the WWC index is of it";
  return "g of neither the means nor the index";
}

std::string against_index(const Finding& f) {
  const double index = improvement_index(f.wwc->value).value();
  if (f.index->rounds_from(index)) return "a index of the effect size";
  if (f.index->rounds_from(-index)) return "b index of the effect size with its sign turned";
  if (f.study) {
    // The study's effect is rounded too: the index may come from anywhere in its last digit.
    const double slack = f.study->half_unit(kEffectDecimals);
    const double low = improvement_index(f.study->value - slack).value() - 0.5;
    const double high = improvement_index(f.study->value + slack).value() + 0.5;
    const Band band{low, high};
    if (band.holds(f.index->value)) return "c index of the study's effect size";
    if (band.turned().holds(f.index->value))
      return "d index of the study's effect size with its sign turned";
  }
  return "e index of neither";
}

class Wwc : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(findings_file()))
      GTEST_SKIP() << findings_file() << " is not there; set OUTTURN_DATA to the folder of data";
    findings_ = read_findings();
  }
  std::vector<Finding> findings_;
};

using Counts = std::map<std::string, int>;

TEST_F(Wwc, PublishedEffectSizesAreRecomputed) {
  Table table{"Recomputed g against Effect_Size_WWC", {}, {}};
  for (const Finding& f : findings_)
    if (f.complete()) table.add(against_wwc(f), f);
  table.print(40);
  EXPECT_EQ(findings_.size(), 6972);
  EXPECT_EQ(
      table.count,
      (Counts{{"a same to 1e-9", 1915},
              {"b same within the rounding of means and SDs", 27},
              {"d of another, adjusted difference of means, same side", 30},
              {"e of another, adjusted difference of means, other side", 6},
              {"f refused: both standard deviations are 0", 6},
              {"f refused: the size of group 2 is 0; a standard deviation takes more than 1", 6},
              {"g not explained", 3}}));
}

TEST_F(Wwc, StudiesReportTheirOwnEffectSizes) {
  Table table{"Recomputed effect against Effect_Size_Study", {}, {}};
  for (const Finding& f : findings_)
    if (f.complete() && f.study) table.add(against_study(f), f);
  table.print(10);
  EXPECT_EQ(table.count,
            (Counts{{"a g, within rounding", 1376},
                    {"b d, not corrected for small samples", 19},
                    {"c Glass's delta", 15},
                    {"d g with the sign turned", 55},
                    {"e d or delta with the sign turned", 5},
                    {"f adjusted: not of these means, yet the WWC index is of it", 279},
                    {"g of neither the means nor the index", 19},
                    {"h refused", 12}}));
}

TEST_F(Wwc, ImprovementIndicesAreRecomputed) {
  Table table{"Improvement_Index against Effect_Size_WWC", {}, {}};
  for (const Finding& f : findings_)
    if (f.wwc && f.index) table.add(against_index(f), f);
  table.print(10);
  EXPECT_EQ(table.count, (Counts{{"a index of the effect size", 4296},
                                 {"b index of the effect size with its sign turned", 172},
                                 {"c index of the study's effect size", 739},
                                 {"d index of the study's effect size with its sign turned", 6},
                                 {"e index of neither", 3}}));
}

// An effect of more than 3 standard deviations agrees with its means and is still not credible:
// what would bring it back to the effect size that the study itself gives?
std::string why_so_large(const Finding& f) {
  if (!f.complete()) return "no standard deviation to look for the cause";
  if (!f.study) return "no effect size of the study to hold it against";
  if (f.study->rounds_from(f.wwc->value, kEffectDecimals)) return "the study gives it too";
  const auto would_be = [&](double mean1, double mean2) {
    return f.study->rounds_from(
        g_of({mean1, f.sd1->value, f.n1->value}, {mean2, f.sd2->value, f.n2->value}),
        kEffectDecimals);
  };
  const double m1 = f.mean1->value;
  const double m2 = f.mean2->value;
  if (would_be(m1 / 100, m2) || would_be(m1, m2 / 100))
    return "one mean in per cent, the other a fraction";
  if (would_be(-m1, m2) || would_be(m1, -m2)) return "one mean has lost its minus";
  return "not explained";
}

TEST_F(Wwc, ImplausibleEffectSizesAreFlagged) {
  Table table{"|effect| above 3 standard deviations", {}, {}};
  for (const Finding& f : findings_)
    if (f.wwc && std::abs(f.wwc->value) > 3) {
      fmt::print("finding {:>5}: WWC {:>10.4f}, study {:>5}, means {} and {}: {}\n", f.id,
                 f.wwc->value, f.study ? f.study->text : "", f.mean1 ? f.mean1->text : "",
                 f.mean2 ? f.mean2->text : "", why_so_large(f));
      table.add(why_so_large(f), f);
    }
  table.print(10);
  EXPECT_EQ(table.ids, (std::map<std::string, std::string>{
                           {"no standard deviation to look for the cause",
                            "6295 7525 12409 14030 12741 18481 18515 "},
                           {"one mean has lost its minus", "2336 "},
                           {"one mean in per cent, the other a fraction", "2096 "},
                           {"the study gives it too", "814 2970 "}}));
}

// The Cox index with the WWC's correction, for findings without a standard deviation whose means
// can be shares or percentages. Which of them are, the data do not say: agreement is what tells.
TEST_F(Wwc, ProportionsGiveTheCoxIndex) {
  Table table{"Cox index against Effect_Size_WWC, where no SD is given", {}, {}};
  for (const Finding& f : findings_) {
    if (!f.n1 || !f.n2 || !f.mean1 || !f.mean2 || !f.wwc || f.sd1 || f.sd2) continue;
    std::string found = "d means that are no shares, or an effect not of them";
    for (const double unit : {1.0, 100.0}) {
      const double p1 = f.mean1->value / unit;
      const double p2 = f.mean2->value / unit;
      if (!(p1 > 0 && p1 < 1 && p2 > 0 && p2 < 1)) continue;
      const double d = d_from_proportions({p1, f.n1->value}, {p2, f.n2->value}, LatentScale::kCox)
                           .value()
                           .estimate.value;
      const double j = hedges_j_approximate(f.n1->value + f.n2->value - 2).value();
      if (std::abs(j * d - f.wwc->value) < kSame)
        found = "a Cox index, corrected";
      else if (std::abs(d - f.wwc->value) < kSame)
        found = "b Cox index, not corrected";
      else if (std::abs(j * d + f.wwc->value) < kSame)
        found = "c Cox index, sign turned";
      else
        continue;
      break;
    }
    table.add(found, f);
  }
  table.print(5);
  EXPECT_EQ(table.count, (Counts{{"a Cox index, corrected", 631},
                                 {"b Cox index, not corrected", 65},
                                 {"c Cox index, sign turned", 2},
                                 {"d means that are no shares, or an effect not of them", 2229}}));
}

// Had the WWC corrected g for clusters then, this would tell.
TEST_F(Wwc, ClustersDoNotChangeThePublishedEffectSize) {
  Table table{"Where an ICC and clusters are given, and would change g", {}, {}};
  for (const Finding& f : findings_) {
    if (!f.complete() || !f.icc || !f.clusters1 || !f.clusters2) continue;
    const double people = f.n1->value + f.n2->value;
    const double size = people / (f.clusters1->value + f.clusters2->value);
    const auto factor = cluster_correction(people, std::max(1.0, size), f.icc->value);
    if (!factor) {
      table.add("c no correction: " + factor.error().message, f);
      continue;
    }
    const double g = g_of(f.treated(), f.control());
    if (std::abs(g * *factor - g) < 1e-6) continue;
    table.add(std::abs(g - f.wwc->value) < kSame             ? "a plain g"
              : std::abs(g * *factor - f.wwc->value) < kSame ? "b g corrected for clusters"
                                                             : "d neither",
              f);
  }
  table.print(10);
  EXPECT_EQ(table.count, (Counts{{"a plain g", 167}}));
}

}  // namespace
}  // namespace outturn::arithmetic
