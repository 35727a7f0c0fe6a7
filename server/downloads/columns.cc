// SPDX-License-Identifier: GPL-3.0-or-later
// Cells that several tables have; see columns.h and table.h.
#include "server/downloads/columns.h"

#include <algorithm>

namespace outturn::downloads {

std::optional<std::size_t> Table::column(std::string_view heading) const {
  for (std::size_t i = 0; i < headings.size(); ++i)
    if (headings[i].name == heading) return i;
  return std::nullopt;
}

std::vector<std::size_t> Table::all_columns() const {
  std::vector<std::size_t> out(headings.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = i;
  return out;
}

std::string address_of(const Item& item) {
  return item.around.site + "/records/" + item.stored.record.id;
}

Cell countries(const evidence::Record& record) {
  std::vector<std::string> names;
  for (const evidence::Place& place : record.places)
    if (std::find(names.begin(), names.end(), place.country) == names.end())
      names.push_back(place.country);
  return list(names);
}

Cell year(const evidence::Record& record) {
  for (const evidence::Source& source : record.sources)
    if (source.year) return static_cast<double>(*source.year);
  return {};
}

Cell printed(const evidence::AsPrinted& prints) {
  std::string out;
  for (const auto& [field, print] : prints) {
    if (!out.empty()) out += "; ";
    out += field + ": " + print;
  }
  return made(std::move(out));
}

Cell programme(const evidence::Record& record) {
  return record.programme ? text(record.programme->name) : Cell();
}

}  // namespace outturn::downloads
