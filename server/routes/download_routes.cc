// SPDX-License-Identifier: GPL-3.0-or-later
// See download_routes.h.
#include "server/routes/download_routes.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "schema/base/text.h"
#include "server/api/citation.h"
#include "server/api/comparable.h"
#include "server/api/json.h"
#include "server/api/parameters.h"
#include "server/compare/comparison.h"
#include "server/downloads/download.h"
#include "server/downloads/permits.h"
#include "server/render/comparable_view.h"
#include "server/render/search_words.h"
#include "server/routes/download_form.h"
#include "server/routes/named.h"
#include "server/search/engine.h"
#include "server/search/permalink.h"
#include "server/search/programme/programme.h"
#include "server/search/stored.h"

namespace outturn::routes {
namespace {

using downloads::Contents;
using downloads::Format;
using downloads::Shape;
using downloads::Table;

/// So few are made at once, whoever else is downloading.
constexpr std::size_t kFew = 100;

api::Response refuse_busy(const Asking& asking) {
  constexpr std::string_view kSoon = "10";
  api::Response response =
      refuse(asking, 503, "unavailable", "too many long downloads are under way",
             "try again in a few seconds, or narrow the search: up to 100 records never wait");
  response.headers.emplace_back("Retry-After", kSoon);
  return response;
}

downloads::About about_of(const Asking& asking, std::string what) {
  const render::Release release = asking.release();
  downloads::About about;
  about.what = std::move(what);
  about.release = release.id;
  about.published = release.published;
  return about;
}

/// What is downloaded of a search.
struct Part {
  std::vector<const Table*> tables;  ///< the first is the one whose columns may be chosen
  downloads::JsonHolds json;
  std::string name;  ///< of the file
  std::string what;
  std::string page = {};  ///< below the site; of the search where it is empty
};

/// What the file says of the search that it is of.
downloads::About about_search(const Asking& asking, const search::Question& question,
                              const Part& part, Format format) {
  downloads::About about = about_of(asking, part.what);
  const std::string query = search::permalink(question);
  const std::string page = "/search" + (query.empty() ? "" : "?" + query);
  about.address = asking.site() + (part.page.empty() ? page : part.page);
  about.query = api::query_json(question);
  if (format != Format::kXlsx) return about;  // the others do not say it in words
  search::Question first = question;
  first.per_page = 1;
  const search::Answer found = search::answer(*asking.generation, first, search::kTotalAlone);
  const std::string words = render::question_words(found);
  about.words = words.empty() ? "All records" : words;
  about.cite = {
      api::to_text(api::reference_of(api::CitedSearch{words, query, found.total, found.approximate},
                                     {about.release, about.published, asking.site()}))};
  return about;
}

Shape shape_of(DownloadForm form, const std::vector<const Table*>& tables,
               downloads::JsonHolds json, const std::string& name) {
  Shape shape{form.format->format, json, {}, name, std::move(form.fields)};
  for (const Table* table : tables) shape.tables.push_back({table, table->all_columns()});
  if (!form.columns.empty()) shape.tables.front().columns = std::move(form.columns);
  return shape;
}

/// All that a question finds.
api::Response download_question(const Asking& asking, const search::Question& question,
                                const Part& part, DownloadForm form) {
  search::Whole found = search::whole(*asking.generation, question, search::Patience::kPage);
  const bool few = !found.approximate && found.numbers.size() <= kFew;
  std::shared_ptr<const void> permit;
  if (!few) {
    if (asking.permits != nullptr) permit = asking.permits->take();
    if (asking.permits != nullptr && permit == nullptr) return refuse_busy(asking);
    if (found.approximate)
      found = search::whole(*asking.generation, question, search::Patience::kDownload);
    if (found.approximate)
      return refuse(asking, 503, "unavailable", "this search takes too long to be downloaded whole",
                    "search for fewer words, or set a filter");
  }
  Contents contents{asking.generation, std::move(found.numbers), question.filters, asking.site(),
                    about_search(asking, question, part, form.format->format)};
  api::Response response = downloads::download(
      std::move(contents), shape_of(std::move(form), part.tables, part.json, part.name));
  if (few) return downloads::gathered(std::move(response));
  response.pieces = [permit = std::move(permit), pieces = std::move(response.pieces)] {
    return pieces();
  };
  return response;
}

api::Response download_search(const Asking& asking, const Part& part) {
  DownloadForm form = read_form(asking, *part.tables.front(), part.json);
  if (form.refusal) return *std::move(form.refusal);
  auto reading = api::read_question(form.request, *asking.generation);
  form.add(std::move(reading.problems));
  if (auto refused = refuse_form(asking, form)) return *std::move(refused);
  // How a page shows the results is no part of what they are.
  search::Question question = reading.question;
  question.offset = 0;
  question.per_page = search::kDefaultPerPage;
  question.grouping = search::Grouping::kNone;
  question.view = search::View::kList;
  question.columns.clear();
  question.seal.clear();
  return download_question(asking, question, part, std::move(form));
}

/// What is known of records, the records first.
std::vector<const Table*> all_tables() {
  return {&downloads::records_table(), &downloads::findings_table(),
          &downloads::appraisals_table()};
}

/// What is downloaded of records that are known one by one.
struct NamedPart {
  std::string name;     ///< of the file
  std::string what;     ///< "Records side by side"
  std::string words;    ///< what chose them
  std::string address;  ///< of their page, below the site
  evidence::Json query;
};

api::Response download_named(const Asking& asking, DownloadForm form, Named named,
                             const NamedPart& part) {
  Contents contents{
      asking.generation, std::move(named.numbers), {}, asking.site(), about_of(asking, part.what)};
  downloads::About& about = contents.about;
  about.words = part.words;
  about.address = contents.site + part.address;
  about.query = part.query;
  if (form.format->format == Format::kXlsx) {  // the others do not say it
    const api::CitedRelease release{about.release, about.published, contents.site};
    for (const std::string& id : named.ids)
      if (const auto record = search::find_record(*asking.generation, id))
        about.cite.push_back(api::to_text(api::reference_of(record->record, release)));
  }
  about.gone = std::move(named.gone);
  return downloads::gathered(downloads::download(
      std::move(contents),
      shape_of(std::move(form), all_tables(), downloads::JsonHolds::kRecords, part.name)));
}

}  // namespace

api::Response search_download(const Asking& asking) {
  return download_search(asking, {{&downloads::records_table()},
                                  downloads::JsonHolds::kRecords,
                                  "records",
                                  "Records found by a search"});
}

api::Response findings_download(const Asking& asking) {
  return download_search(asking, {{&downloads::findings_table()},
                                  downloads::JsonHolds::kRows,
                                  "findings",
                                  "Findings of the records found by a search"});
}

api::Response appraisals_download(const Asking& asking) {
  return download_search(asking, {{&downloads::appraisals_table()},
                                  downloads::JsonHolds::kRows,
                                  "appraisals",
                                  "Appraisals of the records found by a search"});
}

api::Response record_download(const Asking& asking) {
  DownloadForm form = read_records_form(asking);
  if (form.refusal) return *std::move(form.refusal);
  form.add(api::unknown_parameters(form.request, std::vector<std::string_view>{}));
  if (auto refused = refuse_form(asking, form)) return *std::move(refused);
  const auto number = search::number_of_record(*asking.generation, asking.id);
  if (!number) return no_such_record(asking, asking.id, number.error());
  return download_named(asking, std::move(form), {{asking.id}, {*number}, {}, {}},
                        {asking.id,
                         "A record",
                         asking.id,
                         "/records/" + base::percent_encode(asking.id),
                         {{"ids", evidence::Json::array({asking.id})}}});
}

api::Response programme_download(const Asking& asking) {
  DownloadForm form = read_records_form(asking);
  if (form.refusal) return *std::move(form.refusal);
  form.add(api::unknown_parameters(form.request, std::vector<std::string_view>{}));
  if (auto refused = refuse_form(asking, form)) return *std::move(refused);
  const search::Generation& generation = *asking.generation;
  const auto names = generation.programmes().with_slug(generation.matches().index(), asking.id);
  if (names.empty())
    return refuse(asking, 404, "not_found", "there is no programme at this address",
                  "search for it by name: its records lead to its page");
  search::Question question;
  question.filters.chosen(index::FilterId::kProgramme) = names;
  question.sort = search::Sort::kStrength;
  return download_question(
      asking, question,
      {all_tables(), downloads::JsonHolds::kRecords, asking.id, "Records of a programme",
       "/programmes/" + base::percent_encode(asking.id)},
      std::move(form));
}

api::Response compare_download(const Asking& asking) {
  DownloadForm form = read_records_form(asking);
  if (form.refusal) return *std::move(form.refusal);
  const auto reading = api::read_named(form.request, api::kToDownload);
  Named named = look_up(*asking.generation, reading);
  form.add(std::move(named.problems));
  if (reading.given == 0)
    form.add({{"ids", "is missing", "name records by their ids: ids=one,another"}});
  if (auto refused = refuse_form(asking, form)) return *std::move(refused);
  if (named.ids.empty())
    return refuse(asking, base::row(base::Code::kGone).http_status, "gone",
                  gone_words(named.gone.size()) + ", which leaves none", "choose others");
  const std::string list = fmt::format("{}", fmt::join(named.ids, ","));
  const evidence::Json query{
      {"ids", named.ids},
      {"back", reading.back.empty() ? evidence::Json(nullptr) : evidence::Json(reading.back)}};
  // The page compares fewer than a file holds.
  const std::string page = named.ids.size() <= compare::kMost
                               ? "/compare?ids=" + list
                               : fmt::format("/compare.{}?ids={}", asking.format, list);
  return download_named(asking, std::move(form), std::move(named),
                        {"compare", "Records side by side", list, page, query});
}

api::Response comparables_download(const Asking& asking) {
  DownloadForm form = read_records_form(asking);
  if (form.refusal) return *std::move(form.refusal);
  auto reading = api::read_comparable(form.request, *asking.generation);
  form.add(std::move(reading.problems));
  if (!reading.asked && form.problems.empty())
    form.add({{"q", "is missing", "give the id of a record, or a description as q"}});
  if (auto refused = refuse_form(asking, form)) return *std::move(refused);
  const auto found = search::comparables(*asking.generation, reading.question);
  if (!found) {
    const base::Error& fault = found.error();
    if (fault.code != base::Code::kBadRequest)
      return no_such_record(asking, reading.question.id, fault);
    form.add({{fault.where, fault.message, fault.hint}});
    return *refuse_form(asking, form);
  }
  Named named;
  for (const search::ComparableHit& hit : found->hits) {
    const auto number = search::number_of_record(*asking.generation, hit.record.id);
    if (!number) throw std::runtime_error(base::to_text(number.error()));
    named.ids.push_back(hit.record.id);
    named.numbers.push_back(*number);
  }
  const std::string words =
      found->record ? fmt::format("The records most like {}", found->record->title)
                    : fmt::format("The records most like: {}", reading.question.description);
  api::Response response = download_named(
      asking, std::move(form), std::move(named),
      {"comparables", "Comparable interventions, the most like first", words,
       render::comparables_path(reading.question), api::comparable_query(reading.question)});
  return kept_if(reached(*found), std::move(response));
}

}  // namespace outturn::routes
