// SPDX-License-Identifier: GPL-3.0-or-later
// The notes of one file: each kind once, with its first place and how many times it came.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/readers/table.h"

namespace outturn::ingest {

class NoteBook {
 public:
  /// Counts a note. `where` is a function that gives the place; it is called the first time only.
  template <typename Where>
  void add(std::string_view text, Where where) {
    for (Note& note : notes_) {
      if (note.text != text) continue;
      ++note.times;
      return;
    }
    notes_.push_back({std::string(text), where(), 1});
  }

  const std::vector<Note>& all() const { return notes_; }

 private:
  std::vector<Note> notes_;  // a handful of kinds
};

}  // namespace outturn::ingest
