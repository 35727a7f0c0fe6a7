// SPDX-License-Identifier: GPL-3.0-or-later
// The address of a search: a Question written back as a query string, in one canonical order, so
// that chips, pages, cursors and ETags all name the same search the same way.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/search/answer.h"

namespace outturn::search {

/// "q=nurse&outcome=crime&ratio_min=1.5", percent-encoded, without a leading '?'; empty for the
/// empty question. Defaults are left out; the offset becomes a cursor.
std::string permalink(const Question& question);

/// The same, each parameter apart and not encoded: what a form has to send.
std::vector<std::pair<std::string, std::string>> permalink_parts(const Question& question);

/// The words and filters alone: what finds the records, whatever their order, their page and how
/// they are shown.
Question what_finds(const Question& question);

/// The filters alone: "outcome=crime&ratio_min=1.5".
std::string filters_query(const FilterSet& filters);

}  // namespace outturn::search
