// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of outturn-index, one file each: a file declares its options to the command line and
// hands over what runs when its command is the one that was given.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace outturn::ingest {

/// What a command prints: for people, or one JSON document.
enum class Format { kText, kJson };

/// The command line as the commands see it. They are offered in the order they are added.
class CommandLine {
 public:
  explicit CommandLine(CLI::App& app) : app_(app) {}

  /// A new command; declare its options on what is returned. `run` gives the exit code.
  CLI::App* add(const std::string& name, const std::string& what, std::function<int()> run) {
    CLI::App* command = app_.add_subcommand(name, what);
    commands_.emplace_back(command, std::move(run));
    return command;
  }

  /// Runs the command that was given.
  int run() const {
    for (const auto& [command, run] : commands_)
      if (*command) return run();
    return 0;
  }

 private:
  CLI::App& app_;
  std::vector<std::pair<CLI::App*, std::function<int()>>> commands_;
};

/// --format text|json
void add_format(CLI::App& command, Format& format);

/// --base FOLDER
void add_base(CLI::App& command, std::filesystem::path& base);

void add_build(CommandLine& line);
void add_add(CommandLine& line);
void add_check(CommandLine& line);
void add_diff(CommandLine& line);
void add_duplicates(CommandLine& line);
void add_export(CommandLine& line);
void add_gc(CommandLine& line);
void add_log(CommandLine& line);
void add_rebuild(CommandLine& line);
void add_releases(CommandLine& line);
void add_remove(CommandLine& line);
void add_restore(CommandLine& line);
void add_rollback(CommandLine& line);
void add_verify(CommandLine& line);
void add_template(CommandLine& line);
void add_profile(CommandLine& line);

}  // namespace outturn::ingest
