// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the published generation of a base.
#include "schema/store/layout.h"

namespace outturn::store {

base::Result<std::filesystem::path> current_generation(const Layout& layout) {
  std::error_code fault;
  const auto target = std::filesystem::read_symlink(layout.current(), fault);
  if (fault && fault != std::errc::no_such_file_or_directory &&
      fault != std::errc::not_a_directory && fault != std::errc::invalid_argument) {
    return base::fail(base::Code::kUnreadable, "the base cannot be read (" + fault.message() + ")",
                      "check the permissions of the folder", layout.base.string());
  }
  if (fault) {
    return base::fail(base::Code::kNotFound, "no release has been published in this base",
                      "publish one: outturn-index build corpus --base " + layout.base.string(),
                      layout.base.string());
  }
  return layout.base / target;
}

}  // namespace outturn::store
