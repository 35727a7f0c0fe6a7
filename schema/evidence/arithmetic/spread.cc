// SPDX-License-Identifier: GPL-3.0-or-later
// The traces are written so that nothing cancels: with p = w / sum(w),
//   tr(P)  = sum w (1 - p)
//   tr(PP) = sum w^2 (1 - p)^2 + sum over i != j of (w p)_i (w p)_j
// and 1 - p of the heaviest is the rest of the weights over their sum.
#include "schema/evidence/arithmetic/spread.h"

#include <algorithm>
#include <cmath>

#include "schema/evidence/arithmetic/heterogeneity.h"

namespace outturn::arithmetic {

Spread::Spread(std::span<const std::vector<Effect>> groups) {
  groups_.reserve(groups.size());
  for (const std::vector<Effect>& effects : groups) {
    const auto heaviest =
        std::min_element(effects.begin(), effects.end(),
                         [](const Effect& a, const Effect& b) { return a.variance < b.variance; });
    Group group{heaviest->value, {}};
    group.points.reserve(effects.size());
    long double sum = 0;
    for (const Effect& effect : effects) {
      group.points.push_back({effect.value - group.origin, effect.variance, 0});
      sum += group.points.back().z;
    }
    std::swap(group.points.front(),
              group.points[static_cast<std::size_t>(std::distance(effects.begin(), heaviest))]);
    const long double mean = sum / static_cast<long double>(effects.size());
    for (const Point& point : group.points) {
      sum_of_squares_ += (point.z - mean) * (point.z - mean);
      largest_variance_ = std::max(largest_variance_, point.v);
    }
    const long double smallest = group.points.front().v;
    smallest_variance_ = groups_.empty() ? smallest : std::min(smallest_variance_, smallest);
    k_ += effects.size();
    groups_.push_back(std::move(group));
  }
}

Spread::Mean Spread::weigh(Group& group, long double tau2) {
  long double rest = 0;
  long double sum = 0;
  group.points.front().w = 1 / (group.points.front().v + tau2);
  for (Point& point : std::span(group.points).subspan(1)) {
    point.w = 1 / (point.v + tau2);
    rest += point.w;
    sum += point.w * point.z;
  }
  const long double weight = rest + group.points.front().w;
  return {sum / weight, weight, rest};
}

void Spread::add(const Group& group, const Mean& mean, Sums& sums) {
  long double squares = 0;       // sum w^2 (1 - p)^2
  long double rest = 0;          // sum of w p without the heaviest
  long double rest_squares = 0;  // sum of (w p)^2 without the heaviest
  const Point& heaviest = group.points.front();
  const long double heaviest_wp = heaviest.w * heaviest.w / mean.weight;
  const auto add_one = [&](const Point& point, long double others) {
    const long double wr = point.w * (point.z - mean.z);
    const long double kept = point.w * others;  // w (1 - p)
    sums.q += wr * (point.z - mean.z);
    sums.q_squared += wr * wr;
    sums.trace_p += kept;
    squares += kept * kept;
  };
  add_one(heaviest, mean.rest / mean.weight);
  const long double inverse = 1 / mean.weight;
  for (const Point& point : std::span(group.points).subspan(1)) {
    add_one(point, (mean.weight - point.w) * inverse);
    const long double wp = point.w * point.w * inverse;
    rest += wp;
    rest_squares += wp * wp;
  }
  sums.trace_pp += squares + 2 * heaviest_wp * rest + std::max(0.0L, rest * rest - rest_squares);
  sums.weight += mean.weight;
  sums.log_weight += std::log(mean.weight);
  sums.mean = group.origin + mean.z;
}

Spread::Sums Spread::at(long double tau2) {
  Sums sums;
  for (Group& group : groups_) add(group, weigh(group, tau2), sums);
  return sums;
}

long double Spread::q(long double tau2) {
  long double q = 0;
  for (Group& group : groups_) {
    const Mean mean = weigh(group, tau2);
    for (const Point& point : group.points) q += point.w * (point.z - mean.z) * (point.z - mean.z);
  }
  return q;
}

long double Spread::log_restricted_likelihood(long double tau2) {
  const Sums sums = at(tau2);
  long double log_variances = 0;
  for (const Group& group : groups_)
    for (const Point& point : group.points) log_variances += std::log(point.v + tau2);
  return -(log_variances + sums.log_weight + sums.q) / 2;
}

}  // namespace outturn::arithmetic
