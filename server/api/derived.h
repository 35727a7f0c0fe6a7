// SPDX-License-Identifier: GPL-3.0-or-later
// What is worked out from a record, as JSON: apart from what is reported, each figure with the
// method by which it was reached, or with the reason why there is none.
#pragma once

#include "schema/evidence/record.h"
#include "schema/evidence/record_json.h"

namespace outturn::api {

/// {"findings": [{"finding", "standardised": {"g", "se", "ci_low", "ci_high", "favours",
///                "improvement_index", "compared", "method", "se_method"} or null, "why"}],
///  "appraisals": [{"appraisal", "class": {"kind", "perspective", "basis"},
///                  "benefits", "cost", "ratio": {"value", "reported", "method"} or null,
///                  "uprated": {"price_year", "factor", "method", amounts...} or null, "why"}],
///  "restored_figures"}
evidence::Json derived_json(const evidence::Record& record);

}  // namespace outturn::api
