// SPDX-License-Identifier: GPL-3.0-or-later
// See release_routes.h. Releases come and go without the served one changing, so no answer about
// another one is remembered.
#include "server/routes/release_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "schema/store/releases.h"
#include "server/api/release.h"
#include "server/render/release_view.h"

namespace outturn::routes {
namespace {

constexpr std::string_view kCurrent = "current";
constexpr std::size_t kMostNamed = 10;  ///< in the hint of a refusal

/// Those on disk; the served one too where its folder has been taken away meanwhile.
std::vector<store::Manifest> kept(const Asking& asking) {
  std::vector<store::Manifest> out = store::known_releases(asking.settings.generations);
  const store::Manifest& served = asking.generation->manifest();
  const bool there = std::any_of(out.begin(), out.end(),
                                 [&](const store::Manifest& one) { return one.id == served.id; });
  if (!there) out.insert(out.begin(), served);
  return out;
}

base::Result<store::Manifest> wanted(const Asking& asking) {
  const store::Manifest& served = asking.generation->manifest();
  if (asking.id == kCurrent || asking.id == served.id) return served;
  return store::find_release(asking.settings.generations, asking.id);
}

bool is_served(const Asking& asking, const store::Manifest& manifest) {
  return manifest.id == asking.generation->manifest().id;
}

api::Response no_such_release(const Asking& asking) {
  const std::vector<store::Manifest> releases = kept(asking);
  if (!asking.is_api() && store::is_release_id(asking.id))
    return not_kept(html(
        404,
        asking.pages.draw("releases", render::releases_view(asking.pages.site(), asking.release(),
                                                            releases, asking.id))));
  std::vector<std::string> ids;
  for (const store::Manifest& one : releases)
    if (ids.size() < kMostNamed) ids.push_back(one.id);
  return refuse(asking, 404, "not_found", "that release is not kept here",
                fmt::format("kept are {}{}; {}/releases lists them", fmt::join(ids, ", "),
                            releases.size() > ids.size() ? " and earlier ones" : "",
                            asking.is_api() ? kApi : std::string_view()));
}

}  // namespace

api::Response releases_page(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  return not_kept(html(200, asking.pages.draw("releases", render::releases_view(
                                                              asking.pages.site(), asking.release(),
                                                              kept(asking), ""))));
}

api::Response releases_json(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  return not_kept(
      api::releases_json(kept(asking), asking.generation->manifest().id, asking.site()));
}

api::Response release_page(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  const auto manifest = wanted(asking);
  if (!manifest) return no_such_release(asking);
  api::Response response = html(
      200, asking.pages.draw(
               "release", render::release_view(asking.pages.site(), asking.release(), *manifest)));
  return is_served(asking, *manifest) ? response : not_kept(std::move(response));
}

api::Response release_json(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  const auto manifest = wanted(asking);
  if (!manifest) return no_such_release(asking);
  api::Response response = api::release_json(*manifest, asking.generation->manifest().id);
  return is_served(asking, *manifest) ? response : not_kept(std::move(response));
}

}  // namespace outturn::routes
