// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index profile: lists, shows, checks and proposes mapping profiles.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "indexer/commands/command.h"
#include "indexer/profiles/compile.h"
#include "indexer/profiles/guess.h"
#include "indexer/profiles/profile.h"
#include "indexer/readers/table.h"
#include "schema/base/files.h"

namespace outturn::ingest {
namespace {

constexpr std::size_t kLargestProfile = 4U << 20;

struct ProfileOptions {
  std::string name;            ///< of show
  std::string file;            ///< of guess and check
  std::string table;           ///< of check: a file to hold the profile against
  std::string sheet;           ///< of guess
  std::size_t header_row = 0;  ///< of guess; 0: found out
  std::size_t sample_rows = 500;
};

int failed(const base::Error& error) {
  fmt::print(stderr, "outturn-index: {}\n", base::to_text(error));
  return base::row(error.code).exit_code;
}

int list() {
  for (const auto& [name, text] : shipped_profiles())
    fmt::print("{:20} {}\n", name, nlohmann::json::parse(text).value("title", ""));
  return 0;
}

int show(const ProfileOptions& options) {
  if (options.name == "schema") {
    fmt::print("{}", profile_schema());
    return 0;
  }
  for (const auto& [name, text] : shipped_profiles()) {
    if (name != options.name) continue;
    fmt::print("{}", text);
    return 0;
  }
  const auto profile = find_profile(options.name);
  if (!profile) return failed(profile.error());
  fmt::print("{}\n", profile->json.dump(2));
  return 0;
}

void print(const std::string& file, const std::vector<evidence::Problem>& problems) {
  for (const auto& one : problems)
    fmt::print("{}:{}: {}{}\n", file, one.pointer, one.message,
               one.hint.empty() ? "" : ". Hint: " + one.hint);
}

int check(const ProfileOptions& options) {
  const auto text = base::read_file(options.file, kLargestProfile);
  if (!text) return failed(text.error());
  std::vector<evidence::Problem> problems;
  const Profile profile = read_profile(*text, problems);
  if (problems.empty() && !options.table.empty()) {
    const auto table = open_table(options.table, profile.table);
    if (!table) return failed(table.error());
    problems = compile(profile.json, &(*table)->header()).problems;
  }
  print(options.file, problems);
  if (!problems.empty()) return base::row(base::Code::kInvalidData).exit_code;
  fmt::print("{}: no problems{}.\n", options.file,
             options.table.empty() ? "" : fmt::format(", and it fits {}", options.table));
  return 0;
}

/// The profile goes to standard output, so that it can be written to a file; what a person must
/// settle goes to standard error.
int guess(const ProfileOptions& options) {
  TableOptions how;
  if (!options.sheet.empty()) how.sheet = options.sheet;
  if (options.header_row > 0) how.header_row = options.header_row;
  const auto table = open_table(options.file, how);
  if (!table) return failed(table.error());
  const auto guessed = guess_profile(**table, {options.sample_rows});
  if (!guessed) return failed(guessed.error());
  fmt::print("{}\n", guessed->json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  if (!guessed->shipped.empty())
    fmt::print(stderr, "This is a table that we ship a profile for: --profile {}\n",
               guessed->shipped);
  for (const std::string& one : guessed->to_settle) fmt::print(stderr, "To settle: {}\n", one);
  for (const std::string& one : guessed->unplaced) fmt::print(stderr, "Not placed: {}\n", one);
  return 0;
}

}  // namespace

void add_profile(CommandLine& line) {
  auto options = std::make_shared<ProfileOptions>();
  auto chosen = std::make_shared<CLI::App*>(nullptr);
  CLI::App* command =
      line.add("profile", "Profiles that say how foreign tables become records", [options, chosen] {
        const std::string name = (*chosen)->get_subcommands().front()->get_name();
        if (name == "list") return list();
        if (name == "show") return show(*options);
        if (name == "check") return check(*options);
        return guess(*options);
      });
  *chosen = command;
  command->require_subcommand(1);
  command->add_subcommand("list", "Names and titles of the profiles we ship");
  auto* show_one = command->add_subcommand("show", "Print a profile, or the JSON Schema of them");
  show_one->add_option("NAME", options->name, "A shipped profile, a file, or schema")->required();
  auto* check_one = command->add_subcommand("check", "Report every problem of a profile");
  check_one->add_option("FILE", options->file, "The profile")->required();
  check_one->add_option("--table", options->table, "A table whose columns it must find");
  auto* guess_one = command->add_subcommand(
      "guess", "Propose a profile for a table; read it over before it is used");
  guess_one->add_option("FILE", options->file, "The table")->required();
  guess_one->add_option("--sheet", options->sheet, "Its sheet, of a workbook");
  guess_one->add_option("--header-row", options->header_row, "Row of the column names, from 1");
  guess_one->add_option("--rows", options->sample_rows, "Rows to look at")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100'000}))
      ->capture_default_str();
}

}  // namespace outturn::ingest
