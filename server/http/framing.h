// SPDX-License-Identifier: GPL-3.0-or-later
// Which sites may show the embedded pages in a frame, as the operator names them.
#pragma once

#include <string>
#include <string_view>

#include "schema/base/result.h"

namespace outturn::http {

/// One source of the CSP directive frame-ancestors: "self" with or without its quotes, an origin,
/// or an origin whose host begins with "*." such as https://*.nhs.uk. Errors: usage, for anything
/// else; what passes holds nothing that could end the directive. Source: CSP Level 3 section 6.4.2.
base::Result<std::string> framing_source(std::string_view text);

}  // namespace outturn::http
