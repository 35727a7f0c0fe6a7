// SPDX-License-Identifier: GPL-3.0-or-later
// What should not be pooled is refused once, for the whole set; the parts are then only fitted.
#include "schema/evidence/arithmetic/pooling_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "schema/evidence/arithmetic/pooling_fit.h"

namespace outturn::arithmetic {

namespace {

Result<std::vector<Subgroup>> divide(std::span<const Study> studies) {
  std::vector<Subgroup> groups;
  for (std::size_t i = 0; i < studies.size(); ++i) {
    const std::string& name = studies[i].subgroup;
    if (name.empty())
      return not_possible(fmt::format("{} belongs to no subgroup", name_of(studies, i)));
    auto found = std::find_if(groups.begin(), groups.end(),
                              [&](const Subgroup& group) { return group.name == name; });
    if (found == groups.end()) found = groups.insert(groups.end(), {name, {}, {}});
    found->members.push_back(i);
  }
  if (groups.size() < 2)
    return not_possible(
        fmt::format("all studies belong to the subgroup \"{}\"", groups.front().name));
  for (const Subgroup& group : groups)
    if (group.members.size() < 2)
      return not_possible(fmt::format("the subgroup \"{}\" holds only {}", group.name,
                                      name_of(studies, group.members.front())));
  return groups;
}

Error within(Error error, const std::string& where) {
  error.message = fmt::format("{}: {}", where, error.message);
  return error;
}

Result<Pooled> fit_part(const std::vector<Effect>& effects, const PoolOptions& options,
                        const std::optional<Heterogeneity>& common) {
  if (!common) return fit(effects, options);
  const auto own = heterogeneity_given({&effects, 1}, common->tau2, common->tau2_interval);
  if (!own) return tl::unexpected(own.error());
  return fit_given(effects, *own, options);
}

}  // namespace

Result<Subgroups> pool_subgroups(std::span<const Study> studies, const PoolOptions& options,
                                 SubgroupTau2 tau2) {
  if (auto error = why_not_pooled(studies)) return tl::unexpected(*error);
  auto groups = divide(studies);
  if (!groups) return tl::unexpected(groups.error());
  std::vector<std::vector<Effect>> effects;
  effects.reserve(groups->size());
  for (const Subgroup& group : *groups) effects.push_back(effects_of(studies, group.members));

  Subgroups result;
  result.tau2 = tau2;
  if (tau2 == SubgroupTau2::kCommon) {
    const auto common = heterogeneity(effects, options.method, options.level);
    if (!common) return tl::unexpected(common.error());
    result.common = *common;
  }
  std::vector<Effect> means;
  for (std::size_t g = 0; g < groups->size(); ++g) {
    Subgroup& group = (*groups)[g];
    auto pooled = fit_part(effects[g], options, result.common);
    if (!pooled)
      return tl::unexpected(within(pooled.error(), fmt::format("the subgroup \"{}\"", group.name)));
    group.pooled = *std::move(pooled);
    means.push_back({group.pooled.estimate, group.pooled.se * group.pooled.se});
  }
  const auto between = cochran_q({&means, 1});
  if (!between) return tl::unexpected(within(between.error(), "between the subgroups"));
  result.between = *between;
  result.groups = *std::move(groups);
  return result;
}

Result<std::vector<Step>> leave_one_out(std::span<const Study> studies,
                                        const PoolOptions& options) {
  if (auto error = why_not_pooled(studies)) return tl::unexpected(*error);
  if (studies.size() == 2)
    return not_possible("leaving one of two studies out leaves nothing to pool");
  const std::vector<Effect> all = effects_of(studies);
  std::vector<Step> steps;
  steps.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::vector<Effect> rest = all;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    auto pooled = fit(rest, options);
    if (!pooled) return tl::unexpected(within(pooled.error(), "without " + name_of(studies, i)));
    steps.push_back({i, *std::move(pooled)});
  }
  return steps;
}

Result<std::vector<Step>> cumulative(std::span<const Study> studies, const PoolOptions& options) {
  if (auto error = why_not_pooled(studies)) return tl::unexpected(*error);
  if (auto error = require_open_unit({{"the level", options.level}})) return tl::unexpected(*error);
  std::vector<std::size_t> order(studies.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (const std::size_t i : order)
    if (!std::isfinite(studies[i].order))
      return not_possible(
          fmt::format("the place of {} in the order is not a finite number", name_of(studies, i)));
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return studies[a].order < studies[b].order;
  });
  std::vector<Effect> effects;
  std::vector<Step> steps;
  steps.reserve(order.size());
  for (const std::size_t i : order) {
    effects.push_back({studies[i].yi, studies[i].vi});
    auto pooled = effects.size() == 1 ? one_alone(effects[0], options) : fit(effects, options);
    if (!pooled) return tl::unexpected(within(pooled.error(), "up to " + name_of(studies, i)));
    steps.push_back({i, *std::move(pooled)});
  }
  return steps;
}

}  // namespace outturn::arithmetic
