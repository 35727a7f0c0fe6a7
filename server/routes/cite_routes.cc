// SPDX-License-Identifier: GPL-3.0-or-later
// See cite_routes.h.
#include "server/routes/cite_routes.h"

#include <fmt/format.h>

#include <utility>

#include "schema/base/text.h"
#include "server/api/parameters.h"
#include "server/render/cite_view.h"
#include "server/render/format.h"
#include "server/render/search_words.h"
#include "server/render/words.h"
#include "server/routes/named.h"
#include "server/search/engine.h"
#include "server/search/permalink.h"

namespace outturn::routes {
namespace {

render::CiteEntry entry_of(const api::Reference& reference) {
  render::CiteEntry entry;
  entry.text = api::to_text(reference);
  entry.bibtex = api::to_bibtex(reference);
  entry.ris = api::to_ris(reference);
  return entry;
}

render::CitePage record_cite(const Asking& asking, const evidence::Record& record) {
  const api::CitedRelease release = cited_release(asking);
  const std::string path = asking.pages.record_url(record.id);
  render::CitePage page;
  page.heading = "Cite this record";
  page.title = record.title;
  page.back = path;
  page.back_words = "Back to the record";
  page.bib_href = path + ".bib";
  page.json_href = fmt::format("{}{}/records/{}/cite", asking.settings.base_url, kApi,
                               base::percent_encode(record.id));
  page.whole = entry_of(reference_of(record, release));
  page.whole.anchor = "record";
  page.whole.heading = "The record";
  std::size_t number = 0;
  for (const evidence::Source* source : api::sources_of_figures(record)) {
    render::CiteEntry entry = entry_of(api::reference_of(*source));
    entry.anchor = fmt::format("source-{}", ++number);
    entry.heading = source->title;
    page.sources.push_back(std::move(entry));
  }
  for (std::size_t i = 0; i < record.findings.size(); ++i) {
    render::CiteEntry entry = entry_of(api::reference_of(record, i, release));
    entry.anchor = fmt::format("finding-{}", i + 1);
    entry.heading =
        fmt::format("Finding {}: {}", i + 1, render::label("outcome", record.findings[i].outcome));
    entry.href = fmt::format("{}#finding-{}", path, i + 1);
    page.findings.push_back(std::move(entry));
  }
  return page;
}

/// A search as it is cited: without its page and the way it was shown.
struct FoundSearch {
  api::CitedSearch cited;
  search::Question question;
};

FoundSearch cite_search(const Asking& asking, search::Question question) {
  question.offset = 0;
  question.seal.clear();
  question.view = search::View::kList;
  question.columns.clear();
  question.per_page = 1;
  const search::Answer found = search::answer(*asking.generation, question, search::kTotalAlone);
  question.per_page = search::kDefaultPerPage;
  return {
      {render::question_words(found), search::permalink(question), found.total, found.approximate},
      std::move(question)};
}

api::Response refuse_search(const Asking& asking, const api::QuestionReading& reading) {
  return refuse(asking, 400, "bad_request",
                asking.is_api() ? "the search has wrong parameters"
                                : "This search has parts that are not understood.",
                asking.is_api() ? "correct those listed" : "Correct them, or leave them out.",
                reading.problems);
}

Reached reached(const FoundSearch& found) {
  return found.cited.approximate ? Reached::kPart : Reached::kAll;
}

}  // namespace

api::CitedRelease cited_release(const Asking& asking) {
  const auto& manifest = asking.generation->manifest();
  return {manifest.id, manifest.published, asking.site()};
}

api::Response cite_record_page(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  const auto found = search::find_record(*asking.generation, asking.id);
  if (!found) return no_such_record(asking, asking.id, found.error());
  return html(200,
              asking.pages.draw("cite", render::cite_view(asking.pages.site(), asking.release(),
                                                          record_cite(asking, found->record))));
}

api::Response cite_record_json(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  const auto found = search::find_record(*asking.generation, asking.id);
  if (!found) return no_such_record(asking, asking.id, found.error());
  return api::citation_json(found->record, cited_release(asking));
}

api::Response record_bibtex(const Asking& asking) {
  if (auto refused = refuse_unknown(asking)) return std::move(*refused);
  const auto found = search::find_record(*asking.generation, asking.id);
  if (!found) return no_such_record(asking, asking.id, found.error());
  api::Response response;
  response.content_type = "application/x-bibtex; charset=utf-8";
  response.body = api::to_bibtex(found->record, cited_release(asking));
  // Ids are letters, digits and hyphens.
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("attachment; filename=\"{}.bib\"", found->record.id));
  return response;
}

api::Response cite_search_page(const Asking& asking) {
  const auto reading = api::read_question(asking.request, *asking.generation);
  if (!reading.problems.empty()) return refuse_search(asking, reading);
  const FoundSearch found = cite_search(asking, reading.question);
  const std::string query = found.cited.permalink.empty() ? "" : "?" + found.cited.permalink;
  render::CitePage page;
  page.heading = "Cite this search";
  page.title = fmt::format("{}: {}", found.cited.words.empty() ? "All records" : found.cited.words,
                           render::plural(found.cited.total, "record", "records"));
  page.back = asking.pages.search_url(found.question);
  page.back_words = "Back to the search";
  page.json_href = fmt::format("{}{}/search/cite{}", asking.settings.base_url, kApi, query);
  page.whole = entry_of(reference_of(found.cited, cited_release(asking)));
  page.whole.anchor = "search";
  page.whole.heading = "The search";
  return kept_if(reached(found),
                 html(200, asking.pages.draw("cite", render::cite_view(asking.pages.site(),
                                                                       asking.release(), page))));
}

api::Response cite_search_json(const Asking& asking) {
  const auto reading = api::read_question(asking.request, *asking.generation);
  if (!reading.problems.empty()) return refuse_search(asking, reading);
  const FoundSearch found = cite_search(asking, reading.question);
  return kept_if(reached(found), api::citation_json(found.cited, cited_release(asking)));
}

}  // namespace outturn::routes
