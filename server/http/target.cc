// SPDX-License-Identifier: GPL-3.0-or-later
// Parsing of request targets; see target.h.
#include "server/http/target.h"

namespace outturn::http {
namespace {

/// Cuts "http://authority" off an absolute-form target; leaves every other target alone.
std::string_view without_authority(std::string_view raw) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!raw.starts_with(scheme)) continue;
    raw.remove_prefix(scheme.size());
    const auto end = raw.find_first_of("/?");
    return end == std::string_view::npos ? std::string_view("/") : raw.substr(end);
  }
  return raw;
}

}  // namespace

Target parse_target(std::string_view raw) {
  raw = without_authority(raw);
  const auto mark = raw.find('?');
  const std::string_view path = raw.substr(0, mark);
  Target target;
  if (mark != std::string_view::npos) {
    target.query = raw.substr(mark + 1);
    target.parameters = parse_query(target.query);
  }
  if (path.starts_with('/')) {
    target.path = percent_decode(path, false);
  } else if (path.empty() && mark == 0) {
    target.path = "/";  // "http://host?query"
  }
  return target;
}

}  // namespace outturn::http
