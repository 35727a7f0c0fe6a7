// SPDX-License-Identifier: GPL-3.0-or-later
// A profile as a whole: rows, fields, lists and their entries. Contract in compile.h.
#include "indexer/profiles/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/profiles/compile_parts.h"
#include "indexer/profiles/derivation.h"
#include "schema/base/text.h"
#include "schema/evidence/parse_json.h"

namespace outturn::ingest {
namespace {

using nlohmann::json;

/// Entries of all lists together, those of "each" counted one by one.
constexpr std::size_t kMostItems = 2000;
/// A cell that means nothing may have spaces around it, but not without end.
constexpr std::size_t kSpacesAround = 64;

std::string at(const std::string& pointer, std::string_view step) {
  return pointer + "/" + evidence::pointer_step(step);
}

/// The same JSON with <name> replaced in every text.
json with_parameters(const json& node, const json& parameters) {
  const auto replaced = [&](std::string text) {
    for (const auto& [name, value] : parameters.items()) {
      const std::string mark = "<" + name + ">";
      const auto& by = value.get_ref<const std::string&>();
      for (auto found = text.find(mark); found != std::string::npos;
           found = text.find(mark, found + by.size()))
        text.replace(found, mark.size(), by);
    }
    return text;
  };
  if (node.is_string()) return replaced(node.get<std::string>());
  json out = node;
  if (node.is_array())
    for (json& child : out) child = with_parameters(child, parameters);
  if (node.is_object()) {
    out = json::object();
    for (const auto& [key, child] : node.items())
      out[replaced(key)] = with_parameters(child, parameters);
  }
  return out;
}

class ProfileCompiler {
 public:
  ProfileCompiler(const json& profile, const std::vector<std::string>* header) : profile_(profile) {
    state_.header = header;
  }

  Compiled compile() {
    add_reading_rules();
    add_rows();
    out_.mapping.fields = fields(profile_.at("record"), "", "/record");
    for (const char* required : {"id", "title", "summary", "type", "evidence.design"})
      if (!profile_.at("record").contains(required))
        state_.problem("/record", fmt::format("the field \"{}\" is missing", required),
                       "every record has it");
    if (const auto found = profile_.find("lists"); found != profile_.end())
      out_.mapping.lists = lists(*found, "", "/lists");
    out_.problems = std::move(state_.problems);
    return std::move(out_);
  }

 private:
  void add_reading_rules() {
    ReadingRules& rules = out_.mapping.rules;
    rules.blank.insert("");
    for (const json& text : profile_.value("blank", json::array()))
      rules.blank.insert(folded(text.get<std::string>()));
    for (const std::string& text : rules.blank)
      rules.longest_blank = std::max(rules.longest_blank, text.size() + kSpacesAround);
    if (const auto numbers = profile_.find("numbers"); numbers != profile_.end()) {
      rules.numbers.decimal = numbers->value("decimal", std::string("."))[0];
      if (numbers->contains("thousands"))
        rules.numbers.thousands = (*numbers)["thousands"].get_ref<const std::string&>()[0];
      if (rules.numbers.decimal == rules.numbers.thousands)
        state_.problem("/numbers/thousands", "is the same as the sign before decimals", "");
    }
    const std::string dates = profile_.value("dates", std::string());
    if (dates == "day first") rules.dates = DateOrder::kDayFirst;
    if (dates == "month first") rules.dates = DateOrder::kMonthFirst;
    for (const json& name : profile_.value("optional_columns", json::array()))
      state_.optional_columns.insert(folded(name.get<std::string>()));
    const json maps = profile_.value("terms", json::object());
    for (const auto& [name, map] : maps.items())
      state_.maps.emplace(name, std::make_shared<const TermMap>(compile_map(map)));
  }

  void add_rows() {
    if (const auto rows = profile_.find("rows"); rows != profile_.end()) {
      const json& key = rows->at("key");
      if (key.empty()) state_.problem("/rows/key", "names no column", "");
      for (std::size_t i = 0; i < key.size(); ++i)
        out_.mapping.key.push_back(
            find_column(key[i].get<std::string>(), fmt::format("/rows/key/{}", i), state_));
      const json sort = rows->value("sort", json::array());
      for (std::size_t i = 0; i < sort.size(); ++i)
        out_.mapping.sort.push_back(
            find_column(sort[i].get<std::string>(), fmt::format("/rows/sort/{}", i), state_));
      out_.mapping.anywhere = rows->value("order", std::string()) == "anywhere";
    }
    const json skips = profile_.value("skip", json::array());
    for (std::size_t i = 0; i < skips.size(); ++i)
      out_.mapping.skips.push_back(
          {compile_condition(skips[i].at("when"), fmt::format("/skip/{}/when", i), state_),
           skips[i].at("reason").get<std::string>()});
  }

  std::vector<FieldRule> fields(const json& fields, const std::string& list,
                                const std::string& pointer) {
    std::vector<FieldRule> out;
    for (const auto& [path, value] : fields.items()) {
      const auto field = record_field(list, path);
      if (!field) {
        unknown_field(list, path, at(pointer, path));
        continue;
      }
      out.push_back(this->field(path, *field, value, at(pointer, path), list));
    }
    return out;
  }

  void unknown_field(const std::string& list, const std::string& path, const std::string& pointer) {
    std::string near;
    std::size_t best = std::max<std::size_t>(2, path.size() / 3) + 1;
    for (const std::string& one : record_paths(list)) {
      const std::size_t distance = base::edit_distance(base::clip(path, 80), one, best);
      if (distance >= best) continue;
      best = distance;
      near = one;
    }
    state_.problem(
        pointer,
        fmt::format("\"{}\" is not a field of {}", base::clip(base::printable(path), 80),
                    list.empty() ? "a record" : fmt::format("an entry of \"{}\"", list)),
        near.empty() ? "schema/evidence/record.schema.json says which there are; a list of objects "
                       "goes under \"lists\""
                     : fmt::format("did you mean \"{}\"?", near));
  }

  FieldRule field(const std::string& path, const RecordField& field, const json& value,
                  const std::string& pointer, const std::string& list) {
    FieldRule rule;
    rule.path = path;
    rule.field = field;
    if (value.is_array() && !field.list)
      state_.problem(pointer, "the field holds one value and not a list", "");
    if (value.is_array())
      for (std::size_t i = 0; i < value.size(); ++i)
        rule.values.push_back(
            compile_value(value[i], field, fmt::format("{}/{}", pointer, i), state_));
    else
      rule.values.push_back(compile_value(value, field, pointer, state_));
    static const std::map<std::string, Take> kTakes{
        {"same", Take::kSame},         {"first", Take::kFirst},     {"last", Take::kLast},
        {"smallest", Take::kSmallest}, {"largest", Take::kLargest}, {"sum", Take::kSum},
        {"joined", Take::kJoined}};
    if (value.is_object()) {
      rule.take = kTakes.at(value.value("take", std::string("same")));
      rule.separator = value.value("separator", std::string("; "));
    }
    const bool number = field.kind == FieldKind::kNumber || field.kind == FieldKind::kInteger;
    if (!number &&
        (rule.take == Take::kSmallest || rule.take == Take::kLargest || rule.take == Take::kSum))
      state_.problem(pointer + "/take", "is for numbers", "");
    if (rule.take == Take::kJoined && field.kind != FieldKind::kText)
      state_.problem(pointer + "/take", "joins texts, and the field holds none", "");
    for (const ValueRule& one : rule.values)
      if (one.keep_unreadable && list != "findings" && !list.starts_with("appraisals"))
        state_.problem(pointer, "there is no as_printed beside this field",
                       "leave \"unreadable\" out");
    return rule;
  }

  std::vector<ItemRule> lists(const json& lists, const std::string& above,
                              const std::string& pointer) {
    std::vector<ItemRule> out;
    for (const auto& [name, items] : lists.items()) {
      const std::string full = above.empty() ? name : above + "." + name;
      const std::string here = at(pointer, name);
      if (!is_record_list(full)) {
        std::string known;
        for (const std::string& one : record_lists()) known += (known.empty() ? "" : ", ") + one;
        state_.problem(here,
                       fmt::format("\"{}\" is not a list of objects of a record",
                                   base::clip(base::printable(full), 80)),
                       "there are " + known);
        continue;
      }
      for (std::size_t i = 0; i < items.size(); ++i)
        add_items(items[i], name, full, fmt::format("{}/{}", here, i), out);
    }
    return out;
  }

  void add_items(const json& item, const std::string& name, const std::string& full,
                 const std::string& pointer, std::vector<ItemRule>& out) {
    const auto add = [&](const json& one) {
      if (++items_ == kMostItems + 1)
        state_.problem(pointer, fmt::format("more than {} entries in all", kMostItems), "");
      if (items_ <= kMostItems) out.push_back(this->item(one, name, full, pointer));
    };
    const auto each = item.find("each");
    if (each == item.end()) return add(item);
    for (const json& parameters : *each) {
      json bare = item;
      bare.erase("each");
      add(with_parameters(bare, parameters));
    }
  }

  ItemRule item(const json& item, const std::string& name, const std::string& full,
                const std::string& pointer) {
    ItemRule rule;
    rule.list = name;
    rule.per_record = item.value("per", std::string()) == "record";
    if (const auto when = item.find("when"); when != item.end())
      rule.when = compile_condition(*when, pointer + "/when", state_);
    rule.fields = fields(item.at("fields"), full, pointer + "/fields");
    for (const json& need : item.value("needs", json::array()))
      rule.needs.push_back(known_field(need.get<std::string>(), full, pointer + "/needs"));
    rule.unique = item.value("unique", std::string());
    if (!rule.unique.empty() && rule.unique != "*")
      known_field(rule.unique, full, pointer + "/unique");
    if (const auto inner = item.find("lists"); inner != item.end())
      rule.lists = lists(*inner, full, pointer + "/lists");
    const json derivations = item.value("derive", json::array());
    for (std::size_t i = 0; i < derivations.size(); ++i)
      rule.derivations.push_back(
          derivation(derivations[i], full, fmt::format("{}/derive/{}", pointer, i)));
    return rule;
  }

  std::string known_field(const std::string& path, const std::string& full,
                          const std::string& pointer) {
    if (!record_field(full, path)) unknown_field(full, path, pointer);
    return path;
  }

  DerivationRule derivation(const json& json_rule, const std::string& full,
                            const std::string& pointer) {
    DerivationRule rule;
    rule.by = json_rule.at("by").get<std::string>();
    if (const auto when = json_rule.find("when"); when != json_rule.end())
      rule.when = compile_condition(*when, pointer + "/when", state_);
    const DerivationWay* way = find_way(rule.by);
    if (way == nullptr || way->list != full) {
      std::string known;
      for (const DerivationWay& one : derivation_ways())
        if (one.list == full) known += fmt::format("{}{}", known.empty() ? "" : ", ", one.by);
      state_.problem(pointer + "/by",
                     fmt::format("\"{}\" is no way to work out a figure of \"{}\"",
                                 base::clip(base::printable(rule.by), 80), full),
                     known.empty() ? "there is none" : "there are " + known);
      return rule;
    }
    const json with = json_rule.value("with", json::object());
    for (const std::string_view name : way->with)
      if (!with.contains(std::string(name)))
        state_.problem(pointer + "/with", fmt::format("\"{}\" is missing", name),
                       fmt::format("{} needs it", rule.by));
    RecordField number;
    number.kind = FieldKind::kNumber;
    for (const auto& [name, value] : with.items()) {
      if (std::find(way->with.begin(), way->with.end(), name) == way->with.end())
        state_.problem(at(pointer + "/with", name),
                       fmt::format("\"{}\" is not needed", base::clip(base::printable(name), 80)),
                       "the other figures are those of the entry");
      rule.with.emplace(name, compile_value(value, number, at(pointer + "/with", name), state_));
    }
    return rule;
  }

  const json& profile_;
  CompileState state_;
  Compiled out_;
  std::size_t items_ = 0;
};

}  // namespace

Compiled compile(const json& profile, const std::vector<std::string>* header) {
  return ProfileCompiler(profile, header).compile();
}

}  // namespace outturn::ingest
