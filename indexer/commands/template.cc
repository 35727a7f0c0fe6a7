// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index template: the workbook to fill in.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "indexer/commands/command.h"
#include "indexer/workbook/template.h"

namespace outturn::ingest {

void add_template(CommandLine& line) {
  auto file = std::make_shared<std::filesystem::path>();
  auto* command =
      line.add("template", "Write a spreadsheet to fill in, with a guide and an example", [file] {
        const auto written = workbook::write_template(*file);
        if (!written) {
          fmt::print(stderr, "outturn-index: {}\n", base::to_text(written.error()));
          return base::row(written.error().code).exit_code;
        }
        fmt::print("{}: fill it in, then: outturn-index add {} --dry-run\n", file->string(),
                   file->string());
        return 0;
      });
  command->add_option("FILE", *file, "The XLSX to write")->required();
}

}  // namespace outturn::ingest
