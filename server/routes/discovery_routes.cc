// SPDX-License-Identifier: GPL-3.0-or-later
// See discovery_routes.h.
#include "server/routes/discovery_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "schema/base/text.h"
#include "server/api/suggest.h"
#include "server/render/sitemap.h"
#include "server/search/latest.h"

namespace outturn::routes {
namespace {

using render::SitemapKind;

constexpr const char* kXml = "application/xml; charset=utf-8";

/// The pages that stand in the sitemap beside those of records.
constexpr std::array kPages{"/", "/search", "/help/search", "/comparables", "/breakeven"};

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
  const std::string pages = page_lines(asking);
  const std::size_t parts = render::sitemap_parts(highest(asking), kPages.size());
  if (parts == 0)
    return streamed(asking, render::sitemap_begin(SitemapKind::kAddresses) + pages, 0,
                    highest(asking));
  std::string out = render::sitemap_begin(SitemapKind::kIndex);
  const auto add = [&](const std::string& part) {
    out += render::sitemap_line(
        SitemapKind::kIndex,
        render::whole_address(asking.pages.site(), asking.release(), "/sitemap-" + part + ".xml"),
        asking.release().published);
  };
  add("pages");
  for (std::size_t part = 1; part <= parts; ++part) add(std::to_string(part));
  return {200, kXml, out + render::sitemap_end(SitemapKind::kIndex), {}};
}

api::Response sitemap_part(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  if (auto refused = refuse_nameless(asking)) return std::move(*refused);
  const std::string begin = render::sitemap_begin(SitemapKind::kAddresses);
  if (asking.id == "pages")
    return {
        200, kXml, begin + page_lines(asking) + render::sitemap_end(SitemapKind::kAddresses), {}};
  const auto part = base::parse_count(asking.id);
  const std::size_t parts = std::max<std::size_t>(1, render::sitemap_parts(highest(asking), 0));
  if (!part || *part < 1 || *part > parts || asking.id != std::to_string(*part))
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
