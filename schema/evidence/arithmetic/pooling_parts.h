// SPDX-License-Identifier: GPL-3.0-or-later
// Pooling again for parts of a set: by subgroup, without each study in turn, and one study after
// another. Each begins with the refusals of pool(). Pure: every function is safe from any thread.
#pragma once

#include "schema/evidence/arithmetic/pooling.h"

namespace outturn::arithmetic {

enum class SubgroupTau2 {
  kSeparate,  ///< each subgroup has its own
  kCommon,    ///< one for all, estimated within the subgroups
};

struct Subgroup {
  std::string name;
  std::vector<std::size_t> members;  ///< indexes into the studies
  Pooled pooled;                     ///< under kCommon, its tau2 and intervals are the common ones
};

struct Subgroups {
  SubgroupTau2 tau2 = SubgroupTau2::kSeparate;
  std::vector<Subgroup> groups;         ///< in the order in which they first appear
  std::optional<Heterogeneity> common;  ///< kCommon: Q and tau2 within the subgroups together
  QTest between;                        ///< of the hypothesis that the subgroups have one mean
};

/// The studies of each Study::subgroup pooled, and a test of their difference: Q between is the sum
/// of (mean - overall mean)^2 / se^2 with the reported standard errors, so under Knapp-Hartung with
/// each group's own scale.
/// Errors: those of pool(); a study without a subgroup; fewer than two subgroups; a subgroup of one
/// study.
/// Source: Borenstein and others (2009) chapter 19, p. 156 for the difference of two (other pages
/// not verified; both kinds of tau2 are metafor 3.8's, tests/fixtures/published/metafor.R). Checked
/// by metafor_bcg.json.
Result<Subgroups> pool_subgroups(std::span<const Study> studies, const PoolOptions& options,
                                 SubgroupTau2 tau2);

/// A pooled result and the study by which its set differs from the one before, or from the whole.
struct Step {
  std::size_t study = 0;  ///< index into the studies
  Pooled pooled;          ///< weights are in the order of what is left, or of Study::order
};

/// Pooled without each study in turn, in the order of the studies. Three studies at least.
/// Errors: those of pool(), for the whole or for what is left, the study left out named.
/// Cost: quadratic in the number of studies.
/// Source: Viechtbauer and Cheung (2010) Research Synthesis Methods 1, 112-125 (page not verified;
/// as metafor's leave1out, tests/testthat/test_misc_influence.r). Checked by pooling.json,
/// metafor_bcg.json.
Result<std::vector<Step>> leave_one_out(std::span<const Study> studies, const PoolOptions& options);

/// Pooled after each study in turn, by rising Study::order; ties as they stand. The first step is
/// the first study alone: its own effect by the normal distribution, tau2 of 0, no other interval.
/// Errors: those of pool(), for the whole or for a part; an order that is not finite.
/// Cost: quadratic in the number of studies.
/// Source: Borenstein and others (2009), chapter 42 (page not verified; as metafor's cumul,
/// tests/testthat/test_misc_cumul.r). Checked by pooling.json, metafor_bcg.json.
Result<std::vector<Step>> cumulative(std::span<const Study> studies, const PoolOptions& options);

}  // namespace outturn::arithmetic
