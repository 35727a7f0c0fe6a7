// SPDX-License-Identifier: GPL-3.0-or-later
// The thesaurus: words and phrases that say the same in the documents of this field. What is read
// once is never changed: safe from any thread.
//
//   {"format": "outturn-thesaurus/1", "licence": "CC-BY-4.0",
//    "sets": [ {"kind": "abbreviation" | "spelling" | "synonym", "terms": [two or more],
//               "why": "where the set comes from, or why the terms are one"}, ... ]}
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "schema/base/result.h"

namespace outturn::evidence {

inline constexpr std::string_view kThesaurusFormat = "outturn-thesaurus/1";

struct TermSet {
  std::string kind;
  std::vector<std::string> terms;  ///< as people write them; each stands in one set only
  std::string why;
};

/// Reads a parsed file (parse_json.h). Errors: kInvalidData, with the JSON pointer as `where`: a
/// field missing or of another type, a kind that is not known, fewer than two terms, a term (in
/// either case) that stands in another set already.
base::Result<std::vector<TermSet>> read_thesaurus(const nlohmann::json& file);

}  // namespace outturn::evidence
