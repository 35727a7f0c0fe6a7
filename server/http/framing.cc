// SPDX-License-Identifier: GPL-3.0-or-later
// See framing.h.
#include "server/http/framing.h"

#include <fmt/format.h>

#include "schema/base/text.h"
#include "server/http/origin.h"

namespace outturn::http {
namespace {

constexpr std::string_view kAnyHostBelow = "://*.";

/// The same with the wildcard taken off: what is left must be an origin with a host name.
std::string without_wildcard(std::string_view text) {
  const auto at = text.find(kAnyHostBelow);
  std::string out(text);
  if (at != std::string_view::npos) out.erase(at + 3, 2);
  return out;
}

}  // namespace

base::Result<std::string> framing_source(std::string_view text) {
  if (text == "self" || text == "'self'") return "'self'";
  const std::string origin = without_wildcard(text);
  const bool wild = origin.size() != text.size();
  const bool named =
      origin.find("://[") == std::string::npos && origin.find("://.") == std::string::npos;
  if (is_origin(origin) && (!wild || named)) return std::string(text);
  return base::fail(
      base::Code::kUsage,
      fmt::format("\"{}\" is not a site that may frame the embedded pages",
                  base::clip(base::printable(text), 200)),
      "write self, an origin such as https://intranet.example (no path), or all hosts "
      "below a name, such as https://*.nhs.uk",
      "--frame-ancestors");
}

}  // namespace outturn::http
