// SPDX-License-Identifier: GPL-3.0-or-later
// Versions and changes in words; see history_view.h.
#include "server/render/history_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "schema/base/text.h"
#include "server/render/format.h"

namespace outturn::render {
namespace {

using nlohmann::json;
using store::VersionKind;

std::string kind_words(VersionKind kind) {
  switch (kind) {
    case VersionKind::kAdded:
      return "Added";
    case VersionKind::kChanged:
      return "Changed";
    case VersionKind::kRemoved:
      return "Removed";
    case VersionKind::kRestored:
      return "Restored";
  }
  return {};
}

/// "22 November 2026, 09:30 UTC".
std::string when(const std::string& at) {
  constexpr std::size_t kClock = 11;  // where the time stands in "2026-11-22T09:30:00Z"
  return at.size() < kClock + 5 ? at
                                : fmt::format("{}, {} UTC", date_text(at), at.substr(kClock, 5));
}

/// "Changed, from wwc.csv, at 17."
std::string told(const store::Version& version) {
  std::string text = kind_words(version.kind);
  if (!version.file.empty()) text += ", from " + version.file;
  if (!version.place.empty()) text += ", at " + version.place;
  return text + ".";
}

json change_view(const store::ToldChange& told) {
  return {{"place", sentence_case(told.words.place)},
          {"before", told.words.before},
          {"after", told.words.after},
          {"was_changed", told.change.kind == evidence::ChangeKind::kChanged},
          {"was_added", told.change.kind == evidence::ChangeKind::kAdded},
          {"was_removed", told.change.kind == evidence::ChangeKind::kRemoved}};
}

json step_view(const store::Step& step) {
  json view{{"number", step.version.version},
            {"when", when(step.version.at)},
            {"told", told(step.version)},
            {"reason", step.version.reason},
            {"changes", json::array()}};
  for (const store::ToldChange& change : step.changes)
    view["changes"].push_back(change_view(change));
  view["has_changes"] = !step.changes.empty();
  return view;
}

json shared_view(const Site& site, const Release& release, const store::History& history,
                 const std::string& heading) {
  json view = page_view(site, &release, heading);
  const std::string id = base::percent_encode(history.id);
  view["heading"] = heading;
  view["title"] = history.title;
  view["query"] = "";
  view["removed"] = history.is_removed();
  view["record_href"] = fmt::format("{}/records/{}", site.base_url, id);
  view["history_href"] = fmt::format("{}/records/{}/history", site.base_url, id);
  view["json_href"] = fmt::format("{}/api/v1/records/{}/history", site.base_url, id);
  return view;
}

}  // namespace

json history_view(const Site& site, const Release& release, const store::History& history) {
  json view = shared_view(site, release, history, "History of " + history.title);
  view["summary"] = history.steps.size() == 1
                        ? std::string("There is one version of this record.")
                        : fmt::format("There are {} versions of this record, the newest first.",
                                      history.steps.size());
  view["versions"] = json::array();
  for (auto step = history.steps.rbegin(); step != history.steps.rend(); ++step)
    view["versions"].push_back(step_view(*step));
  return view;
}

json gone_view(const Site& site, const Release& release, const store::History& history) {
  json view = shared_view(site, release, history, "This record was removed");
  const store::Version& last = history.steps.back().version;
  view["when"] = when(last.at);
  view["reason"] = last.reason;
  return view;
}

}  // namespace outturn::render
