// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the arguments of every function of schema/evidence/arithmetic and of standardise():
// a success is finite and within the range promised, a failure says why, and nothing crashes or
// takes long. The first byte chooses the area. The lint sees to it that no function is left out.
#include <array>
#include <ctime>

#include "tests/fuzz/arithmetic_areas.h"
#include "tests/fuzz/sound.h"

namespace {

using namespace outturn::fuzz;

constexpr std::array kAreas{&effect_sizes,
                            &counts,
                            &conversions,
                            &uncertainty,
                            &clusters_and_months,
                            &findings,
                            &pooled_whole,
                            &discounted,
                            &restated_prices,
                            &pooled_by_subgroup,
                            &appraised,
                            &agency_tables,
                            &breakevens,
                            &social_returns,
                            &pooled_in_steps,
                            &simulations,
                            &heterogeneity_of_groups};

/// Of the processor, so that a busy machine is no fault.
constexpr std::clock_t kLongest = CLOCKS_PER_SEC;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::clock_t start = std::clock();
  Bytes in(data, size);
  kAreas[in.below(kAreas.size())](in);
  require(std::clock() - start < kLongest, "an input", "takes more than a second");
  return 0;
}
