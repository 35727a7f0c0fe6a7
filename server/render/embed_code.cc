// SPDX-License-Identifier: GPL-3.0-or-later
// See embed_code.h.
#include "server/render/embed_code.h"

#include <fmt/format.h>

#include <string_view>

#include "schema/base/text.h"
#include "server/render/embed_view.h"
#include "server/search/permalink.h"

namespace outturn::render {
namespace {

using api::EmbedOptions;
using api::Tier;
using nlohmann::json;
using search::Question;

constexpr std::string_view kComponent = "outturn-search.js";
constexpr std::string_view kComponentHash = "outturn-search.js.sri";
constexpr const char* kFrameHeight = "640";
constexpr const char* kRecordHeight = "360";

/// A query string put together part by part.
class Query {
 public:
  explicit Query(std::string text) : text_(std::move(text)) {}
  void add(std::string_view name, std::string_view value) {
    text_ += fmt::format("{}{}={}", text_.empty() ? "" : "&", name, base::percent_encode(value));
  }
  const std::string& text() const { return text_; }
  std::string after(const std::string& address) const {
    return text_.empty() ? address : address + "?" + text_;
  }

 private:
  std::string text_;
};

/// The options that differ from what is usual.
void add_options(Query& query, const EmbedOptions& options) {
  const EmbedOptions usual;
  if (options.prefix != usual.prefix) query.add("prefix", options.prefix);
  if (options.heading != usual.heading) query.add("heading", std::to_string(options.heading));
  if (!options.form) query.add("form", "no");
}

std::string asset_address(const Site& site, std::string_view name) {
  const auto asset = site.assets.find(std::string(name));
  return asset == site.assets.end() ? "" : site.base_url + "/assets/" + asset->second;
}

std::string asset_hash(const Site& site) {
  const auto hash = site.assets.find(std::string(kComponentHash));
  return hash == site.assets.end() ? "" : hash->second;
}

}  // namespace

std::string frame_address(const Site& site, const Question& question, const EmbedOptions& options) {
  const bool one = !options.record.empty();
  Query query(one ? "" : search::permalink(question));
  if (options.height) query.add("height", "yes");
  return query.after(site.base_url + (one ? "/embed/records/" + base::percent_encode(options.record)
                                          : "/embed/search"));
}

std::string preview_address(const Site& site, const Question& question,
                            const EmbedOptions& options) {
  if (options.tier == Tier::kFrame) return frame_address(site, question, options);
  Query query(search::permalink(question));
  query.add("tier", api::tier_name(options.tier));
  add_options(query, options);
  if (options.open) query.add("open", "yes");
  if (options.lock) query.add("lock", "yes");
  return query.after(site.base_url + "/embed/preview");
}

json code_view(const Site& site, const std::string& origin, const Question& question,
               const EmbedOptions& options) {
  Query fragment(search::permalink(question));
  add_options(fragment, options);
  const std::string filters = search::filters_query(question.filters);
  json view = embed_form(site, question, options);
  view["origin"] = origin;
  view["frame_src"] = frame_address(site, question, options);
  view["frame_title"] = options.record.empty() ? "Evidence search" : "Evidence record";
  view["frame_height"] = options.record.empty() ? kFrameHeight : kRecordHeight;
  view["fragment_src"] = fragment.after(site.base_url + "/fragment/search");
  view["fragment_address"] = site.base_url + "/fragment/search";
  view["fragment_query"] = fragment.text();
  view["component_src"] = asset_address(site, kComponent);
  view["component_hash"] = asset_hash(site);
  view["preset"] = options.lock ? "" : filters;
  view["locked"] = options.lock ? filters : "";
  view["open"] = options.open;
  view["heading"] =
      options.heading == EmbedOptions{}.heading ? "" : std::to_string(options.heading);
  return view;
}

std::string policy_line(const Site& site, const EmbedOptions& options) {
  const std::string form = fmt::format("form-action {}/search", site.base_url);
  switch (options.tier) {
    case Tier::kForm:
      return form;
    case Tier::kFrame:
      return fmt::format("frame-src {}/embed/", site.base_url);
    case Tier::kFragment:
      return options.form ? form : "";
    case Tier::kComponent:
      break;
  }
  return fmt::format("script-src {0}/assets/; connect-src {0}/api/v1/search; {1}", site.base_url,
                     form);
}

std::string_view code_template(Tier tier) {
  switch (tier) {
    case Tier::kForm:
      return "code_form";
    case Tier::kFrame:
      return "code_frame";
    case Tier::kFragment:
      return "code_fragment";
    case Tier::kComponent:
      break;
  }
  return "code_component";
}

}  // namespace outturn::render
