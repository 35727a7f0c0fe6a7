// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of an ODS table (OpenDocument 1.3 part 3, 9.1). All tables stand in one part, so the
// earlier ones are passed over.
#include "indexer/readers/sheets/ods.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "indexer/readers/sheets/sheet_parser.h"
#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr std::string_view kOffice = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
constexpr std::string_view kTable = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
constexpr std::string_view kText = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
constexpr std::string_view kStyle = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
constexpr std::string_view kCalcExt =
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0";

std::size_t count_of(const XmlAttributes& attributes, std::string_view name, std::size_t most) {
  const auto text = attributes.find(name, kTable);
  const auto count = text ? base::parse_count(*text) : std::nullopt;
  return std::clamp(count.value_or(1), std::size_t{1}, most);
}

/// "PT12H30M05S" as "12:30:05"; what is not a time of day stays as it is.
std::string clock(std::string_view duration) {
  const auto number = [&duration](char until) -> std::optional<std::size_t> {
    const auto at = duration.find(until);
    if (at == std::string_view::npos) return std::nullopt;
    // Seconds may have decimals ("05.000000000S").
    const auto value = base::parse_number(duration.substr(0, at));
    duration.remove_prefix(at + 1);
    if (!value || *value < 0 || *value >= 100) return std::nullopt;
    return static_cast<std::size_t>(*value);
  };
  const std::string whole(duration);
  if (!duration.starts_with("PT")) return whole;
  duration.remove_prefix(2);
  const auto hours = number('H');
  const auto minutes = number('M');
  const auto seconds = number('S');
  if (!hours || !minutes || !seconds || *hours > 23) return whole;
  return fmt::format("{:02}:{:02}:{:02}", *hours, *minutes, *seconds);
}

class OdsSheetParser : public SheetParser {
 public:
  OdsSheetParser(std::size_t sheet, std::string where)
      : SheetParser(std::move(where)), skip_(sheet) {}

  Result<void> start(const XmlName& name, const XmlAttributes& attributes) override {
    if (done) return {};
    if (aside_ > 0 || is_aside(name)) {
      ++aside_;
      return {};
    }
    if (name.space == kTable && name.local == "table") return begin_table();
    if (!active_) return {};
    if (name.space == kText) return begin_text(name, attributes);
    if (name.space != kTable) return {};
    if (name.local == "table-row") begin_row(attributes);
    if (name.local == "table-cell" || name.local == "covered-table-cell")
      return begin_cell(attributes);
    return {};
  }

  Result<void> end(const XmlName& name) override {
    if (done) return {};
    if (aside_ > 0) {
      --aside_;
      return {};
    }
    if (!active_) {
      if (name.space == kTable && name.local == "table") --inside_skipped_;
      return {};
    }
    if (name.space == kText && name.local == "p") in_paragraph_ = false;
    if (name.space != kTable) return {};
    if (name.local == "table-cell" || name.local == "covered-table-cell") return end_cell();
    if (name.local == "table-row") end_row();
    if (name.local == "table") done = true;
    return {};
  }

  Result<void> text(std::string_view text) override {
    if (!active_ || done || aside_ > 0 || !in_paragraph_ || !in_cell_) return {};
    for (const char at : text)  // a line break in the file is none in the cell
      text_ += at == '\n' || at == '\r' || at == '\t' ? ' ' : at;
    return short_enough(text_, row_.number, column_);
  }

 private:
  /// What stands in a cell or a table and is not its value: comments, pictures, change marks.
  bool is_aside(const XmlName& name) const {
    if (name.space == kOffice && name.local == "annotation") return true;
    if (name.space == kTable && name.local == "tracked-changes") return true;
    if (!active_) return false;
    if (name.space == kTable)
      return name.local == "shapes" || name.local == "detective" ||
             (in_cell_ && name.local == "table");
    return name.space != kText && in_cell_;
  }

  Result<void> begin_table() {
    if (active_ || inside_skipped_++ > 0) return {};
    if (skip_ > 0) {
      --skip_;
    } else {
      active_ = true;
    }
    return {};
  }

  Result<void> begin_text(const XmlName& name, const XmlAttributes& attributes) {
    if (!in_cell_) return {};
    if (name.local == "p") {
      if (paragraphs_++ > 0) text_ += '\n';
      in_paragraph_ = true;
    } else if (name.local == "s") {
      const auto count = base::parse_count(attributes.find("c", kText).value_or("1")).value_or(1);
      text_.append(std::min(count, kLargestCell + 1), ' ');
    } else if (name.local == "tab") {
      text_ += '\t';
    } else if (name.local == "line-break") {
      text_ += '\n';
    }
    return short_enough(text_, row_.number, column_);
  }

  void begin_row(const XmlAttributes& attributes) {
    row_ = {};
    row_.number = next_row_;
    row_times_ = count_of(attributes, "number-rows-repeated", kMostSheetRows);
    next_column_ = 0;
    const auto seen = attributes.find("visibility", kTable);
    hidden_ = seen && *seen != "visible";
  }

  void end_row() {
    next_row_ += row_times_;
    if (row_.cells.empty()) return;
    if (hidden_) hidden_rows += row_times_;
    finish(std::exchange(row_, {}), row_times_);
  }

  Result<void> begin_cell(const XmlAttributes& attributes) {
    in_cell_ = true;
    text_.clear();
    paragraphs_ = 0;
    column_ = next_column_;
    times_ = count_of(attributes, "number-columns-repeated", kMostSheetColumns);
    next_column_ += times_;
    const auto get = [&](std::string_view name) {
      return std::string(attributes.find(name, kOffice).value_or(""));
    };
    type_ = attributes.find("value-type", kCalcExt) == "error" ? "error" : get("value-type");
    has_formula_ = attributes.find("formula", kTable).has_value();
    value_ = get(type_ == "date"      ? "date-value"
                 : type_ == "time"    ? "time-value"
                 : type_ == "boolean" ? "boolean-value"
                 : type_ == "string"  ? "string-value"
                                      : "value");
    const auto down = count_of(attributes, "number-rows-spanned", kMostSheetRows);
    const auto across = count_of(attributes, "number-columns-spanned", kMostSheetColumns);
    if (down == 1 && across == 1) return {};
    return merge({next_row_, next_row_ + down - 1, column_, column_ + across - 1});
  }

  Result<void> end_cell() {
    if (!in_cell_) return {};
    in_cell_ = false;
    in_paragraph_ = false;
    auto cell = made_cell();
    if (!cell) return tl::unexpected(cell.error());
    if (cell->kind == CellKind::kEmpty) return {};
    if (next_row_ > kMostSheetRows)
      return fault("stands below the last row a sheet can have", {}, next_row_, column_);
    for (std::size_t i = 0; i < times_; ++i)
      if (auto added = add(row_, column_ + i, *cell); !added) return added;
    return {};
  }

  Result<Cell> made_cell() {
    if (type_ == "error" || (has_formula_ && type_ == "string" && is_error_text(text_)))
      return Cell{CellKind::kError, text_.empty() ? "#ERROR" : text_, std::nullopt};
    if (type_.empty() || type_ == "string") {
      if (auto fits = short_enough(value_, row_.number, column_); !fits)
        return tl::unexpected(fits.error());
      if (has_formula_ && type_.empty())
        return Cell{CellKind::kError, "formula without a stored value", std::nullopt};
      return text_cell(paragraphs_ > 0 ? text_ : value_);
    }
    if (type_ == "date") return date_cell(value_);
    if (type_ == "time") return date_cell(clock(value_));
    if (type_ == "boolean")
      return Cell{CellKind::kTruth, value_ == "true" ? "true" : "false", std::nullopt};
    const auto number = base::parse_number(value_);
    if (!number)
      return fault(fmt::format("\"{}\" is kept as a number and is none",
                               base::clip(base::printable(value_), 40)),
                   "open the file in a spreadsheet program and type the value again", next_row_,
                   column_);
    return number_cell(*number);
  }

  std::size_t skip_;                ///< tables still to be passed over
  std::size_t inside_skipped_ = 0;  ///< tables in tables are no sheets
  std::size_t aside_ = 0;
  std::size_t next_row_ = 1;
  std::size_t row_times_ = 1;
  std::size_t column_ = 0;
  std::size_t next_column_ = 0;
  std::size_t times_ = 1;
  std::size_t paragraphs_ = 0;
  SheetRow row_;
  std::string type_;
  std::string value_;
  std::string text_;
  bool active_ = false;
  bool in_cell_ = false;
  bool in_paragraph_ = false;
  bool has_formula_ = false;
  bool hidden_ = false;
};

/// The names of the tables, and the table styles that hide theirs.
class TableList : public XmlEvents {
 public:
  Result<void> start(const XmlName& name, const XmlAttributes& attributes) override {
    ++depth_;
    if (name.space == kStyle && name.local == "style") {
      style_ = attributes.find("name", kStyle).value_or("");
    } else if (name.space == kStyle && name.local == "table-properties") {
      if (attributes.find("display", kTable) == "false") hidden_.insert(style_);
    } else if (name.space == kTable && name.local == "table" && table_depth_ == 0) {
      table_depth_ = depth_;
      if (sheets.size() >= kMost)
        return fail(Code::kInvalidData, fmt::format("has more than {} sheets", kMost));
      sheets.push_back(
          {std::string(attributes.find("name", kTable).value_or("")),
           hidden_.contains(std::string(attributes.find("style-name", kTable).value_or("")))});
    }
    return {};
  }
  Result<void> end(const XmlName&) override {
    if (depth_-- == table_depth_) table_depth_ = 0;
    return {};
  }
  Result<void> text(std::string_view) override { return {}; }

  std::vector<SheetInfo> sheets;

 private:
  static constexpr std::size_t kMost = 10'000;

  std::size_t depth_ = 0;
  std::size_t table_depth_ = 0;  ///< tables inside a table are not sheets
  std::string style_;
  std::set<std::string> hidden_;
};

class Ods : public Workbook {
 public:
  Ods(std::shared_ptr<const Archive> archive, std::vector<SheetInfo> sheets)
      : archive_(std::move(archive)), sheets_(std::move(sheets)) {}

  const std::string& name() const override { return archive_->name(); }
  std::uint64_t file_size() const override { return archive_->file_size(); }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }

  Result<std::unique_ptr<SheetReader>> read(std::size_t sheet) override {
    auto part = archive_->part("content.xml");
    if (!part) return tl::unexpected(part.error());
    auto parser = std::make_unique<OdsSheetParser>(sheet, name() + ":" + sheets_[sheet].name);
    return std::make_unique<StreamedSheet>(std::move(*part), std::move(parser));
  }

 private:
  std::shared_ptr<const Archive> archive_;
  std::vector<SheetInfo> sheets_;
};

}  // namespace

Result<std::unique_ptr<Workbook>> open_ods(std::shared_ptr<const Archive> archive) {
  constexpr std::size_t kLargestManifest = 16U << 20;
  if (archive->has("META-INF/manifest.xml")) {
    const auto manifest = archive->text("META-INF/manifest.xml", kLargestManifest);
    if (!manifest) return tl::unexpected(manifest.error());
    if (manifest->find("encryption-data") != std::string::npos)
      return fail(Code::kInvalidData, "is encrypted", "save it without a password",
                  archive->name());
  }
  auto part = archive->part("content.xml");
  if (!part) return tl::unexpected(part.error());
  TableList list;
  if (auto read = read_xml(std::move(*part), list); !read) return tl::unexpected(read.error());
  return std::make_unique<Ods>(std::move(archive), std::move(list.sheets));
}

}  // namespace outturn::ingest
