// SPDX-License-Identifier: GPL-3.0-or-later
// How to cite a record, its findings, or a whole search.
#pragma once

#include "server/api/citation.h"
#include "server/routes/route.h"

namespace outturn::routes {

api::Response cite_record_page(const Asking& asking);
api::Response cite_record_json(const Asking& asking);
/// The record and its sources as a BibTeX file.
api::Response record_bibtex(const Asking& asking);

api::Response cite_search_page(const Asking& asking);
api::Response cite_search_json(const Asking& asking);

/// What citations in the answer to this request name.
api::CitedRelease cited_release(const Asking& asking);

}  // namespace outturn::routes
