// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the guesses about columns together into a profile; contract in guess.h.
#include "indexer/profiles/guess.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "indexer/profiles/guess_findings.h"
#include "indexer/profiles/guess_roles.h"
#include "indexer/profiles/guess_sample.h"
#include "indexer/profiles/profile.h"
#include "schema/base/files.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using nlohmann::ordered_json;

/// The name of the file without folders and endings.
std::string stem_of(std::string_view name) {
  if (const auto slash = name.rfind('/'); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  name = name.substr(0, name.find('.'));
  const std::string slug = slug_of(name, 40);
  return slug.empty() ? "table" : slug;
}

struct Recognised {
  std::string profile;
  std::vector<std::string> columns;  ///< folded; all of them tell the table
};

const std::vector<Recognised>& recognised() {
  static const std::vector<Recognised> kAll = [] {
    std::vector<Recognised> all;
    for (const auto& [name, text] : shipped_profiles()) {
      Recognised one{std::string(name), {}};
      const auto profile = nlohmann::json::parse(text);
      if (const auto columns = profile.find("recognise"); columns != profile.end())
        for (const auto& column : *columns)
          one.columns.push_back(folded(column.get<std::string>()));
      if (!one.columns.empty()) all.push_back(std::move(one));
    }
    return all;
  }();
  return kAll;
}

/// The shipped profile all of whose telling columns the table has.
std::string shipped_for(const std::vector<std::string>& header) {
  std::set<std::string> have;
  for (const std::string& name : header) have.insert(folded(name));
  for (const Recognised& one : recognised())
    if (std::all_of(one.columns.begin(), one.columns.end(),
                    [&](const std::string& column) { return have.contains(column); }))
      return one.profile;
  return {};
}

class Guesser {
 public:
  explicit Guesser(TableSample sample)
      : sample_(std::move(sample)), state_{sample_, guess_, {}, "table"} {}

  Guess guess() {
    const ColumnRoles roles = assign_roles(sample_);
    add_head(roles);
    add_record(roles);
    add_lists(roles);
    for (std::size_t i = 0; i < sample_.columns.size(); ++i)
      if (!state_.placed.contains(i)) guess_.unplaced.push_back(sample_.columns[i].name);
    ordered_json comment{{"guessed from", sample_.name}};
    if (!guess_.to_settle.empty()) comment["to settle"] = guess_.to_settle;
    if (!guess_.unplaced.empty()) comment["columns not placed"] = guess_.unplaced;
    guess_.json["comment"] = std::move(comment);
    guess_.json["record"] = std::move(record_);
    guess_.json["lists"] = std::move(lists_);
    return std::move(guess_);
  }

 private:
  void add_head(const ColumnRoles& roles) {
    const std::string stem = stem_of(sample_.name);
    guess_.json["profile"] = stem;
    guess_.json["title"] = base::clip(stem, 100);
    guess_.json["comment"] = "";
    if (!sample_.blanks.empty()) guess_.json["blank"] = sample_.blanks;
    guess_.json["numbers"]["decimal"] = std::string(1, sample_.decimal);
    if (const char mark = thousands(); mark != 0)
      guess_.json["numbers"]["thousands"] = std::string(1, mark);
    add_key(roles);
  }

  /// A sign that groups digits in a column of numbers: the other one of point and comma.
  char thousands() const {
    const char other = sample_.decimal == ',' ? '.' : ',';
    for (const ColumnSample& column : sample_.columns) {
      if (!column.numeric(sample_.decimal)) continue;
      for (const std::string& cell : column.cells)
        if (cell.find(other) != std::string::npos) return other;
    }
    return 0;
  }

  void add_key(const ColumnRoles& roles) {
    for (const char* role : {"record/programme.name", "key/study"})
      if (const auto found = roles.find(role); found != roles.end()) {
        key_.push_back(found->second.column);
        state_.placed.insert(found->second.column);
      }
    const bool repeats = !key_.empty() && std::all_of(key_.begin(), key_.end(), [&](std::size_t i) {
      return sample_.repeats(i) || key_.size() > 1;
    });
    if (!repeats || !rows_share_key()) return;
    ordered_json names = ordered_json::array();
    for (const std::size_t i : key_) names.push_back(sample_.columns[i].name);
    guess_.json["rows"] = {{"key", names}, {"order", "anywhere"}};
    guess_.to_settle.push_back(
        "rows: whether these columns say which rows are one record; \"anywhere\" holds the whole "
        "file in memory, leave it out where its rows are sorted");
  }

  bool rows_share_key() const {
    std::set<std::string> seen;
    for (const auto& row : sample_.texts) {
      std::string key;
      for (const std::size_t i : key_) key += folded(row[i]) + '\x1f';
      if (!seen.insert(key).second) return true;
    }
    return false;
  }

  void add_record(const ColumnRoles& roles) {
    std::string id = stem_of(sample_.name);
    for (const std::size_t i : key_) id += fmt::format("-{{{}|slug}}", sample_.columns[i].name);
    const bool usable = !key_.empty() && std::none_of(key_.begin(), key_.end(), [&](std::size_t i) {
      return sample_.columns[i].name.find_first_of("{}") != std::string::npos ||
             sample_.columns[i].name.empty();
    });
    if (!usable) {
      id = stem_of(sample_.name) + "-{#row}";
      guess_.to_settle.push_back(
          "record id: it is made of the row number, and changes when rows move; make it of a "
          "column "
          "that stays");
    }
    record_["id"] = {{"text", id}, {"comment", "ids must stay the same from file to file"}};
    const auto name = roles.find("record/programme.name");
    if (name != roles.end())
      record_["title"] = {{"column", sample_.columns[name->second.column].name}};
    else
      record_["title"] = {{"text", stem_of(sample_.name) + ", row {#row}"}};
    record_["summary"] = {{"text", "As {#file} has it."}, {"comment", "say it in your own words"}};
    record_["type"] = {{"constant", "programme"}};
    for (const auto& [role, guess] : roles)
      if (role.starts_with("record/")) {
        record_[role.substr(7)] = value_for(guess, state_);
        if (guess_.json.contains("rows") && role != "record/programme.name")
          record_[role.substr(7)]["take"] = "first";
      }
    if (!record_.contains("evidence.design")) {
      record_["evidence.design"] = "not_reported";
      guess_.to_settle.push_back("evidence.design: no column says it");
    }
    record_["curation.added"] = base::utc_now().substr(0, 10);
    record_["curation.process"] = "imported";
    guess_.to_settle.push_back("curation.added: the day on which the file was got");
  }

  void add_lists(const ColumnRoles& roles) {
    ordered_json source = source_entry(roles);
    ordered_json findings = finding_entries(roles, state_);
    if (!findings.empty()) lists_["findings"] = std::move(findings);
    ordered_json appraisals = appraisal_entries(roles, state_);
    if (!appraisals.empty()) lists_["appraisals"] = std::move(appraisals);
    add_places(roles);
    lists_["sources"] = {{{"unique", "id"}, {"fields", std::move(source)}}};
  }

  void add_places(const ColumnRoles& roles) {
    ordered_json fields;
    for (const auto& [role, guess] : roles)
      if (role.starts_with("places/")) fields[role.substr(7)] = value_for(guess, state_);
    if (fields.empty()) return;
    if (!fields.contains("country")) {
      fields["country"] = {{"constant", "GB"}, {"comment", "unsure: no column says it"}};
      guess_.to_settle.push_back("places.country: no column says it; GB stands there");
    }
    lists_["places"] = {{{"unique", "*"}, {"fields", fields}}};
  }

  /// A source for each title that the table names; the table itself where it names none.
  ordered_json source_entry(const ColumnRoles& roles) {
    ordered_json fields{{"id", "table"}};
    for (const auto& [role, guess] : roles)
      if (role.starts_with("sources/")) fields[role.substr(8)] = value_for(guess, state_);
    if (!fields.contains("title")) {
      fields["title"] = {{"text", "{#file}"}};
      guess_.to_settle.push_back("sources: no column names the source; the file stands for it");
      return fields;
    }
    fields["title"]["clip"] = true;
    const ordered_json slug{
        {"column", fields["title"]["column"]}, {"as", "slug"}, {"otherwise", "table"}};
    state_.source = {{"first", {slug, "table"}}};
    fields["id"] = state_.source;
    fields["title"] = {{"first", {fields["title"], {{"text", "{#file}"}}}}};
    return fields;
  }

  TableSample sample_;
  Guess guess_;
  GuessState state_;
  std::vector<std::size_t> key_;
  ordered_json record_ = ordered_json::object();
  ordered_json lists_ = ordered_json::object();
};

}  // namespace

base::Result<Guess> guess_profile(Table& table, const GuessOptions& options) {
  auto sample = sample_of(table, options.sample_rows);
  if (!sample) return tl::unexpected(sample.error());
  Guess guess = Guesser(std::move(*sample)).guess();
  guess.shipped = shipped_for(table.header());
  return guess;
}

}  // namespace outturn::ingest
