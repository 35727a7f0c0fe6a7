// SPDX-License-Identifier: GPL-3.0-or-later
// See download.h.
#include "server/downloads/download.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

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
                  : records_json(std::move(records));
    case Format::kJsonl:
      return rows ? rows_jsonl(std::move(records), std::move(shape.tables.front()))
                  : records_jsonl(std::move(records));
    case Format::kRis:
      return ris(std::move(records));
    case Format::kCsv:
      break;
  }
  return csv(std::move(records), std::move(shape.tables.front()));
}

}  // namespace

api::Response download(Contents contents, Shape shape) {
  const FormatRow& row = kFormats[static_cast<std::size_t>(shape.format)];
  api::Response response;
  response.content_type = row.type;
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("attachment; filename=\"outturn-{}-{}.{}\"",
                                            contents.about.release, shape.name, row.name));
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
