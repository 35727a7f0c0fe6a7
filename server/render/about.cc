// SPDX-License-Identifier: GPL-3.0-or-later
// See about.h.
#include "server/render/about.h"

#include <fmt/format.h>

#include "schema/base/text.h"
#include "server/render/dataset.h"
#include "server/render/format.h"
#include "server/render/search_words.h"
#include "server/search/permalink.h"

namespace outturn::render {
namespace {

using nlohmann::json;

/// What previews of a link show; engines cut at about half of it.
constexpr std::size_t kDescriptionBytes = 300;

std::string with_query(std::string path, const std::string& query) {
  if (!query.empty()) path += "?" + query;
  return path;
}

}  // namespace

About about_home(const Site& site, const Release& release) {
  const json data = catalogue(site, release);
  return {"/",
          "What works, and what it returned",
          data["description"].get<std::string>(),
          "website",
          "/search.atom",
          feed_title(""),
          data};
}

About about_search(const search::Answer& answer) {
  const std::string query = search::permalink(search::what_finds(answer.question));
  const std::string words = search_words(answer);
  return {
      with_query("/search", query),
      words.empty() ? "All records" : words,
      fmt::format("{}{}: what changed, what it returned and to whom, and how far to trust it.",
                  answer.approximate ? "About " : "", plural(answer.total, "record", "records")),
      "website",
      with_query("/search.atom", query),
      feed_title(words),
      nullptr};
}

About about_record(const Site& site, const Release& release, const evidence::Record& record,
                   const search::Standing* standing) {
  return {"/records/" + base::percent_encode(record.id),
          record.title,
          base::clip(record.summary, kDescriptionBytes),
          "article",
          {},
          {},
          dataset(site, release, record, standing)};
}

void put_about(json& view, const Site& site, const Release& release, const About& about) {
  const std::string address = whole_address(site, release, about.path);
  view["about"] = {
      {"about_title", about.title},
      {"description", about.description},
      {"about_type", about.type},
      {"canonical", address},
      {"og_url", release.origin.empty() ? json(nullptr) : json(address)},
      {"feed", about.feed.empty() ? json(nullptr) : json(site.base_url + about.feed)},
      {"feed_title", about.feed_title},
      {"data", about.data.is_null() ? json(nullptr) : json(json_for_script(about.data))}};
}

std::string json_for_script(const json& data) {
  const std::string text = data.dump(-1, ' ', false, json::error_handler_t::replace);
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    // In JSON these stand in strings alone, where an escape means the same.
    if (c == '<' || c == '>' || c == '&')
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out;
}

}  // namespace outturn::render
