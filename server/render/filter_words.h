// SPDX-License-Identifier: GPL-3.0-or-later
// The filters in words: what an option, a limit or a whole filter is called, for chips, boxes,
// problems and the empty page. Pure functions of their arguments, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/index/filters.h"
#include "server/search/answer.h"

namespace outturn::render {

/// The values chosen of a filter.
const std::vector<std::string>& chosen_of(const search::FilterSet& filters, index::FilterId filter);
const search::Range& range_of(const search::FilterSet& filters, index::FilterId filter);

/// Whether it is asked for by two number boxes.
bool has_boxes(index::FilterId filter);

/// What the options are called together: "outcomes", "countries".
std::string_view many_of(index::FilterId filter);

/// A figure of the filter as a person writes it; years and ages without separators.
std::string filter_figure(index::FilterId filter, double value);

/// "0.2 or more", "up to £500", "2012 to 2020", "exactly 3". Costs take the sign of the currency
/// where one alone is chosen.
std::string range_words(const search::FilterSet& filters, index::FilterId filter);

/// What an option is called: a rating by its scale in words, anything else as the answer labels it.
std::string option_label(index::FilterId filter, const search::FacetOption& option);

/// What the option of a value is called; the value itself where the answer does not hold it.
std::string option_words(const search::Answer& answer, index::FilterId filter,
                         const std::string& value);

/// All that is set of one filter: "Outcome: Crime or Education", "Effect: 0.2 or more".
std::string filter_in_words(const search::Answer& answer, index::FilterId filter);

/// A filter's least and most, as two boxes of the form.
struct BoxName {
  std::string parameter;  ///< also the id of the box
  std::string label;      ///< "At least", "From"
  std::string in_full;    ///< "Effect, at least"
};
BoxName least_box(index::FilterId filter);
BoxName most_box(index::FilterId filter);

/// What the figure is and what a limit does, in a sentence or two.
std::string_view box_hint(index::FilterId filter);

/// The question again from its first page on.
search::Question from_start(search::Question question);

/// The same with one filter lifted, or with none left.
search::Question without_filter(search::Question question, index::FilterId filter);
search::Question without_filters(search::Question question);

}  // namespace outturn::render
