// SPDX-License-Identifier: GPL-3.0-or-later
// See releases.h.
#include "schema/store/releases.h"

#include <algorithm>
#include <string>
#include <utility>

#include "schema/base/text.h"

namespace outturn::store {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kShape = "dddd-dd-dd.";  // and one to six digits
constexpr std::size_t kMostDigits = 6;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "2026-11-22.10" comes after "2026-11-22.9".
std::pair<std::string, std::size_t> order_of(const std::string& id) {
  return {id.substr(0, kShape.size()),
          base::parse_count(std::string_view(id).substr(kShape.size())).value_or(0)};
}

}  // namespace

bool is_release_id(std::string_view text) {
  if (text.size() <= kShape.size() || text.size() > kShape.size() + kMostDigits) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = i >= kShape.size() || kShape[i] == 'd';
    if (digit ? !is_digit(text[i]) : text[i] != kShape[i]) return false;
  }
  return true;
}

base::Result<Manifest> find_release(const fs::path& generations, std::string_view id) {
  const auto none = [&] {
    return base::fail(base::Code::kNotFound, "that release is not kept here");
  };
  if (generations.empty() || !is_release_id(id)) return none();
  auto manifest = read_manifest(generations / std::string(id));
  if (manifest && manifest->id != id) return none();
  return manifest;
}

std::vector<Manifest> known_releases(const fs::path& generations) {
  std::vector<std::string> ids;
  std::error_code fault;
  for (fs::directory_iterator it(generations, fault), end; !fault && it != end;
       it.increment(fault)) {
    std::string name = it->path().filename().string();
    if (is_release_id(name)) ids.push_back(std::move(name));
  }
  std::sort(ids.begin(), ids.end(),
            [](const std::string& a, const std::string& b) { return order_of(a) > order_of(b); });
  std::vector<Manifest> out;
  for (const std::string& id : ids) {
    if (out.size() == kMostReleases) break;
    if (auto manifest = find_release(generations, id)) out.push_back(std::move(*manifest));
  }
  return out;
}

}  // namespace outturn::store
