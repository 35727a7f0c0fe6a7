// SPDX-License-Identifier: GPL-3.0-or-later
// Releases as JSON: what one held, and which are kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/store/manifest.h"
#include "server/api/message.h"

namespace outturn::api {

/// {id, published, served, made_from, software, records, findings, appraisals, format,
/// store_version, index_version, audit_version, store_revision, vocabularies, bytes, files: [{name,
/// bytes, sha256}]}. `served`: it is the one that everything else is answered from now.
Response release_json(const store::Manifest& manifest, std::string_view served);

/// {served, releases: [{id, published, served, records, findings, appraisals, software, address}]},
/// the newest first. `site` stands before the addresses.
Response releases_json(const std::vector<store::Manifest>& releases, std::string_view served,
                       const std::string& site);

/// Bytes of all its files together.
std::uintmax_t bytes_of(const store::Manifest& manifest);

}  // namespace outturn::api
