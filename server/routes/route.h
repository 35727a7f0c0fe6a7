// SPDX-License-Identifier: GPL-3.0-or-later
// One address and what answers it. Handlers are plain functions of what is asked: no HTTP, no
// state.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/base/result.h"
#include "server/api/message.h"
#include "server/api/parameter_note.h"
#include "server/api/problem.h"
#include "server/render/pages.h"
#include "server/search/answer.h"
#include "server/search/generation.h"

namespace outturn::downloads {
class Permits;
}

namespace outturn::routes {

inline constexpr std::string_view kApi = "/api/v1";

/// What the operator chose and an answer may depend on. Never changes while the server runs.
struct Settings {
  std::string base_url;                      ///< "" or "/prefix"
  std::vector<std::string> frame_ancestors;  ///< origins that may frame /embed/...; none: itself
  std::filesystem::path generations;         ///< folder of the base's releases; empty: not known
};

/// What one request asks, and of what.
struct Asking {
  const api::Request& request;
  std::shared_ptr<const search::Generation> generation;  ///< never null
  const render::Pages& pages;
  const Settings& settings;
  std::string id = {};                    ///< what stands for {id} in the pattern
  std::string format = {};                ///< what stands for {format}
  downloads::Permits* permits = nullptr;  ///< for long downloads; null: as many as are asked for

  render::Release release() const;
  bool is_api() const;
  /// Whole address of the site, without a slash at its end.
  std::string site() const { return request.origin + settings.base_url; }
};

using api::ParameterNote;

enum class Takes {
  kNothing,     ///< any parameter is refused
  kParameters,  ///< those in `parameters`
  kFilters,     ///< the filters of a search, and those in `parameters`
  kSearch,      ///< those of a search, and those in `parameters`
};

struct Route {
  /// Segments, of which one may be {id}, NAME.{format}, {id}.{format}, or {id} between other
  /// letters. The first row that fits answers.
  std::string_view pattern;
  api::Response (*answer)(const Asking& asking);
  std::string_view summary;  ///< what it answers, in a sentence
  std::string_view example;  ///< an address below the base URL that answers 200 on our corpus
  Takes takes = Takes::kNothing;
  std::span<const ParameterNote> parameters = {};
};

/// A page with a status.
api::Response html(int status, std::string body);

/// An answer that nobody is to keep: it names today, or what lies beside the release.
api::Response not_kept(api::Response response);

/// An answer from a search. Where time ran out for it nobody keeps it: the next may be whole.
enum class Reached { kAll, kPart };
template <typename Found>  // search::Answer or search::Comparables
constexpr Reached reached(const Found& found) {
  return found.approximate ? Reached::kPart : Reached::kAll;
}
api::Response kept_if(Reached reached, api::Response response);

/// A refusal: the one error shape below /api, else a page. Nobody keeps it.
api::Response refuse(const Asking& asking, int status, std::string_view code,
                     std::string_view message, std::string_view hint,
                     const std::vector<api::Problem>& problems = {});

/// The refusal of a question to the API that has wrong parameters.
api::Response refuse_question(const Asking& asking, const std::vector<api::Problem>& problems);

/// The refusal that goes with an error of the store or the engine.
api::Response refuse(const Asking& asking, const base::Error& fault);

/// Where the request has parameters other than `known`, or than none, the refusal that lists them.
std::optional<api::Response> refuse_unknown(const Asking& asking,
                                            const std::vector<std::string_view>& known = {});

}  // namespace outturn::routes
