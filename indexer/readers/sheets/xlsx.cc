// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of an XLSX sheet (ECMA-376 part 1, 18.3.1.73 row and 18.3.1.4 c).
#include "indexer/readers/sheets/xlsx.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "indexer/readers/sheets/sheet_parser.h"
#include "indexer/readers/sheets/xlsx_parts.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;
using base::Result;

struct Position {
  std::size_t row = 0;     ///< from 1
  std::size_t column = 0;  ///< from 0
};

/// "AB12". None where it is not one, or lies outside a sheet.
std::optional<Position> position_of(std::string_view reference) {
  std::size_t column = 0;
  std::size_t i = 0;
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && i < 4; ++i)
    column = column * 26 + static_cast<std::size_t>(reference[i] - 'A' + 1);
  const auto row = base::parse_count(reference.substr(i));
  if (column == 0 || column > kMostSheetColumns || !row || *row == 0 || *row > kMostSheetRows)
    return std::nullopt;
  return Position{*row, column - 1};
}

class XlsxSheetParser : public SheetParser {
 public:
  XlsxSheetParser(std::shared_ptr<const XlsxParts> parts, std::string where)
      : SheetParser(std::move(where)), parts_(std::move(parts)) {}

  Result<void> start(const XmlName& name, const XmlAttributes& attributes) override {
    if (!is_main(name.space)) return {};
    if (name.local == "row") return begin_row(attributes);
    if (name.local == "c" && in_row_) return begin_cell(attributes);
    if (name.local == "mergeCell") return read_merge(attributes);
    if (name.local == "rPh") ++spoken_;
    if (in_cell_ && name.local == "f") has_formula_ = true;
    // <v> is the value, <is><t> a text of the cell's own, in runs or not.
    if (in_cell_ && (name.local == "v" || (name.local == "t" && spoken_ == 0))) in_value_ = true;
    return {};
  }

  Result<void> end(const XmlName& name) override {
    if (!is_main(name.space)) return {};
    if (name.local == "v" || name.local == "t") in_value_ = false;
    if (name.local == "rPh" && spoken_ > 0) --spoken_;
    if (name.local == "c" && in_cell_) return end_cell();
    if (name.local == "row" && in_row_) {
      in_row_ = false;
      finish(std::exchange(row_, {}), 1);
    }
    return {};
  }

  Result<void> text(std::string_view text) override {
    if (!in_value_) return {};
    value_ += text;
    return short_enough(value_, row_.number, column_);
  }

 private:
  Result<void> begin_row(const XmlAttributes& attributes) {
    const auto written = attributes.find("r");
    const auto number = written ? base::parse_count(*written) : last_row_ + 1;
    if (!number || *number <= last_row_ || *number > kMostSheetRows)
      return fail(Code::kInvalidData,
                  fmt::format("has row \"{}\" after row {}",
                              base::clip(base::printable(written.value_or("")), 40), last_row_),
                  "open the file in a spreadsheet program and save it again", where_);
    last_row_ = *number;
    row_ = {};
    row_.number = *number;
    next_column_ = 0;
    in_row_ = true;
    if (attributes.find("hidden") == "1" || attributes.find("hidden") == "true") ++hidden_rows;
    return {};
  }

  Result<void> begin_cell(const XmlAttributes& attributes) {
    column_ = next_column_;
    if (const auto reference = attributes.find("r")) {
      const auto position = position_of(*reference);
      if (!position || position->row != row_.number)
        return fail(Code::kInvalidData,
                    fmt::format("has a cell \"{}\" in row {}",
                                base::clip(base::printable(*reference), 40), row_.number),
                    "open the file in a spreadsheet program and save it again", where_);
      column_ = position->column;
    }
    next_column_ = column_ + 1;
    type_ = attributes.find("t").value_or("n");
    format_ = base::parse_count(attributes.find("s").value_or("0")).value_or(0);
    value_.clear();
    has_formula_ = false;
    in_cell_ = true;
    return {};
  }

  Result<void> end_cell() {
    in_cell_ = false;
    in_value_ = false;
    auto cell = made_cell();
    if (!cell) return tl::unexpected(cell.error());
    return add(row_, column_, std::move(*cell));
  }

  Result<Cell> made_cell() {
    if (value_.empty() && has_formula_ && type_ != "str")
      return Cell{CellKind::kError, "formula without a stored value", std::nullopt};
    if (type_ == "inlineStr" || type_ == "str") {
      std::string text = decoded(value_);
      if (has_formula_ && is_error_text(text))
        return Cell{CellKind::kError, std::move(text), std::nullopt};
      return text_cell(std::move(text));
    }
    if (value_.empty()) return Cell{};
    if (type_ == "s") return shared_text();
    if (type_ == "b")
      return Cell{CellKind::kTruth, value_ == "0" || value_ == "false" ? "false" : "true",
                  std::nullopt};
    if (type_ == "e") return Cell{CellKind::kError, value_, std::nullopt};
    if (type_ == "d") return date_cell(value_);
    return number();
  }

  Result<Cell> shared_text() const {
    const auto index = base::parse_count(base::trim(value_));
    if (!index || *index >= parts_->texts.size())
      return fault(fmt::format("refers to text {}, which the file does not have",
                               base::clip(base::printable(value_), 40)),
                   "it may be damaged; open it in a spreadsheet program and save it again",
                   row_.number, column_);
    return text_cell(parts_->texts[*index]);
  }

  Result<Cell> number() const {
    const auto value = base::parse_number(base::trim(value_));
    if (!value)
      return fault(fmt::format("\"{}\" is kept as a number and is none",
                               base::clip(base::printable(value_), 40)),
                   "open the file in a spreadsheet program and type the value again", row_.number,
                   column_);
    if (format_ < parts_->shows.size() && parts_->shows[format_] == Shows::kDate)
      if (auto iso = iso_date(*value, parts_->dates))
        return Cell{CellKind::kDate, std::move(*iso), std::nullopt};
    return number_cell(*value);
  }

  Result<void> read_merge(const XmlAttributes& attributes) {
    const auto area = attributes.find("ref").value_or("");
    const auto colon = area.find(':');
    const auto first = position_of(area.substr(0, colon));
    const auto last = colon == std::string_view::npos ? first : position_of(area.substr(colon + 1));
    if (!first || !last || last->row < first->row || last->column < first->column)
      return fail(Code::kInvalidData,
                  fmt::format("merges cells \"{}\", which is no area",
                              base::clip(base::printable(area), 40)),
                  "open the file in a spreadsheet program and save it again", where_);
    return merge({first->row, last->row, first->column, last->column});
  }

  std::shared_ptr<const XlsxParts> parts_;
  SheetRow row_;
  std::size_t last_row_ = 0;
  std::size_t column_ = 0;
  std::size_t next_column_ = 0;
  std::size_t format_ = 0;
  std::size_t spoken_ = 0;
  std::string type_;
  std::string value_;
  bool in_row_ = false;
  bool in_cell_ = false;
  bool in_value_ = false;
  bool has_formula_ = false;
};

class Xlsx : public Workbook {
 public:
  Xlsx(std::shared_ptr<const Archive> archive, XlsxParts parts)
      : archive_(std::move(archive)), parts_(std::make_shared<XlsxParts>(std::move(parts))) {
    for (const XlsxSheet& sheet : parts_->sheets) infos_.push_back(sheet.info);
  }

  const std::string& name() const override { return archive_->name(); }
  std::uint64_t file_size() const override { return archive_->file_size(); }
  const std::vector<SheetInfo>& sheets() const override { return infos_; }

  Result<std::unique_ptr<SheetReader>> read(std::size_t sheet) override {
    if (!texts_read_) {  // only when they are needed: a list of sheets needs none
      if (auto read = read_texts(*archive_, *parts_); !read) return tl::unexpected(read.error());
      texts_read_ = true;
    }
    auto part = archive_->part(parts_->sheets[sheet].part);
    if (!part) return tl::unexpected(part.error());
    auto parser = std::make_unique<XlsxSheetParser>(parts_, name() + ":" + infos_[sheet].name);
    return std::make_unique<StreamedSheet>(std::move(*part), std::move(parser));
  }

 private:
  std::shared_ptr<const Archive> archive_;
  std::shared_ptr<XlsxParts> parts_;
  std::vector<SheetInfo> infos_;
  bool texts_read_ = false;
};

}  // namespace

Result<std::unique_ptr<Workbook>> open_xlsx(std::shared_ptr<const Archive> archive) {
  auto parts = read_xlsx_parts(*archive);
  if (!parts) return tl::unexpected(parts.error());
  return std::make_unique<Xlsx>(std::move(archive), std::move(*parts));
}

}  // namespace outturn::ingest
