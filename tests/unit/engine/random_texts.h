// SPDX-License-Identifier: GPL-3.0-or-later
// An index of random texts for the records of a random base: of words from w0, which most have, to
// a rarest, which few have, with their positions.
#pragma once

#include <xapian.h>

#include <algorithm>
#include <string>

#include "tests/unit/engine/engine_fixture.h"

namespace outturn::testing {

struct Texts {
  int rarest;              ///< number of the rarest word
  int shortest;            ///< words of a text, at least; at most 40
  double of_one_word = 0;  ///< how many are "w1" alone, kMostOften times
};
inline constexpr int kMostOften = 250;  ///< less than an index tells apart

inline std::string random_word(Random& random, int rarest) {
  return "w" + std::to_string(std::min(between(random, 0, rarest), between(random, 0, rarest)));
}

/// Record numbers as in the base, in its folder.
inline Xapian::Database random_texts(Random& random, const RandomBase& base, const Texts& texts) {
  constexpr int kLongest = 40;
  const std::string folder = (base.folder.path() / "xapian").string();
  Xapian::WritableDatabase database(folder, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  for (const auto& record : base.plain) {
    Xapian::Document document;
    const bool one_word = texts.of_one_word > 0 && chance(random, texts.of_one_word);
    const int words = one_word ? kMostOften : between(random, texts.shortest, kLongest);
    for (int at = 1; at <= words; ++at)
      document.add_posting(one_word ? "w1" : random_word(random, texts.rarest),
                           static_cast<Xapian::termpos>(at));
    database.replace_document(record.number, document);
  }
  database.commit();
  return Xapian::Database(folder);
}

}  // namespace outturn::testing
