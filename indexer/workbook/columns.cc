// SPDX-License-Identifier: GPL-3.0-or-later
// Walks the record by visit_fields() and its JSON Schema side by side.
#include "indexer/workbook/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "schema/evidence/record_fields.h"
#include "schema/evidence/validate.h"
#include "schema/evidence/vocabulary.h"

namespace outturn::workbook {
namespace {

using Json = nlohmann::json;

template <typename T>
concept Part = requires(const T part) {
  evidence::visit_fields([](const char*, const auto&) {}, part);
};

const Json& schema() {
  static const Json kSchema = Json::parse(evidence::record_schema());
  return kSchema;
}

/// A schema without its "$ref"; what stands beside the reference is kept.
Json resolved(const Json& node) {
  const auto reference = node.find("$ref");
  if (reference == node.end()) return node;
  // "#/definitions/line"
  Json whole = resolved(schema().at(Json::json_pointer(reference->get<std::string>().substr(1))));
  for (const auto& [name, value] : node.items())
    if (name != "$ref") whole[name] = value;
  return whole;
}

bool requires_field(const Json& object, const std::string& name) {
  const auto names = object.find("required");
  return names != object.end() && std::find(names->begin(), names->end(), name) != names->end();
}

void add_sentence(std::string& text, const std::string& sentence) {
  if (sentence.empty()) return;
  if (!text.empty()) text += ' ';
  text += sentence;
  if (text.back() != '.') text += '.';
}

std::string range_of(const Json& node) {
  const auto number = [&](const char* name) {
    return fmt::format("{}", node.at(name).get<double>());
  };
  const bool low = node.contains("minimum");
  const bool high = node.contains("maximum");
  if (low && high) return fmt::format("From {} to {}", number("minimum"), number("maximum"));
  if (node.contains("exclusiveMinimum") && node.contains("exclusiveMaximum"))
    return fmt::format("Between {} and {}", number("exclusiveMinimum"), number("exclusiveMaximum"));
  if (low) return fmt::format("At least {}", number("minimum"));
  return {};
}

/// What a header's comment says: the schema's words, then what may stand in the cell.
std::string describe(const Column& column, const Json& node) {
  std::string text;
  std::string said = node.value("description", "");
  if (!said.empty()) said[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(said[0])));
  add_sentence(text, said);
  switch (column.holds) {
    case Holds::kNumber:
      add_sentence(text, column.whole ? "A whole number" : "A number");
      add_sentence(text, range_of(node));
      break;
    case Holds::kTruth:
      add_sentence(text, "Yes or no");
      break;
    case Holds::kList:
      add_sentence(text, column.paragraphs ? "One or more, each on a line of its own in the cell"
                                           : "One or more, with \"; \" between them");
      break;
    case Holds::kPrinted:
      add_sentence(text, "One on a line: the name of the column, a colon, and the text");
      break;
    case Holds::kText:
      if (column.day) add_sentence(text, "2019, 2019-05 or 2019-05-31");
      break;
  }
  if (!column.vocabulary.empty())
    add_sentence(text,
                 fmt::format("A term of \"{}\" on the sheet {}", column.vocabulary, kTermsSheet));
  if (column.required) add_sentence(text, "Required");
  return text;
}

class Walk {
 public:
  explicit Walk(std::vector<Sheet>& sheets) : sheets_(sheets) {}

  template <Part P>
  void sheet(Sheet sheet, const Json& node) {
    const auto at = sheets_.size();
    sheets_.push_back(std::move(sheet));
    fields<P>(at, {}, node, true);
  }

 private:
  struct Visit {
    Walk& walk;
    std::size_t sheet;
    const std::vector<std::string>& path;
    const Json& node;
    bool required;

    template <Part P>
    void operator()(const char* name, const P&) const {
      walk.fields<P>(sheet, below(name), child(name), needs(name));
    }
    template <Part P>
    void operator()(const char* name, const std::optional<P>&) const {
      walk.fields<P>(sheet, below(name), child(name), false);
    }
    template <Part P>
    void operator()(const char* name, const std::vector<P>&) const {
      const Of of = walk.sheets_[sheet].of == Of::kBase ? Of::kRecord : Of::kAppraisal;
      walk.sheet<P>({name, below(name), of, {}}, resolved(child(name).at("items")));
    }
    void operator()(const char* name, const std::vector<std::string>&) const {
      Column column = made(name, Holds::kList);
      const Json items = resolved(child(name).at("items"));
      column.vocabulary = items.value("x-vocabulary", "");
      column.word = is_word(items);
      column.paragraphs = is_long(items);
      add(std::move(column), child(name));
    }
    void operator()(const char* name, const evidence::AsPrinted&) const {
      add(made(name, Holds::kPrinted), child(name));
    }
    template <typename T>
    void operator()(const char* name, const std::optional<T>&) const {
      scalar<T>(name);
    }
    template <typename T>
    void operator()(const char* name, const T&) const {
      scalar<T>(name);
    }

    template <typename T>
    void scalar(const char* name) const {
      const Json field = child(name);
      Column column = made(name, std::is_same_v<T, bool>   ? Holds::kTruth
                                 : std::is_arithmetic_v<T> ? Holds::kNumber
                                                           : Holds::kText);
      column.whole = std::is_integral_v<T>;
      column.vocabulary = field.value("x-vocabulary", "");
      column.word = is_word(field);
      column.day = field.value("pattern", "").starts_with("^[0-9]{4}(-");
      column.paragraphs = is_long(field);
      add(std::move(column), field);
    }

    /// A word of a closed form: spaces around it are a slip of the finger.
    static bool is_word(const Json& text) {
      return text.contains("x-vocabulary") || text.contains("pattern");
    }
    static bool is_long(const Json& text) { return text.value("maxLength", 0) > 1000; }

    std::vector<std::string> below(const char* name) const {
      auto steps = path;
      steps.emplace_back(name);
      return steps;
    }
    Json child(const char* name) const { return resolved(node.at("properties").at(name)); }
    bool needs(const char* name) const { return required && requires_field(node, name); }
    Column made(const char* name, Holds holds) const {
      Column column;
      column.path = below(name);
      column.name = fmt::format("{}", fmt::join(column.path, "."));
      column.holds = holds;
      column.required = needs(name);
      return column;
    }
    void add(Column column, const Json& field) const {
      column.description = describe(column, field);
      walk.sheets_[sheet].columns.push_back(std::move(column));
    }
  };

  template <Part P>
  void fields(std::size_t sheet, const std::vector<std::string>& path, const Json& node,
              bool required) {
    const P part{};
    evidence::visit_fields(Visit{*this, sheet, path, node, required}, part);
  }

  std::vector<Sheet>& sheets_;
};

std::vector<Sheet> made_sheets() {
  std::vector<Sheet> all;
  Walk(all).sheet<evidence::Record>({"records", {}, Of::kBase, {}}, schema());
  // What every record has comes first; the rest stays in the order of the fields.
  const auto weight = [](const Sheet& sheet) {
    constexpr std::string_view kFirst[] = {"records", "findings", "appraisals", "sources"};
    return std::find(std::begin(kFirst), std::end(kFirst), sheet.name) - std::begin(kFirst);
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Sheet& a, const Sheet& b) { return weight(a) < weight(b); });
  return all;
}

}  // namespace

const std::vector<Sheet>& sheets() {
  static const std::vector<Sheet> kSheets = made_sheets();
  return kSheets;
}

std::size_t keys_of(const Sheet& sheet) {
  if (sheet.of == Of::kBase) return 0;
  return sheet.of == Of::kAppraisal || sheet.name == "appraisals" ? 2 : 1;
}

std::string continued_name(const std::string& column, std::size_t piece) {
  return fmt::format("{} ({})", column, piece);
}

std::optional<Continued> continued(std::string_view name) {
  const auto opens = name.rfind(" (");
  if (opens == std::string_view::npos || !name.ends_with(')')) return std::nullopt;
  const auto digits = name.substr(opens + 2, name.size() - opens - 3);
  std::size_t piece = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), piece);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || piece < 2)
    return std::nullopt;
  return Continued{name.substr(0, opens), piece};
}

std::vector<std::string> header_of(const Sheet& sheet) {
  std::vector<std::string> names;
  if (keys_of(sheet) > 0) names.emplace_back(kRecordKey);
  if (keys_of(sheet) > 1) names.emplace_back(kAppraisalKey);
  for (const Column& column : sheet.columns) names.push_back(column.name);
  return names;
}

}  // namespace outturn::workbook
