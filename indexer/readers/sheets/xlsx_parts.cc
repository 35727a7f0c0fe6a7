// SPDX-License-Identifier: GPL-3.0-or-later
// ECMA-376: parts are found through relationships (part 2, 9.3), never by their usual names.
#include "indexer/readers/sheets/xlsx_parts.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <optional>

#include "schema/base/text.h"

namespace outturn::ingest {
namespace {

using base::Code;
using base::fail;
using base::Result;

struct Relation {
  std::string type;  ///< the last step of its address: "worksheet", "styles"
  std::string part;
};

/// "xl/worksheets/../a.xml" -> "xl/a.xml"; from the root where the target begins with a slash.
std::string resolved(const std::string& folder, std::string_view target) {
  const std::string whole =
      target.starts_with('/') ? std::string(target.substr(1)) : folder + std::string(target);
  std::vector<std::string> steps;
  for (std::size_t from = 0; from <= whole.size();) {
    const auto to = std::min(whole.find('/', from), whole.size());
    const std::string step = whole.substr(from, to - from);
    if (step == "..") {
      if (!steps.empty()) steps.pop_back();
    } else if (!step.empty() && step != ".") {
      steps.push_back(step);
    }
    from = to + 1;
  }
  return fmt::format("{}", fmt::join(steps, "/"));
}

class Relations : public XmlEvents {
 public:
  explicit Relations(std::string folder) : folder_(std::move(folder)) {}

  Result<void> start(const XmlName& name, const XmlAttributes& attributes) override {
    if (name.local != "Relationship") return {};
    const auto id = attributes.find("Id");
    const auto type = attributes.find("Type");
    const auto target = attributes.find("Target");
    if (!id || !type || !target || attributes.find("TargetMode") == "External") return {};
    by_id.insert_or_assign(
        std::string(*id),
        Relation{std::string(type->substr(type->rfind('/') + 1)), resolved(folder_, *target)});
    return {};
  }
  Result<void> end(const XmlName&) override { return {}; }
  Result<void> text(std::string_view) override { return {}; }

  const Relation* of_type(std::string_view type) const {
    for (const auto& [id, relation] : by_id)
      if (relation.type == type) return &relation;
    return nullptr;
  }

  std::map<std::string, Relation, std::less<>> by_id;

 private:
  std::string folder_;
};

Result<Relations> read_relations(const Archive& archive, const std::string& part,
                                 const std::string& folder) {
  Relations relations(folder);
  auto opened = archive.part(part);
  if (!opened) return tl::unexpected(opened.error());
  if (auto read = read_xml(std::move(*opened), relations); !read)
    return tl::unexpected(read.error());
  return relations;
}

class WorkbookList : public XmlEvents {
 public:
  struct Listed {
    SheetInfo info;
    std::string relation;
  };

  Result<void> start(const XmlName& name, const XmlAttributes& attributes) override {
    if (!is_main(name.space)) return {};
    if (name.local == "workbookPr") {
      const auto late = attributes.find("date1904");
      if (late == "1" || late == "true") dates = DateSystem::k1904;
    } else if (name.local == "sheet") {
      const auto title = attributes.find("name");
      const auto id = relation_id(attributes);
      const auto state = attributes.find("state");
      if (title && id)
        sheets.push_back({{std::string(*title), state && *state != "visible"}, std::string(*id)});
    }
    return {};
  }
  Result<void> end(const XmlName&) override { return {}; }
  Result<void> text(std::string_view) override { return {}; }

  std::vector<Listed> sheets;
  DateSystem dates = DateSystem::k1900;

 private:
  static std::optional<std::string_view> relation_id(const XmlAttributes& attributes) {
    for (const auto* space : {"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                              "http://purl.oclc.org/ooxml/officeDocument/relationships"})
      if (const auto id = attributes.find("id", space)) return id;
    return std::nullopt;
  }
};

class Styles : public XmlEvents {
 public:
  explicit Styles(std::vector<Shows>& shows) : shows_(shows) {}

  Result<void> start(const XmlName& name, const XmlAttributes& attributes) override {
    if (name.local == "cellXfs") {
      inside_ = true;
    } else if (name.local == "numFmt") {
      const auto id = base::parse_count(attributes.find("numFmtId").value_or(""));
      if (id && codes_.size() < kMost)
        codes_[*id] = shown_by_code(attributes.find("formatCode").value_or(""));
    } else if (name.local == "xf" && inside_ && shows_.size() < kMost) {
      const auto id = base::parse_count(attributes.find("numFmtId").value_or("0")).value_or(0);
      const auto code = codes_.find(id);
      shows_.push_back(code == codes_.end() ? shown_by_id(id) : code->second);
    }
    return {};
  }
  Result<void> end(const XmlName& name) override {
    if (name.local == "cellXfs") inside_ = false;
    return {};
  }
  Result<void> text(std::string_view) override { return {}; }

 private:
  static constexpr std::size_t kMost = 1U << 17;  // Excel stops at 64,000

  std::vector<Shows>& shows_;
  std::map<std::size_t, Shows> codes_;
  bool inside_ = false;
};

/// <si> holds <t>, or runs <r><t>; <rPh> says how to pronounce it.
class Texts : public XmlEvents {
 public:
  Texts(std::vector<std::string>& texts, std::string where)
      : texts_(texts), where_(std::move(where)) {}

  Result<void> start(const XmlName& name, const XmlAttributes&) override {
    if (name.local == "rPh") ++spoken_;
    if (name.local == "t") inside_ = spoken_ == 0;
    return {};
  }
  Result<void> end(const XmlName& name) override {
    if (name.local == "rPh" && spoken_ > 0) --spoken_;
    if (name.local == "t") inside_ = false;
    if (name.local != "si") return {};
    texts_.push_back(decoded(current_));
    total_ += current_.size() + sizeof(std::string);
    current_.clear();
    return bounded();
  }
  Result<void> text(std::string_view text) override {
    if (!inside_) return {};
    current_ += text;
    return bounded();
  }

 private:
  Result<void> bounded() const {
    if (current_.size() > kLargestCell)
      return fail(Code::kInvalidData,
                  fmt::format("text {} is larger than {} bytes", texts_.size() + 1, kLargestCell),
                  "shorten it or split it over several cells", where_);
    if (total_ > kLargestSharedTexts)
      return fail(Code::kInvalidData,
                  fmt::format("holds more than {} MB of text", kLargestSharedTexts >> 20),
                  "save the sheet you need as CSV, which is read whatever its size", where_);
    return {};
  }

  std::vector<std::string>& texts_;
  std::string where_;
  std::string current_;
  std::size_t total_ = 0;
  std::size_t spoken_ = 0;
  bool inside_ = false;
};

/// The four hexadecimal digits of "_xHHHH_" at `at`.
std::optional<unsigned> escaped(std::string_view text, std::size_t at) {
  if (text.size() - at < 7 || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_')
    return std::nullopt;
  unsigned unit = 0;
  const char* const last = text.data() + at + 6;
  const auto [end, fault] = std::from_chars(text.data() + at + 2, last, unit, 16);
  if (fault != std::errc() || end != last) return std::nullopt;
  return unit;
}

void append_utf8(std::string& out, unsigned point) {
  const auto put = [&out](unsigned byte) { out += static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | (point >> 6));
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | (point >> 12));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | (point >> 18));
    put(0x80 | ((point >> 12) & 0x3F));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  }
}

}  // namespace

bool is_main(std::string_view space) {
  return space == "http://schemas.openxmlformats.org/spreadsheetml/2006/main" ||
         space == "http://purl.oclc.org/ooxml/spreadsheetml/main";
}

std::string decoded(std::string_view text) {
  if (text.find("_x") == std::string_view::npos) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto unit = escaped(text, i);
    const bool high = unit && *unit >= 0xD800 && *unit < 0xDC00;
    const auto low = high ? escaped(text, i + 7) : std::nullopt;
    if (!unit || *unit == 0 || (!high && *unit >= 0xD800 && *unit < 0xE000)) {
      out += text[i];  // no escape, or none that stands for a character
    } else if (!high) {
      append_utf8(out, *unit);
      i += 6;
    } else if (low && *low >= 0xDC00 && *low < 0xE000) {
      append_utf8(out, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
      i += 13;
    } else {
      out += text[i];
    }
  }
  return out;
}

Result<XlsxParts> read_xlsx_parts(const Archive& archive) {
  const auto root = read_relations(archive, "_rels/.rels", "");
  if (!root) return tl::unexpected(root.error());
  const Relation* book = root->of_type("officeDocument");
  if (book == nullptr)
    return fail(Code::kInvalidData, "names no workbook", "save it as XLSX", archive.name());
  const auto slash = book->part.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : book->part.substr(0, slash + 1);
  const std::string leaf = book->part.substr(folder.size());

  WorkbookList list;
  auto opened = archive.part(book->part);
  if (!opened) return tl::unexpected(opened.error());
  if (auto read = read_xml(std::move(*opened), list); !read) return tl::unexpected(read.error());
  const auto relations = read_relations(archive, folder + "_rels/" + leaf + ".rels", folder);
  if (!relations) return tl::unexpected(relations.error());

  XlsxParts parts;
  parts.dates = list.dates;
  for (auto& sheet : list.sheets) {
    const auto found = relations->by_id.find(sheet.relation);
    if (found != relations->by_id.end() && found->second.type == "worksheet")
      parts.sheets.push_back({std::move(sheet.info), found->second.part});
  }
  if (const Relation* texts = relations->of_type("sharedStrings")) parts.texts_part = texts->part;
  if (const Relation* styles = relations->of_type("styles")) parts.styles_part = styles->part;
  if (!parts.styles_part.empty()) {
    Styles styles(parts.shows);
    auto part = archive.part(parts.styles_part);
    if (!part) return tl::unexpected(part.error());
    if (auto read = read_xml(std::move(*part), styles); !read) return tl::unexpected(read.error());
  }
  return parts;
}

Result<void> read_texts(const Archive& archive, XlsxParts& parts) {
  if (parts.texts_part.empty()) return {};
  auto part = archive.part(parts.texts_part);
  if (!part) return tl::unexpected(part.error());
  const std::string where = (*part)->where();
  Texts texts(parts.texts, where);
  return read_xml(std::move(*part), texts);
}

}  // namespace outturn::ingest
