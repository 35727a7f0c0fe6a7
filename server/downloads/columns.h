// SPDX-License-Identifier: GPL-3.0-or-later
// How a table is made of an array of columns. For the tables of this folder alone.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "schema/evidence/record.h"
#include "server/downloads/table.h"

namespace outturn::downloads {

template <typename Row>
struct Column {
  Heading heading;
  Cell (*value)(const Row& row);
};

template <typename Row, std::size_t size>
std::vector<Heading> headings_of(const std::array<Column<Row>, size>& columns) {
  std::vector<Heading> out;
  for (const Column<Row>& column : columns) out.push_back(column.heading);
  return out;
}

template <typename Row, std::size_t size>
void put_row(const std::array<Column<Row>, size>& columns, const Row& row,
             std::span<const std::size_t> chosen, const PutRow& put) {
  std::array<Cell, size> cells;
  for (std::size_t i = 0; i < chosen.size(); ++i) cells[i] = columns[chosen[i]].value(row);
  put(std::span(cells).first(chosen.size()));
}

/// Whole address of a record.
std::string address_of(const Item& item);

/// "country" of each place, each once.
Cell countries(const evidence::Record& record);

/// The first year that a source names, as the order by year takes it.
Cell year(const evidence::Record& record);

/// What the source prints where the value differs: "value: .03; se: 1.2.3".
Cell printed(const evidence::AsPrinted& prints);

/// The programme's name.
Cell programme(const evidence::Record& record);

}  // namespace outturn::downloads
