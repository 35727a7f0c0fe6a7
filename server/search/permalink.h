// SPDX-License-Identifier: GPL-3.0-or-later
// The address of a search: a Question written back as a query string, in one canonical order, so
// that chips, pages, cursors and ETags all name the same search the same way.
#pragma once

#include <string>

#include "server/search/answer.h"

namespace outturn::search {

/// "q=nurse&outcome=crime&ratio_min=1.5", percent-encoded, without a leading '?'; empty for the
/// empty question. Defaults are left out; the offset becomes a cursor.
std::string permalink(const Question& question);

/// The filters alone: "outcome=crime&ratio_min=1.5".
std::string filters_query(const FilterSet& filters);

}  // namespace outturn::search
