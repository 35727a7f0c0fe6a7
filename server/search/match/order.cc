// SPDX-License-Identifier: GPL-3.0-or-later
// Orders by figures; contract in order.h.
#include "server/search/match/order.h"

#include <algorithm>
#include <array>
#include <bit>

#include "server/search/match/row_tests.h"
#include "server/search/match/selection.h"

namespace outturn::search {
namespace {

using index::FilterId;
using index::Level;
using index::Section;

constexpr double kNone = std::numeric_limits<double>::infinity();
constexpr std::uint32_t kNoClass = 0xFFFFFFFF;

/// The rows an order takes its figures from, each with the class it may be compared in.
class Figures {
 public:
  Figures(const Figures&) = delete;
  Figures& operator=(const Figures&) = delete;
  Figures(const MatchIndex& index, const FilterSet& filters, Order order)
      : index_(index),
        order_(order),
        tests_(index, filters, order == Order::kEffect ? Level::kFinding : Level::kAppraisal),
        all_outcomes_(filters.active(FilterId::kOutcome)),
        figures_(index.file().column<double>(order == Order::kEffect  ? Section::kFindingG
                                             : order == Order::kRatio ? Section::kRatioMid
                                                                      : Section::kCost)),
        figure_bits_(mask_of(*index::bit_field(order == Order::kEffect  ? FilterId::kEffect
                                               : order == Order::kRatio ? FilterId::kRatio
                                                                        : FilterId::kCost))) {
    if (order == Order::kRatio) {
      class_bits_ = {mask_of(kKind), mask_of(kPerspective)};
    } else {
      if (order == Order::kEffect) class_bits_[0] = std::uint64_t{1} << index::kComparedBit;
      number_classes();
    }
  }

  /// Fixes the class that most of the records have a figure of; of equals, the one first named in
  /// the file. Returns how many have one.
  std::size_t choose_class(const Bits& records) {
    // Where no row is of any class there is one that stays empty.
    std::vector<std::uint32_t> counts(
        order_ == Order::kRatio ? kRatioClasses : std::max<std::size_t>(classes_.size(), 1));
    std::vector<std::uint32_t> last(counts.size());
    const RowTests::Wanted figures{{figure_bits_, class_bits_[0], class_bits_[1]}, nullptr};
    tests_.for_each_row<0>(records, figures,
                           [&](std::uint32_t row, std::uint32_t number, unsigned) {
                             const std::uint32_t of = class_of(row);
                             if (of == kNoClass) return;
                             counts[of] += last[of] != number + 1;
                             last[of] = number + 1;
                           });
    const auto most = std::max_element(counts.begin(), counts.end());
    if (*most > 0) choose(static_cast<std::uint32_t>(most - counts.begin()));
    return *most;
  }

  /// Calls `visit(number, key)` for every record that has a figure of the class.
  template <typename Visit>
  void for_each(const Bits& records, const Visit& visit) const {
    std::uint32_t record = 0xFFFFFFFF;  // no record has that number
    double best = kNone;
    const auto end = [&] {
      if (record != 0xFFFFFFFF) visit(record, best);
    };
    tests_.for_each_row<0>(
        records, wanted_, [&](std::uint32_t row, std::uint32_t number, unsigned) {
          if (number != record) {
            end();
            record = number;
            best = key_of(row);
          } else if (order_ == Order::kEffect) {  // of ratios and costs the first one stands
            best = std::min(best, key_of(row));
          }
        });
    end();
  }

  void fetch(std::uint32_t number) const {
    tests_.fetch(number);
    __builtin_prefetch(figures_.data() + tests_.rows(number).begin);
  }

  /// Lower comes first; kNone where the record has no figure of the class.
  double key(std::uint32_t number) const {
    double best = kNone;
    const auto [begin, end] = tests_.rows(number);
    for (std::uint32_t row = begin; row < end; ++row) {
      if (class_of(row) != chosen_ || chosen_ == kNoClass || tests_.failures(row) != 0) continue;
      if (order_ != Order::kEffect) return key_of(row);
      best = std::min(best, key_of(row));
    }
    return best;
  }

  Comparability comparability() const {
    Comparability out;
    if (chosen_ == kNoClass) return out;
    if (order_ == Order::kRatio) {
      const auto ids = index_.bit_values(Level::kAppraisal);
      out.kind = index_.value(ids[kKind.first + chosen_ / kPerspective.width]).text;
      out.perspective = index_.value(ids[kPerspective.first + chosen_ % kPerspective.width]).text;
    } else if (order_ == Order::kCost) {
      out.currency = index_.value(classes_[chosen_]).text;
    } else if (!all_outcomes_) {
      out.domain = index_.value(classes_[chosen_]).text;
    }
    return out;
  }

 private:
  /// Numbers the currencies, or the broadest outcomes, in the order of their values. They are few,
  /// and the values of a file may be a million.
  void number_classes() {
    const auto& terms = index_.file().terms();
    const FilterId filter = order_ == Order::kCost ? FilterId::kCurrency : FilterId::kOutcome;
    const auto broadest = [&](std::size_t code) {
      return index_.chain_of(static_cast<std::uint16_t>(code)).back();
    };
    for (std::size_t code = 0; code < terms.size(); ++code)
      if (terms[code].filter == filter) classes_.push_back(broadest(code));
    std::sort(classes_.begin(), classes_.end());
    classes_.erase(std::unique(classes_.begin(), classes_.end()), classes_.end());
    code_classes_.assign(terms.size(), kNoClass);
    for (std::size_t code = 0; code < terms.size(); ++code)
      if (terms[code].filter == filter)
        code_classes_[code] = static_cast<std::uint32_t>(
            std::lower_bound(classes_.begin(), classes_.end(), broadest(code)) - classes_.begin());
  }

  void choose(std::uint32_t of) {
    chosen_ = of;
    wanted_.masks = {figure_bits_, class_bits_[0], class_bits_[1]};
    if (order_ == Order::kRatio) {
      wanted_.masks[1] = std::uint64_t{1} << (kKind.first + of / kPerspective.width);
      wanted_.masks[2] = std::uint64_t{1} << (kPerspective.first + of % kPerspective.width);
    } else if (order_ == Order::kCost || !all_outcomes_) {
      codes_.assign(std::size_t{index::kNoTerm} + 1, 0);
      for (std::size_t code = 0; code < code_classes_.size(); ++code)
        codes_[code] = code_classes_[code] == of;
      wanted_.codes = &codes_;
    }
  }

  double key_of(std::uint32_t row) const {
    return order_ == Order::kCost ? figures_[row] : -figures_[row];
  }

  static constexpr index::BitField kKind = *index::bit_field(FilterId::kKind);
  static constexpr index::BitField kPerspective = *index::bit_field(FilterId::kPerspective);
  static constexpr std::size_t kRatioClasses = std::size_t{kKind.width} * kPerspective.width;

  /// kNoClass for a row whose figure is not there or compares with nothing.
  std::uint32_t class_of(std::uint32_t row) const {
    const std::uint64_t bits = tests_.bits(row);
    if ((bits & figure_bits_) == 0) return kNoClass;  // no bin, no figure
    if (order_ == Order::kRatio) {
      const std::uint64_t kind = bits & mask_of(kKind);
      const std::uint64_t perspective = bits & mask_of(kPerspective);
      if (kind == 0 || perspective == 0) return kNoClass;
      return static_cast<std::uint32_t>(std::countr_zero(kind) - int{kKind.first}) *
                 kPerspective.width +
             static_cast<std::uint32_t>(std::countr_zero(perspective) - int{kPerspective.first});
    }
    if (order_ == Order::kEffect) {
      if ((bits >> index::kComparedBit & 1) == 0) return kNoClass;
      // Where outcomes were asked for, all that passes is one class.
      if (all_outcomes_) return 0;
    }
    const std::uint16_t code = tests_.code(row);
    return code == index::kNoTerm ? kNoClass : code_classes_[code];
  }

  const MatchIndex& index_;
  Order order_;
  RowTests tests_;
  bool all_outcomes_;
  std::span<const double> figures_;
  std::uint64_t figure_bits_;
  /// Of each a row must have one, to be of any class; 0: nothing is asked.
  std::array<std::uint64_t, 2> class_bits_{};
  RowTests::Wanted wanted_;                  ///< of rows of the chosen class
  std::vector<std::uint8_t> codes_;          ///< of the chosen class
  std::vector<ValueId> classes_;             ///< of costs and effects, by number of the class
  std::vector<std::uint32_t> code_classes_;  ///< by code
  std::uint32_t chosen_ = kNoClass;
};

/// Gathers items into a page, programme by programme where asked to.
class Gathering {
 public:
  Gathering(const MatchIndex& index, const Paging& paging, Grouping grouping,
            const std::optional<Item>& after)
      : programmes_(index.file().column<std::uint32_t>(Section::kProgramme)),
        grouped_(grouping == Grouping::kProgramme),
        after_(after),
        selection_(paging.offset, paging.limit) {
    if (grouped_) groups_.resize(index.file().names().size());
  }

  void add(const Item& item) {
    if (!grouped_ || programmes_[item.number] == index::kNoCode) return select(item);
    Group& group = groups_[programmes_[item.number]];
    if (group.count == 0 || item < group.first) group.first = item;
    ++group.count;
  }

  void take(OrderedPage& out) {
    for (const Group& group : groups_)
      if (group.count > 0) select(group.first);
    for (const Item& item : selection_.take(out.more)) {
      const bool alone = !grouped_ || programmes_[item.number] == index::kNoCode;
      out.records.push_back({item.number, alone ? 1 : groups_[programmes_[item.number]].count});
    }
  }

 private:
  struct Group {
    Item first{};
    std::size_t count = 0;
  };
  void select(const Item& item) {
    if (!after_ || *after_ < item) selection_.add(item);
  }

  std::span<const std::uint32_t> programmes_;
  bool grouped_;
  std::optional<Item> after_;
  Selection selection_;
  std::vector<Group> groups_;  ///< by code of the programme
};

OrderedPage page_of(const MatchIndex& index, const Bits& records, const Paging& paging,
                    Grouping grouping, const auto& key, const auto& ahead) {
  OrderedPage out;
  const auto ranks = index.file().column<std::uint32_t>(Section::kTitleRank);
  std::optional<Item> after;
  if (paging.after) {
    if (*paging.after >= index.slots()) return out;
    after = Item{key(*paging.after), ranks[*paging.after], *paging.after};
  }
  Gathering gathering(index, paging, grouping, after);
  records.for_each_ahead(ahead, [&](std::uint32_t number) {
    const Item item{key(number), ranks[number], number};
    out.with_figure += item.key != kNone;
    gathering.add(item);
  });
  gathering.take(out);
  return out;
}

/// A page of nothing but records with the figure; none where it reaches those that lack it, which
/// come last.
std::optional<OrderedPage> page_of_figures(const MatchIndex& index, const Bits& candidates,
                                           std::size_t total, std::size_t with_figure,
                                           const Figures& figures, const Paging& paging) {
  const auto ranks = index.file().column<std::uint32_t>(Section::kTitleRank);
  const std::size_t wanted = paging.offset + paging.limit;
  if (wanted < paging.offset || with_figure < wanted) return {};
  std::optional<Item> after;
  if (paging.after && *paging.after < index.slots())
    after = Item{figures.key(*paging.after), ranks[*paging.after], *paging.after};
  if (paging.after && (!after || after->key == kNone)) return {};
  OrderedPage out;
  out.with_figure = with_figure;
  Selection selection(paging.offset, paging.limit);
  std::size_t eligible = 0;
  figures.for_each(candidates, [&](std::uint32_t number, double key) {
    if (after && key < after->key) return;
    if (!selection.is_beyond(key)) {
      const Item item{key, ranks[number], number};
      if (after && !(*after < item)) return;
      selection.add(item);
    }
    ++eligible;
  });
  if (eligible < wanted) return {};
  for (const Item& item : selection.take(out.more)) out.records.push_back({item.number, 1});
  out.more = out.more || total > with_figure;
  return out;
}

std::string_view holding(Order order) {
  switch (order) {
    case Order::kRatio:
      return "ratio";
    case Order::kEffect:
      return "effect";
    default:
      return "cost";
  }
}

}  // namespace

OrderedPage ordered(const MatchIndex& index, const Bits& records, const FilterSet& filters,
                    Order order, const Paging& paging, Grouping grouping) {
  const index::ColumnsFile& file = index.file();
  const auto nothing = [](std::uint32_t) {};  // what is read lies side by side
  switch (order) {
    case Order::kTitle:
      return page_of(
          index, records, paging, grouping, [](std::uint32_t) { return kNone; }, nothing);
    case Order::kStrength: {
      const auto strength = file.column<std::uint8_t>(Section::kStrength);
      return page_of(
          index, records, paging, grouping,
          [&](std::uint32_t number) { return -static_cast<double>(strength[number]); }, nothing);
    }
    case Order::kYear: {
      const auto years = file.column<std::int16_t>(Section::kYear);
      return page_of(
          index, records, paging, grouping,
          [&](std::uint32_t number) {
            return years[number] == 0 ? kNone : -static_cast<double>(years[number]);
          },
          nothing);
    }
    default:
      break;
  }
  Bits holders(index.slots());
  if (const ValueId has = index.find(FilterId::kHas, holding(order)); has != kNoValue)
    index.add_to(has, holders);
  Bits candidates = records;
  candidates &= holders;
  Figures figures(index, filters, order);
  const std::size_t with_figure = figures.choose_class(candidates);
  OrderedPage out;
  std::optional<OrderedPage> first;
  if (grouping == Grouping::kNone)
    first = page_of_figures(index, candidates, records.count(), with_figure, figures, paging);
  if (first) {
    out = *std::move(first);
  } else {
    out = page_of(
        index, records, paging, grouping,
        [&](std::uint32_t number) { return holders.test(number) ? figures.key(number) : kNone; },
        [&](std::uint32_t number) {
          if (holders.test(number)) figures.fetch(number);
        });
  }
  out.comparable = figures.comparability();
  return out;
}

OrderedPage ordered(const MatchIndex& index, const std::vector<Scored>& records,
                    const Paging& paging, Grouping grouping) {
  OrderedPage out;
  std::optional<Item> after;
  if (paging.after) {
    const auto found = std::find_if(records.begin(), records.end(), [&](const Scored& record) {
      return record.number == *paging.after;
    });
    if (found == records.end()) return out;
    after = Item{found->key, found->number, found->number};
  }
  Gathering gathering(index, paging, grouping, after);
  for (const Scored& record : records) gathering.add({record.key, record.number, record.number});
  gathering.take(out);
  out.with_figure = records.size();
  return out;
}

}  // namespace outturn::search
