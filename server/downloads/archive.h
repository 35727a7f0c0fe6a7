// SPDX-License-Identifier: GPL-3.0-or-later
// A ZIP archive made as it is sent: nothing of it is kept but what was made and not yet taken.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct archive;

namespace outturn::downloads {

/// A file of an archive.
struct Part {
  std::string name;
  std::string bytes;
};

/// All files of an archive that is small. Throws std::runtime_error where it is none.
std::vector<Part> parts_of(std::string_view zip);

/// All but the constructor and the destructor throw std::runtime_error where the library fails.
class ArchiveWriter {
 public:
  ArchiveWriter();

  void add(const Part& part);

  /// A part in pieces: begin, write as often as needed, end.
  void begin(const std::string& name);
  void write(std::string_view bytes);
  void end();

  /// After the last part.
  void finish();

  std::size_t size() const { return made_->size(); }  ///< of what take() would give
  std::string take();

 private:
  void check(int result) const;

  std::unique_ptr<std::string> made_;  ///< stays where it is when the writer is moved
  std::unique_ptr<archive, void (*)(archive*)> archive_;
};

}  // namespace outturn::downloads
