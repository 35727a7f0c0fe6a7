// SPDX-License-Identifier: GPL-3.0-or-later
// The areas of the arithmetic, each fed from the bytes that are left. Safe from one thread.
#pragma once

#include "tests/fuzz/bytes.h"

namespace outturn::fuzz {

void effect_sizes(Bytes& in);
void counts(Bytes& in);
void conversions(Bytes& in);
void uncertainty(Bytes& in);
void clusters_and_months(Bytes& in);
void findings(Bytes& in);

void heterogeneity_of_groups(Bytes& in);
void pooled_whole(Bytes& in);
void pooled_by_subgroup(Bytes& in);
void pooled_in_steps(Bytes& in);

void discounted(Bytes& in);
void restated_prices(Bytes& in);
void appraised(Bytes& in);
void agency_tables(Bytes& in);
void breakevens(Bytes& in);
void social_returns(Bytes& in);
void simulations(Bytes& in);

}  // namespace outturn::fuzz
