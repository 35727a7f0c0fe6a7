// SPDX-License-Identifier: GPL-3.0-or-later
// outturn-index add: whatever is sound in a file, with an account of what is not, published.
#include <memory>

#include "indexer/commands/take.h"

namespace outturn::ingest {

void add_add(CommandLine& line) {
  auto options = std::make_shared<TakeOptions>();
  auto* command = line.add(
      "add", "Add or update what is sound in any file, account for the rest, and publish a release",
      [options] { return take(*options); });
  command
      ->add_option("FILE", options->paths,
                   "JSON, JSON lines, CSV, TSV, XLSX or ODS; folders give their .json and .jsonl")
      ->required();
  command->add_option("--profile", options->profile,
                      "How a table's columns become records: a shipped profile (outturn-index "
                      "profile list) or a JSON file");
  command->add_option("--sheet", options->table.sheet, "Of a spreadsheet: the sheet's name");
  command->add_option("--header-row", options->table.header_row,
                      "Of a table: the row that holds the column names, from 1");
  command
      ->add_option_function<std::string>(
          "--delimiter",
          [options](const std::string& text) {
            options->table.delimiter = text == "tab" ? '\t' : text[0];
          },
          "Of a text table: what stands between columns: , ; or tab")
      ->check(CLI::IsMember({",", ";", "tab"}));
  command->add_option("--decimal", options->table.decimal,
                      "Of a text table: the decimal character");
  command->add_option("--encoding", options->table.encoding,
                      "Of a text table: utf-8 or windows-1252");
  command->add_option(
      "--refusals", options->refusals,
      "Where refused rows go (default: in this folder, NAME.refused.csv of a table, "
      "NAME.refused.xlsx of our own spreadsheet)");
  command
      ->add_option("--commit-every", options->ingest.commit_every,
                   "Records kept together: what an interrupted run keeps is a multiple of it")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  add_take_options(*command, *options);
}

}  // namespace outturn::ingest
