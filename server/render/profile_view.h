// SPDX-License-Identifier: GPL-3.0-or-later
// What a record says in words: who and where, delivery, evidence, lessons, curation, sources.
#pragma once

#include <nlohmann/json.hpp>

#include "schema/evidence/record.h"

namespace outturn::render {

/// Groups of facts, each {"group": heading, "facts": [{"term", "fact"}]}; groups without facts are
/// left out.
nlohmann::json profile_groups(const evidence::Record& record);

/// Headed lists of what it takes, what helps, what hinders and what was learnt; empty where there
/// are none.
nlohmann::json lesson_lists(const evidence::Record& record);

/// The sources, numbered, with a link where the address is http or https.
nlohmann::json source_list(const evidence::Record& record);

/// Where each figure is printed: one entry per finding and appraisal.
nlohmann::json figure_sources(const evidence::Record& record);

}  // namespace outturn::render
