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

/// What a table whose rows are parts of records says of each one's record. A row has `item`.
template <typename Row>
struct OfRecord {
  using C = Column<Row>;
  static constexpr C kId{{"record_id", Holds::kText, 30, "The id of the record it belongs to."},
                         [](const Row& r) { return text(r.item.stored.record.id); }};
  static constexpr C kProgramme{{"programme", Holds::kText, 28,
                                 "The programme's name, where the intervention is a named one."},
                                [](const Row& r) { return programme(r.item.stored.record); }};
  static constexpr C kTitle{{"title", Holds::kText, 40, "The record's title."},
                            [](const Row& r) { return text(r.item.stored.record.title); }};
  static constexpr C kType{
      {"type", Holds::kText, 14, "Kind of intervention: a term of the vocabulary type."},
      [](const Row& r) { return text(r.item.stored.record.type); }};
  static constexpr C kCountries{
      {"countries", Holds::kText, 11, "Where it was studied: ISO 3166 codes."},
      [](const Row& r) { return countries(r.item.stored.record); }};
  static constexpr C kYear{
      {"year", Holds::kFigure, 7, "Year of the record's first source that names one."},
      [](const Row& r) { return year(r.item.stored.record); }};
  static constexpr C kAddress{{"address", Holds::kText, 40, "The record's page."},
                              [](const Row& r) { return made(address_of(r.item)); }};
  static constexpr C kRelease{{"release", Holds::kText, 14, "The release the row was read from."},
                              [](const Row& r) { return text(r.item.around.release); }};
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

}  // namespace outturn::downloads
