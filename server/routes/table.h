// SPDX-License-Identifier: GPL-3.0-or-later
// Every address this server answers, and the finding of one.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/routes/route.h"

namespace outturn::routes {

/// In the order in which they are tried.
std::span<const Route> table();

struct Found {
  const Route& route;
  std::string id;
  std::string format;
};

/// The first row that fits `path`, which begins with '/'. Nothing where none does.
std::optional<Found> find(std::string_view path);

}  // namespace outturn::routes
