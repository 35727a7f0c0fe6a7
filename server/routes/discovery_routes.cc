// SPDX-License-Identifier: GPL-3.0-or-later
// See discovery_routes.h.
#include "server/routes/discovery_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "schema/base/text.h"
#include "server/api/suggest.h"
#include "server/render/sitemap.h"
#include "server/search/latest.h"
#include "server/search/programme/slug.h"

namespace outturn::routes {
namespace {

using render::SitemapKind;

constexpr const char* kXml = "application/xml; charset=utf-8";

/// The pages that stand in the sitemap beside those of records.
constexpr std::array kPages{"/",         "/search",      "/help/search", "/docs/api",
                            "/releases", "/comparables", "/breakeven",   "/embed"};

/// Records that are read at once while a sitemap is sent.
constexpr std::size_t kBatch = 1000;

/// The refusal where addresses must be whole and it is not known how the site is called.
std::optional<api::Response> refuse_nameless(const Asking& asking) {
  if (!asking.request.origin.empty()) return std::nullopt;
  return refuse(asking, 400, "bad_request",
                "The request does not say under which name it found this site.",
                "Send a Host header, or start the server with the whole address as --base-url.");
}

/// Addresses of records by rising number, made as they are sent. Keeps the generation, and a
/// connection only while it reads.
class RecordAddresses {
 public:
  /// Of the records numbered above `above` and up to `last`, behind `before`.
  RecordAddresses(const Asking& asking, std::string before, std::size_t above, std::size_t last)
      : generation_(asking.generation),
        start_(render::whole_address(asking.pages.site(), asking.release(), "/records/")),
        next_(std::move(before)),
        above_(above),
        last_(last) {}

  std::string piece() {
    if (done_) return {};
    std::string out = std::exchange(next_, {});
    const auto batch = search::stamps(*generation_, static_cast<unsigned>(above_), kBatch);
    for (const store::Stamp& one : batch) {
      if (one.number > last_) break;
      out += render::sitemap_line(SitemapKind::kAddresses, start_ + base::percent_encode(one.id),
                                  one.at);
    }
    done_ = batch.size() < kBatch || batch.back().number >= last_;
    if (done_)
      out += render::sitemap_end(SitemapKind::kAddresses);
    else
      above_ = batch.back().number;
    return out;
  }

 private:
  std::shared_ptr<const search::Generation> generation_;
  std::string start_;
  std::string next_;
  std::size_t above_;
  std::size_t last_;
  bool done_ = false;
};

api::Response streamed(const Asking& asking, std::string before, std::size_t above,
                       std::size_t last) {
  api::Response response{200, kXml, {}, {}};
  response.pieces = [addresses = RecordAddresses(asking, std::move(before), above,
                                                 last)]() mutable { return addresses.piece(); };
  return response;
}

std::string page_lines(const Asking& asking) {
  std::string out;
  for (const char* page : kPages)
    out += render::sitemap_line(SitemapKind::kAddresses,
                                render::whole_address(asking.pages.site(), asking.release(), page),
                                asking.release().published);
  return out;
}

constexpr std::string_view kProgrammes = "programmes-";

/// The ids of programmes' names, in an order of their own.
auto programme_names(const Asking& asking) {
  return asking.generation->matches().index().values_of(index::FilterId::kProgramme);
}

/// Pages of programmes, from the `from`th name on, as many as a sitemap may hold. Names that differ
/// in signs alone have one page.
std::string programme_lines(const Asking& asking, std::size_t from) {
  const auto names = programme_names(asking);
  std::set<std::string> slugs;
  for (std::size_t i = from; i < names.size() && i - from < render::kMostAddresses; ++i)
    slugs.insert(search::programme_slug(asking.generation->matches().index().value(names[i]).text));
  std::string out;
  for (const std::string& slug : slugs)
    out += render::sitemap_line(SitemapKind::kAddresses,
                                render::whole_address(asking.pages.site(), asking.release(),
                                                      "/programmes/" + base::percent_encode(slug)),
                                asking.release().published);
  return out;
}

std::size_t programme_parts(const Asking& asking) {
  return (programme_names(asking).size() + render::kMostAddresses - 1) / render::kMostAddresses;
}

/// Which part a name says, of so many; nothing where there is none of that name.
std::optional<std::size_t> part_named(std::string_view name, std::size_t parts) {
  const auto part = base::parse_count(name);
  if (!part || *part < 1 || *part > parts || name != std::to_string(*part)) return std::nullopt;
  return *part;
}

/// The highest number of a record, or more.
std::size_t highest(const Asking& asking) { return asking.generation->matches().index().slots(); }

}  // namespace

api::Response opensearch_xml(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  if (auto refused = refuse_nameless(asking)) return std::move(*refused);
  const render::Site& site = asking.pages.site();
  const render::Release release = asking.release();
  const auto icon = site.assets.find("icon.svg");
  const nlohmann::json view{
      {"site", render::whole_address(site, release, "")},
      {"icon", icon == site.assets.end()
                   ? std::string()
                   : render::whole_address(site, release, "/assets/" + icon->second)}};
  return {200,
          "application/opensearchdescription+xml; charset=utf-8",
          asking.pages.draw("opensearch", view),
          {}};
}

api::Response browser_suggest(const Asking& asking) {
  const auto reading = api::read_suggest(asking.request);
  if (!reading.problems.empty())
    return refuse(asking, 400, "bad_request", "The question has wrong parameters.",
                  "Correct those listed.", reading.problems);
  const auto made = asking.generation->suggestions();
  return api::browser_suggest_json(reading, made.get());
}

api::Response sitemap_xml(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  if (auto refused = refuse_nameless(asking)) return std::move(*refused);
  const std::size_t parts =
      render::sitemap_parts(highest(asking), kPages.size() + programme_names(asking).size());
  if (parts == 0)
    return streamed(asking,
                    render::sitemap_begin(SitemapKind::kAddresses) + page_lines(asking) +
                        programme_lines(asking, 0),
                    0, highest(asking));
  std::string out = render::sitemap_begin(SitemapKind::kIndex);
  const auto add = [&](const std::string& part) {
    out += render::sitemap_line(
        SitemapKind::kIndex,
        render::whole_address(asking.pages.site(), asking.release(), "/sitemap-" + part + ".xml"),
        asking.release().published);
  };
  add("pages");
  for (std::size_t part = 1; part <= programme_parts(asking); ++part)
    add(std::string(kProgrammes) + std::to_string(part));
  for (std::size_t part = 1; part <= parts; ++part) add(std::to_string(part));
  return {200, kXml, out + render::sitemap_end(SitemapKind::kIndex), {}};
}

api::Response sitemap_part(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  if (auto refused = refuse_nameless(asking)) return std::move(*refused);
  const std::string begin = render::sitemap_begin(SitemapKind::kAddresses);
  const auto whole = [&](const std::string& lines) -> api::Response {
    return {200, kXml, begin + lines + render::sitemap_end(SitemapKind::kAddresses), {}};
  };
  if (asking.id == "pages") return whole(page_lines(asking));
  if (asking.id.starts_with(kProgrammes))
    if (const auto part = part_named(std::string_view(asking.id).substr(kProgrammes.size()),
                                     programme_parts(asking)))
      return whole(programme_lines(asking, (*part - 1) * render::kMostAddresses));
  const auto part =
      part_named(asking.id, std::max<std::size_t>(1, render::sitemap_parts(highest(asking), 0)));
  if (!part)
    return refuse(asking, 404, "not_found", "There is no such part of the sitemap.",
                  "Its parts are listed in /sitemap.xml.");
  const std::size_t above = (*part - 1) * render::kMostAddresses;
  return streamed(asking, begin, above, above + render::kMostAddresses);
}

api::Response robots_txt(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  return {200,
          "text/plain; charset=utf-8",
          render::robots_text(asking.pages.site(), asking.release()),
          {}};
}

}  // namespace outturn::routes
