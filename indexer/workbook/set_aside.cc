// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/workbook/set_aside.h"

namespace outturn::workbook {

using base::Code;
using base::fail;
using base::Result;

SetAside::~SetAside() {
  std::error_code ignored;  // it need not be there
  std::filesystem::remove(path_, ignored);
}

Result<void> SetAside::put(std::size_t sheet, std::size_t row, std::size_t value,
                           const std::string& text) {
  if (texts_.empty())
    file_.open(path_, std::ios::binary | std::ios::in | std::ios::out | std::ios::trunc);
  file_.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file_)
    return fail(Code::kUnwritable, "a long text cannot be written",
                "check that there is room on the disk", path_.string());
  texts_.push_back({sheet, row, value, size_, text.size()});
  size_ += text.size();
  return {};
}

Result<std::string> SetAside::get(const Text& text) {
  std::string out(text.size, '\0');
  file_.seekg(static_cast<std::streamoff>(text.offset));  // writes what is still in the buffer
  file_.read(out.data(), static_cast<std::streamsize>(out.size()));
  if (!file_)
    return fail(Code::kUnreadable, "a long text does not come back",
                "check that there is room on the disk", path_.string());
  return out;
}

}  // namespace outturn::workbook
