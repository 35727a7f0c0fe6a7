// SPDX-License-Identifier: GPL-3.0-or-later
// The loop of ingest; contracts in ingest.h.
#include "indexer/intake/ingest.h"

#include <optional>

namespace outturn::ingest {
namespace {

using base::Result;

void add_up(Changes& sum, const Changes& more) {
  sum.added += more.added;
  sum.changed += more.changed;
  sum.unchanged += more.unchanged;
  sum.stays_removed += more.stays_removed;
  sum.likely_duplicates += more.likely_duplicates;
  sum.flags = more.flags;
}

class Run {
 public:
  Run(Intake& intake, StoreWriter& store, Refusals& refusals, const IngestOptions& options)
      : intake_(intake), store_(store), refusals_(refusals), options_(options) {}

  Result<void> take(const Checked& checked) {
    const FileAccount& file = intake_.files()[checked.file];
    if (!checked.record) {
      count_refusal(account_, checked, file.name);
      // Where nothing is taken, the file itself is what to correct.
      if (options_.when_refused == WhenRefused::kTakeNothing) return {};
      return refusals_.add(file, checked);
    }
    count_sound(account_, checked);
    if (auto begun = begin(); !begun) return begun;
    auto fate = changes_->put({.id = checked.record->id,
                               .title = checked.record->title,
                               .json = checked.json,
                               .digest = checked.digest,
                               .record = &*checked.record,
                               .flags = &checked.flags},
                              {file.name, checked.place.where});
    if (!fate) return tl::unexpected(fate.error());
    if (options_.when_refused == WhenRefused::kTakeTheRest &&
        options_.keeping == Keeping::kCommit && ++pending_ >= options_.commit_every)
      return commit();
    return {};
  }

  Result<Account> finish(bool interrupted) {
    account_.interrupted = interrupted;
    if (auto closed = refusals_.finish(); !closed) return tl::unexpected(closed.error());
    const bool all_or_nothing = options_.when_refused == WhenRefused::kTakeNothing;
    const bool refused = !account_.sound() || !intake_.unreadable().empty();
    if (options_.keeping == Keeping::kDryRun) {
      if (changes_) add_up(account_.changes, changes_->changes());
    } else if (!intake_.is_cut_short() && !(all_or_nothing && (refused || interrupted))) {
      // also without a record: the store may have to be audited anew
      if (auto begun = begin(); !begun) return tl::unexpected(begun.error());
      if (auto kept = commit(); !kept) return tl::unexpected(kept.error());
    }
    return std::move(account_);
  }

 private:
  Result<void> begin() {
    if (changes_) return {};
    auto begun = store_.begin();
    if (!begun) return tl::unexpected(begun.error());
    changes_.emplace(*std::move(begun));
    return {};
  }

  Result<void> commit() {
    const auto kept = changes_->commit();
    if (!kept) return tl::unexpected(kept.error());
    add_up(account_.changes, *kept);
    changes_.reset();
    pending_ = 0;
    return {};
  }

  Intake& intake_;
  StoreWriter& store_;
  Refusals& refusals_;
  const IngestOptions& options_;
  Account account_;
  std::optional<ChangeSet> changes_;
  std::size_t pending_ = 0;
};

}  // namespace

Result<Account> ingest(Intake& intake, StoreWriter& store, Refusals& refusals,
                       const Interrupt& interrupt, const IngestOptions& options) {
  Run run(intake, store, refusals, options);
  const auto taken = intake.for_each([&](Checked checked) { return run.take(checked); },
                                     [&] { return interrupt.asked(); });
  if (!taken) return tl::unexpected(taken.error());
  return run.finish(interrupt.asked());
}

}  // namespace outturn::ingest
