// SPDX-License-Identifier: GPL-3.0-or-later
// Groups rows and hands each group to the maker; contract in mapped_stream.h.
#include "indexer/profiles/mapped_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "indexer/profiles/compile.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

constexpr std::size_t kMostIds = 1'000'000;

std::size_t bytes_of(const Row& row) {
  std::size_t bytes = sizeof(Row);
  for (const Cell& cell : row.cells) bytes += sizeof(Cell) + cell.text.capacity();
  return bytes;
}

/// Numbers by size before texts.
using SortKey = std::tuple<bool, double, std::string>;

SortKey sort_key(const Cell& cell, const NumberForm& form) {
  if (const auto number = read_number(cell, form, Unit::kPlain)) return {false, *number, {}};
  return {true, 0, folded(cell.text)};
}

}  // namespace

base::Result<std::unique_ptr<MappedStream>> MappedStream::open(std::unique_ptr<Table> table,
                                                               const Profile& profile,
                                                               const MapLimits& limits) {
  Compiled compiled = compile(profile.json, &table->header());
  if (!compiled.problems.empty())
    return tl::unexpected(
        as_error(compiled.problems, table->name(),
                 fmt::format("the profile \"{}\" does not fit this file", profile.name)));
  if (!profile.table.decimal) compiled.mapping.rules.numbers.decimal = table->decimal();
  return std::unique_ptr<MappedStream>(
      new MappedStream(std::move(table), std::move(compiled.mapping), limits));
}

MappedStream::MappedStream(std::unique_ptr<Table> table, Mapping mapping, const MapLimits& limits)
    : table_(std::move(table)),
      mapping_(std::move(mapping)),
      limits_(limits),
      maker_(mapping_, table_->name()) {
  gather_notes();
}

base::Result<bool> MappedStream::next(Candidate& candidate) {
  if (mapping_.anywhere && !all_held_) {
    if (const auto held = hold_all(); !held) return tl::unexpected(held.error());
  }
  Group group;
  if (mapping_.anywhere) {
    if (handed_on_ == held_.size()) {
      gather_notes();
      return false;
    }
    group = std::move(held_[handed_on_++]);
  } else {
    const auto more = next_group(group);
    if (!more) return more;
    if (!*more) {
      gather_notes();
      return false;
    }
  }
  sort(group.rows);
  candidate = maker_.make(std::move(group.rows));
  candidate.faults.insert(candidate.faults.begin(), group.faults.begin(), group.faults.end());
  check_id(candidate);
  ++account_.candidates;
  return true;
}

/// The next row that is not skipped, as the beginning of a group.
base::Result<bool> MappedStream::read_row(Row& row, Group& group) {
  while (true) {
    const auto more = table_->next(row);
    if (!more || !*more) return more;
    ++account_.rows;
    group = Group{};
    if (row.fault) {
      // Its cells may stand in the wrong columns; whatever record it seems to be of is refused.
      const RowReader reader(mapping_.rules, row, table_->name());
      group.faults.push_back({reader.place(), row.fault->message, row.fault->hint});
    } else if (skipped(row, group.faults)) {
      continue;
    }
    group.key = key_of(row, group.faults);
    group.bytes = bytes_of(row);
    return true;
  }
}

base::Result<bool> MappedStream::next_group(Group& group) {
  if (begun_) {
    group = std::move(*begun_);
    begun_.reset();
  } else {
    Row row;
    const auto more = read_row(row, group);
    if (!more || !*more) return more;
    group.rows.push_back(std::move(row));
  }
  if (mapping_.key.empty()) return true;
  while (true) {
    Row row;
    Group next;
    const auto more = read_row(row, next);
    if (!more) return more;
    if (!*more) return true;
    // A row that names no record stands by itself.
    if (next.key != group.key || next.key.empty()) {
      next.rows.push_back(std::move(row));
      begun_ = std::make_unique<Group>(std::move(next));
      return true;
    }
    group.bytes += next.bytes;
    if (const auto fits = check_held(group.bytes, row); !fits) return tl::unexpected(fits.error());
    group.faults.insert(group.faults.end(), next.faults.begin(), next.faults.end());
    group.rows.push_back(std::move(row));
  }
}

base::Result<void> MappedStream::hold_all() {
  std::unordered_map<std::string, std::size_t> where;
  std::size_t bytes = 0;
  Row row;
  Group one;
  while (true) {
    const auto more = read_row(row, one);
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    bytes += one.bytes;
    if (const auto fits = check_held(bytes, row); !fits) return fits;
    const auto found = one.key.empty() ? where.end() : where.find(one.key);
    if (found == where.end()) {
      if (!one.key.empty()) where.emplace(one.key, held_.size());
      held_.push_back(std::move(one));
      held_.back().rows.push_back(std::move(row));
    } else {
      Group& group = held_[found->second];
      group.faults.insert(group.faults.end(), one.faults.begin(), one.faults.end());
      group.rows.push_back(std::move(row));
    }
    row = Row{};
  }
  all_held_ = true;
  return {};
}

base::Result<void> MappedStream::check_held(std::size_t bytes, const Row& row) const {
  if (bytes <= limits_.held_bytes) return {};
  return base::fail(
      base::Code::kInvalidData,
      fmt::format("the rows that must be held together need more than {} MiB of memory",
                  limits_.held_bytes >> 20),
      mapping_.anywhere ? "sort the file by the key columns, and leave out \"order\": \"anywhere\""
                        : "check the key columns: too many rows are one record",
      fmt::format("{}:{}", table_->name(), row.number));
}

bool MappedStream::skipped(const Row& row, std::vector<Fault>& faults) {
  const RowReader reader(mapping_.rules, row, table_->name());
  for (const SkipRule& rule : mapping_.skips) {
    const auto here = ingest::holds(rule.when, reader);
    if (!here) {
      faults.push_back(here.error());
      continue;
    }
    if (!*here) continue;
    ++account_.skipped[rule.reason];
    const std::string text = "a row was skipped: " + rule.reason;
    const auto [note, fresh] =
        skip_notes_.try_emplace(rule.reason, Note{text, reader.place().where, 1});
    if (!fresh) ++note->second.times;
    return true;
  }
  return false;
}

/// Empty, with a fault, where a key column is blank.
std::string MappedStream::key_of(const Row& row, std::vector<Fault>& faults) {
  const RowReader reader(mapping_.rules, row, table_->name());
  std::string key;
  for (const Column& column : mapping_.key) {
    const Cell* cell = reader.cell(column);
    if (cell == nullptr) {
      faults.push_back({reader.place(column),
                        "the row does not say which record it belongs to: the column is blank",
                        "fill it, or skip such rows in the profile"});
      return {};
    }
    key += base::trim(cell->text);
    key += '\x1f';
  }
  return key;
}

void MappedStream::sort(std::vector<Row>& rows) const {
  if (mapping_.sort.empty() || rows.size() < 2) return;
  std::vector<std::pair<std::vector<SortKey>, std::size_t>> order;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const RowReader reader(mapping_.rules, rows[i], table_->name());
    std::vector<SortKey> keys;
    for (const Column& column : mapping_.sort) {
      const Cell* cell = reader.cell(column);
      keys.push_back(cell == nullptr ? SortKey{} : sort_key(*cell, mapping_.rules.numbers));
    }
    order.emplace_back(std::move(keys), i);
  }
  std::sort(order.begin(), order.end());
  std::vector<Row> sorted;
  sorted.reserve(rows.size());
  for (const auto& [keys, i] : order) sorted.push_back(std::move(rows[i]));
  rows = std::move(sorted);
}

void MappedStream::check_id(Candidate& candidate) {
  const auto id = candidate.record.find("id");
  if (id == candidate.record.end() || !id->is_string() || ids_.size() >= kMostIds) return;
  const auto [first, fresh] =
      ids_.try_emplace(std::hash<std::string>{}(id->get<std::string>()), candidate.place.row);
  if (fresh) return;
  candidate.faults.push_back(
      {place_of(candidate, "/id"),
       fmt::format("the id \"{}\" came already, with row {}", id->get<std::string>(),
                   first->second),
       mapping_.key.empty() || mapping_.anywhere
           ? "make the id from columns that tell the records apart"
           : "rows of one record that stand apart need \"order\": \"anywhere\" in the profile; "
             "different records need an id from columns that tell them apart"});
}

void MappedStream::gather_notes() {
  notes_ = table_->notes();
  for (const auto& [reason, note] : skip_notes_) notes_.push_back(note);
  for (Note& note : maker_.notes()) notes_.push_back(std::move(note));
}

}  // namespace outturn::ingest
