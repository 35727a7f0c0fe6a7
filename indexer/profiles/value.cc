// SPDX-License-Identifier: GPL-3.0-or-later
// Values and conditions of one row; contract in value.h.
#include "indexer/profiles/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using nlohmann::json;

constexpr std::size_t kShown = 60;  // bytes of a value in a message
constexpr std::size_t kLongestSlug = 100;
/// Whole numbers up to here are exact in a double.
constexpr double kLargestInteger = 9007199254740992.0;

std::string shown(std::string_view text) { return base::clip(base::printable(text), kShown); }

tl::unexpected<Fault> fault(const RowReader& row, const Column& column, Unread unread) {
  return tl::unexpected(
      Fault{row.place(column), std::move(unread.message), std::move(unread.hint)});
}

/// The same text, or the same number: "1.00" is "1".
bool same(std::string_view cell, const std::string& word) {
  if (cell == word) return true;
  const auto a = base::parse_number(cell);
  const auto b = base::parse_number(word);
  return a && b && *a == *b;
}

tl::expected<double, Fault> number_in(const Cell& cell, const Column& column,
                                      const RowReader& row) {
  const auto number = read_number(cell, row.rules().numbers, Unit::kPlain);
  if (!number) return fault(row, column, number.error());
  return *number;
}

tl::expected<bool, Fault> compares(const Condition& condition, const RowReader& row) {
  const Cell* cell = row.cell(condition.column);
  if (cell == nullptr) return false;
  const auto left = number_in(*cell, condition.column, row);
  if (!left) return tl::unexpected(left.error());
  double right = condition.bound;
  if (condition.other) {
    const Cell* other = row.cell(*condition.other);
    if (other == nullptr) return false;
    const auto number = number_in(*other, *condition.other, row);
    if (!number) return tl::unexpected(number.error());
    right = *number;
  }
  return condition.test == Condition::Test::kAbove ? *left > right : *left < right;
}

tl::expected<bool, Fault> combined(const Condition& condition, const RowReader& row) {
  const bool all = condition.test != Condition::Test::kAny;
  for (const Condition& part : condition.parts) {
    const auto one = holds(part, row);
    if (!one) return one;
    if (*one != all) return condition.test == Condition::Test::kNot ? !*one : *one;
  }
  return condition.test == Condition::Test::kNot ? !all : all;
}

/// Nothing where a column outside [[...]] is blank.
std::optional<std::string> text_of(const std::vector<TextPiece>& pieces, const RowReader& row) {
  using Kind = TextPiece::Kind;
  const auto blank = [&](const TextPiece& piece) {
    return (piece.kind == Kind::kColumn || piece.kind == Kind::kSlug ||
            piece.kind == Kind::kLower) &&
           row.cell(piece.column) == nullptr;
  };
  std::set<int> out;  // groups to leave out
  for (const TextPiece& piece : pieces) {
    if (!blank(piece)) continue;
    if (piece.group < 0) return {};
    out.insert(piece.group);
  }
  std::string text;
  for (const TextPiece& piece : pieces) {
    if (piece.group >= 0 && out.contains(piece.group)) continue;
    if (piece.kind == Kind::kWords) text += piece.words;
    if (piece.kind == Kind::kRow) text += std::to_string(row.row().number);
    if (piece.kind == Kind::kFile) text += row.table();
    if (piece.kind == Kind::kColumn) text += base::trim(row.cell(piece.column)->text);
    if (piece.kind == Kind::kSlug) text += slug_of(row.cell(piece.column)->text, kLongestSlug);
    if (piece.kind == Kind::kLower) text += folded(row.cell(piece.column)->text);
  }
  return text;
}

/// Reads a text as its field asks.
class Conversion {
 public:
  Conversion(const ValueRule& rule, const RowReader& row) : rule_(rule), row_(row) {}

  tl::expected<Found, Fault> convert(const Cell& cell, const Column* column) {
    column_ = column;
    const bool by_key = rule_.terms || !rule_.blank.empty() || rule_.form == Form::kTerm;
    const std::string key = by_key ? folded(cell.text) : std::string();
    if (rule_.blank.contains(key)) return Found{};
    if (rule_.terms) {
      const auto mapped = rule_.terms->find(key);
      if (mapped != rule_.terms->end()) return found(mapped->second);
      if (rule_.vocabulary == nullptr && rule_.form == Form::kText) return unmapped(cell);
    }
    if (cell.kind == CellKind::kError)
      return wrong({fmt::format("the cell holds the error {}", shown(cell.text)),
                    "correct the formula in the spreadsheet"});
    return read(cell, key);
  }

 private:
  tl::expected<Found, Fault> read(const Cell& cell, const std::string& key) {
    switch (rule_.form) {
      case Form::kText:
        return text(cell.text);
      case Form::kNumber:
      case Form::kInteger:
        return number(cell);
      case Form::kTruth:
        return either(read_truth(cell.text));
      case Form::kDate:
        return either(read_date(cell.text, row_.rules().dates));
      case Form::kYear:
        return either(read_year(cell.text));
      case Form::kMonths:
        return either(read_months(cell.text));
      case Form::kSlug:
        return slug(cell.text);
      case Form::kTerm:
        return term(cell, key);
    }
    return Found{};
  }

  Found found(json value) const { return {std::move(value), column_, {}, false}; }

  tl::expected<Found, Fault> wrong(Unread unread) const {
    if (rule_.otherwise) return found(*rule_.otherwise);
    Fault fault{column_ == nullptr ? row_.place() : row_.place(*column_), std::move(unread.message),
                std::move(unread.hint)};
    return tl::unexpected(std::move(fault));
  }

  template <typename T>
  tl::expected<Found, Fault> either(const Reading<T>& reading) const {
    if (!reading) return wrong(reading.error());
    return found(json(*reading));
  }

  tl::expected<Found, Fault> text(const std::string& cell) const {
    std::string text = one_line(cell);
    Found out = found(nullptr);
    if (rule_.clip > 3 && text.size() > rule_.clip) {
      text = base::clip(text, rule_.clip - 3);
      out.clipped = true;
    }
    if (!text.empty()) out.value = std::move(text);
    return out;
  }

  tl::expected<Found, Fault> slug(const std::string& text) const {
    const std::string slug = slug_of(text, kLongestSlug);
    if (slug.empty())
      return wrong({fmt::format("\"{}\" leaves nothing for an id", shown(text)),
                    "an id is made of the letters a to z and digits"});
    return found(slug);
  }

  tl::expected<Found, Fault> number(const Cell& cell) const {
    auto value = read_number(cell, row_.rules().numbers, rule_.unit);
    if (!value && rule_.keep_unreadable) {
      Found out = found(nullptr);
      out.printed = one_line(cell.text);
      return out;
    }
    if (!value) return wrong(value.error());
    double figure = *value * rule_.times;
    if (!std::isfinite(figure))
      return wrong({fmt::format("{} is too large for a number", shown(cell.text)), ""});
    if (rule_.flip) {
      const auto turn = holds(*rule_.flip, row_);
      if (!turn) return tl::unexpected(turn.error());
      if (*turn && figure != 0) figure = -figure;
    }
    if (rule_.form == Form::kNumber) return found(figure);
    if (figure != std::trunc(figure) || std::abs(figure) > kLargestInteger)
      return wrong({fmt::format("{} is not a whole number", shown(cell.text)),
                    "this field counts; correct the cell or map another column"});
    return found(static_cast<long long>(figure));
  }

  tl::expected<Found, Fault> term(const Cell& cell, const std::string& key) const {
    const evidence::Term* by_words = nullptr;
    for (const evidence::Term& term : rule_.vocabulary->terms()) {
      if (folded(term.id) == key || folded(term.label) == key) return found(term.id);
      for (const std::string& synonym : term.synonyms) {
        if (folded(synonym) != key) continue;
        if (by_words != nullptr && by_words != &term)
          return wrong({fmt::format("\"{}\" may be \"{}\" or \"{}\"", shown(cell.text),
                                    by_words->id, term.id),
                        fmt::format("say which under \"terms\" in the profile: {{\"{}\": \"{}\"}}",
                                    shown(cell.text), by_words->id)});
        by_words = &term;
      }
    }
    if (by_words != nullptr) return found(by_words->id);
    return unmapped(cell);
  }

  tl::expected<Found, Fault> unmapped(const Cell& cell) const {
    const std::string text = shown(cell.text);
    if (rule_.vocabulary == nullptr)
      return wrong({fmt::format("\"{}\" is not in the profile's map for this column", text),
                    fmt::format("add it under \"terms\", such as {{\"{}\": ...}}", text)});
    const std::string near = rule_.vocabulary->nearest(cell.text);
    return wrong(
        {fmt::format("\"{}\" is not in the vocabulary \"{}\" nor mapped to it by the profile", text,
                     rule_.vocabulary->name()),
         near.empty()
             ? fmt::format("map it under \"terms\" in the profile to a term of "
                           "schema/evidence/vocab/{}.json",
                           rule_.vocabulary->name())
             : fmt::format("the nearest term is \"{}\"; map it under \"terms\" in the profile: "
                           "{{\"{}\": \"{}\"}}",
                           near, text, near)});
  }

  const ValueRule& rule_;
  const RowReader& row_;
  const Column* column_ = nullptr;
};

/// Each part of a cell that holds a list.
tl::expected<Found, Fault> split_value(const ValueRule& rule, const RowReader& row,
                                       const Cell& cell) {
  Found all{json::array(), &rule.column, {}, false};
  std::string_view rest = cell.text;
  for (bool more = true; more;) {
    const auto end = rest.find(rule.split);
    more = end != std::string_view::npos;
    Cell part;
    part.kind = CellKind::kText;
    part.text = std::string(base::trim(rest.substr(0, end)));
    if (more) rest.remove_prefix(end + rule.split.size());
    if (part.text.empty()) continue;
    auto one = Conversion(rule, row).convert(part, &rule.column);
    if (!one) return one;
    if (!one->value.is_null()) all.value.push_back(std::move(one->value));
  }
  if (all.value.empty()) all.value = nullptr;
  return all;
}

tl::expected<Found, Fault> taken(const ValueRule& rule, const RowReader& row) {
  switch (rule.from) {
    case ValueRule::From::kConstant:
      return Found{rule.constant, nullptr, {}, false};
    case ValueRule::From::kColumn: {
      const Cell* cell = row.cell(rule.column);
      if (cell == nullptr) return Found{};
      if (!rule.split.empty()) return split_value(rule, row, *cell);
      return Conversion(rule, row).convert(*cell, &rule.column);
    }
    case ValueRule::From::kText: {
      auto text = text_of(rule.text, row);
      if (!text) return Found{};
      Cell cell;
      cell.kind = CellKind::kText;
      cell.text = std::move(*text);
      return Conversion(rule, row).convert(cell, nullptr);
    }
    case ValueRule::From::kFirst:
      for (const ValueRule& part : rule.parts) {
        auto one = value_of(part, row);
        if (!one || !one->value.is_null() || !one->printed.empty()) return one;
      }
      return Found{};
    case ValueRule::From::kCases:
      for (std::size_t i = 0; i < rule.cases.size(); ++i) {
        const auto here = holds(rule.cases[i], row);
        if (!here) return tl::unexpected(here.error());
        if (*here) return value_of(rule.parts[i], row);
      }
      return Found{rule.otherwise.value_or(nullptr), nullptr, {}, false};
  }
  return Found{};
}

}  // namespace

const Cell* RowReader::cell(const Column& column) const {
  if (!column.index || *column.index >= row_.cells.size()) return nullptr;
  const Cell& cell = row_.cells[*column.index];
  if (cell.kind == CellKind::kEmpty) return nullptr;
  if (cell.text.size() > rules_.longest_blank) return &cell;
  return rules_.blank.contains(folded(cell.text)) ? nullptr : &cell;
}

Place RowReader::place(const Column& column) const {
  Place place{
      fmt::format("{}:{}:{}", table_, row_.number, column.name), row_.number, column.name, {}};
  if (column.index && *column.index < row_.cells.size())
    place.value = row_.cells[*column.index].text;
  return place;
}

Place RowReader::place() const {
  return {fmt::format("{}:{}", table_, row_.number), row_.number, {}, {}};
}

tl::expected<bool, Fault> holds(const Condition& condition, const RowReader& row) {
  using Test = Condition::Test;
  switch (condition.test) {
    case Test::kAll:
    case Test::kAny:
    case Test::kNot:
      return combined(condition, row);
    case Test::kAbove:
    case Test::kBelow:
      return compares(condition, row);
    case Test::kBlank:
      return row.cell(condition.column) == nullptr;
    case Test::kIs:
    case Test::kContains:
    case Test::kLonger:
      break;
  }
  const Cell* cell = row.cell(condition.column);
  if (cell == nullptr) return false;
  if (condition.test == Test::kLonger)
    return static_cast<double>(cell->text.size()) > condition.bound;
  const std::string text = folded(cell->text);
  return std::any_of(condition.words.begin(), condition.words.end(), [&](const std::string& word) {
    return condition.test == Test::kIs ? same(text, word) : text.find(word) != std::string::npos;
  });
}

tl::expected<Found, Fault> value_of(const ValueRule& rule, const RowReader& row) {
  if (rule.when) {
    const auto here = holds(*rule.when, row);
    if (!here) return tl::unexpected(here.error());
    if (!*here) return Found{};
  }
  return taken(rule, row);
}

}  // namespace outturn::ingest
