// SPDX-License-Identifier: GPL-3.0-or-later
// See lines.h.
#include "server/downloads/lines.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string>
#include <type_traits>
#include <utility>

#include "schema/base/spreadsheet.h"
#include "schema/evidence/audit/flag_json.h"
#include "server/api/citation.h"
#include "server/api/derived.h"

namespace outturn::downloads {
namespace {

using evidence::Json;

/// Bytes of a piece: enough to be worth a system call, little enough to hold for many clients.
constexpr std::size_t kPiece = 64 * 1024;

struct Lines {
  std::string head;
  std::function<void(const Item& item, std::string& out)> add;
  std::string tail;
};

class Stream {
 public:
  Stream(std::shared_ptr<Records> records, Lines lines)
      : records_(std::move(records)), lines_(std::move(lines)) {}

  std::string next() {
    if (ended_) return {};
    std::string out;
    out.reserve(kPiece + kPiece / 4);
    if (!std::exchange(begun_, true)) out += lines_.head;
    while (out.size() < kPiece && !records_->at_end())
      records_->read([&](const Item& item) {
        lines_.add(item, out);
        return out.size() < kPiece;
      });
    if (records_->at_end()) {
      out += lines_.tail;
      ended_ = true;
    }
    return out;
  }

 private:
  std::shared_ptr<Records> records_;
  Lines lines_;
  bool begun_ = false;
  bool ended_ = false;
};

api::Pieces pieces_of(std::shared_ptr<Records> records, Lines lines) {
  return [stream = std::make_shared<Stream>(std::move(records), std::move(lines))] {
    return stream->next();
  };
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// CSV.

void add_cell(std::string& out, const Cell& cell) {
  std::visit(
      [&](const auto& value) {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, double>) {
          if (std::isfinite(value)) fmt::format_to(std::back_inserter(out), "{}", value);
        } else if constexpr (std::is_same_v<Value, bool>) {
          out += value ? "TRUE" : "FALSE";
        } else if constexpr (!std::is_same_v<Value, std::monostate>) {
          base::add_csv_field(out, base::guarded(value));
        }
      },
      cell);
}

// JSON.

Json json_of(const Cell& cell) {
  return std::visit(
      [](const auto& value) -> Json {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, std::monostate>) return nullptr;
        if constexpr (std::is_same_v<Value, double>)
          return std::isfinite(value) ? evidence::number(value) : Json(nullptr);
        if constexpr (std::is_same_v<Value, bool>) return value;
        if constexpr (std::is_convertible_v<Value, std::string_view>) return std::string(value);
      },
      cell);
}

/// A document up to the "[" of its list.
std::string document_head(const Records& records, const Json& columns, std::string_view list) {
  const About& about = records.about();
  Json head{{"release", about.release},
            {"published", about.published},
            {"query", about.query},
            {"address", about.address},
            {"total", records.total()}};
  if (!about.gone.empty()) head["gone"] = api::gone_json(about.gone, records.site());
  if (!columns.empty()) head["columns"] = columns;
  std::string out = dump(head);
  out.pop_back();
  return out + fmt::format(",\"{}\":[\n", list);
}

/// Whether a record says of which release it is, where no document around it does.
enum class Release { kSaid, kLeftOut };

/// A record as an object: what of it is wanted.
class RecordWriter {
 public:
  RecordWriter(api::Selection fields, Release release)
      : fields_(std::move(fields)), release_(release) {}

  void add(const Item& item, std::string& out) const {
    if (!fields_.is_everything()) {
      out += dump(chosen(item));
      return;
    }
    out += '{';
    if (release_ == Release::kSaid) out += "\"release\":" + dump(item.around.release) + ',';
    // The store keeps what evidence::to_json() wrote, so it is copied as it stands.
    out += "\"record\":";
    out += item.stored.text;
    out += ",\"derived\":" + dump(api::derived_json(item.stored.record));
    out += ",\"flags\":" + dump(evidence::to_json(std::span(item.stored.flags)));
    out += '}';
  }

 private:
  Json chosen(const Item& item) const {
    Json json = Json::object();
    if (release_ == Release::kSaid && fields_.has("release")) json["release"] = item.around.release;
    if (fields_.has("record")) json["record"] = Json::parse(item.stored.text);
    if (fields_.has("derived")) json["derived"] = api::derived_json(item.stored.record);
    if (fields_.has("flags")) json["flags"] = evidence::to_json(std::span(item.stored.flags));
    fields_.prune(json);
    return json;
  }

  api::Selection fields_;
  Release release_;
};

/// Puts what has to stand between two items.
class Between {
 public:
  explicit Between(std::string_view between) : between_(between) {}
  void add(std::string& out) {
    if (std::exchange(begun_, true)) out += between_;
  }

 private:
  std::string_view between_;
  bool begun_ = false;
};

/// Appends each row of an item as a JSON object.
auto row_writer(Chosen chosen, std::string_view between, std::string_view after) {
  return [chosen = std::move(chosen), between = Between(between), after](const Item& item,
                                                                         std::string& out) mutable {
    chosen.table->put_rows(item, chosen.columns, [&](std::span<const Cell> cells) {
      between.add(out);
      Json row = Json::object();
      for (std::size_t i = 0; i < cells.size(); ++i)
        row[std::string(chosen.table->headings[chosen.columns[i]].name)] = json_of(cells[i]);
      out += dump(row);
      out += after;
    });
  };
}

}  // namespace

api::Pieces csv(std::shared_ptr<Records> records, Chosen chosen) {
  std::string head;
  for (const std::size_t column : chosen.columns) {
    if (!head.empty()) head += ',';
    head += chosen.table->headings[column].name;
  }
  head += "\r\n";
  const auto add = [chosen = std::move(chosen)](const Item& item, std::string& out) {
    chosen.table->put_rows(item, chosen.columns, [&](std::span<const Cell> cells) {
      const std::size_t begin = out.size();
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += ',';
        add_cell(out, cells[i]);
      }
      if (out.size() == begin) out += "\"\"";  // a single empty cell would be no line at all
      out += "\r\n";
    });
  };
  return pieces_of(std::move(records), {std::move(head), add, ""});
}

api::Pieces rows_json(std::shared_ptr<Records> records, Chosen chosen) {
  Json columns = Json::array();
  for (const std::size_t column : chosen.columns) {
    const Heading& heading = chosen.table->headings[column];
    columns.push_back({{"name", heading.name}, {"meaning", heading.meaning}});
  }
  std::string head = document_head(*records, columns, "rows");
  return pieces_of(std::move(records),
                   {std::move(head), row_writer(std::move(chosen), ",\n", ""), "\n]}\n"});
}

api::Pieces rows_jsonl(std::shared_ptr<Records> records, Chosen chosen) {
  return pieces_of(std::move(records), {"", row_writer(std::move(chosen), "", "\n"), ""});
}

api::Pieces records_json(std::shared_ptr<Records> records, api::Selection fields) {
  std::string head = document_head(*records, {}, "records");
  return pieces_of(std::move(records),
                   {std::move(head),
                    [writer = RecordWriter(std::move(fields), Release::kLeftOut),
                     between = Between(",\n")](const Item& item, std::string& out) mutable {
                      between.add(out);
                      writer.add(item, out);
                    },
                    "\n]}\n"});
}

api::Pieces records_jsonl(std::shared_ptr<Records> records, api::Selection fields) {
  return pieces_of(std::move(records), {"",
                                        [writer = RecordWriter(std::move(fields), Release::kSaid)](
                                            const Item& item, std::string& out) {
                                          writer.add(item, out);
                                          out += '\n';
                                        },
                                        ""});
}

api::Pieces ris(std::shared_ptr<Records> records) {
  const api::CitedRelease release{records->about().release, records->about().published,
                                  records->site()};
  return pieces_of(std::move(records), {"",
                                        [release](const Item& item, std::string& out) {
                                          out += api::to_ris(item.stored.record, release);
                                        },
                                        ""});
}

}  // namespace outturn::downloads
