// SPDX-License-Identifier: GPL-3.0-or-later
// A search in words, for the titles of what it is shown as elsewhere.
#pragma once

#include <string>

#include "server/search/answer.h"

namespace outturn::render {

/// "nurse visits; Outcome: Crime or Education"; empty where everything is asked for.
std::string search_words(const search::Answer& answer);

/// The same with the text in quotes, for a sentence: "“nurse visits”; Outcome: Crime".
std::string question_words(const search::Answer& answer);

/// What is set of the filters alone; empty where none is.
std::string filters_in_words(const search::Answer& answer);

/// What its feed is called; `words` as above.
std::string feed_title(const std::string& words);

}  // namespace outturn::render
