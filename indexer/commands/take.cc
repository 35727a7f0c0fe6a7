// SPDX-License-Identifier: GPL-3.0-or-later
// Lock, store, ingest, publish, report.
#include "indexer/commands/take.h"

#include <fmt/format.h>

#include <cstdio>

#include "indexer/account/flag_report.h"
#include "indexer/account/report.h"
#include "indexer/profiles/mapped_stream.h"
#include "indexer/profiles/profile.h"
#include "indexer/release/release.h"
#include "indexer/running/scratch_folder.h"
#include "indexer/store/base_lock.h"
#include "indexer/workbook/workbook_stream.h"
#include "schema/base/text.h"
#include "schema/store/reader.h"

namespace outturn::ingest {
namespace {

using base::Result;
using evidence::Json;

/// The base that is written to, and what must be held meanwhile. A dry run of a base that is not
/// there yet has a scratch folder for one, so that nothing is made.
struct Workplace {
  store::Layout layout;
  std::optional<BaseLock> lock;
  std::optional<ScratchFolder> scratch;
  bool is_new = false;  ///< there was no such folder before
};

/// A base that was made for nothing is taken away again.
void remove_empty(const store::Layout& layout) {
  std::error_code ignored;  // what is in use or not ours stays
  for (const char* journal : {"", "-wal", "-shm"})
    std::filesystem::remove(layout.store().string() + journal, ignored);
  std::filesystem::remove(layout.lock(), ignored);
  std::filesystem::remove(layout.generations(), ignored);
  std::filesystem::remove(layout.base, ignored);
}

Result<Workplace> prepare(const TakeOptions& options) {
  std::error_code fault;
  Workplace place{.layout = {options.base}, .lock = {}, .scratch = {}};
  place.is_new = !std::filesystem::exists(options.base, fault);
  if (options.ingest.keeping == Keeping::kDryRun) {
    if (!std::filesystem::exists(place.layout.store(), fault)) {
      auto scratch = ScratchFolder::make("outturn-dry-run");
      if (!scratch) return tl::unexpected(scratch.error());
      place.scratch.emplace(*std::move(scratch));
      place.layout.base = place.scratch->path();
      return place;
    }
    // opening it to write would bring an older one up to date, which a dry run must not
    if (auto current = store::check_up_to_date(place.layout.store()); !current)
      return tl::unexpected(current.error());
  }
  auto lock = BaseLock::take(place.layout);
  if (!lock) return tl::unexpected(lock.error());
  place.lock.emplace(*std::move(lock));
  return place;
}

/// Whether the store is as it was: there was no sound record, or all or nothing came to be nothing.
bool is_nothing_taken(const TakeOptions& options, const Intake& intake, const Account& account) {
  const bool problems = !account.sound() || !intake.unreadable().empty();
  if (account.records == 0) return true;
  return options.ingest.when_refused == WhenRefused::kTakeNothing &&
         (problems || account.interrupted);
}

/// What is said at the end, in either form.
class Report {
 public:
  Report(const TakeOptions& options, const Intake& intake) : options_(options), intake_(intake) {}

  int give(const Account& account, const Refusals& refusals,
           const std::optional<Release>& released) {
    if (options_.format == Format::kJson) {
      print_json(account, refusals, released);
    } else {
      print_text(account, refusals, released);
    }
    return account.interrupted ? kInterruptedExit : exit_code(intake_, account);
  }

 private:
  void print_json(const Account& account, const Refusals& refusals,
                  const std::optional<Release>& released) {
    Json out = to_json(account, intake_.files());
    out["unreadable"] = Json::array();
    for (const base::Error& error : intake_.unreadable())
      out["unreadable"].push_back({{"code", row(error.code).slug},
                                   {"where", error.where},
                                   {"message", error.message},
                                   {"hint", error.hint}});
    out["dry_run"] = options_.ingest.keeping == Keeping::kDryRun;
    out["took_nothing"] = is_nothing_taken(options_, intake_, account);
    out["refusals_file"] = refusals.rows() > 0 ? Json(refusals.path().string()) : Json();
    const bool published = released && released->outcome == Outcome::kPublished;
    out["release"] = published ? Json(released->manifest.id) : Json();
    out["held"] = released && released->outcome == Outcome::kHeld;
    fmt::print("{}\n", out.dump(2, ' ', false, Json::error_handler_t::replace));
  }

  /// Where the rest is taken, faults are part of the account.
  void print_problems(const Account& account) const {
    if (options_.ingest.when_refused == WhenRefused::kTakeNothing) {
      report_problems(intake_, account);
    } else {
      for (const base::Error& error : intake_.unreadable())
        fmt::print(stderr, "{}\n", base::to_text(error));
    }
  }

  static void print_refusals(const Refusals& refusals) {
    if (refusals.rows() == 0) return;
    fmt::print(
        "The refused rows are in {}, with the reasons in the column \"{}\": correct them there "
        "and add that file.\n",
        refusals.path().string(), kReasonColumn);
  }

  void print_text(const Account& account, const Refusals& refusals,
                  const std::optional<Release>& released) {
    print_problems(account);
    if (is_nothing_taken(options_, intake_, account)) {
      if (options_.ingest.when_refused == WhenRefused::kTakeTheRest)
        fmt::print("{}", to_text(account, intake_.files()));
      print_refusals(refusals);
      if (account.interrupted) fmt::print(stderr, "Stopped as asked. ");
      fmt::print(stderr, "Nothing was changed.\n");
      return;
    }
    if (options_.ingest.keeping == Keeping::kDryRun)
      fmt::print("Dry run; nothing was changed. This would be the account:\n");
    fmt::print("{}", to_text(account, intake_.files()));
    print_refusals(refusals);
    if (account.changes.likely_duplicates > 0) {
      fmt::print("{} like another under a different id: see outturn-index duplicates.\n",
                 base::plural(account.changes.likely_duplicates, "record looks", "records look"));
    }
    if (account.interrupted) {
      fmt::print(
          "Stopped as asked, between two records: what was taken is kept and not yet published. "
          "Run the command again to go on.\n");
    }
    if (intake_.is_cut_short()) {
      fmt::print(
          "{} of these records were kept before the file broke off; nothing was published. Run the "
          "command again when the file is whole.\n",
          account.changes.made() + account.changes.unchanged);
    }
    if (released) fmt::print("{}\n", to_text(*released));
    if (options_.ingest.keeping == Keeping::kCommit)
      fmt::print("{}\n", to_text(account.changes.flags));
  }

  const TakeOptions& options_;
  const Intake& intake_;
};

/// What the command line says goes before what the profile says.
TableOptions over(const TableOptions& asked, const TableOptions& profile) {
  return {.sheet = asked.sheet ? asked.sheet : profile.sheet,
          .header_row = asked.header_row ? asked.header_row : profile.header_row,
          .delimiter = asked.delimiter ? asked.delimiter : profile.delimiter,
          .decimal = asked.decimal ? asked.decimal : profile.decimal,
          .encoding = asked.encoding ? asked.encoding : profile.encoding};
}

/// How files become candidates.
Result<CandidateOptions> reading_of(const TakeOptions& options) {
  CandidateOptions reading = own_formats();
  reading.table = options.table;
  if (options.profile.empty()) return reading;
  auto found = find_profile(options.profile);
  if (!found) return tl::unexpected(found.error());
  const auto profile = std::make_shared<const Profile>(*std::move(found));
  reading.table = over(options.table, profile->table);
  reading.by_profile = [profile](std::unique_ptr<Table> table) -> OpenedCandidates {
    auto stream = MappedStream::open(std::move(table), *profile);
    if (!stream) return tl::unexpected(stream.error());
    return std::unique_ptr<CandidateStream>(*std::move(stream));
  };
  return reading;
}

bool is_to_be_published(const TakeOptions& options, const Intake& intake, const Account& account) {
  return options.ingest.keeping == Keeping::kCommit && !account.interrupted &&
         !intake.is_cut_short() && !is_nothing_taken(options, intake, account);
}

}  // namespace

int take(const TakeOptions& options) {
  const auto reading = reading_of(options);
  if (!reading) return report(reading.error());
  Progress progress(options.telling);
  Intake intake(options.paths, *reading, progress);
  const auto place = prepare(options);
  if (!place) return report(place.error());
  std::optional<StoreWriter> writer;
  if (auto opened = StoreWriter::open(place->layout.store()); opened) {
    writer.emplace(*std::move(opened));
  } else {
    return report(opened.error());
  }
  Refusals refusals(options.refusals, options.paths.front());
  const Interrupt interrupt;
  const auto account = ingest(intake, *writer, refusals, interrupt, options.ingest);
  progress.finish();
  if (!account) return report(account.error());
  std::optional<Release> released;
  if (is_to_be_published(options, intake, *account)) {
    auto done = release(place->layout, *writer, progress);
    progress.finish();
    if (!done) return report(done.error());
    released = *std::move(done);
  }
  if (is_nothing_taken(options, intake, *account) && place->is_new) {
    writer.reset();
    remove_empty(place->layout);
  }
  return Report(options, intake).give(*account, refusals, released);
}

CandidateOptions own_formats() {
  CandidateOptions reading;
  reading.own_workbook = workbook::open_own_workbook;
  reading.own_folder = workbook::open_own_folder;
  return reading;
}

void add_take_options(CLI::App& command, TakeOptions& options) {
  add_base(command, options.base);
  command.add_flag_callback(
      "--dry-run", [&options] { options.ingest.keeping = Keeping::kDryRun; },
      "Say what would change, and change nothing");
  command.add_flag_callback(
      "--quiet", [&options] { options.telling = Telling::kNothing; }, "No progress");
  add_format(command, options.format);
}

}  // namespace outturn::ingest
