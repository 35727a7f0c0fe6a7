// SPDX-License-Identifier: GPL-3.0-or-later
// Says what became of the words, one sentence each.
#include "server/search/query/reading.h"

#include <fmt/format.h>

#include <algorithm>

namespace outturn::query {
namespace {

std::string listed(const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i)
    out += (i == 0 ? "" : i + 1 == items.size() ? " or " : ", ") + items[i];
  return out;
}

}  // namespace

std::vector<std::string> Reading::sentences() const {
  std::vector<std::string> out;
  for (const Diagnostic& one : diagnostics)
    out.push_back(one.where.empty() ? one.what : fmt::format("{} ({})", one.what, one.where));
  for (const Correction& one : corrected)
    out.push_back(fmt::format("No record has \"{}\", so \"{}\" was searched instead.", one.typed,
                              one.searched));
  for (const Dropped& one : dropped)
    out.push_back(
        one.unknown
            ? fmt::format("No record has \"{}\", so it was left out.", one.word)
            : fmt::format("No record has all these words, so \"{}\" was left out.", one.word));
  if (nearest > 0)
    out.emplace_back(
        "Few records have most of these words, so those that come near are listed too.");
  if (long_text)
    out.emplace_back("This is a long text, so records are listed that are most like it.");
  for (const Widening& one : widened) {
    // a word may widen on its own and as part of what it stands in
    std::string said = fmt::format("\"{}\" also found {}.", one.words, listed(one.with));
    if (std::find(out.begin(), out.end(), said) == out.end()) out.push_back(std::move(said));
  }
  return out;
}

}  // namespace outturn::query
