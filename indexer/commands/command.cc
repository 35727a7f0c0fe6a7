// SPDX-License-Identifier: GPL-3.0-or-later
// Options that several commands have.
#include "indexer/commands/command.h"

namespace outturn::ingest {

void add_format(CLI::App& command, Format& format) {
  command
      .add_option_function<std::string>(
          "--format",
          [&format](const std::string& text) {
            format = text == "json" ? Format::kJson : Format::kText;
          },
          "What to print: text or json")
      ->default_str("text")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_base(CLI::App& command, std::filesystem::path& base) {
  command.add_option("--base", base, "The folder that holds the evidence base")->required();
}

}  // namespace outturn::ingest
