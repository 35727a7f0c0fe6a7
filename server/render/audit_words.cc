// SPDX-License-Identifier: GPL-3.0-or-later
// Flags in words; see audit_words.h.
#include "server/render/audit_words.h"

#include <algorithm>
#include <numeric>

#include "server/render/format.h"

namespace outturn::render {

using evidence::Flag;
using evidence::Severity;

std::string flag_sentence(std::string_view sentence) {
  std::string text;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const bool begins = i == 0 || sentence[i - 1] == ' ' || sentence[i - 1] == '(';
    const std::string_view next = sentence.substr(i + 1);
    const bool figure = !next.empty() && ((next[0] >= '0' && next[0] <= '9') || next[0] == '$' ||
                                          next.starts_with("£") || next.starts_with("€"));
    text +=
        sentence[i] == '-' && begins && figure ? std::string_view("\u2212") : sentence.substr(i, 1);
  }
  return text;
}

std::vector<std::size_t> flags_in_order(std::span<const Flag> flags) {
  std::vector<std::size_t> order(flags.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return flags[a].severity > flags[b].severity;
  });
  return order;
}

std::string_view flag_title(std::string_view code) {
  for (const evidence::CheckRow& row : evidence::kChecks)
    if (row.code == code) return row.title;
  return code;
}

std::size_t count_flags(std::span<const Flag> flags, Severity severity) {
  return static_cast<std::size_t>(std::count_if(
      flags.begin(), flags.end(), [&](const Flag& flag) { return flag.severity == severity; }));
}

std::string flags_summary(std::span<const Flag> flags) {
  const auto count = [&](Severity severity) { return count_flags(flags, severity); };
  std::vector<std::string> parts;
  const auto add = [&](std::size_t number, const char* one, const char* many) {
    if (number > 0) parts.push_back(plural(number, one, many));
  };
  add(count(Severity::kContradiction), "contradiction", "contradictions");
  add(count(Severity::kQuery), "figure that needs reading with care",
      "figures that need reading with care");
  add(count(Severity::kRestored), "figure restored from a faulty print",
      "figures restored from a faulty print");
  if (parts.empty()) return "nothing disputes a figure";
  return list_text(parts);
}

}  // namespace outturn::render
