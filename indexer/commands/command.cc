// SPDX-License-Identifier: GPL-3.0-or-later
// Options that several commands have.
#include "indexer/commands/command.h"

#include <map>

namespace outturn::ingest {

void add_format(CLI::App& command, Format& format) {
  static const std::map<std::string, Format> kFormats{{"text", Format::kText},
                                                      {"json", Format::kJson}};
  command.add_option("--format", format, "What to print: text or json")
      ->transform(CLI::CheckedTransformer(kFormats).description("text|json"))
      ->default_str("text");
}

void add_base(CLI::App& command, std::filesystem::path& base) {
  command.add_option("--base", base, "The folder that holds the evidence base")->required();
}

}  // namespace outturn::ingest
