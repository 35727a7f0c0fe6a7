// SPDX-License-Identifier: GPL-3.0-or-later
// The compiled-in migration scripts, in order.
#include "schema/store/migrations.h"

#include <utility>
#include <vector>

namespace outturn::store {

std::span<const std::pair<std::string_view, std::string_view>> embedded_migrations();

std::span<const std::string_view> migrations() {
  static const std::vector<std::string_view> kScripts = [] {
    std::vector<std::string_view> scripts;
    for (const auto& [name, text] : embedded_migrations()) scripts.push_back(text);
    return scripts;
  }();
  return kScripts;
}

}  // namespace outturn::store
