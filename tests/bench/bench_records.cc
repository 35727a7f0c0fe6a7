// SPDX-License-Identifier: GPL-3.0-or-later
// outturn_bench_records: writes the records the benchmark ingests, and the same text as scriptindex
// and as SQLite's full-text tables take it. The texts come from the words of the index plan, so
// that every side indexes the very same words in the same fields.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>

#include "schema/evidence/record_json.h"
#include "schema/index/contribution.h"
#include "schema/index/plan.h"
#include "tests/bench/record_maker.h"

namespace {

using outturn::index::kTextFields;

struct Options {
  std::size_t count = 100'000;
  std::size_t first = 0;
  std::uint64_t seed = 1;
  std::string abstracts;
  std::string records;
  std::string script_text;
  std::string script;
  std::string columns;
};

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  return text;
}

/// As omindex-style dumps have it: a line for each field, an empty line after each document.
void write_script_text(std::ostream& out, const std::string& id, const outturn::index::Plan& plan,
                       const outturn::index::Contribution& columns) {
  out << "id=" << id << '\n';
  for (const auto& text : plan.texts)
    out << kTextFields[text.field].name << '=' << one_line(text.words) << '\n';
  for (const auto& [filter, values] : columns.values)
    for (const std::string& value : values)
      out << outturn::index::filter(filter).name << "_is=" << value << '\n';
  out << '\n';
}

/// One line of tab-separated text for the id and each field.
void write_columns(std::ostream& out, const std::string& id, const outturn::index::Plan& plan) {
  out << id;
  std::size_t next = 0;
  for (std::size_t field = 0; field < kTextFields.size(); ++field) {
    const bool has = next < plan.texts.size() && plan.texts[next].field == field;
    out << '\t' << (has ? one_line(plan.texts[next].words) : std::string());
    if (has) ++next;
  }
  out << '\n';
}

/// The index script that does with each field what Outturn's writer does: with its prefix, where it
/// has one, and without, at the field's weight. What is filtered by Outturn keeps in columns; here
/// they are boolean terms.
void write_script(std::ostream& out) {
  out << "id : boolean=Q field\n";
  for (const auto& field : kTextFields)
    out << field.name << " : weight=" << field.weight
        << (field.prefix.empty() ? std::string() : fmt::format(" index={}", field.prefix))
        << " index\n";
  for (const outturn::index::Filter& row : outturn::index::kFilters)
    if (row.level == outturn::index::Level::kRecord && row.asked == outturn::index::Asked::kValues)
      out << row.name << "_is : boolean=X" << static_cast<char>('A' + static_cast<int>(row.id))
          << '\n';
}

int run(const Options& options) {
  using outturn::bench::Texts;
  outturn::bench::Random random(options.seed);
  std::ifstream lines(options.abstracts);
  const Texts texts =
      options.abstracts.empty() ? Texts::from_model(65'000, random) : Texts::from_lines(lines);
  if (texts.size() == 0) {
    fmt::print(stderr, "{}: holds no abstracts\n", options.abstracts);
    return 66;
  }
  std::ofstream records(options.records);
  std::ofstream script_text;
  std::ofstream columns;
  if (!options.script_text.empty()) script_text.open(options.script_text);
  if (!options.columns.empty()) columns.open(options.columns);
  if (!options.script.empty()) {
    std::ofstream script(options.script);
    write_script(script);
  }
  for (std::size_t i = options.first; i < options.first + options.count; ++i) {
    const auto record = outturn::bench::make_record(texts, i, options.seed);
    records << outturn::evidence::to_json(record).dump() << '\n';
    if (!script_text.is_open() && !columns.is_open()) continue;
    const auto plan = outturn::index::plan(record);
    if (script_text.is_open())
      write_script_text(script_text, record.id, plan,
                        outturn::index::columns_of(record, outturn::index::Disputed::kNo));
    if (columns.is_open()) write_columns(columns, record.id, plan);
  }
  records.close();
  script_text.close();
  columns.close();
  if (!records || (!options.script_text.empty() && !script_text) ||
      (!options.columns.empty() && !columns)) {
    fmt::print(stderr, "not everything could be written: is the disk full?\n");
    return 73;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Writes seeded records for the benchmark of ingest."};
  Options options;
  app.add_option("--count", options.count, "How many records");
  app.add_option("--first", options.first, "Number of the first one");
  app.add_option("--seed", options.seed, "The same seed gives the same records");
  app.add_option("--abstracts", options.abstracts,
                 "JSON lines with title and abstract; without it words are made up");
  app.add_option("--records", options.records, "Write the records here, as JSON lines")->required();
  app.add_option("--script-text", options.script_text, "Write the same text for scriptindex");
  app.add_option("--script", options.script, "Write the index script for scriptindex");
  app.add_option("--columns", options.columns, "Write the same text, tab-separated");
  CLI11_PARSE(app, argc, argv);
  return run(options);
}
