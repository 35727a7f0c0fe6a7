// SPDX-License-Identifier: GPL-3.0-or-later
// From a question to neighbours with their records; contract in comparable.h.
#include "server/search/comparable/comparable.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

#include "schema/base/text.h"
#include "server/search/comparable/common.h"
#include "server/search/comparable/description.h"
#include "server/search/comparable/nearest.h"
#include "server/search/connection.h"

namespace outturn::search {
namespace {

/// For the words, which alone can take long; and with waiting for the disk.
constexpr std::chrono::milliseconds kWorkLimit{150};
constexpr std::chrono::milliseconds kTimeLimit{1'000};
constexpr std::size_t kMostSiblingsShown = 5;
constexpr std::size_t kLongestId = 100;

tl::unexpected<base::Error> nothing_to_compare_by() {
  return base::fail(base::Code::kBadRequest, "holds no word that says what it is about",
                    "say what is done, for whom, where, and what it is to change", "q");
}

class Asked {
 public:
  Asked(const Generation& generation, const ComparableQuestion& question)
      : generation_(generation),
        question_(question),
        connection_(generation.lease()),
        index_(generation.matches().index()) {}

  base::Result<Comparables> answer() {
    Comparables out;
    out.question = question_;
    out.release = generation_.manifest().id;
    if (!question_.id.empty()) {
      if (question_.id.size() > kLongestId)
        return base::fail(base::Code::kNotFound, "no record has an id that long",
                          "search for it by name");
      const auto number = connection_->store.number(question_.id);
      if (!number) return tl::unexpected(number.error());
      auto record = connection_->store.record(*number);
      if (!record) return tl::unexpected(record.error());
      read_record(*number, *record);
      out.record = std::move(*record);
    } else {
      read_description();
    }
    out.asked = asked();
    const bool traits = std::any_of(likened_.traits.values.begin(), likened_.traits.values.end(),
                                    [](const auto& values) { return !values.empty(); });
    if (!traits && likened_.wording.empty() && !out.record) return nothing_to_compare_by();
    if (auto put = put_neighbours(out); !put) return tl::unexpected(put.error());
    out.approximate = limit_.was_up();
    return out;
  }

 private:
  void read_record(unsigned number, const evidence::Record& record) {
    likened_.number = number;
    likened_.traits = TraitReader(index_).of_record(number);
    likened_.wording = wording_of(connection_->index, number, record);
  }

  void read_description() {
    const std::string text =
        base::printable(std::string_view(question_.description).substr(0, kLongestDescription));
    likened_.traits = TraitReader(index_).of_description(read_mentions(text), question_.filters);
    likened_.wording = wording_of(connection_->index, generation_.lexicon(), text);
  }

  Common asked() const {
    Common out = in_common(index_, likened_.traits, likened_.traits);
    for (const SaidWord& word : likened_.wording.words()) out.words.push_back(word.word);
    return out;
  }

  base::Result<void> put_neighbours(Comparables& out) {
    NearOptions options;
    options.most = std::min(question_.limit, kMostNeighbours);
    options.most_siblings = kMostSiblingsShown;
    const auto match = generation_.matches().match({}, question_.filters, Counting::kTotal);
    const Nearest found =
        nearest(index_, connection_->index, likened_, match->records, options, limit_);
    out.siblings_in_all = found.siblings_in_all;
    for (const auto& [from, to] :
         {std::pair(&found.neighbours, &out.hits), std::pair(&found.siblings, &out.siblings)}) {
      for (const Neighbour& one : *from) {
        auto hit = hit_of(one);
        if (!hit) return tl::unexpected(hit.error());
        to->push_back(std::move(*hit));
      }
    }
    return {};
  }

  base::Result<ComparableHit> hit_of(const Neighbour& one) const {
    auto record = connection_->store.record(one.number);
    if (!record) return tl::unexpected(record.error());
    ComparableHit hit;
    hit.score = one.score;
    hit.likeness = one.likeness;
    hit.common = in_common(index_, likened_.traits, TraitReader(index_).of_record(one.number));
    hit.common.words = likened_.wording.shared_with(connection_->index, one.number);
    hit.directions = directions(*record, hit.common);
    hit.record = std::move(*record);
    return hit;
  }

  const Generation& generation_;
  const ComparableQuestion& question_;
  Generation::Lease connection_;
  const MatchIndex& index_;
  TimeLimit limit_{kWorkLimit, kTimeLimit};
  Likened likened_;
};

}  // namespace

base::Result<Comparables> comparables(const Generation& generation,
                                      const ComparableQuestion& question) {
  const Generation::Turn turn = generation.turn();
  try {
    return Asked(generation, question).answer();
  } catch (const Xapian::Error& fault) {
    throw std::runtime_error("the index cannot be read (" + fault.get_description() + ")");
  }
}

}  // namespace outturn::search
