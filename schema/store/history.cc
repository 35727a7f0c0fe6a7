// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the versions of a record one after the other and compares each with the one before.
#include "schema/store/history.h"

namespace outturn::store {
namespace {

using base::Result;
using evidence::Json;

Result<Json> text_of(const Reader& reader, const std::string& id, int version) {
  const auto text = reader.version_text(id, version);
  if (!text) return tl::unexpected(text.error());
  Json json = Json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded())
    return base::fail(base::Code::kCorrupt, "version " + std::to_string(version) + " is not JSON",
                      "check the store: outturn-index verify", id);
  return json;
}

std::vector<ToldChange> told(const Json& before, const Json& after) {
  std::vector<ToldChange> list;
  for (evidence::Change& change : evidence::changes(before, after)) {
    auto words = evidence::change_words(change, before, after);
    list.push_back({std::move(change), std::move(words)});
  }
  return list;
}

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace

Result<History> history(const Reader& reader, const std::string& id) {
  auto versions = reader.versions(id);
  if (!versions) return tl::unexpected(versions.error());
  History history{id, {}, {}};
  Json last;
  for (Version& version : *versions) {
    Step step{std::move(version), {}};
    if (step.version.kind != VersionKind::kRemoved) {
      auto json = text_of(reader, id, step.version.version);
      if (!json) return tl::unexpected(json.error());
      if (!last.is_null()) step.changes = told(last, *json);
      last = std::move(*json);
    }
    history.steps.push_back(std::move(step));
  }
  if (const auto title = last.find("title"); title != last.end() && title->is_string())
    history.title = title->get<std::string>();
  return history;
}

Result<std::vector<ToldChange>> changes_between(const Reader& reader, const std::string& id,
                                                int before, int after) {
  const auto from = text_of(reader, id, before);
  if (!from) return tl::unexpected(from.error());
  const auto to = text_of(reader, id, after);
  if (!to) return tl::unexpected(to.error());
  return told(*from, *to);
}

Json to_json(const ToldChange& told) {
  Json json{{"pointer", told.change.pointer},
            {"kind", evidence::to_text(told.change.kind)},
            {"place", told.words.place}};
  if (!told.change.before.is_null()) json["before"] = told.change.before;
  if (!told.change.after.is_null()) json["after"] = told.change.after;
  return json;
}

Json to_json(const History& history) {
  Json versions = Json::array();
  for (const Step& step : history.steps) {
    Json changes = Json::array();
    for (const ToldChange& change : step.changes) changes.push_back(to_json(change));
    const Version& version = step.version;
    versions.push_back(
        {{"version", version.version},
         {"kind", to_text(version.kind)},
         {"at", version.at},
         {"revision", version.revision == 0 ? Json(nullptr) : Json(version.revision)},
         {"file", or_null(version.file)},
         {"place", or_null(version.place)},
         {"reason", or_null(version.reason)},
         {"digest", version.digest},
         {"changes", std::move(changes)}});
  }
  return {{"id", history.id},
          {"title", history.title},
          {"removed", history.is_removed()},
          {"versions", std::move(versions)}};
}

}  // namespace outturn::store
