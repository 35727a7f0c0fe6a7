// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers candidates and scores them; contract in nearest.h.
#include "server/search/comparable/nearest.h"

#include <algorithm>
#include <map>

#include "server/search/comparable/shared_values.h"

namespace outturn::search {
namespace {

using index::FilterId;
using index::Section;

/// Of a programme with more records than this, the first ones by number are looked at.
constexpr std::size_t kMostSiblings = 500;

/// Candidates with the likeness of their words, by number: the same answer to the same question.
using Candidates = std::map<std::uint32_t, double>;

class Search {
 public:
  Search(const MatchIndex& index, const Xapian::Database& database, const Likened& likened,
         const NearOptions& options, TimeLimit& limit)
      : index_(index),
        database_(database),
        likened_(likened),
        options_(options),
        limit_(limit),
        reader_(index) {}

  Nearest run(const Bits& within) const {
    Nearest out;
    const Bits siblings = programme(within);
    Bits others = within;
    others.and_not(siblings);
    if (likened_.number) others.reset(*likened_.number);
    const Candidates candidates = gather(others);
    out.looked_at = candidates.size();
    out.neighbours = best(candidates, options_.most);
    out.siblings_in_all = siblings.count();
    if (out.siblings_in_all > 0) out.siblings = best(some_of(siblings), options_.most_siblings);
    return out;
  }

 private:
  /// The other records of the same programme.
  Bits programme(const Bits& within) const {
    Bits out(index_.slots());
    if (!likened_.number) return out;
    const auto codes = index_.file().column<std::uint32_t>(Section::kProgramme);
    const std::uint32_t code = codes[*likened_.number];
    if (code == index::kNoCode) return out;
    index_.add_to(index_.name_value(code), out);
    out &= within;
    out.reset(*likened_.number);
    return out;
  }

  Candidates gather(const Bits& within) const {
    Bits found(index_.slots());
    for (const std::uint32_t number :
         likened_.wording.candidates(database_, within, options_.by_words, limit_))
      found.set(number);
    for (const std::uint32_t number :
         sharing_most(index_, likened_.traits, options_.weights, within, options_.by_values))
      found.set(number);
    return with_words(found);
  }

  Candidates some_of(const Bits& siblings) const {
    Bits some(index_.slots());
    std::size_t taken = 0;
    siblings.for_each([&](std::uint32_t number) {
      if (taken++ < kMostSiblings) some.set(number);
    });
    return with_words(some);
  }

  Candidates with_words(const Bits& records) const {
    Candidates out;
    records.for_each([&](std::uint32_t number) { out.emplace_hint(out.end(), number, 0); });
    for (const auto& liked : likened_.wording.likeness_of(database_, records, limit_))
      out[liked.number] = liked.score;
    return out;
  }

  std::vector<Neighbour> best(const Candidates& candidates, std::size_t most) const {
    std::vector<Neighbour> out;
    for (const auto& [number, words] : candidates) {
      Neighbour one{number, 0, likeness(index_, likened_.traits, reader_.of_record(number))};
      one.likeness[number_of(Part::kWords)] = words;
      for (std::size_t part = 0; part < kPartCount; ++part)
        one.score += options_.weights[part] * one.likeness[part];
      if (one.score > 0) out.push_back(one);
    }
    const auto before = [](const Neighbour& a, const Neighbour& b) {
      return a.score != b.score ? a.score > b.score : a.number < b.number;
    };
    const std::size_t kept = std::min(most, out.size());
    std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(kept), out.end(),
                      before);
    out.resize(kept);
    return out;
  }

  const MatchIndex& index_;
  const Xapian::Database& database_;
  const Likened& likened_;
  const NearOptions& options_;
  TimeLimit& limit_;
  TraitReader reader_;
};

}  // namespace

Nearest nearest(const MatchIndex& index, const Xapian::Database& database, const Likened& likened,
                const Bits& within, const NearOptions& options, TimeLimit& limit) {
  return Search(index, database, likened, options, limit).run(within);
}

}  // namespace outturn::search
