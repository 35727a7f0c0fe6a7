// SPDX-License-Identifier: GPL-3.0-or-later
// See workbook.h.
#include "server/downloads/workbook.h"

#include <string>
#include <utility>

#include "server/downloads/archive.h"
#include "server/downloads/sheet_rows.h"
#include "server/downloads/workbook_frame.h"

namespace outturn::downloads {
namespace {

/// Bytes of a piece, and of the rows that are compressed at once.
constexpr std::size_t kPiece = 64 * 1024;

class Stream {
 public:
  Stream(std::shared_ptr<Records> records, std::vector<Chosen> tables)
      : records_(std::move(records)), tables_(std::move(tables)), written_(tables_.size()) {}

  std::string next() {
    while (!ended_ && archive_.size() < kPiece) {
      if (!begun_) begin();
      if (sheet_ < tables_.size())
        add_rows();
      else
        finish();
    }
    return archive_.take();
  }

 private:
  void begin() {
    begun_ = true;
    make_frame();
    for (const Part& part : frame_.parts) archive_.add(part);
    if (!tables_.empty()) begin_sheet();
  }

  void make_frame() { frame_ = workbook_frame(records_->about(), tables_, written_); }

  void begin_sheet() {
    rows_ = SheetRows(tables_[sheet_].columns.size());
    archive_.begin(frame_.sheets[sheet_].name);
    archive_.write(frame_.sheets[sheet_].head);
  }

  void add_rows() {
    const Chosen& chosen = tables_[sheet_];
    std::string xml;
    while (xml.size() < kPiece && !records_->at_end())
      records_->read([&](const Item& item) {
        chosen.table->put_rows(item, chosen.columns,
                               [&](std::span<const Cell> cells) { rows_.add(cells, xml); });
        return xml.size() < kPiece;
      });
    archive_.write(xml);
    if (!records_->at_end()) return;
    written_[sheet_] = rows_.written();
    make_frame();  // which now knows
    archive_.write(frame_.sheets[sheet_].tail);
    archive_.end();
    if (++sheet_ == tables_.size()) return;
    records_->begin_again();
    begin_sheet();
  }

  void finish() {
    for (const Part& part : frame_.last) archive_.add(part);
    archive_.finish();
    ended_ = true;
  }

  std::shared_ptr<Records> records_;
  std::vector<Chosen> tables_;
  std::vector<Written> written_;
  WorkbookFrame frame_;
  ArchiveWriter archive_;
  std::size_t sheet_ = 0;  ///< the one that is being written
  SheetRows rows_{0};      ///< its own
  bool begun_ = false;
  bool ended_ = false;
};

}  // namespace

api::Pieces workbook(std::shared_ptr<Records> records, std::vector<Chosen> tables) {
  return [stream = std::make_shared<Stream>(std::move(records), std::move(tables))] {
    return stream->next();
  };
}

}  // namespace outturn::downloads
