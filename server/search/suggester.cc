// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers names on a thread of its own; contract in suggester.h.
#include "server/search/suggester.h"

#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "schema/evidence/vocabulary.h"

namespace outturn::search {
namespace {

using query::Suggestion;
using query::SuggestionKind;

/// Searches go before: where there is work for both, this thread gets a tenth.
constexpr int kNiceness = 10;

/// The records whose text is worth reading: of each programme the first, then of each the second,
/// and so on; and the first that name no programme. In the order of their numbers, as they lie.
std::vector<unsigned> worth_reading(const MatchIndex& index) {
  const auto programme = index.file().column<std::uint32_t>(index::Section::kProgramme);
  std::vector<std::uint32_t> seen(index.file().names().size());
  std::array<std::vector<unsigned>, kMostReadOfOne> rounds;
  std::vector<unsigned> unnamed;
  index.all().for_each([&](std::uint32_t number) {
    const std::uint32_t code = programme[number];
    if (code == index::kNoCode) {
      if (unnamed.size() < kMostRead) unnamed.push_back(number);
      return;
    }
    const std::uint32_t round = seen[code]++;
    if (round < rounds.size() && rounds[round].size() < kMostRead) rounds[round].push_back(number);
  });
  std::vector<unsigned> chosen;
  for (const auto& round : rounds) {
    const std::size_t more = std::min(round.size(), kMostRead - chosen.size());
    chosen.insert(chosen.end(), round.begin(), round.begin() + static_cast<std::ptrdiff_t>(more));
  }
  chosen.insert(chosen.end(), unnamed.begin(), unnamed.end());
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

class Gatherer {
 public:
  Gatherer(const NameSources& sources, const std::stop_token& stop)
      : sources_(sources), index_(sources.index), stop_(stop) {}

  query::Suggestions gather() {
    add_from_records();  // first, so that many names never leave out another name of one
    add_names(index::FilterId::kProgramme, SuggestionKind::kProgramme);
    add_terms(index::FilterId::kOutcome, SuggestionKind::kOutcome);
    add_terms(index::FilterId::kCountry, SuggestionKind::kPlace);
    add_names(index::FilterId::kArea, SuggestionKind::kPlace);
    if (!stop_.stop_requested()) builder_.add(sources_.lexicon);
    return stop_.stop_requested() ? query::Suggestions() : builder_.finish();
  }

 private:
  std::uint32_t count(ValueId id) const { return static_cast<std::uint32_t>(index_.count(id)); }

  void add_from_records() {
    for (const unsigned number : worth_reading(index_)) {
      if (stop_.stop_requested()) return;
      const auto record = sources_.record(number);
      if (!record) throw std::runtime_error(base::to_text(record.error()));
      if (!record->programme) {
        builder_.add({SuggestionKind::kProgramme, record->title, record->id, {}, 1});
        continue;
      }
      const ValueId value = index_.find(index::FilterId::kProgramme, record->programme->name);
      if (value == kNoValue) continue;
      for (const std::string& alias : record->programme->aliases)
        builder_.add(
            {SuggestionKind::kProgramme, record->programme->name, {}, alias, count(value)});
    }
  }

  /// The commonest names of a filter.
  void add_names(index::FilterId filter, SuggestionKind kind) {
    const auto all = index_.values_of(filter);
    std::vector<ValueId> values(all.begin(), all.end());
    if (values.size() > query::kMostSuggestions) {
      const auto end = values.begin() + static_cast<std::ptrdiff_t>(query::kMostSuggestions);
      std::nth_element(values.begin(), end, values.end(), [&](ValueId a, ValueId b) {
        return std::pair(index_.count(b), a) < std::pair(index_.count(a), b);
      });
      values.erase(end, values.end());
    }
    for (const ValueId value : values)
      builder_.add({kind, std::string(index_.value(value).text), {}, {}, count(value)});
  }

  /// The terms of a filter's vocabulary that some record has, by their labels and synonyms.
  void add_terms(index::FilterId filter, SuggestionKind kind) {
    const auto& vocabulary = evidence::vocabulary(index::filter(filter).vocabulary);
    for (const ValueId value : index_.values_of(filter)) {
      const evidence::Term* term = vocabulary.find(index_.value(value).text);
      if (term == nullptr) continue;
      builder_.add({kind, term->label, term->id, {}, count(value)});
      for (const std::string& synonym : term->synonyms)
        builder_.add({kind, term->label, term->id, synonym, count(value)});
    }
  }

  const NameSources& sources_;
  const MatchIndex& index_;
  const std::stop_token& stop_;
  query::Suggestions::Builder builder_;
};

}  // namespace

query::Suggestions gather_suggestions(const NameSources& sources, const std::stop_token& stop) {
  return Gatherer(sources, stop).gather();
}

Suggester::Suggester(Make make)
    : worker_([this, make = std::move(make)](const std::stop_token& stop) { run(make, stop); }) {}

Suggester::~Suggester() = default;

void Suggester::run(const Make& make, const std::stop_token& stop) {
  // Of this thread alone, on Linux. Where it is refused, the names are made at full speed.
  (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNiceness);
  try {
    const auto begin = std::chrono::steady_clock::now();
    auto made = std::make_shared<const query::Suggestions>(make(stop));
    if (stop.stop_requested()) return;
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begin);
    spdlog::debug("{} suggestions, {} bytes, made in {} ms", made->size(), made->memory(),
                  took.count());
    const std::lock_guard lock(mutex_);
    made_ = std::move(made);
  } catch (const std::exception& fault) {
    spdlog::error("nothing is suggested while people type: {}", fault.what());
  }
}

std::shared_ptr<const query::Suggestions> Suggester::made() const {
  const std::lock_guard lock(mutex_);
  return made_;
}

}  // namespace outturn::search
