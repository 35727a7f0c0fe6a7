// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/evidence/arithmetic/cluster.h"

#include <fmt/format.h>

#include <cmath>

namespace outturn::arithmetic {

namespace {

std::optional<Error> check_clusters(double mean_cluster_size, double icc) {
  if (auto error = require_finite({{"the mean cluster size", mean_cluster_size}})) return error;
  if (mean_cluster_size < 1)
    return not_possible(
               fmt::format("the mean cluster size is {}; it must be 1 or above", mean_cluster_size))
        .value();
  return require_closed_unit({{"the intracluster correlation", icc}});
}

}  // namespace

Result<double> design_effect(double mean_cluster_size, double icc) {
  if (auto error = check_clusters(mean_cluster_size, icc)) return tl::unexpected(*error);
  return finite_result("the design effect", 1 + (mean_cluster_size - 1) * icc);
}

Result<double> effective_sample_size(double n, double design_effect) {
  if (auto error =
          require_positive({{"the number of people", n}, {"the design effect", design_effect}}))
    return tl::unexpected(*error);
  return positive_result("the effective sample size", n / design_effect);
}

Result<double> inflate_se(double se, double design_effect) {
  if (auto error =
          require_positive({{"the standard error", se}, {"the design effect", design_effect}}))
    return tl::unexpected(*error);
  return positive_result("the standard error", se * std::sqrt(design_effect));
}

Result<double> cluster_correction(double n_total, double mean_cluster_size, double icc) {
  if (auto error = check_clusters(mean_cluster_size, icc)) return tl::unexpected(*error);
  if (auto error = require_finite({{"the number of people", n_total}}))
    return tl::unexpected(*error);
  if (!(n_total > 2))
    return not_possible(fmt::format("the number of people is {}; it must be above 2", n_total));
  const double square = 1 - 2 * ((mean_cluster_size - 1) / (n_total - 2)) * icc;
  if (!(square > 0))
    return not_possible("the clusters are too large for so few people",
                        "There must be more than one cluster a group.");
  return std::sqrt(square);
}

}  // namespace outturn::arithmetic
