// SPDX-License-Identifier: GPL-3.0-or-later
// Why a record matched: which of its fields have which words of the question.
#pragma once

#include <xapian.h>

#include <set>
#include <string>
#include <vector>

#include "server/search/answer.h"
#include "server/search/query/search.h"

namespace outturn::search {

/// In the order of kTextFields; fields without any of the words are left out. The summary is not
/// indexed apart: it is known to have the terms that its snippet marks, and what no other field
/// has. Throws what the library throws.
std::vector<Reason> reasons(const Xapian::Database& database, unsigned record,
                            const std::vector<query::Word>& words,
                            const std::set<std::string>& marked);

}  // namespace outturn::search
