// SPDX-License-Identifier: GPL-3.0-or-later
// Fills a record field by field and list by list; contract in candidate_maker.h.
#include "indexer/profiles/candidate_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "indexer/profiles/derivation.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using nlohmann::json;

/// More faults of one record help nobody.
constexpr std::size_t kMostFaults = 200;
/// Whole numbers up to here are exact in a double.
constexpr double kLargestInteger = 9007199254740992.0;

std::string pointer_to(const std::string& path) {
  std::string pointer = "/" + path;
  std::replace(pointer.begin(), pointer.end(), '.', '/');
  return pointer;
}

std::string shown(const json& value) {
  return base::clip(base::printable(value.dump(-1, ' ', false, json::error_handler_t::replace)),
                    60);
}

using Rows = std::vector<RowReader>;

class RecordBuilder {
 public:
  RecordBuilder(Candidate& candidate, std::map<std::string, Note>& notes)
      : candidate_(candidate), notes_(notes) {}

  void build(const Mapping& mapping, const Rows& rows) {
    candidate_.record = json::object();
    for (const FieldRule& rule : mapping.fields) set_field(candidate_.record, "", rule, rows);
    add_lists(candidate_.record, "", mapping.lists, rows);
  }

 private:
  struct Taken {
    Found found;
    const RowReader* row = nullptr;
  };

  void fault(Fault fault) {
    const auto same = [&](const Fault& other) {
      return other.place.where == fault.place.where && other.message == fault.message;
    };
    auto& faults = candidate_.faults;
    if (faults.size() < kMostFaults && std::none_of(faults.begin(), faults.end(), same))
      faults.push_back(std::move(fault));
  }

  void note(const std::string& text, const std::string& where) {
    const auto [found, fresh] = notes_.try_emplace(text, Note{text, where, 1});
    if (!fresh) ++found->second.times;
  }

  /// What the rules of a field give for the rows, blanks left out.
  std::vector<Taken> gathered(const FieldRule& rule, const Rows& rows) {
    std::vector<Taken> all;
    for (const ValueRule& value : rule.values) {
      const bool constant = value.from == ValueRule::From::kConstant && !value.when;
      for (const RowReader& row : rows) {
        auto one = value_of(value, row);
        if (!one) {
          fault(std::move(one.error()));
        } else if (!one->value.is_null() || !one->printed.empty()) {
          if (one->clipped)
            note(fmt::format("a text was cut to the length of the field \"{}\"", rule.path),
                 place_in(*one, row).where);
          all.push_back({std::move(*one), &row});
        }
        if (constant) break;
      }
    }
    return all;
  }

  static Place place_in(const Found& found, const RowReader& row) {
    return found.column == nullptr ? row.place() : row.place(*found.column);
  }

  void set_field(json& object, const std::string& base, const FieldRule& rule, const Rows& rows) {
    std::vector<Taken> all = gathered(rule, rows);
    if (all.empty()) return;
    const std::string pointer = pointer_to(rule.path);
    if (rule.field.list) return set_list(object, base, pointer, all);
    const Taken* taken = pick(rule, all);
    if (!taken->found.printed.empty()) {
      const std::string top = rule.path.substr(0, rule.path.find('.'));
      object["as_printed"][top] = taken->found.printed;
      candidate_.origins[base + "/as_printed/" + top] = place_in(taken->found, *taken->row);
    }
    if (taken->found.value.is_null()) return;
    object[json::json_pointer(pointer)] = combined(rule, all, *taken);
    candidate_.origins[base + pointer] = place_in(taken->found, *taken->row);
  }

  void set_list(json& object, const std::string& base, const std::string& pointer,
                const std::vector<Taken>& all) {
    json& list = object[json::json_pointer(pointer)];
    if (list.is_null()) list = json::array();
    for (const Taken& one : all) {
      const json values =
          one.found.value.is_array() ? one.found.value : json::array({one.found.value});
      for (const json& value : values) {
        if (value.is_null() || std::find(list.begin(), list.end(), value) != list.end()) continue;
        candidate_.origins[fmt::format("{}{}/{}", base, pointer, list.size())] =
            place_in(one.found, *one.row);
        list.push_back(value);
      }
    }
  }

  /// Which of several counts; for same, the first, and a fault where another differs.
  const Taken* pick(const FieldRule& rule, const std::vector<Taken>& all) {
    const auto less = [](const Taken& a, const Taken& b) { return a.found.value < b.found.value; };
    switch (rule.take) {
      case Take::kLast:
        return &all.back();
      case Take::kSmallest:
        return &*std::min_element(all.begin(), all.end(), less);
      case Take::kLargest:
        return &*std::max_element(all.begin(), all.end(), less);
      case Take::kFirst:
      case Take::kSum:
      case Take::kJoined:
        return &all.front();
      case Take::kSame:
        break;
    }
    for (const Taken& one : all) {
      if (one.found.value == all.front().found.value) continue;
      fault({place_in(one.found, *one.row),
             fmt::format("rows of one record differ in \"{}\": {} here, {} in row {}", rule.path,
                         shown(one.found.value), shown(all.front().found.value),
                         all.front().row->row().number),
             "correct the row, or say under \"take\" in the profile which counts"});
      break;
    }
    return &all.front();
  }

  json combined(const FieldRule& rule, const std::vector<Taken>& all, const Taken& taken) {
    if (rule.take == Take::kJoined) {
      std::vector<std::string> parts;
      for (const Taken& one : all) {
        auto text = one.found.value.get<std::string>();
        if (std::find(parts.begin(), parts.end(), text) == parts.end())
          parts.push_back(std::move(text));
      }
      return fmt::format("{}", fmt::join(parts, rule.separator));
    }
    if (rule.take == Take::kSum) return sum(rule, all, taken);
    return taken.found.value;
  }

  json sum(const FieldRule& rule, const std::vector<Taken>& all, const Taken& taken) {
    double sum = 0;
    for (const Taken& one : all) sum += one.found.value.get<double>();
    const bool whole = rule.field.kind == FieldKind::kInteger;
    if (!(std::abs(sum) <= (whole ? kLargestInteger : std::numeric_limits<double>::max()))) {
      fault({place_in(taken.found, *taken.row), "the sum over the rows is too large", ""});
      return nullptr;
    }
    return whole ? json(static_cast<long long>(sum)) : json(sum);
  }

  void add_lists(json& object, const std::string& base, const std::vector<ItemRule>& rules,
                 const Rows& rows) {
    for (const ItemRule& rule : rules) {
      if (rule.per_record) {
        add_item(object, base, rule, rows);
        continue;
      }
      for (const RowReader& row : rows) add_item(object, base, rule, Rows{row});
    }
  }

  void add_item(json& object, const std::string& base, const ItemRule& rule, const Rows& rows) {
    if (rule.when) {
      const auto here = holds(*rule.when, rows.front());
      if (!here) return fault(here.error());
      if (!*here) return;
    }
    const json::json_pointer where(pointer_to(rule.list));
    const std::size_t index = object.contains(where) ? object[where].size() : 0;
    const std::string pointer = fmt::format("{}{}/{}", base, pointer_to(rule.list), index);
    json item = json::object();
    for (const FieldRule& field : rule.fields) set_field(item, pointer, field, rows);
    work_out(item, rule, rows.front());
    if (!complete(item, rule, rows.front()) || repeated(item, rule, object, where))
      return forget(pointer);
    candidate_.origins.try_emplace(pointer, rows.front().place());
    add_lists(item, pointer, rule.lists, rows);
    json& list = object[where];
    if (list.is_null()) list = json::array();
    list.push_back(std::move(item));
  }

  bool complete(const json& item, const ItemRule& rule, const RowReader& row) {
    for (const std::string& need : rule.needs) {
      if (item.contains(json::json_pointer(pointer_to(need)))) continue;
      note(fmt::format("an entry of \"{}\" was left out for want of \"{}\"", rule.list, need),
           row.place().where);
      return false;
    }
    return !item.empty();
  }

  static bool repeated(const json& item, const ItemRule& rule, const json& object,
                       const json::json_pointer& where) {
    if (rule.unique.empty() || !object.contains(where)) return false;
    const json& list = object.at(where);
    if (rule.unique == "*") return std::find(list.begin(), list.end(), item) != list.end();
    const json::json_pointer field(pointer_to(rule.unique));
    return std::any_of(list.begin(), list.end(), [&](const json& other) {
      return other.contains(field) && item.contains(field) && other.at(field) == item.at(field);
    });
  }

  void forget(const std::string& pointer) {
    auto& origins = candidate_.origins;
    origins.erase(pointer);
    const auto first = origins.lower_bound(pointer + "/");
    origins.erase(first, origins.lower_bound(pointer + "0"));  // '0' comes after '/'
  }

  void work_out(json& item, const ItemRule& rule, const RowReader& row) {
    for (const DerivationRule& derivation : rule.derivations) {
      if (derivation.when) {
        const auto here = holds(*derivation.when, row);
        if (!here) {
          fault(here.error());
          continue;
        }
        if (!*here) continue;
      }
      json with = json::object();
      for (const auto& [name, value] : derivation.with) {
        auto one = value_of(value, row);
        if (!one)
          fault(std::move(one.error()));
        else if (!one->value.is_null())
          with[name] = std::move(one->value);
      }
      const auto done = derive(*find_way(derivation.by), with, item);
      if (!done)
        note(fmt::format("{} was not possible", derivation.by),
             fmt::format("{}: {}", row.place().where, done.error().message));
    }
  }

  Candidate& candidate_;
  std::map<std::string, Note>& notes_;
};

}  // namespace

Candidate CandidateMaker::make(std::vector<Row> rows) {
  Candidate candidate;
  Rows readers;
  readers.reserve(rows.size());
  for (const Row& row : rows) readers.emplace_back(mapping_.rules, row, table_);
  candidate.place = readers.front().place();
  RecordBuilder(candidate, notes_).build(mapping_, readers);
  for (Row& row : rows) {
    InputRow input{row.number, {}};
    input.cells.reserve(row.cells.size());
    for (Cell& cell : row.cells) input.cells.push_back(std::move(cell.text));
    candidate.rows.push_back(std::move(input));
  }
  return candidate;
}

std::vector<Note> CandidateMaker::notes() const {
  std::vector<Note> all;
  for (const auto& [text, note] : notes_) all.push_back(note);
  return all;
}

}  // namespace outturn::ingest
