// SPDX-License-Identifier: GPL-3.0-or-later
// A set of records as something the full-text library can match against: it keeps a match to the
// set, skipping from member to member. For the match-set engine alone.
#pragma once

#include <xapian.h>

#include <bit>

#include "server/search/match/bits.h"
#include "server/search/match/time_limit.h"

namespace outturn::search {

class SetSource : public Xapian::PostingSource {
 public:
  /// Both must outlive the match. When the time is up, the set seems to end.
  SetSource(const Bits& set, TimeLimit& limit)
      : set_(set), limit_(limit), size_(static_cast<Xapian::doccount>(set.count())) {}

  void init(const Xapian::Database&) override {
    at_ = 0;  // no record has the number 0
    asked_ = 0;
  }
  Xapian::doccount get_termfreq_min() const override { return size_; }
  Xapian::doccount get_termfreq_est() const override { return size_; }
  Xapian::doccount get_termfreq_max() const override { return size_; }
  void next(double) override { go_to(at_ + 1); }
  void skip_to(Xapian::docid number, double) override {
    if (number > at_) go_to(number);
  }
  bool at_end() const override { return at_ >= set_.size(); }
  Xapian::docid get_docid() const override { return static_cast<Xapian::docid>(at_); }

 private:
  static constexpr unsigned kAskTheClock = 64;  // positions may be read at each

  void go_to(std::size_t number) {
    if (++asked_ % kAskTheClock == 0 && limit_.is_up()) number = set_.size();
    at_ = set_.size();
    if (number >= set_.size()) return;
    const auto words = set_.words();
    std::size_t word = number / 64;
    std::uint64_t rest = words[word] & (~std::uint64_t{0} << (number % 64));
    while (rest == 0 && ++word < words.size()) rest = words[word];
    if (rest != 0) at_ = word * 64 + static_cast<unsigned>(std::countr_zero(rest));
  }

  const Bits& set_;
  TimeLimit& limit_;
  Xapian::doccount size_;
  std::size_t at_ = 0;
  unsigned asked_ = 0;
};

}  // namespace outturn::search
