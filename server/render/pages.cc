// SPDX-License-Identifier: GPL-3.0-or-later
// The pages: each builds its view and draws its template.
#include "server/render/pages.h"

#include <string>
#include <utility>

#include "server/render/about.h"
#include "server/render/breakeven_view.h"
#include "server/render/comparable_view.h"
#include "server/render/format.h"
#include "server/render/help_view.h"
#include "server/render/history_view.h"
#include "server/render/home_view.h"
#include "server/render/record_view.h"
#include "server/render/search_view.h"
#include "server/render/site.h"
#include "server/render/templates.h"

namespace outturn::render {
namespace {

using nlohmann::json;

std::string heading_of(int status) {
  switch (status) {
    case 400:
      return "There is a problem with this address";
    case 404:
      return "Page not found";
    case 405:
      return "This address only answers reading";
    case 414:
      return "This address is too long";
    case 503:
      return "The service is busy";
    default:
      return status >= 500 ? "Something went wrong on our side"
                           : "This request could not be answered";
  }
}

/// The words of an error as a sentence: an Error has neither capital nor full stop.
std::string sentence(std::string_view text) {
  std::string out = sentence_case(std::string(text));
  if (!out.empty() && std::string_view(".!?").find(out.back()) == std::string_view::npos)
    out += '.';
  return out;
}

}  // namespace

struct Pages::Impl {
  Site site;
  Templates templates;
};

Pages::Pages(const std::filesystem::path& web, std::string base_url)
    : impl_(new Impl{load_site(web, std::move(base_url)), Templates(web / "templates")}) {}

Pages::~Pages() = default;

std::string Pages::home(const Release& release, const search::Answer& browse) const {
  return impl_->templates.draw("home", home_view(impl_->site, release, browse));
}

std::string Pages::search(const Release& release, const search::Answer& answer) const {
  return impl_->templates.draw("search", search_view(impl_->site, release, answer));
}

std::string Pages::search_fragment(const Release& release, const search::Answer& answer) const {
  return impl_->templates.draw("search_fragment", search_view(impl_->site, release, answer));
}

std::string Pages::refused_search(const Release& release, const search::Answer& understood,
                                  const Refusal& refusal) const {
  return impl_->templates.draw("search",
                               refused_search_view(impl_->site, release, understood, refusal));
}

std::string Pages::refused_fragment(const Release& release, const search::Answer& understood,
                                    const Refusal& refusal) const {
  return impl_->templates.draw("search_fragment",
                               refused_search_view(impl_->site, release, understood, refusal));
}

std::string Pages::search_help(
    const Release& release, const search::Answer& browse,
    const std::function<std::size_t(const search::Question&)>& total) const {
  return impl_->templates.draw("help_search", help_view(impl_->site, release, browse, total));
}

std::string Pages::draw(std::string_view name, const json& view) const {
  return impl_->templates.draw(name, view);
}

const Site& Pages::site() const { return impl_->site; }

std::string Pages::search_url(const search::Question& question) const {
  return impl_->site.search_url(question);
}

std::string Pages::record_url(std::string_view id) const { return impl_->site.record_url(id, {}); }

std::string Pages::record(const Release& release, const search::AuditedRecord& found,
                          std::string_view back, const search::Comparables* near,
                          const search::Standing* standing) const {
  json view = record_view(impl_->site, release, found, back);
  put_about(view, impl_->site, release, about_record(impl_->site, release, found.record, standing));
  view["comparables"] = near ? comparables_section(impl_->site, *near) : json(nullptr);
  return impl_->templates.draw("record", view);
}

std::string Pages::comparables(const Release& release, const api::ComparableReading& reading,
                               const search::Comparables* found) const {
  return impl_->templates.draw("comparables",
                               comparables_view(impl_->site, release, reading, found));
}

std::string Pages::history(const Release& release, const store::History& history) const {
  return impl_->templates.draw("history", history_view(impl_->site, release, history));
}

std::string Pages::gone(const Release& release, const store::History& history) const {
  return impl_->templates.draw("gone", gone_view(impl_->site, release, history));
}

std::string Pages::breakeven(const Release& release, const api::LocalReading& reading,
                             const evidence::LocalAnswer* answer) const {
  return impl_->templates.draw("breakeven", breakeven_view(impl_->site, release, reading, answer));
}

std::string Pages::error(const Release* release, int status, std::string_view message,
                         std::string_view hint, const std::vector<Problem>& problems) const {
  const std::string heading = heading_of(status);
  json view = page_view(impl_->site, release, heading);
  view["heading"] = heading;
  view["status"] = std::to_string(status);
  view["message"] = sentence(message);
  view["hint"] = sentence(hint);
  view["query"] = "";
  view["problems"] = json::array();
  for (const Problem& problem : problems) {
    view["problems"].push_back({{"parameter", problem.parameter},
                                {"problem", problem.message},
                                {"problem_hint", problem.hint}});
  }
  view["has_problems"] = !problems.empty();
  return impl_->templates.draw("error", view);
}

}  // namespace outturn::render
