// SPDX-License-Identifier: GPL-3.0-or-later
// Finds files and pulls candidates out of them; contracts in intake.h.
#include "indexer/intake/intake.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/running/parallel_map.h"
#include "schema/base/files.h"
#include "schema/evidence/record_json.h"

namespace outturn::ingest {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;

bool is_taken_from_folders(const fs::path& path) {
  return path.extension() == ".json" || path.extension() == ".jsonl";
}

void find_in_folder(const fs::path& folder, std::vector<fs::path>& files,
                    std::vector<Error>& unreadable) {
  std::error_code fault;
  std::vector<fs::path> found;
  for (fs::recursive_directory_iterator it(folder, fault), end; !fault && it != end;
       it.increment(fault)) {
    std::error_code ignored;  // what vanished or cannot be looked at is no file to read
    if (is_taken_from_folders(it->path()) && it->is_regular_file(ignored))
      found.push_back(it->path());
  }
  if (fault) {
    unreadable.push_back({Code::kUnreadable,
                          fmt::format("cannot read the folder ({})", fault.message()),
                          "check its permissions", folder.string()});
    return;
  }
  if (found.empty()) {
    unreadable.push_back({Code::kNotFound, "no .json or .jsonl file in this folder",
                          "name the folder that holds the corpus, or the files themselves",
                          folder.string()});
  }
  std::sort(found.begin(), found.end());
  files.insert(files.end(), found.begin(), found.end());
}

std::vector<fs::path> find_files(const std::vector<fs::path>& paths,
                                 std::vector<Error>& unreadable) {
  std::vector<fs::path> files;
  for (const fs::path& path : paths) {
    std::error_code fault;
    const auto status = fs::status(path, fault);
    if (status.type() == fs::file_type::not_found) {
      unreadable.push_back(
          {Code::kNotFound, "no such file or folder", "check the path", path.string()});
    } else if (fault) {
      unreadable.push_back({Code::kUnreadable,
                            fmt::format("cannot be looked at ({})", fault.message()),
                            "check the permissions of its folder", path.string()});
    } else if (fs::is_directory(status) && fs::exists(path / "records.csv", fault)) {
      files.push_back(path);  // the sheets of one export
    } else if (fs::is_directory(status)) {
      find_in_folder(path, files, unreadable);
    } else if (!fs::is_regular_file(status)) {  // a pipe or a device may never end
      unreadable.push_back(
          {Code::kUnreadable, "neither a file nor a folder", "save it as a file", path.string()});
    } else {
      files.push_back(path);
    }
  }
  return files;
}

}  // namespace

std::size_t row_count(const Checked& checked) {
  return static_cast<std::size_t>(
      std::count_if(checked.rows.begin(), checked.rows.end(),
                    [](const InputRow& row) { return !row.is_shared; }));
}

Checked check(Candidate&& candidate) {
  Checked out;
  out.faults = std::move(candidate.faults);
  if (out.faults.empty()) {
    for (evidence::Problem& problem : evidence::validate_record(candidate.record)) {
      out.faults.push_back({place_of(candidate, problem.pointer), std::move(problem.message),
                            std::move(problem.hint)});
    }
  }
  if (out.faults.empty()) {
    auto record = evidence::from_json(candidate.record);
    if (record) {
      out.record = *std::move(record);
      out.json = evidence::to_json(*out.record).dump();
      out.digest = base::sha256(out.json);
      out.flags = evidence::audit(*out.record);
    } else {
      out.faults.push_back({candidate.place, record.error().message, record.error().hint});
    }
  }
  out.id_place = place_of(candidate, "/id");
  out.place = std::move(candidate.place);
  out.rows = std::move(candidate.rows);
  return out;
}

Intake::Intake(const std::vector<fs::path>& paths, CandidateOptions options, Progress& progress)
    : paths_(find_files(paths, unreadable_)), options_(std::move(options)), progress_(progress) {
  if (paths_.size() == 1) progress_.step("Reading " + paths_.front().string());
  if (paths_.size() > 1) progress_.step(fmt::format("Reading {} files", paths_.size()));
}

bool Intake::open_next() {
  while (!stream_) {
    if (next_path_ == paths_.size()) return false;
    const fs::path& path = paths_[next_path_++];
    std::error_code ignored;  // what vanished meanwhile is reported when it is opened
    auto opened = options_.own_folder && fs::is_directory(path, ignored)
                      ? options_.own_folder(path)
                      : open_candidates(path, options_);
    if (!opened) {
      unreadable_.push_back(std::move(opened.error()));
      continue;
    }
    stream_ = *std::move(opened);
    if (!stream_) {
      unreadable_.push_back({Code::kUnreadable, "its sheets cannot be read as those of an export",
                             "name the files themselves", path.string()});
      continue;
    }
    FileAccount& account = files_.emplace_back();
    account.name = stream_->name();
    account.header = stream_->header();
    account.form = stream_->form();
    account.layout = stream_->layout();
  }
  return true;
}

void Intake::close() {
  files_.back().notes = stream_->notes();
  files_.back().holds = stream_->holds();
  files_.back().rows = stream_->rows();
  stream_.reset();
}

void Intake::refuse_known_id(Checked& checked) {
  if (!checked.record) return;
  const auto [first, fresh] = seen_.emplace(checked.record->id, checked.place.where);
  if (fresh) return;
  checked.faults.push_back(
      {checked.id_place,
       fmt::format("the id \"{}\" is already used at {}", checked.record->id, first->second),
       "give one of them another id"});
  checked.record.reset();
}

bool Intake::next(Candidate& candidate) {
  while (!cut_short_ && open_next()) {
    candidate = {};
    const auto read = stream_->next(candidate);
    if (read && *read) {
      progress_.at(stream_->extent(), ++files_.back().candidates);
      return true;
    }
    if (!read) {
      unreadable_.push_back(read.error());
      cut_short_ = true;
    }
    close();
  }
  return false;
}

base::Result<void> Intake::for_each(const Take& take, const Stop& stop) {
  struct Numbered {
    Candidate candidate;
    std::size_t file;
  };
  ParallelMap<Numbered, Checked> checking(
      {},
      [](Numbered one) {
        Checked checked = check(std::move(one.candidate));
        checked.file = one.file;
        return checked;
      },
      [&](Checked checked) -> base::Result<void> {
        if (stop()) return {};
        refuse_known_id(checked);
        return take(std::move(checked));
      });
  for (Numbered one; !stop() && next(one.candidate);) {
    one.file = files_.size() - 1;
    if (auto pushed = checking.push(std::move(one)); !pushed) return pushed;
  }
  return checking.finish();
}

std::size_t record_files(const Intake& intake) {
  return static_cast<std::size_t>(std::count_if(
      intake.files().begin(), intake.files().end(),
      [](const FileAccount& file) { return file.holds == evidence::Holds::kRecords; }));
}

std::string to_text(const Fault& fault) {
  return base::to_text({Code::kInvalidData, fault.message, fault.hint, fault.place.where});
}

}  // namespace outturn::ingest
