// SPDX-License-Identifier: GPL-3.0-or-later
// See readme_sheet.h.
#include "server/downloads/readme_sheet.h"

#include <fmt/format.h>

#include "schema/base/spreadsheet.h"
#include "schema/base/text.h"

namespace outturn::downloads {
namespace {

std::string rows_of(const Chosen& chosen, const Written& written) {
  const std::string rows = base::with_separators(std::to_string(written.rows));
  std::string out =
      fmt::format("{} {}, each {}.", rows, written.rows == 1 ? "row" : "rows", chosen.table->row);
  if (written.left_out > 0)
    out += fmt::format(
        " NOT COMPLETE: {} more rows do not fit into a sheet, which holds 1,048,576 and 4 GB. The "
        "CSV of the same search has all of them.",
        base::with_separators(std::to_string(written.left_out)));
  if (written.cut > 0)
    out += fmt::format(
        " NOT COMPLETE: {} longer than the {} characters that a cell holds {} cut, and {} so at "
        "the "
        "end; whole in the CSV.",
        base::plural(written.cut, "text", "texts"),
        base::with_separators(std::to_string(base::kLongestCell)), written.cut == 1 ? "is" : "are",
        written.cut == 1 ? "says" : "say");
  return out;
}

std::string_view holds(Holds what) {
  switch (what) {
    case Holds::kFigure:
      return "Number. ";
    case Holds::kTruth:
      return "TRUE or FALSE. ";
    case Holds::kText:
      break;
  }
  return "Text. ";
}

}  // namespace

std::vector<ReadmeLine> readme(const About& about, const std::vector<Chosen>& tables,
                               const std::vector<Written>& written, const std::string& today) {
  using Line = ReadmeLine;
  std::vector<Line> out{{Line::kTitle, about.what, ""},
                        {Line::kPlain, "What was asked", about.words},
                        {Line::kPlain, "Address", about.address},
                        {Line::kPlain, "Release",
                         fmt::format("{}, published {}", about.release,
                                     std::string_view(about.published).substr(0, 10))},
                        {Line::kPlain, "Downloaded", today}};
  for (std::size_t i = 0; i < tables.size(); ++i)
    out.push_back({Line::kPlain, fmt::format("Sheet \"{}\"", tables[i].table->name),
                   rows_of(tables[i], written[i])});
  for (const api::GoneRecord& one : about.gone)
    out.push_back({Line::kPlain, "Left out",
                   fmt::format("\"{}\" ({}), which was removed on {}{}{}", one.title, one.id,
                               std::string_view(one.removed).substr(0, 10),
                               one.reason.empty() ? "" : ": ", one.reason)});
  for (const std::string& cite : about.cite) out.push_back({Line::kPlain, "How to cite", cite});
  out.push_back({Line::kPlain, "Licence",
                 "The records that come with Outturn are under Creative Commons Attribution 4.0 "
                 "(https://creativecommons.org/licenses/by/4.0/). For records added on this site, "
                 "ask whoever "
                 "runs it."});
  out.push_back(
      {Line::kPlain, "How to read it",
       "An empty cell was not reported, which is not zero. Figures are as their source reports "
       "them; what is worked out is in columns that say so below. Terms are ids of the "
       "vocabularies at /api/v1/vocabularies. No cell is a formula."});
  for (const Chosen& chosen : tables) {
    out.push_back({Line::kHeading, fmt::format("Columns of \"{}\"", chosen.table->name), ""});
    for (const std::size_t column : chosen.columns) {
      const Heading& heading = chosen.table->headings[column];
      out.push_back({Line::kPlain, std::string(heading.name),
                     std::string(holds(heading.holds)) + std::string(heading.meaning)});
    }
  }
  return out;
}

}  // namespace outturn::downloads
