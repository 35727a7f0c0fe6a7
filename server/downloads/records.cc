// SPDX-License-Identifier: GPL-3.0-or-later
// See records.h.
#include "server/downloads/records.h"

#include <span>
#include <stdexcept>
#include <utility>

namespace outturn::downloads {

Records::Records(Contents contents)
    : contents_(std::move(contents)),
      findings_(*contents_.generation, contents_.filters, index::Level::kFinding),
      appraisals_(*contents_.generation, contents_.filters, index::Level::kAppraisal),
      around_{contents_.about.release, contents_.site, &findings_, &appraisals_} {}

void Records::check_time() const {
  if (std::chrono::steady_clock::now() > end_)
    throw std::runtime_error("the download took longer than any may take");
}

void Records::read(const std::function<bool(const Item& item)>& visit) {
  check_time();
  at_ += search::read_records(*contents_.generation, std::span(contents_.numbers).subspan(at_),
                              [&](const search::StoredRecord& stored) {
                                return visit({stored, around_});
                              });
}

}  // namespace outturn::downloads
