// SPDX-License-Identifier: GPL-3.0-or-later
// Vocabulary ids and parts of a record in words people read. Pure functions, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/record.h"

namespace outturn::render {

/// The label of a vocabulary term, such as label("outcome", "crime").
std::string label(std::string_view vocabulary, std::string_view id);

/// A field of the record as a reader would call it: field_words("se") is "standard error".
std::string field_words(std::string_view field);

/// "Derby, England".
std::string place_text(const evidence::Place& place);

/// All places, "; " between them; empty where none is given.
std::string places_text(const evidence::Record& record);

/// "2012 to 2016", "from 2012", "until 2016"; empty where nothing is given.
std::string period_text(const std::optional<evidence::Period>& period);

/// "ages 0 to 5", "from age 65", "up to age 5"; empty where nothing is given.
std::string ages_text(const evidence::Population& population);

/// The comparability class in words: "society, modelled"; kinds other than a benefit-cost ratio
/// come first: "social return on investment; society, forecast".
std::string class_text(const evidence::Appraisal& appraisal);

/// "Ali, Randles and Sharp (2016) " and the like, up to the title.
std::string credit_text(const evidence::Source& source);

/// Whether a link may be made of it: http and https only.
bool is_web_address(std::string_view url);

/// One sentence per figure whose print differs: "The net benefit is printed as “- £38,704”."
std::vector<std::string> print_sentences(const evidence::AsPrinted& as_printed);

}  // namespace outturn::render
