// SPDX-License-Identifier: GPL-3.0-or-later
// See embed_builder.h.
#include "server/render/embed_builder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/render/embed_code.h"
#include "server/render/embed_view.h"
#include "server/render/format.h"
#include "server/render/search_words.h"
#include "server/search/permalink.h"

namespace outturn::render {
namespace {

using api::EmbedOptions;
using api::Tier;
using nlohmann::json;

struct TierWords {
  Tier tier;
  const char* name;
  const char* needs;  ///< what the page must be able to do
  const char* gives;
};
constexpr std::array kTierWords{
    TierWords{Tier::kForm, "A plain form", "for a page that allows HTML and nothing else",
              "It looks like your page, and leads to the results here. Give it your own styles "
              "through its class names."},
    TierWords{
        Tier::kFrame, "A frame", "for a page that allows an iframe",
        "Searching and turning pages stay in the frame. A record opens whole, in place of your "
        "page. No cookie is set. Whoever runs this service must have named your site with "
        "--frame-ancestors, or the browser shows nothing."},
    TierWords{
        Tier::kFragment, "A part of your page", "for a server that includes (SSI, ESI)",
        "Your server fetches the results and puts them into your page as plain HTML, without a "
        "script and without styles. It should keep them for a few minutes."},
    TierWords{Tier::kComponent, "A search on your page", "for a page that allows one script",
              "The plain form, and with script the results below it as a visitor types. Where "
              "the script is blocked the form goes on working."}};

const TierWords& words_of(Tier tier) {
  return *std::find_if(kTierWords.begin(), kTierWords.end(),
                       [&](const TierWords& row) { return row.tier == tier; });
}

json tier_view(const Site& whole, const search::Question& question, const EmbedRequest& request,
               Tier tier, const Draw& draw) {
  const TierWords& words = words_of(tier);
  EmbedOptions options = request.options;
  options.tier = tier;
  const json code = code_view(whole, request.origin, question, options);
  const std::string policy = policy_line(whole, options);
  const bool listens = tier == Tier::kFrame && options.height;
  return {{"tier", api::tier_name(tier)},
          {"tier_name", words.name},
          {"needs", words.needs},
          {"gives", words.gives},
          {"code", draw(code_template(tier), code)},
          {"server", tier == Tier::kFragment ? draw("code_server", code) : ""},
          {"listener", listens ? draw("code_listener", code) : ""},
          {"policy", policy},
          {"chosen", tier == request.options.tier}};
}

/// Hidden fields of the builder's own form: the search but for what has a box of its own.
json hidden(const Site& site, search::Question question, const EmbedOptions& options) {
  question.per_page = search::kDefaultPerPage;
  return embed_form(site, question, options)["fields"];
}

json heading_levels(const EmbedOptions& options) {
  json list = json::array();
  for (int level = api::kTopHeading; level <= api::kLowestHeading; ++level)
    list.push_back(
        {{"level_value", std::to_string(level)}, {"selected", level == options.heading}});
  return list;
}

}  // namespace

json embed_builder_view(const Site& site, const Release& release, const search::Answer& answer,
                        const EmbedRequest& request, const Draw& draw) {
  const EmbedOptions& options = request.options;
  const search::Question& question = answer.question;
  const Site whole = whole_addresses(site, request.origin);
  const bool one = !options.record.empty();
  json view = page_view(site, &release, "Put it on a page of yours");
  view["query"] = "";
  view["record"] = one ? json{{"record_id", options.record},
                              {"record_title", request.record_title},
                              {"record_href", site.record_url(options.record, {})}}
                       : json(nullptr);
  view["filters_words"] = filters_in_words(answer);
  view["found"] = plural(answer.total, "record", "records");
  view["change_href"] = site.search_url(question);
  view["fields"] = hidden(site, question, options);
  view["words"] = question.text;
  view["per_page"] = std::to_string(question.per_page);
  view["prefix"] = options.prefix;
  view["levels"] = heading_levels(options);
  view["lock"] = options.lock;
  view["open"] = options.open;
  view["height"] = options.height;
  view["formless"] = !options.form;
  view["no_origin"] = request.origin.empty();
  view["no_component"] = !site.assets.contains("outturn-search.js");
  view["tiers"] = json::array();
  for (const TierWords& row : kTierWords)
    if (!one || row.tier == Tier::kFrame)
      view["tiers"].push_back(tier_view(whole, question, request, row.tier, draw));
  view["several"] = !one;
  view["preview_src"] = preview_address(site, question, options);
  return view;
}

}  // namespace outturn::render
