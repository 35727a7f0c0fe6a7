// SPDX-License-Identifier: GPL-3.0-or-later
// Values of a profile: where a field comes from and how it is read. Contracts in compile_parts.h.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/profiles/compile_parts.h"
#include "schema/base/text.h"
#include "schema/evidence/parse_json.h"

namespace outturn::ingest {
namespace {

using nlohmann::json;

constexpr std::array kSources{"column", "text", "constant", "first", "cases"};

Form form_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::kText:
      return Form::kText;
    case FieldKind::kNumber:
      return Form::kNumber;
    case FieldKind::kInteger:
      return Form::kInteger;
    case FieldKind::kTruth:
      return Form::kTruth;
    case FieldKind::kDate:
      return Form::kDate;
    case FieldKind::kSlug:
      return Form::kSlug;
    case FieldKind::kTerm:
      return Form::kTerm;
  }
  return Form::kText;
}

std::string shown(const json& value) { return base::clip(base::printable(value.dump()), 60); }

bool is_number_form(Form form) { return form == Form::kNumber || form == Form::kInteger; }

class ValueCompiler {
 public:
  ValueCompiler(const RecordField& field, CompileState& state) : field_(field), state_(state) {}

  ValueRule compile(const json& value, const std::string& pointer) {
    ValueRule rule;
    rule.form = form_of(field_.kind);
    rule.vocabulary = field_.vocabulary;
    if (!value.is_object()) {
      rule.constant = checked(value, pointer);
      return rule;
    }
    add_reading(value, pointer, rule);
    add_source(value, pointer, rule);
    return rule;
  }

 private:
  /// A constant must be what the field takes.
  json checked(const json& value, const std::string& pointer) {
    if (value.is_null()) return value;
    const char* wanted = nullptr;
    switch (field_.kind) {
      case FieldKind::kTerm:
        return checked_term(value, pointer);
      case FieldKind::kNumber:
        if (!value.is_number()) wanted = "a number";
        break;
      case FieldKind::kInteger:
        if (!value.is_number_integer()) wanted = "a whole number";
        break;
      case FieldKind::kTruth:
        if (!value.is_boolean()) wanted = "true or false";
        break;
      case FieldKind::kText:
      case FieldKind::kDate:
      case FieldKind::kSlug:
        if (!value.is_string()) wanted = "a text";
        break;
    }
    if (wanted != nullptr)
      state_.problem(pointer, fmt::format("{} is not {}", shown(value), wanted),
                     "the field it goes into asks for that");
    return value;
  }

  json checked_term(const json& value, const std::string& pointer) {
    const std::string id = value.is_string() ? value.get<std::string>() : value.dump();
    if (value.is_string() && field_.vocabulary->find(id) != nullptr) return value;
    const std::string near = field_.vocabulary->nearest(id);
    state_.problem(
        pointer,
        fmt::format("{} is not in the vocabulary \"{}\"", shown(value), field_.vocabulary->name()),
        near.empty() ? fmt::format("see schema/evidence/vocab/{}.json", field_.vocabulary->name())
                     : fmt::format("did you mean \"{}\"?", near));
    return value;
  }

  void add_reading(const json& value, const std::string& pointer, ValueRule& rule) {
    if (const auto as = value.find("as"); as != value.end())
      set_form(as->get<std::string>(), pointer + "/as", rule);
    if (const auto when = value.find("when"); when != value.end())
      rule.when = compile_condition(*when, pointer + "/when", state_);
    if (const auto flip = value.find("flip"); flip != value.end())
      rule.flip = compile_condition(*flip, pointer + "/flip", state_);
    if (const auto blank = value.find("blank"); blank != value.end())
      for (const json& text : *blank) rule.blank.insert(folded(text.get<std::string>()));
    if (const auto otherwise = value.find("otherwise"); otherwise != value.end())
      rule.otherwise = checked(*otherwise, pointer + "/otherwise");
    static const std::map<std::string, Unit> kUnits{{"percent", Unit::kPercent},
                                                    {"thousands", Unit::kThousands},
                                                    {"millions", Unit::kMillions}};
    if (const auto unit = value.find("unit"); unit != value.end())
      rule.unit = kUnits.at(unit->get<std::string>());
    rule.times = value.value("times", 1.0);
    rule.split = value.value("split", std::string());
    rule.keep_unreadable = value.value("unreadable", std::string()) == "as_printed";
    if (value.value("clip", false)) rule.clip = field_.longest;
    if (!is_number_form(rule.form))
      for (const char* name : {"unit", "times", "flip", "unreadable"})
        if (value.contains(name))
          state_.problem(pointer + "/" + name, fmt::format("\"{}\" is for numbers", name),
                         "the field it goes into holds none");
    if (!rule.split.empty() && !field_.list)
      state_.problem(pointer + "/split", "the field holds one value and not a list", "");
    add_terms(value, pointer, rule);
  }

  void set_form(const std::string& as, const std::string& pointer, ValueRule& rule) {
    static const std::map<std::string, Form> kForms{
        {"text", Form::kText},     {"number", Form::kNumber}, {"integer", Form::kInteger},
        {"truth", Form::kTruth},   {"date", Form::kDate},     {"year", Form::kYear},
        {"months", Form::kMonths}, {"slug", Form::kSlug}};
    rule.form = kForms.at(as);
    const bool number = rule.form == Form::kNumber || rule.form == Form::kInteger ||
                        rule.form == Form::kYear || rule.form == Form::kMonths;
    const bool number_field = is_number_form(form_of(field_.kind));
    const bool year_as_date = rule.form == Form::kYear && field_.kind == FieldKind::kDate;
    if (number != number_field && !year_as_date)
      state_.problem(pointer, fmt::format("\"{}\" does not give what the field takes", as), "");
    if (field_.kind == FieldKind::kTerm || field_.kind == FieldKind::kTruth)
      state_.problem(pointer, "the field takes a term or a truth, and is read as such",
                     "leave \"as\" out");
  }

  void add_terms(const json& value, const std::string& pointer, ValueRule& rule) {
    const auto terms = value.find("terms");
    if (terms == value.end()) return;
    if (terms->is_string()) {
      const auto named = state_.maps.find(terms->get<std::string>());
      if (named == state_.maps.end())
        return state_.problem(pointer + "/terms", fmt::format("no map is named {}", shown(*terms)),
                              "maps by name stand under \"terms\" of the profile");
      rule.terms = named->second;
    } else {
      rule.terms = std::make_shared<const TermMap>(compile_map(*terms));
    }
    for (const auto& [text, term] : *rule.terms)
      checked(term, pointer + "/terms/" + evidence::pointer_step(text));
  }

  void add_source(const json& value, const std::string& pointer, ValueRule& rule) {
    const auto count = std::count_if(kSources.begin(), kSources.end(),
                                     [&](const char* name) { return value.contains(name); });
    if (count != 1)
      return state_.problem(pointer,
                            count == 0 ? "says not where the value comes from"
                                       : "says twice where the value comes from",
                            "say one of column, text, constant, first, cases");
    if (const auto constant = value.find("constant"); constant != value.end())
      rule.constant = checked(*constant, pointer + "/constant");
    if (const auto column = value.find("column"); column != value.end()) {
      rule.from = ValueRule::From::kColumn;
      rule.column = column_of(*column, pointer + "/column");
    }
    if (const auto text = value.find("text"); text != value.end()) {
      rule.from = ValueRule::From::kText;
      add_text(text->get<std::string>(), pointer + "/text", rule);
    }
    add_parts(value, pointer, rule);
  }

  Column column_of(const json& column, const std::string& pointer) {
    if (column.is_string()) return find_column(column, pointer, state_);
    if (column.empty()) {
      state_.problem(pointer, "names no column", "");
      return {};
    }
    for (std::size_t i = 0; i + 1 < column.size(); ++i) {
      CompileState trial;
      trial.header = state_.header;
      Column found = find_column(column[i], pointer, trial);
      if (found.index || state_.header == nullptr) return found;
    }
    return find_column(column.back(), pointer, state_);
  }

  void add_parts(const json& value, const std::string& pointer, ValueRule& rule) {
    if (const auto first = value.find("first"); first != value.end()) {
      rule.from = ValueRule::From::kFirst;
      for (std::size_t i = 0; i < first->size(); ++i)
        rule.parts.push_back(part((*first)[i], fmt::format("{}/first/{}", pointer, i)));
    }
    if (const auto cases = value.find("cases"); cases != value.end()) {
      rule.from = ValueRule::From::kCases;
      for (std::size_t i = 0; i < cases->size(); ++i) {
        const std::string here = fmt::format("{}/cases/{}", pointer, i);
        rule.cases.push_back(compile_condition((*cases)[i].at("when"), here + "/when", state_));
        rule.parts.push_back(part((*cases)[i].at("give"), here + "/give"));
      }
    }
  }

  ValueRule part(const json& value, const std::string& pointer) {
    if (value.is_array()) state_.problem(pointer, "is a list where one value is asked for", "");
    return compile(value, pointer);
  }

  void add_words(std::string& words, int group, ValueRule& rule) {
    if (words.empty()) return;
    TextPiece piece;
    piece.words = std::move(words);
    piece.group = group;
    rule.text.push_back(std::move(piece));
    words.clear();
  }

  void add_text(std::string_view text, const std::string& pointer, ValueRule& rule) {
    std::string words;
    int group = -1;
    int groups = 0;
    while (!text.empty()) {
      if (text.starts_with("[[") && group < 0) {
        add_words(words, group, rule);
        group = groups++;
        text.remove_prefix(2);
      } else if (text.starts_with("]]") && group >= 0) {
        add_words(words, group, rule);
        group = -1;
        text.remove_prefix(2);
      } else if (text.front() == '{') {
        const auto end = text.find('}');
        if (end == std::string_view::npos)
          return state_.problem(pointer, "a { is not closed", "write {Column}");
        add_words(words, group, rule);
        rule.text.push_back(placeholder(std::string(text.substr(1, end - 1)), pointer));
        rule.text.back().group = group;
        text.remove_prefix(end + 1);
      } else {
        words += text.front();
        text.remove_prefix(1);
      }
    }
    if (group >= 0) state_.problem(pointer, "a [[ is not closed", "write ]] after the part");
    add_words(words, -1, rule);
  }

  TextPiece placeholder(std::string name, const std::string& pointer) {
    TextPiece piece;
    piece.kind = TextPiece::Kind::kColumn;
    if (name == "#row" || name == "#file") {
      piece.kind = name == "#row" ? TextPiece::Kind::kRow : TextPiece::Kind::kFile;
      return piece;
    }
    for (const auto& [suffix, kind] : {std::pair{"|slug", TextPiece::Kind::kSlug},
                                       std::pair{"|lower", TextPiece::Kind::kLower}}) {
      if (!name.ends_with(suffix)) continue;
      piece.kind = kind;
      name.resize(name.size() - std::string_view(suffix).size());
    }
    piece.column = find_column(name, pointer, state_);
    return piece;
  }

  const RecordField& field_;
  CompileState& state_;
};

}  // namespace

TermMap compile_map(const json& map) {
  TermMap out;
  for (const auto& [text, term] : map.items()) out.emplace(folded(text), term);
  return out;
}

ValueRule compile_value(const json& value, const RecordField& field, const std::string& pointer,
                        CompileState& state) {
  return ValueCompiler(field, state).compile(value, pointer);
}

}  // namespace outturn::ingest
