// SPDX-License-Identifier: GPL-3.0-or-later
// Finds and reads corpus files; contracts in ingest.h.
#include "indexer/ingest.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "schema/base/files.h"

namespace outturn::ingest {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;

constexpr std::size_t kLargestFile = 256U << 20;

void find_in_folder(const fs::path& folder, std::vector<fs::path>& files, Loaded& loaded) {
  std::error_code fault;
  std::vector<fs::path> found;
  for (fs::recursive_directory_iterator it(folder, fault), end; !fault && it != end;
       it.increment(fault)) {
    std::error_code ignored;  // what vanished or cannot be looked at is no file to read
    if (it->path().extension() == ".json" && it->is_regular_file(ignored))
      found.push_back(it->path());
  }
  if (fault) {
    loaded.unreadable.push_back({Code::kUnreadable,
                                 fmt::format("cannot read the folder ({})", fault.message()),
                                 "check its permissions", folder.string()});
    return;
  }
  if (found.empty()) {
    loaded.unreadable.push_back({Code::kNotFound, "no .json file in this folder",
                                 "name the folder that holds the corpus", folder.string()});
  }
  std::sort(found.begin(), found.end());
  files.insert(files.end(), found.begin(), found.end());
}

std::vector<fs::path> find_files(const std::vector<fs::path>& paths, Loaded& loaded) {
  std::vector<fs::path> files;
  for (const fs::path& path : paths) {
    std::error_code fault;
    const auto status = fs::status(path, fault);
    if (status.type() == fs::file_type::not_found) {
      loaded.unreadable.push_back(
          {Code::kNotFound, "no such file or folder", "check the path", path.string()});
    } else if (fault) {
      loaded.unreadable.push_back({Code::kUnreadable,
                                   fmt::format("cannot be looked at ({})", fault.message()),
                                   "check the permissions of its folder", path.string()});
    } else if (fs::is_directory(status)) {
      find_in_folder(path, files, loaded);
    } else if (!fs::is_regular_file(status)) {  // a pipe or a device may never end
      loaded.unreadable.push_back(
          {Code::kUnreadable, "neither a file nor a folder", "save it as a file", path.string()});
    } else {
      files.push_back(path);
    }
  }
  return files;
}

class Loader {
 public:
  explicit Loader(Loaded& loaded) : loaded_(loaded) {}

  void read(const fs::path& path) {
    const std::string file = path.string();
    const auto text = base::read_file(path, kLargestFile);
    if (!text) {
      loaded_.unreadable.push_back(text.error());
      return;
    }
    auto corpus = evidence::read_corpus(*text);
    if (corpus.holds == evidence::Holds::kRecords) ++loaded_.files;
    for (auto& problem : corpus.problems) loaded_.problems.push_back({file, std::move(problem)});
    for (std::size_t i = 0; i < corpus.records.size(); ++i)
      keep({std::move(corpus.records[i]), file, std::move(corpus.pointers[i])});
  }

 private:
  void keep(LoadedRecord record) {
    const std::string place = record.file + ":" + record.pointer;
    const auto [first, fresh] = seen_.emplace(record.record.id, place);
    if (fresh) {
      loaded_.records.push_back(std::move(record));
      return;
    }
    loaded_.problems.push_back(
        {record.file,
         {record.pointer + "/id",
          fmt::format("the id \"{}\" is already used at {}", record.record.id, first->second),
          "give one of them another id"}});
  }

  Loaded& loaded_;
  std::map<std::string, std::string> seen_;  // id -> where it stands
};

}  // namespace

Loaded load(const std::vector<fs::path>& paths, Progress& progress) {
  Loaded loaded;
  const auto files = find_files(paths, loaded);
  progress.step(fmt::format("Reading {} {}", files.size(), files.size() == 1 ? "file" : "files"));
  Loader loader(loaded);
  for (std::size_t i = 0; i < files.size(); ++i) {
    loader.read(files[i]);
    progress.at(i + 1, files.size());
  }
  return loaded;
}

std::string to_text(const FileProblem& problem) {
  return base::to_text({Code::kInvalidData, problem.problem.message, problem.problem.hint,
                        problem.problem.pointer.empty()
                            ? problem.file
                            : problem.file + ":" + problem.problem.pointer});
}

}  // namespace outturn::ingest
