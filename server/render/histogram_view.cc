// SPDX-License-Identifier: GPL-3.0-or-later
// Bars of a histogram; contract in histogram_view.h.
#include "server/render/histogram_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>
#include <vector>

#include "schema/index/bins.h"
#include "server/render/filter_words.h"
#include "server/render/format.h"
#include "server/render/object.h"

namespace outturn::render {
namespace {

using index::FilterId;
using nlohmann::json;

constexpr double kWidth = 240;
constexpr double kBarsHeight = 44;
constexpr double kHeight = 60;  // bars, and figures below them
constexpr double kLeastHeight = 2;
constexpr double kGap = 1;
constexpr std::size_t kFewestYears = 12;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Bins from `first` to `last`, both among them, side by side.
struct Window {
  std::size_t first = 0;
  std::size_t last = 0;

  double bar_width() const { return kWidth / static_cast<double>(last - first + 1); }
  double left_of(std::size_t bin) const { return static_cast<double>(bin - first) * bar_width(); }
};

double lower_edge(std::span<const double> edges, std::size_t bin) {
  return bin == 0 ? -kInfinity : edges[bin - 1];
}
double upper_edge(std::span<const double> edges, std::size_t bin) {
  return bin == edges.size() ? kInfinity : edges[bin];
}

/// A bin holds its lower edge and not its upper.
bool inside(std::span<const double> edges, std::size_t bin, const search::Range& range) {
  return lower_edge(edges, bin) <= range.high() && upper_edge(edges, bin) > range.low();
}

Window window_of(const search::Histogram& histogram) {
  const std::vector<std::size_t>& counts = histogram.counts;
  Window window{0, counts.size() - 1};
  if (histogram.filter != FilterId::kYear) return window;
  while (counts[window.first] == 0) ++window.first;
  while (counts[window.last] == 0) --window.last;
  // A few years alone would be bars as wide as the panel. The ends, which are open, are not put in.
  while (window.last - window.first + 1 < kFewestYears) {
    if (window.first > 1) --window.first;
    if (window.last + 2 < counts.size()) ++window.last;
  }
  return window;
}

std::string coordinate(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

/// "1,000" is too wide below a bar.
std::string tick_text(FilterId filter, double value) {
  if (value >= 1000 && filter == FilterId::kCost) return figure(value / 1000) + "k";
  return filter_figure(filter, value);
}

/// The edges that are named below the bars.
std::vector<double> named_edges(FilterId filter) {
  switch (filter) {
    case FilterId::kRatio:
      return {0, 1, 3, 10};
    case FilterId::kEffect:
      return {-0.5, 0, 0.5};
    case FilterId::kCost:
      return {100, 1000, 1e4};
    default:
      return {};
  }
}

json tick(double x, const char* anchor, std::string text) {
  return {{"x", coordinate(x)}, {"anchor", anchor}, {"text", std::move(text)}};
}

json ticks_of(FilterId filter, std::span<const double> edges, const Window& window) {
  json list = json::array();
  if (filter == FilterId::kYear) {  // a bin is a year
    list.push_back(tick(0, "start", bin_words(filter, window.first)));
    list.push_back(tick(kWidth, "end", bin_words(filter, window.last)));
    return list;
  }
  for (const double edge : named_edges(filter))
    list.push_back(
        tick(window.left_of(index::bin_of(edges, edge)), "middle", tick_text(filter, edge)));
  return list;
}

/// Where a figure makes no difference: no effect, or a return of just the cost.
json mark_of(FilterId filter, std::span<const double> edges, const Window& window) {
  if (filter == FilterId::kRatio) return coordinate(window.left_of(index::bin_of(edges, 1)));
  if (filter == FilterId::kEffect) return coordinate(window.left_of(index::bin_of(edges, 0)));
  return nullptr;
}

json bar(const Window& window, std::size_t bin, std::size_t count, std::size_t most, bool in) {
  const double height =
      std::max(kLeastHeight, kBarsHeight * static_cast<double>(count) / static_cast<double>(most));
  return Object()
      .with("bar_x", coordinate(window.left_of(bin)))
      .with("bar_y", coordinate(kBarsHeight - height))
      .with("bar_width", coordinate(std::max(1.0, window.bar_width() - kGap)))
      .with("bar_height", coordinate(height))
      .with("bar_out", !in)
      .take();
}

}  // namespace

std::string bin_words(FilterId filter, std::size_t bin) {
  const std::span<const double> edges = index::edges_of(filter);
  const auto words = [&](double value) { return filter_figure(filter, value); };
  const bool year = filter == FilterId::kYear;
  if (bin == 0) return (year ? "before " : "below ") + words(edges.front());
  if (bin == edges.size()) return words(edges.back()) + (year ? " or later" : " or more");
  if (year) return words(edges[bin - 1]);
  return fmt::format("{} to under {}", words(edges[bin - 1]), words(edges[bin]));
}

json histogram_view(const search::Histogram& histogram, const search::Range& range) {
  const std::span<const double> edges = index::edges_of(histogram.filter);
  const auto most = std::max_element(histogram.counts.begin(), histogram.counts.end());
  if (histogram.counts.size() != edges.size() + 1 || *most == 0) return nullptr;
  const Window window = window_of(histogram);
  json bars = json::array();
  json rows = json::array();
  for (std::size_t bin = window.first; bin <= window.last; ++bin) {
    const std::size_t count = histogram.counts[bin];
    if (count == 0) continue;
    bars.push_back(bar(window, bin, count, *most, inside(edges, bin, range)));
    rows.push_back(Object()
                       .with("bin", bin_words(histogram.filter, bin))
                       .with("bin_count", count_figure(count))
                       .take());
  }
  const index::Filter& filter = index::filter(histogram.filter);
  return {{"histogram_name", filter.name},
          {"histogram_label", filter.label},
          {"width", coordinate(kWidth)},
          {"height", coordinate(kHeight)},
          {"base", coordinate(kBarsHeight)},
          {"bars", std::move(bars)},
          {"ticks", ticks_of(histogram.filter, edges, window)},
          {"tick_y", coordinate(kHeight - 4)},
          {"mark", mark_of(histogram.filter, edges, window)},
          {"bins", std::move(rows)}};
}

}  // namespace outturn::render
