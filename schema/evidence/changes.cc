// SPDX-License-Identifier: GPL-3.0-or-later
// Walks two versions side by side. Lists are paired in passes: parts that are equal first, then
// parts that agree on ever fewer of the fields which say what a part is.
#include "schema/evidence/changes.h"

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>

namespace outturn::evidence {
namespace {

using Key = std::vector<std::string_view>;  // fields that together say which part it is

/// Which parts of a list are taken for the same, the surest first.
std::span<const Key> keys_of(std::string_view list) {
  static const std::vector<Key> kFindings{
      {"outcome", "measure", "subgroup", "timepoint_months", "horizon", "metric", "source",
       "locator"},
      {"outcome", "measure", "subgroup", "timepoint_months", "horizon"},
      {"measure", "subgroup", "timepoint_months", "source", "locator"},
      {"outcome", "measure", "subgroup"},
      {"outcome", "measure"},
      {"outcome", "source", "locator"},
  };
  static const std::vector<Key> kAppraisals{
      {"kind", "perspective", "basis", "source", "locator"},
      {"kind", "perspective", "basis"},
      {"kind", "source", "locator"},
      {"kind"},
  };
  static const std::vector<Key> kLines{
      {"outcome", "label", "beneficiary"}, {"outcome", "label"}, {"outcome"}};
  static const std::vector<Key> kPlaces{{"country", "area"}, {"country"}};
  static const std::vector<Key> kRatings{{"scale", "source", "locator"}, {"scale"}};
  static const std::vector<Key> kOthers{{"id"}, {"label"}, {"agency"}, {"name"}, {"title"}};
  if (list == "findings") return kFindings;
  if (list == "appraisals") return kAppraisals;
  if (list == "benefits" || list == "breakeven") return kLines;
  if (list == "places") return kPlaces;
  if (list == "ratings") return kRatings;
  return kOthers;
}

/// The values of a part's key fields as one text; empty where it has none of them.
std::optional<std::string> key_text(const Json& part, const Key& key) {
  if (!part.is_object()) return {};
  std::string text;
  bool any = false;
  for (const std::string_view field : key) {
    const auto found = part.find(field);
    any = any || found != part.end();
    text += found == part.end() ? "" : found->dump();
    text += '\n';
  }
  return any ? std::optional(text) : std::nullopt;
}

std::string escaped(std::string_view step) {
  std::string out;
  for (const char c : step) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

/// For each part of the later list the part of the earlier one it comes from.
class Pairing {
 public:
  Pairing(std::string_view list, const Json& before, const Json& after)
      : before_(before), after_(after), from_(after.size()), taken_(before.size()) {
    pass([](const Json& part) { return std::optional(part.dump()); });
    for (const Key& key : keys_of(list))
      pass([&](const Json& part) { return key_text(part, key); });
  }

  const std::optional<std::size_t>& from(std::size_t part) const { return from_[part]; }
  bool stays(std::size_t part_before) const { return taken_[part_before]; }

  /// Whether parts that stay stand in another order.
  bool is_reordered() const {
    std::size_t least = 0;
    for (const auto& from : from_) {
      if (!from) continue;
      if (*from < least) return true;
      least = *from;
    }
    return false;
  }

 private:
  /// Pairs, in their order, the parts of one text that are not paired yet.
  template <typename Text>
  void pass(Text text) {
    std::map<std::string, std::deque<std::size_t>> waiting;
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      if (taken_[i]) continue;
      if (auto key = text(before_[i])) waiting[*std::move(key)].push_back(i);
    }
    for (std::size_t i = 0; i < from_.size() && !waiting.empty(); ++i) {
      if (from_[i]) continue;
      const auto key = text(after_[i]);
      const auto found = key ? waiting.find(*key) : waiting.end();
      if (found == waiting.end() || found->second.empty()) continue;
      from_[i] = found->second.front();
      taken_[found->second.front()] = true;
      found->second.pop_front();
    }
  }

  const Json& before_;
  const Json& after_;
  std::vector<std::optional<std::size_t>> from_;
  std::vector<bool> taken_;
};

class Walk {
 public:
  void values(const std::string& pointer, std::string_view name, const Json& before,
              const Json& after) {
    if (before.is_object() && after.is_object()) {
      objects(pointer, before, after);
    } else if (before.is_array() && after.is_array()) {
      lists(pointer, name, before, after);
    } else if (before != after) {
      add(pointer, ChangeKind::kChanged, before, after);
    }
  }

  std::vector<Change> take() { return std::move(changes_); }

 private:
  void add(std::string pointer, ChangeKind kind, Json before, Json after) {
    changes_.push_back({std::move(pointer), kind, std::move(before), std::move(after)});
  }

  void objects(const std::string& pointer, const Json& before, const Json& after) {
    for (const auto& [name, value] : after.items()) {
      const std::string at = pointer + "/" + escaped(name);
      const auto earlier = before.find(name);
      if (earlier == before.end()) {
        additions(at, value);
      } else {
        values(at, name, *earlier, value);
      }
    }
    for (const auto& [name, value] : before.items())
      if (!after.contains(name)) removals(pointer + "/" + escaped(name), value);
  }

  void lists(const std::string& pointer, std::string_view name, const Json& before,
             const Json& after) {
    const Pairing pairing(name, before, after);
    for (std::size_t i = 0; i < after.size(); ++i) {
      const std::string at = pointer + "/" + std::to_string(i);
      if (const auto& from = pairing.from(i)) {
        values(at, {}, before[*from], after[i]);
      } else {
        add(at, ChangeKind::kAdded, nullptr, after[i]);
      }
    }
    for (std::size_t i = 0; i < before.size(); ++i)
      if (!pairing.stays(i))
        add(pointer + "/" + std::to_string(i), ChangeKind::kRemoved, before[i], nullptr);
    if (pairing.is_reordered()) add(pointer, ChangeKind::kReordered, nullptr, nullptr);
  }

  /// A list that was not there before is so many additions, as one that was empty would give.
  void additions(const std::string& at, const Json& value) {
    if (!value.is_array()) return add(at, ChangeKind::kAdded, nullptr, value);
    for (std::size_t i = 0; i < value.size(); ++i)
      add(at + "/" + std::to_string(i), ChangeKind::kAdded, nullptr, value[i]);
  }

  void removals(const std::string& at, const Json& value) {
    if (!value.is_array()) return add(at, ChangeKind::kRemoved, value, nullptr);
    for (std::size_t i = 0; i < value.size(); ++i)
      add(at + "/" + std::to_string(i), ChangeKind::kRemoved, value[i], nullptr);
  }

  std::vector<Change> changes_;
};

}  // namespace

std::string_view to_text(ChangeKind kind) {
  constexpr std::array<std::string_view, 4> kTexts{"added", "removed", "changed", "reordered"};
  return kTexts[static_cast<std::size_t>(kind)];
}

std::vector<Change> changes(const Json& before, const Json& after) {
  if (before.is_null() != after.is_null()) {  // a removal, or what came back after it
    return {{"", before.is_null() ? ChangeKind::kAdded : ChangeKind::kRemoved, before, after}};
  }
  Walk walk;
  walk.values("", {}, before, after);
  return walk.take();
}

}  // namespace outturn::evidence
