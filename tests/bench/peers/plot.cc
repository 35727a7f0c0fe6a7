// SPDX-License-Identifier: GPL-3.0-or-later
// Draws; contract in plot.h.
#include "tests/bench/peers/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "schema/base/text.h"

namespace outturn::bench {
namespace {

constexpr int kWidth = 860;
constexpr int kLeft = 220;
constexpr int kRight = 110;
constexpr int kTopEdge = 70;
constexpr int kRowHeight = 17;
constexpr int kKindHeight = 30;  ///< of the line that names a kind
constexpr std::array kColours{"#00594c", "#4d8c80", "#b34700", "#6b3fa0", "#1d5fa8", "#8a6d00"};

/// Milliseconds to places across.
class Scale {
 public:
  Scale(double least, double most)
      : low_(std::floor(std::log10(least))), high_(std::ceil(std::log10(most))) {
    if (high_ <= low_) high_ = low_ + 1;
  }
  double at(double ms) const {
    const double share = (std::log10(ms) - low_) / (high_ - low_);
    return kLeft + std::clamp(share, 0.0, 1.0) * (kWidth - kLeft - kRight);
  }
  int low() const { return static_cast<int>(low_); }
  int high() const { return static_cast<int>(high_); }

 private:
  double low_;
  double high_;
};

std::string label_of_power(int power) {
  const double ms = std::pow(10, power);
  return ms >= 1000 ? fmt::format("{:g} s", ms / 1000) : fmt::format("{:g} ms", ms);
}

std::string row(const PeerResults& peer, const Times& times, const Scale& scale, const char* colour,
                int y) {
  const double dot = scale.at(times.p50);
  const double end = scale.at(times.p99);
  return fmt::format(
      "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n"
      "<line x1=\"{:.1f}\" y1=\"{}\" x2=\"{:.1f}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"3\"/>\n"
      "<circle cx=\"{:.1f}\" cy=\"{}\" r=\"5\" fill=\"{}\"/>\n"
      "<text x=\"{:.1f}\" y=\"{}\">{} / {}</text>\n",
      kLeft - 12, y + 4, base::escape_html(peer.label), dot, y, end, y, colour, dot, y, colour,
      end + 9, y + 4, figure(times.p50), figure(times.p99));
}

}  // namespace

std::string plot(const std::vector<PeerResults>& peers, const std::string& title) {
  double least = 1e9;
  double most = 0;
  for (const PeerResults& peer : peers)
    for (const KindRow& kind : kKinds) {
      const Times times = times_of(peer, kind.kind);
      if (times.runs == 0) continue;
      least = std::min(least, times.p50);
      most = std::max(most, times.p99);
    }
  const Scale scale(std::max(least, 1e-3), std::max(most, 1e-2));
  const int rows = static_cast<int>(peers.size());
  const int height =
      kTopEdge + static_cast<int>(kKindCount) * (kKindHeight + rows * kRowHeight) + 20;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\" "
      "fill=\"#1a1a1a\">\n<title>{2}</title>\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n"
      "<text x=\"16\" y=\"24\" font-size=\"15\" font-weight=\"bold\">{2}</text>\n"
      "<text x=\"16\" y=\"44\">Milliseconds: dot and first figure are the median, line and second "
      "figure go to the 99th of a hundred</text>\n",
      kWidth, height, base::escape_html(title));
  for (int power = scale.low(); power <= scale.high(); ++power) {
    const double x = scale.at(std::pow(10, power));
    out += fmt::format(
        "<line x1=\"{0:.1f}\" y1=\"{1}\" x2=\"{0:.1f}\" y2=\"{2}\" stroke=\"#d0d0d0\"/>\n"
        "<text x=\"{0:.1f}\" y=\"{3}\" text-anchor=\"middle\" fill=\"#555555\">{4}</text>\n",
        x, kTopEdge, height - 20, height - 6, label_of_power(power));
  }
  int y = kTopEdge;
  for (const KindRow& kind : kKinds) {
    out += fmt::format("<text x=\"16\" y=\"{}\" font-weight=\"bold\">{}</text>\n", y + 20,
                       base::escape_html(kind.label));
    y += kKindHeight;
    for (std::size_t i = 0; i < peers.size(); ++i, y += kRowHeight)
      if (const Times times = times_of(peers[i], kind.kind); times.runs > 0)
        out += row(peers[i], times, scale, kColours[i % kColours.size()], y + kRowHeight / 2);
  }
  return out + "</svg>\n";
}

}  // namespace outturn::bench
