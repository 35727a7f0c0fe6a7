// SPDX-License-Identifier: GPL-3.0-or-later
// The sums that every estimator of pooling is made of: weighted means, residuals and the traces of
// the projection matrix, at a given tau2. Internal to this folder; inputs are checked by the
// caller.
//
// Numbers: effects are taken from the one with the largest weight, and what is left beside that
// weight is summed apart, so that variances of 1e-300 and 1 in one set lose nothing. The sums are
// long double, whose range on x86 holds the squares and fourth powers of any double. Where long
// double is no wider than double, sets of such extremes are refused, never wrong without notice.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace outturn::arithmetic {

struct Effect;

/// Effects around one mean per group. An object belongs to one thread.
class Spread {
 public:
  /// Each group has at least one effect; every variance is above 0.
  explicit Spread(std::span<const std::vector<Effect>> groups);

  std::size_t k() const { return k_; }
  int df() const { return static_cast<int>(k_ - groups_.size()); }
  long double smallest_variance() const { return smallest_variance_; }
  long double largest_variance() const { return largest_variance_; }
  /// Sum of squared distances from the unweighted means of the groups.
  long double sum_of_squares() const { return sum_of_squares_; }

  /// With w = 1/(v + tau2), r the residuals and P the projection matrix of the weighted means:
  struct Sums {
    long double weight = 0;      ///< sum w
    long double q = 0;           ///< sum w r^2, the generalised Q
    long double q_squared = 0;   ///< sum w^2 r^2
    long double trace_p = 0;     ///< tr(P)
    long double trace_pp = 0;    ///< tr(PP)
    long double log_weight = 0;  ///< sum over groups of log(sum w)
    long double mean = 0;        ///< the weighted mean of the last group
  };
  Sums at(long double tau2);
  /// sum w r^2 alone.
  long double q(long double tau2);
  /// The logarithm of the restricted likelihood, less a constant.
  long double log_restricted_likelihood(long double tau2);

 private:
  struct Point {
    long double z;  ///< effect, less that of the heaviest study of the group
    long double v;
    long double w;  ///< scratch
  };
  struct Group {
    long double origin;
    std::vector<Point> points;  ///< the heaviest first
  };
  struct Mean {
    long double z;       ///< less the origin
    long double weight;  ///< sum w
    long double rest;    ///< sum w without the heaviest
  };
  static Mean weigh(Group& group, long double tau2);
  static void add(const Group& group, const Mean& mean, Sums& sums);

  std::vector<Group> groups_;
  std::size_t k_ = 0;
  long double smallest_variance_ = 0;
  long double largest_variance_ = 0;
  long double sum_of_squares_ = 0;
};

}  // namespace outturn::arithmetic
