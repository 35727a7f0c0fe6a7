// SPDX-License-Identifier: GPL-3.0-or-later
// What the ids in an address lead to. A record that is gone is told of, and the rest are used; an
// id that no record ever had is a mistake, and nothing is done before it is put right.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/api/gone.h"
#include "server/api/named_records.h"
#include "server/routes/route.h"

namespace outturn::routes {

struct Named {
  std::vector<std::string> ids;        ///< of the records that are there, in the order given
  std::vector<std::uint32_t> numbers;  ///< theirs
  std::vector<api::GoneRecord> gone;
  std::vector<api::Problem> problems;  ///< those of the reading, and every id that no record has
};

/// Throws std::runtime_error where the generation's files fail.
Named look_up(const search::Generation& generation, api::NamedReading reading);

/// "2 of the records chosen were removed"
std::string gone_words(std::size_t gone);

/// In place of an answer about the record of that id: it is gone, or never was.
api::Response no_such_record(const Asking& asking, const std::string& id, const base::Error& fault);

}  // namespace outturn::routes
