// SPDX-License-Identifier: GPL-3.0-or-later
// The match set of a question, walked in the order of change; contract in latest.h.
#include "server/search/latest.h"

#include <stdexcept>
#include <utility>

#include "server/search/connection.h"
#include "server/search/facets.h"
#include "server/search/query/search.h"
#include "server/search/text_set.h"

namespace outturn::search {
namespace {

/// As for a page of results: what takes longer is cut short, and says so.
constexpr std::chrono::milliseconds kMostWork{150};
constexpr std::chrono::milliseconds kMostTime{1000};

template <typename T>
T value_of(base::Result<T> result) {
  if (!result) throw std::runtime_error(base::to_text(result.error()));
  return *std::move(result);
}

LatestRecord latest_record(const store::Reader& store, unsigned number) {
  LatestRecord out;
  out.record = value_of(store.record(number));
  auto versions = value_of(store.versions(out.record.id));
  out.added = versions.front().at;
  out.version = std::move(versions.back());
  // After a removal everything would be new, which says less than that it is back.
  if (out.version.kind == store::VersionKind::kChanged)
    out.changes = value_of(
        store::changes_between(store, out.record.id, out.version.version - 1, out.version.version));
  return out;
}

Latest find(const Generation& generation, const Question& question, std::size_t most) {
  const Generation::Turn turn = generation.turn();
  const auto connection = generation.lease();
  const MatchIndex& index = generation.matches().index();
  TimeLimit limit{kMostWork, kMostTime};
  query::Options options;
  options.synonyms = question.widen;
  options.correct = question.correct;
  query::Found text = query::search(
      question.text,
      {connection->index, generation.lexicon(), index.all(), &generation.matches().terms(), limit},
      options);
  Latest out;
  out.answer.question = question;
  out.answer.release = generation.manifest().id;
  out.answer.reading = text.reading;
  const auto match = generation.matches().match(text_set(question, text), question.filters);
  out.answer.total = match->counts.total;
  out.answer.approximate = limit.was_up();
  out.answer.facets = facets_of(generation, connection->store, match->counts);
  for (const unsigned number : generation.newest_first()) {
    if (out.records.size() == most) break;
    if (number < match->records.size() && match->records.test(number))
      out.records.push_back(latest_record(connection->store, number));
  }
  return out;
}

}  // namespace

Latest latest(const Generation& generation, const Question& question, std::size_t most) {
  try {
    return find(generation, question, most);
  } catch (const Xapian::Error& fault) {
    throw std::runtime_error("the index cannot be read (" + fault.get_description() + ")");
  }
}

base::Result<Standing> standing(const Generation& generation, const std::string& id) {
  const auto versions = generation.lease()->store.versions(id);
  if (!versions) return tl::unexpected(versions.error());
  return Standing{versions->back().version, versions->front().at, versions->back().at};
}

std::vector<store::Stamp> stamps(const Generation& generation, unsigned above, std::size_t most) {
  return value_of(generation.lease()->store.stamps(above, most));
}

}  // namespace outturn::search
