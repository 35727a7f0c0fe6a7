// SPDX-License-Identifier: GPL-3.0-or-later
// See download.h.
#include "server/downloads/download.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "schema/base/text.h"
#include "server/downloads/workbook.h"

namespace outturn::downloads {
namespace {

api::Pieces pieces_of(std::shared_ptr<Records> records, Shape shape) {
  const bool rows = shape.json == JsonHolds::kRows;
  switch (shape.format) {
    case Format::kXlsx:
      return workbook(std::move(records), std::move(shape.tables));
    case Format::kJson:
      return rows ? rows_json(std::move(records), std::move(shape.tables.front()))
                  : records_json(std::move(records), std::move(shape.fields));
    case Format::kJsonl:
      return rows ? rows_jsonl(std::move(records), std::move(shape.tables.front()))
                  : records_jsonl(std::move(records), std::move(shape.fields));
    case Format::kRis:
      return ris(std::move(records));
    case Format::kCsv:
      break;
  }
  return csv(std::move(records), std::move(shape.tables.front()));
}

/// RFC 6266: a name in ASCII for whoever reads no other, and the name itself.
std::string disposition(const std::string& name) {
  std::string plain;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      plain += c == '"' || c == '\\' || byte < 0x20 || byte == 0x7f ? '_' : c;
    else if ((byte & 0xC0) != 0x80)
      plain += '_';  // one for each character
  }
  std::string out = fmt::format("attachment; filename=\"{}\"", plain);
  if (plain != name) out += "; filename*=UTF-8''" + base::percent_encode(name);
  return out;
}

std::string ids_of(const std::vector<api::GoneRecord>& gone) {
  std::string out;
  for (const api::GoneRecord& one : gone) out.append(out.empty() ? "" : ", ").append(one.id);
  return out;
}

}  // namespace

api::Response download(Contents contents, Shape shape) {
  const FormatRow& row = kFormats[static_cast<std::size_t>(shape.format)];
  api::Response response;
  response.content_type = row.type;
  response.headers.emplace_back(
      "Content-Disposition",
      disposition(fmt::format("outturn-{}-{}.{}", contents.about.release, shape.name, row.name)));
  // A table has no place to say it.
  if (!contents.about.gone.empty())
    response.headers.emplace_back("Outturn-Gone", ids_of(contents.about.gone));
  // It says on which day it was downloaded, so nobody may keep it for another day.
  if (row.format == Format::kXlsx) response.headers.emplace_back("Cache-Control", "no-store");
  response.pieces = pieces_of(std::make_shared<Records>(std::move(contents)), std::move(shape));
  return response;
}

api::Response gathered(api::Response response) {
  while (true) {
    const std::string piece = response.pieces();
    if (piece.empty()) break;
    response.body += piece;
  }
  response.pieces = nullptr;
  return response;
}

}  // namespace outturn::downloads
