// SPDX-License-Identifier: GPL-3.0-or-later
// Makes records for the benchmark: real words, terms of the vocabularies, and figures that agree
// with one another as those of a careful source do, save for a few that do not.
#pragma once

#include <cstdint>

#include "schema/evidence/record.h"
#include "tests/bench/texts.h"

namespace outturn::bench {

/// The same number and seed give the same record, whichever others are made.
evidence::Record make_record(const Texts& texts, std::size_t number, std::uint64_t seed);

}  // namespace outturn::bench
