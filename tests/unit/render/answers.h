// SPDX-License-Identifier: GPL-3.0-or-later
// Answers for tests of the search page, built by hand so that a test says all it depends on.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "schema/index/bins.h"
#include "server/render/site.h"
#include "server/search/answer.h"

namespace outturn::render {

using index::FilterId;

inline Site site() { return {"/x", {{"app.css", "app.0.css"}}}; }

inline search::FacetOption option(std::string value, std::size_t count, bool selected = false) {
  std::string label = value;
  return {std::move(value), std::move(label), count, selected};
}

inline search::Facet facet(FilterId filter, std::vector<search::FacetOption> options) {
  std::size_t distinct = 0;
  for (const search::FacetOption& one : options) distinct += one.count > 0 ? 1 : 0;
  return {filter, std::move(options), distinct};
}

/// A histogram with these counts in these bins and none in the others.
inline search::Histogram histogram(FilterId filter,
                                   const std::vector<std::pair<std::size_t, std::size_t>>& bins) {
  search::Histogram out{filter, std::vector<std::size_t>(index::edges_of(filter).size() + 1)};
  for (const auto& [bin, count] : bins) out.counts[bin] = count;
  return out;
}

inline evidence::Record record(const std::string& id = "a-b") {
  evidence::Record out;
  out.id = id;
  out.title = "Title of " + id;
  out.type = "programme";
  out.evidence.design = "rct";
  out.sources.push_back({"s", "A source", {}, {}, 2016, {}, {}});
  return out;
}

inline search::Hit hit(evidence::Record record) {
  search::Hit out;
  out.record = std::move(record);
  return out;
}

/// The string at a key, or "" where there is none.
inline std::string text(const nlohmann::json& view, const char* key) {
  return view.contains(key) && view[key].is_string() ? view[key].get<std::string>() : "";
}

/// The strings at a key of every entry of a list.
inline std::vector<std::string> texts(const nlohmann::json& list, const char* key) {
  std::vector<std::string> out;
  for (const auto& entry : list) out.push_back(text(entry, key));
  return out;
}

}  // namespace outturn::render
