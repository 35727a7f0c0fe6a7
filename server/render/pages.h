// SPDX-License-Identifier: GPL-3.0-or-later
// The pages: each takes what the engine or the store answered and returns HTML through the
// templates of web/templates. No HTTP here; threads may share one Pages.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "schema/evidence/record.h"
#include "schema/store/history.h"
#include "server/api/problem.h"
#include "server/search/answer.h"

namespace outturn::api {
struct ComparableReading;
struct LocalReading;
}  // namespace outturn::api
namespace outturn::evidence {
struct LocalAnswer;
}
namespace outturn::search {
struct Comparables;
struct Standing;
}  // namespace outturn::search

namespace outturn::render {

/// What every page says of the release it is drawn from, and where it is read.
struct Release {
  std::string id;         ///< generation id, such as 2026-11-22.1
  std::string published;  ///< ISO 8601 date and time, UTC
  std::size_t records = 0;
  std::size_t findings = 0;
  std::size_t appraisals = 0;
  std::string origin = {};  ///< "https://host", before addresses that must be whole; may be empty
};

struct Site;

using Problem = api::Problem;

/// Why a search was not made, and what stood in the boxes of its form.
struct Refusal {
  std::vector<Problem> problems;
  api::Typed typed;
};

class Pages {
 public:
  /// Reads templates and the asset list below `web` (templates/, assets/, assets.json). `base_url`
  /// is "" or begins with '/' and does not end in one. Throws std::runtime_error naming the file
  /// that is missing or does not parse.
  Pages(const std::filesystem::path& web, std::string base_url);
  ~Pages();

  /// The front page. `browse` is an empty search: its facets say what the base holds.
  std::string home(const Release& release, const search::Answer& browse) const;

  /// The search page, whole.
  std::string search(const Release& release, const search::Answer& answer) const;

  /// The live part of the search page alone, for htmx.
  std::string search_fragment(const Release& release, const search::Answer& answer) const;

  /// The search page where parts of the question are not understood: the form as it was filled in,
  /// with what is wrong beside each box. `understood` answers the rest; it gives the filters alone.
  std::string refused_search(const Release& release, const search::Answer& understood,
                             const Refusal& refusal) const;
  std::string refused_fragment(const Release& release, const search::Answer& understood,
                               const Refusal& refusal) const;

  /// What can be typed and chosen, with examples. `browse` is an empty search: the examples of
  /// filters are made of what it finds; `total` says how many records a search finds, for the few
  /// that it does not tell of.
  std::string search_help(const Release& release, const search::Answer& browse,
                          const std::function<std::size_t(const search::Question&)>& total) const;

  /// Draws a template from a view; what a page of one subject needs that is not listed here.
  std::string draw(std::string_view name, const nlohmann::json& view) const;
  const Site& site() const;

  /// Addresses of pages, for answers that name them.
  std::string search_url(const search::Question& question) const;
  std::string record_url(std::string_view id) const;

  /// `back` is the query string of the search the reader came from, or empty; without `near` the
  /// page has no section of comparables, and without `standing` its head does not say how old it
  /// is.
  std::string record(const Release& release, const search::AuditedRecord& found,
                     std::string_view back, const search::Comparables* near = nullptr,
                     const search::Standing* standing = nullptr) const;

  /// Comparable interventions and the form that asks for them. `found` is null where nothing is
  /// asked yet, or where `reading` has problems.
  std::string comparables(const Release& release, const api::ComparableReading& reading,
                          const search::Comparables* found) const;

  /// Every version of a record and what changed from one to the next, the newest first.
  std::string history(const Release& release, const store::History& history) const;

  /// In place of a record that was removed: when and why, and the way to its history.
  std::string gone(const Release& release, const store::History& history) const;

  /// Would it pay here? `answer` is null where nothing is asked yet, or where `reading` has
  /// problems: the form as it was filled in, with what is wrong beside each box.
  std::string breakeven(const Release& release, const api::LocalReading& reading,
                        const evidence::LocalAnswer* answer) const;

  /// A page for a status that is not 200: says what is wrong and what to do.
  std::string error(const Release* release, int status, std::string_view message,
                    std::string_view hint, const std::vector<Problem>& problems) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace outturn::render
