// SPDX-License-Identifier: GPL-3.0-or-later
// Orders by figures; contract in order.h.
#include "server/search/match/order.h"

#include <bit>
#include <cmath>

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
  Figures(const MatchIndex& index, const FilterSet& filters, Order order)
      : index_(index),
        order_(order),
        tests_(index, filters, order == Order::kEffect ? Level::kFinding : Level::kAppraisal),
        all_outcomes_(filters.active(FilterId::kOutcome)),
        figures_(index.file().column<double>(order == Order::kEffect  ? Section::kFindingG
                                             : order == Order::kRatio ? Section::kRatioMid
                                                                      : Section::kCost)) {}

  /// Fixes the class that most of the records have a figure of; of equals, the one first named in
  /// the file.
  void choose_class(const Bits& records) {
    std::vector<std::size_t> counts(std::max<std::size_t>(index_.value_count(), kRatioClasses));
    std::vector<std::uint32_t> last(counts.size());
    const auto ahead = [&](std::uint32_t number) { fetch(number); };
    records.for_each_ahead(ahead, [&](std::uint32_t number) {
      const auto [begin, end] = tests_.rows(number);
      for (std::uint32_t row = begin; row < end; ++row) {
        const std::uint32_t of = class_of(row);
        if (of == kNoClass || last[of] == number + 1 || tests_.failures(row) != 0) continue;
        last[of] = number + 1;
        ++counts[of];
      }
    });
    choose_most(counts);
  }

  /// A record's figure of a class.
  struct Figure {
    std::uint32_t of;
    std::uint32_t number;
    double key;
  };

  /// Whether a record has few figures, so that all of them may be gathered in one pass.
  bool are_few() const { return order_ != Order::kEffect || all_outcomes_; }

  /// Every figure of the records, each class once a record; and fixes the class as choose_class()
  /// does.
  std::vector<Figure> gather(const Bits& records) {
    std::vector<Figure> out;
    std::vector<std::size_t> counts(std::max<std::size_t>(index_.value_count(), kRatioClasses));
    const auto ahead = [&](std::uint32_t number) { fetch(number); };
    records.for_each_ahead(ahead, [&](std::uint32_t number) {
      const std::size_t first = out.size();
      const auto [begin, end] = tests_.rows(number);
      for (std::uint32_t row = begin; row < end; ++row) {
        const std::uint32_t of = class_of(row);
        if (of == kNoClass || tests_.failures(row) != 0) continue;
        const double key = order_ == Order::kCost ? figures_[row] : -figures_[row];
        std::size_t same = first;
        while (same < out.size() && out[same].of != of) ++same;
        if (same == out.size()) {
          out.push_back({of, number, key});
          ++counts[of];
        } else if (order_ == Order::kEffect) {  // of ratios and costs the first one stands
          out[same].key = std::min(out[same].key, key);
        }
      }
    });
    choose_most(counts);
    return out;
  }
  bool is_chosen(const Figure& figure) const { return figure.of == chosen_; }

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
      if (order_ == Order::kRatio) return -figures_[row];
      if (order_ == Order::kCost) return figures_[row];
      best = std::min(best, -figures_[row]);
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
      out.currency = index_.value(chosen_).text;
    } else if (!all_outcomes_) {
      out.domain = index_.value(chosen_).text;
    }
    return out;
  }

 private:
  void choose_most(const std::vector<std::size_t>& counts) {
    const auto most = std::max_element(counts.begin(), counts.end());
    if (most != counts.end() && *most > 0)
      chosen_ = static_cast<std::uint32_t>(most - counts.begin());
  }

  static constexpr index::BitField kKind = *index::bit_field(FilterId::kKind);
  static constexpr index::BitField kPerspective = *index::bit_field(FilterId::kPerspective);
  static constexpr std::size_t kRatioClasses = std::size_t{kKind.width} * kPerspective.width;

  /// kNoClass for a row whose figure is not there or compares with nothing.
  std::uint32_t class_of(std::uint32_t row) const {
    if (std::isnan(figures_[row])) return kNoClass;
    const std::uint64_t bits = tests_.bits(row);
    if (order_ == Order::kRatio) {
      const std::uint64_t kind = bits & mask_of(kKind);
      const std::uint64_t perspective = bits & mask_of(kPerspective);
      if (kind == 0 || perspective == 0) return kNoClass;
      return static_cast<std::uint32_t>(std::countr_zero(kind) - int{kKind.first}) *
                 kPerspective.width +
             static_cast<std::uint32_t>(std::countr_zero(perspective) - int{kPerspective.first});
    }
    if (order_ == Order::kCost)
      return tests_.code(row) == index::kNoTerm ? kNoClass : index_.term_value(tests_.code(row));
    if ((bits >> index::kComparedBit & 1) == 0) return kNoClass;
    // Where outcomes were asked for, all that passes is one class.
    return all_outcomes_ ? 0 : index_.chain_of(tests_.code(row)).back();
  }

  const MatchIndex& index_;
  Order order_;
  RowTests tests_;
  bool all_outcomes_;
  std::span<const double> figures_;
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
std::optional<OrderedPage> page_of_figures(const MatchIndex& index, std::size_t total,
                                           const std::vector<Figures::Figure>& all,
                                           const Figures& figures, const Paging& paging) {
  const auto ranks = index.file().column<std::uint32_t>(Section::kTitleRank);
  OrderedPage out;
  Selection selection(paging.offset, paging.limit);
  for (const Figures::Figure& figure : all) {
    if (!figures.is_chosen(figure)) continue;
    ++out.with_figure;
    selection.add({figure.key, ranks[figure.number], figure.number});
  }
  if (out.with_figure < paging.offset + paging.limit) return {};
  for (const Item& item : selection.take(out.more)) out.records.push_back({item.number, 1});
  out.more = total > paging.offset + paging.limit;
  out.comparable = figures.comparability();
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
  Figures figures(index, filters, order);
  Bits candidates = records;
  candidates &= holders;
  if (grouping == Grouping::kNone && !paging.after && figures.are_few()) {
    if (auto first =
            page_of_figures(index, records.count(), figures.gather(candidates), figures, paging))
      return *std::move(first);
  } else {
    figures.choose_class(candidates);
  }
  OrderedPage out = page_of(
      index, records, paging, grouping,
      [&](std::uint32_t number) { return holders.test(number) ? figures.key(number) : kNone; },
      [&](std::uint32_t number) {
        if (holders.test(number)) figures.fetch(number);
      });
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
