// SPDX-License-Identifier: GPL-3.0-or-later
// See records.h.
#include "server/downloads/records.h"

#include <span>
#include <stdexcept>
#include <utility>

namespace outturn::downloads {
namespace {

/// So few are read where they are written.
constexpr std::size_t kFewToRead = 500;

}  // namespace

Records::Records(Contents contents)
    : contents_(std::move(contents)),
      findings_(*contents_.generation, contents_.filters, index::Level::kFinding),
      appraisals_(*contents_.generation, contents_.filters, index::Level::kAppraisal),
      around_{contents_.about.release, contents_.site, &findings_, &appraisals_} {}

/// The next records, read here or by the thread; false where there are none.
bool Records::refill() {
  if (contents_.numbers.size() > kFewToRead && ahead_ == nullptr)
    ahead_ = std::make_unique<ReadAhead>(contents_.generation, contents_.numbers);
  std::span<const std::uint32_t> left = std::span(contents_.numbers).subspan(at_);
  batch_ = ahead_ != nullptr ? ahead_->next() : read_batch(*contents_.generation, left);
  next_ = 0;
  return !batch_.empty();
}

void Records::read(const std::function<bool(const Item& item)>& visit) {
  if (std::chrono::steady_clock::now() > end_)
    throw std::runtime_error("the download took longer than any may take");
  while (next_ < batch_.size() || (!at_end() && refill())) {
    ++at_;
    if (!visit({batch_[next_++], around_})) return;
  }
}

void Records::begin_again() {
  ahead_.reset();
  batch_.clear();
  next_ = 0;
  at_ = 0;
}

}  // namespace outturn::downloads
