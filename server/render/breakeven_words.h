// SPDX-License-Identifier: GPL-3.0-or-later
// A local case in words: what the answer is, how it was worked out, what it rests on and what to
// beware of. The page and the API say the same sentences. Pure, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/evidence/local_case.h"

namespace outturn::render {

/// As money(); an amount below half a penny keeps two significant digits: "£0.0012".
std::string amount_text(double amount, const std::optional<std::string>& currency);

/// The same without pence where there is a thousand or more.
std::string whole_amount(double amount, const std::optional<std::string>& currency);

/// "99.6%"; "more than 99.9%" and "less than 0.1%" at the ends.
std::string chance_text(double chance);

/// "0.05", a standard error of a chance in percentage points.
std::string points_text(double standard_error);

/// An effect worked out here, with its sign: two decimals, three where it is below 0.1.
std::string worked_effect(double value);

/// "36.0%" of a share of the effect; a share above ten times is said as a multiple.
std::string share_text(double share);

/// "published effect", or "effect given" where the reader has put another in its place.
const char* effect_words(const evidence::LocalBasis& basis);

/// The answer in one or two sentences.
std::string verdict_sentence(const evidence::LocalInputs& inputs,
                             const evidence::LocalAnswer& answer);

/// One sentence per step, in order; what cannot be worked out says why.
std::vector<std::string> working_sentences(const evidence::LocalInputs& inputs,
                                           const evidence::LocalAnswer& answer);

std::vector<std::string> assumption_sentences(const evidence::LocalInputs& inputs,
                                              const evidence::LocalAnswer& answer);

/// What a reader should know before using the answer; `record` may be null.
std::vector<std::string> warning_sentences(const evidence::Record* record,
                                           const evidence::LocalInputs& inputs,
                                           const evidence::LocalAnswer& answer);

}  // namespace outturn::render
