// SPDX-License-Identifier: GPL-3.0-or-later
// See feed_view.h.
#include "server/render/feed_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "schema/base/files.h"
#include "schema/base/text.h"
#include "server/render/format.h"
#include "server/render/search_words.h"
#include "server/render/words.h"
#include "server/search/permalink.h"

namespace outturn::render {
namespace {

using evidence::ChangeKind;
using nlohmann::json;

/// Changing it would make every entry of every feed new to every reader.
constexpr std::string_view kNamespace = "outturn feed 1: ";

constexpr std::size_t kChangesTold = 5;
constexpr std::size_t kShortValue = 40;

/// What XML 1.0 can hold. Source: https://www.w3.org/TR/xml/#charsets
std::string xml_text(std::string_view text) {
  std::string out = base::printable(text);
  for (const std::string_view none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    for (auto at = out.find(none); at != std::string::npos; at = out.find(none, at))
      out.replace(at, none.size(), " ");
  return out;
}

std::string change_text(const store::ToldChange& told) {
  const auto& [place, before, after] = told.words;
  switch (told.change.kind) {
    case ChangeKind::kAdded:
      return place + " added";
    case ChangeKind::kRemoved:
      return place + " taken out";
    case ChangeKind::kReordered:
      return place + " in another order";
    case ChangeKind::kChanged:
      break;
  }
  const bool is_short = before.size() <= kShortValue && after.size() <= kShortValue;
  return is_short ? fmt::format("{} ({}, was {})", place, after, before) : place;
}

/// "The 50 that changed last of 1,204 records."
std::string how_many(const search::Latest& latest) {
  const search::Answer& answer = latest.answer;
  const std::string all =
      (answer.approximate ? "about " : "") + plural(answer.total, "record", "records");
  if (answer.total > latest.records.size())
    return fmt::format("The {} that changed last of {}.", latest.records.size(), all);
  return sentence_case(all) + ", the newest change first.";
}

json categories(const evidence::Record& record) {
  std::set<std::string> outcomes;
  for (const evidence::Finding& finding : record.findings) outcomes.insert(finding.outcome);
  for (const evidence::Appraisal& appraisal : record.appraisals)
    for (const evidence::BenefitLine& line : appraisal.benefits) outcomes.insert(line.outcome);
  json list = json::array();
  for (const std::string& outcome : outcomes)
    list.push_back({{"term", xml_text(outcome)}, {"label", xml_text(label("outcome", outcome))}});
  return list;
}

/// Who stands behind the figures: the publisher of the first source, else its authors.
std::string author(const evidence::Record& record) {
  if (record.sources.empty()) return "Outturn";
  const evidence::Source& source = record.sources.front();
  if (source.publisher && !source.publisher->empty()) return xml_text(*source.publisher);
  return source.authors.empty() ? "Outturn" : xml_text(list_text(source.authors));
}

json entry(const Site& site, const Release& release, const search::LatestRecord& latest) {
  const evidence::Record& record = latest.record;
  const std::string address =
      whole_address(site, release, "/records/" + base::percent_encode(record.id));
  return {{"entry_id", stable_urn("record " + record.id)},
          {"entry_title", xml_text(record.title)},
          {"entry_updated", latest.version.at},
          {"entry_published", latest.added},
          {"entry_href", address},
          {"history_href", address + "/history"},
          {"author", author(record)},
          {"categories", categories(record)},
          {"summary", xml_text(news(latest) + " " + record.summary)}};
}

}  // namespace

std::string stable_urn(std::string_view name) {
  std::string hex = base::sha256(std::string(kNamespace) + std::string(name)).substr(0, 32);
  constexpr std::string_view kVariants = "89ab";
  constexpr std::string_view kDigits = "0123456789abcdef";
  hex[12] = '8';
  hex[16] = kVariants[kDigits.find(hex[16]) % kVariants.size()];
  const std::string_view parts = hex;
  return fmt::format("urn:uuid:{}-{}-{}-{}-{}", parts.substr(0, 8), parts.substr(8, 4),
                     parts.substr(12, 4), parts.substr(16, 4), parts.substr(20));
}

std::string news(const search::LatestRecord& latest) {
  switch (latest.version.kind) {
    case store::VersionKind::kAdded:
      return "New.";
    case store::VersionKind::kRestored:
      return "Back after it had been removed.";
    case store::VersionKind::kChanged:
    case store::VersionKind::kRemoved:
      break;
  }
  if (latest.changes.empty()) return "Changed.";
  std::string out = "Changed: ";
  const std::size_t told = std::min(latest.changes.size(), kChangesTold);
  for (std::size_t i = 0; i < told; ++i)
    out += (i == 0 ? "" : "; ") + change_text(latest.changes[i]);
  if (latest.changes.size() > told)
    out += fmt::format("; and {} more", latest.changes.size() - told);
  return out + ".";
}

json feed_view(const Site& site, const Release& release, const search::Latest& latest) {
  const std::string query = search::permalink(search::what_finds(latest.answer.question));
  const std::string tail = query.empty() ? query : "?" + query;
  const std::string words = xml_text(search_words(latest.answer));
  json view{{"feed_id", stable_urn("search " + query)},
            {"feed_title", feed_title(words)},
            {"subtitle", how_many(latest)},
            {"self_href", whole_address(site, release, "/search.atom" + tail)},
            {"alternate_href", whole_address(site, release, "/search" + tail)},
            {"version", OUTTURN_VERSION},
            {"updated", release.published},
            {"entries", json::array()}};
  std::string newest;
  for (const search::LatestRecord& record : latest.records) {
    newest = std::max(newest, record.version.at);
    view["entries"].push_back(entry(site, release, record));
  }
  if (!newest.empty()) view["updated"] = newest;
  return view;
}

}  // namespace outturn::render
