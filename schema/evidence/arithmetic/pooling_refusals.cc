// SPDX-License-Identifier: GPL-3.0-or-later
// What should not be pooled, and why, in words that name the studies.
#include <fmt/format.h>

#include <map>
#include <string_view>

#include "schema/evidence/arithmetic/pooling.h"

namespace outturn::arithmetic {

namespace {

constexpr std::size_t kNamedMost = 3;

struct Holding {
  std::string value;
  std::vector<std::size_t> members;
};

// The studies by what `value_of` says of each, in the order in which the values first appear.
template <typename ValueOf>
std::vector<Holding> gather(std::span<const Study> studies, ValueOf value_of) {
  std::vector<Holding> holdings;
  std::map<std::string, std::size_t, std::less<>> index;
  for (std::size_t i = 0; i < studies.size(); ++i) {
    const std::string value{value_of(studies[i])};
    const auto [found, added] = index.try_emplace(value, holdings.size());
    if (added) holdings.push_back({value, {}});
    holdings[found->second].members.push_back(i);
  }
  return holdings;
}

// "A, B, C and 4 more"
std::string name_some(std::span<const Study> studies, const std::vector<std::size_t>& members) {
  std::string text;
  for (std::size_t i = 0; i < members.size() && i < kNamedMost; ++i) {
    const bool last = i + 1 == members.size();
    if (i > 0) text += last ? " and " : ", ";
    text += name_of(studies, members[i]);
  }
  if (members.size() > kNamedMost) text += fmt::format(" and {} more", members.size() - kNamedMost);
  return text;
}

// "smd (A, B); odds_ratio (C)"
std::string list(std::span<const Study> studies, const std::vector<Holding>& holdings,
                 std::string_view when_empty) {
  std::string text;
  for (std::size_t i = 0; i < holdings.size() && i < kNamedMost; ++i) {
    const Holding& holding = holdings[i];
    if (i > 0) text += "; ";
    text += fmt::format("{} ({})", holding.value.empty() ? when_empty : holding.value,
                        name_some(studies, holding.members));
  }
  if (holdings.size() > kNamedMost)
    text += fmt::format("; and {} more", holdings.size() - kNamedMost);
  return text;
}

std::optional<Error> numbers(std::span<const Study> studies) {
  for (std::size_t i = 0; i < studies.size(); ++i) {
    const std::string name = name_of(studies, i);
    const std::string effect = "the effect of " + name;
    const std::string variance = "the variance of " + name;
    if (auto error = require_finite({{effect, studies[i].yi}})) return error;
    if (auto error = require_positive({{variance, studies[i].vi}})) return error;
  }
  return std::nullopt;
}

std::optional<Error> metrics(std::span<const Study> studies) {
  const auto found = gather(studies, [](const Study& study) { return study.metric; });
  if (found.size() < 2) return std::nullopt;
  return not_possible("the effects are in different metrics: " + list(studies, found, "not stated"),
                      "Pool each metric apart, or convert them to one first.")
      .value();
}

std::optional<Error> directions(std::span<const Study> studies) {
  const auto found = gather(studies, [](const Study& study) {
    return study.favours == Favours::kPositive   ? "a positive effect is good"
           : study.favours == Favours::kNegative ? "a negative effect is good"
                                                 : "";
  });
  if (found.size() < 2) return std::nullopt;
  return not_possible(
             "the effects are not turned the same way: " + list(studies, found, "not stated"),
             "Turn them so that the same sign is good in all.")
      .value();
}

std::optional<Error> samples(std::span<const Study> studies) {
  auto found = gather(studies, [](const Study& study) { return study.sample; });
  std::erase_if(found, [](const Holding& holding) {
    return holding.value.empty() || holding.members.size() < 2;
  });
  if (found.empty()) return std::nullopt;
  return not_possible(
             "studies report on the same people, which would count them more than once: sample " +
                 list(studies, found, ""),
             "Keep one finding per sample, or combine the findings of each sample first.")
      .value();
}

}  // namespace

std::string name_of(std::span<const Study> studies, std::size_t index) {
  return studies[index].label.empty() ? fmt::format("study {}", index + 1) : studies[index].label;
}

std::optional<Error> why_not_pooled(std::span<const Study> studies) {
  if (studies.empty()) return not_possible("there are no studies to pool").value();
  if (studies.size() == 1)
    return not_possible(fmt::format("pooling takes two studies or more; there is only {}",
                                    name_of(studies, 0)))
        .value();
  if (auto error = numbers(studies)) return error;
  if (auto error = metrics(studies)) return error;
  if (auto error = directions(studies)) return error;
  return samples(studies);
}

}  // namespace outturn::arithmetic
