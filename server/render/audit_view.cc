// SPDX-License-Identifier: GPL-3.0-or-later
// Flags in the words and places of the record's page; contracts in audit_view.h.
#include "server/render/audit_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <vector>

#include "server/render/audit_words.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using evidence::Flag;
using evidence::Severity;
using nlohmann::json;

constexpr std::string_view kFindings = "/findings/";
constexpr std::string_view kAppraisals = "/appraisals/";

/// The number after `prefix` in a pointer, where it begins with it.
std::optional<std::size_t> index_after(std::string_view pointer, std::string_view prefix) {
  if (!pointer.starts_with(prefix)) return {};
  pointer.remove_prefix(prefix.size());
  std::size_t index = 0;
  const auto read = std::from_chars(pointer.data(), pointer.data() + pointer.size(), index);
  return read.ec == std::errc{} ? std::optional(index) : std::nullopt;
}

struct Place {
  std::string words;
  std::string anchor;
};

Place place_of(const evidence::Record& record, std::string_view pointer) {
  if (const auto at = index_after(pointer, kFindings); at && *at < record.findings.size())
    return {label("outcome", record.findings[*at].outcome), fmt::format("finding-{}", *at + 1)};
  if (const auto at = index_after(pointer, kAppraisals); at && *at < record.appraisals.size())
    return {label("kind", record.appraisals[*at].kind), fmt::format("appraisal-{}", *at + 1)};
  return {"The record", "main"};
}

std::string anchor_of(std::span<const Flag> flags, std::size_t flag) {
  const auto order = flags_in_order(flags);
  const auto at = std::find(order.begin(), order.end(), flag);
  return fmt::format("check-{}", at - order.begin() + 1);
}

const char* tone_of(Severity severity) {
  switch (severity) {
    case Severity::kContradiction:
      return "against";
    case Severity::kQuery:
      return "query";
    case Severity::kRestored:
      return "restored";
    case Severity::kNote:
      break;
  }
  return "note";
}

/// A figure of the record in the form its field is written in.
std::string figure_text(std::string_view pointer, double value,
                        const std::optional<std::string>& currency) {
  if (pointer.find("/ratio") != std::string_view::npos) return fixed(value, 2);
  if (pointer.starts_with(kFindings)) return effect_figure(value);
  if (pointer.ends_with("/beneficiaries") || pointer.ends_with("/participants"))
    return figure(value);
  if (pointer.ends_with("/share")) return percent(value);
  return money(value, currency);
}

std::string field_of(std::string_view pointer) {
  std::string_view last = pointer.substr(pointer.rfind('/') + 1);
  if (pointer.find("/ratio") != std::string_view::npos) last = "ratio";
  return sentence_case(field_words(last));
}

}  // namespace

json audit_view(const evidence::Record& record, std::span<const Flag> flags) {
  if (flags.empty()) return nullptr;
  json list = json::array();
  for (const std::size_t i : flags_in_order(flags)) {
    const Flag& flag = flags[i];
    const Place place = place_of(record, flag.pointer);
    list.push_back({{"flag_anchor", anchor_of(flags, i)},
                    {"severity", evidence::row(flag.severity).label},
                    {"tone", tone_of(flag.severity)},
                    {"title", flag_title(flag.code)},
                    {"sentence", flag_sentence(flag.sentence)},
                    {"place", place.words},
                    {"place_anchor", place.anchor}});
  }
  const bool disputed = std::any_of(flags.begin(), flags.end(), [](const Flag& flag) {
    return evidence::disputes(flag.severity);
  });
  return {
      {"audit_summary", flags_summary(flags)}, {"disputed", disputed}, {"flags", std::move(list)}};
}

bool restored(std::span<const Flag> flags, std::string_view pointer) {
  return std::any_of(flags.begin(), flags.end(), [&](const Flag& flag) {
    if (flag.severity != Severity::kRestored || !flag.pointer.starts_with(pointer)) return false;
    return flag.pointer.size() == pointer.size() || flag.pointer[pointer.size()] == '/';
  });
}

std::size_t restored_count(std::span<const Flag> flags) {
  return count_flags(flags, Severity::kRestored);
}

json recomputed(std::span<const Flag> flags, const std::string& part,
                const std::optional<std::string>& currency) {
  json list = json::array();
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const Flag& flag = flags[i];
    if (!flag.derived || !evidence::disputes(flag.severity)) continue;
    if (!flag.pointer.starts_with(part + "/")) continue;
    const std::string again = figure_text(flag.pointer, *flag.derived, currency);
    const std::string held =
        flag.reported ? figure_text(flag.pointer, *flag.reported, currency) : "";
    list.push_back({{"figure", field_of(flag.pointer)},
                    {"reported", held.empty() ? json(nullptr) : json(held)},
                    {"printed", flag.printed ? json(*flag.printed) : json(nullptr)},
                    {"recomputed", again},
                    {"flag_anchor", anchor_of(flags, i)}});
  }
  return list;
}

}  // namespace outturn::render
