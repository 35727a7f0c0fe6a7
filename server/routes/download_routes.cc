// SPDX-License-Identifier: GPL-3.0-or-later
// See download_routes.h.
#include "server/routes/download_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "schema/base/text.h"
#include "server/api/citation.h"
#include "server/api/json.h"
#include "server/api/parameters.h"
#include "server/downloads/download.h"
#include "server/downloads/permits.h"
#include "server/render/cite_view.h"
#include "server/search/engine.h"
#include "server/search/permalink.h"
#include "server/search/programme/programme.h"
#include "server/search/stored.h"

namespace outturn::routes {
namespace {

using downloads::Chosen;
using downloads::Contents;
using downloads::Format;
using downloads::FormatRow;
using downloads::Shape;
using downloads::Table;

/// So few are made at once, whoever else is downloading.
constexpr std::size_t kFew = 100;
constexpr std::size_t kMostIds = 100;
constexpr std::size_t kShown = 60;

std::string site_of(const Asking& asking) {
  return asking.request.origin + asking.settings.base_url;
}

/// What was asked of a table of records: its format and columns, or why that cannot be.
struct Wanted {
  const FormatRow* format = nullptr;
  std::optional<api::Response> refusal;
  std::vector<std::size_t> columns;
  std::vector<api::Problem> problems;
  api::Request request;  ///< without what was read here
};

const FormatRow* format_named(std::string_view name, bool with_ris) {
  for (const FormatRow& row : downloads::kFormats)
    if (row.name == name && (with_ris || row.format != Format::kRis)) return &row;
  return nullptr;
}

void read_fields(const std::string& value, const Table& table, Wanted& wanted) {
  for (std::size_t at = 0; at <= value.size();) {
    const auto comma = std::min(value.find(',', at), value.size());
    const auto name = base::trim(std::string_view(value).substr(at, comma - at));
    at = comma + 1;
    if (name.empty()) continue;
    const auto column = table.column(name);
    if (!column) {
      if (wanted.problems.size() < kShown)
        wanted.problems.push_back(
            {"fields",
             fmt::format("\"{}\" is not a column", base::clip(base::printable(name), kShown)),
             "docs/downloads.md lists the columns of each table"});
    } else if (std::find(wanted.columns.begin(), wanted.columns.end(), *column) ==
               wanted.columns.end()) {
      wanted.columns.push_back(*column);
    }
  }
}

Wanted read_wanted(const Asking& asking, const Table& table, downloads::JsonHolds json) {
  Wanted wanted;
  const bool of_records = json == downloads::JsonHolds::kRecords;
  wanted.format = format_named(asking.format, of_records);
  if (wanted.format == nullptr) {
    wanted.refusal = refuse(asking, 404, "not_found", "There is no download in that format.",
                            of_records ? "There are csv, xlsx, json, jsonl and ris."
                                       : "There are csv, xlsx, json and jsonl.");
    return wanted;
  }
  wanted.request = asking.request;
  auto& parameters = wanted.request.parameters;
  const bool has_columns = !of_records || wanted.format->format == Format::kCsv ||
                           wanted.format->format == Format::kXlsx;
  for (const api::Parameter& parameter : parameters)
    if (parameter.name == "fields" && has_columns) read_fields(parameter.value, table, wanted);
  if (has_columns)
    std::erase_if(parameters, [](const auto& parameter) { return parameter.name == "fields"; });
  if (wanted.columns.empty()) wanted.columns = table.all_columns();
  return wanted;
}

api::Response refuse_problems(const Asking& asking, const std::vector<api::Problem>& problems) {
  return asking.is_api()
             ? refuse(asking, 400, "bad_request", "the download has wrong parameters",
                      "correct those listed", problems)
             : refuse(asking, 400, "bad_request",
                      "This download has parts that are not understood.",
                      "Correct those listed, or begin again from the search page.", problems);
}

api::Response refuse_busy(const Asking& asking) {
  constexpr std::string_view kSoon = "10";
  api::Response response =
      refuse(asking, 503, "unavailable", "Too many long downloads are under way.",
             "Try again in a few seconds, or narrow the search: up to 100 records never wait.");
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
  about.address = site_of(asking) + (part.page.empty() ? page : part.page);
  about.query = api::query_json(question);
  if (format != Format::kXlsx) return about;  // the others do not say it in words
  search::Question first = question;
  first.per_page = 1;
  const search::Answer found = search::answer(*asking.generation, first);
  const std::string words = render::question_words(found);
  about.words = words.empty() ? "All records" : words;
  about.cite =
      api::to_text(api::reference_of(api::CitedSearch{words, query, found.total, found.approximate},
                                     {about.release, about.published, site_of(asking)}));
  return about;
}

std::vector<Chosen> chosen_of(const std::vector<const Table*>& tables,
                              std::vector<std::size_t> columns) {
  std::vector<Chosen> out;
  for (const Table* table : tables) out.push_back({table, table->all_columns()});
  out.front().columns = std::move(columns);
  return out;
}

/// All that a question finds.
api::Response download_question(const Asking& asking, const search::Question& question,
                                const Part& part, Wanted wanted) {
  search::Whole found = search::whole(*asking.generation, question, search::Patience::kPage);
  const bool few = !found.approximate && found.numbers.size() <= kFew;
  std::shared_ptr<const void> permit;
  if (!few) {
    if (asking.permits != nullptr) permit = asking.permits->take();
    if (asking.permits != nullptr && permit == nullptr) return refuse_busy(asking);
    if (found.approximate)
      found = search::whole(*asking.generation, question, search::Patience::kDownload);
    if (found.approximate)
      return refuse(asking, 503, "unavailable",
                    "This search takes too long to be downloaded whole.",
                    "Search for fewer words, or set a filter.");
  }
  Contents contents{asking.generation, std::move(found.numbers), question.filters, site_of(asking),
                    about_search(asking, question, part, wanted.format->format)};
  api::Response response = downloads::download(
      std::move(contents), Shape{wanted.format->format, part.json,
                                 chosen_of(part.tables, std::move(wanted.columns)), part.name});
  if (few) return downloads::gathered(std::move(response));
  response.pieces = [permit = std::move(permit), pieces = std::move(response.pieces)] {
    return pieces();
  };
  return response;
}

api::Response download_search(const Asking& asking, const Part& part) {
  Wanted wanted = read_wanted(asking, *part.tables.front(), part.json);
  if (wanted.refusal) return *std::move(wanted.refusal);
  auto reading = api::read_question(wanted.request, *asking.generation);
  std::vector<api::Problem>& problems = reading.problems;
  problems.insert(problems.end(), wanted.problems.begin(), wanted.problems.end());
  if (!problems.empty()) return refuse_problems(asking, problems);
  // How a page shows the results is no part of what they are.
  search::Question question = reading.question;
  question.offset = 0;
  question.per_page = search::kDefaultPerPage;
  question.grouping = search::Grouping::kNone;
  question.view = search::View::kList;
  question.columns.clear();
  question.seal.clear();
  return download_question(asking, question, part, std::move(wanted));
}

/// What is known of records, the records first.
std::vector<const Table*> all_tables() {
  return {&downloads::records_table(), &downloads::findings_table(),
          &downloads::appraisals_table()};
}

/// What is downloaded of records that were named.
struct NamedRecords {
  std::vector<std::string> ids;
  std::string name;     ///< of the file
  std::string what;     ///< "Records side by side"
  std::string words;    ///< what chose them
  std::string address;  ///< of their page, below the site
};

api::Response download_named(const Asking& asking, Wanted& wanted, const NamedRecords& named) {
  Contents contents{asking.generation, {}, {}, site_of(asking), about_of(asking, named.what)};
  for (const std::string& id : named.ids) {
    const auto number = search::number_of_record(*asking.generation, id);
    if (!number) return refuse(asking, number.error());
    contents.numbers.push_back(*number);
  }
  contents.about.words = named.words;
  contents.about.address = contents.site + named.address;
  contents.about.query = {{"ids", named.ids}};
  const api::CitedRelease release{contents.about.release, contents.about.published, contents.site};
  if (named.ids.size() == 1)
    if (const auto record = search::find_record(*asking.generation, named.ids.front()))
      contents.about.cite = api::to_text(api::reference_of(record->record, release));
  return downloads::gathered(downloads::download(
      std::move(contents), Shape{wanted.format->format, downloads::JsonHolds::kRecords,
                                 chosen_of(all_tables(), std::move(wanted.columns)), named.name}));
}

/// The ids of a list "a,b" or of several such, each once.
std::vector<std::string> ids_of(const api::Request& request) {
  std::vector<std::string> ids;
  for (const api::Parameter& parameter : request.parameters) {
    if (parameter.name != "ids") continue;
    for (std::size_t at = 0; at <= parameter.value.size();) {
      const auto comma = std::min(parameter.value.find(',', at), parameter.value.size());
      std::string id(base::trim(std::string_view(parameter.value).substr(at, comma - at)));
      at = comma + 1;
      if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end())
        ids.push_back(std::move(id));
    }
  }
  return ids;
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
  Wanted wanted = read_wanted(asking, downloads::records_table(), downloads::JsonHolds::kRecords);
  if (wanted.refusal) return *std::move(wanted.refusal);
  for (const api::Problem& problem :
       api::unknown_parameters(wanted.request, std::vector<std::string_view>{}))
    wanted.problems.push_back(problem);
  if (!wanted.problems.empty()) return refuse_problems(asking, wanted.problems);
  return download_named(asking, wanted,
                        {{asking.id}, asking.id, "A record", asking.id, "/records/" + asking.id});
}

api::Response programme_download(const Asking& asking) {
  Wanted wanted = read_wanted(asking, downloads::records_table(), downloads::JsonHolds::kRecords);
  if (wanted.refusal) return *std::move(wanted.refusal);
  for (const api::Problem& problem :
       api::unknown_parameters(wanted.request, std::vector<std::string_view>{}))
    wanted.problems.push_back(problem);
  if (!wanted.problems.empty()) return refuse_problems(asking, wanted.problems);
  const search::Generation& generation = *asking.generation;
  const auto names = generation.programmes().with_slug(generation.matches().index(), asking.id);
  if (names.empty())
    return refuse(asking, 404, "not_found", "There is no programme at this address.",
                  "Search for it by name: its records lead to its page.");
  search::Question question;
  question.filters.chosen(index::FilterId::kProgramme) = names;
  question.sort = search::Sort::kStrength;
  return download_question(asking, question,
                           {all_tables(), downloads::JsonHolds::kRecords, asking.id,
                            "Records of a programme", "/programmes/" + asking.id},
                           std::move(wanted));
}

api::Response compare_download(const Asking& asking) {
  Wanted wanted = read_wanted(asking, downloads::records_table(), downloads::JsonHolds::kRecords);
  if (wanted.refusal) return *std::move(wanted.refusal);
  for (const api::Problem& problem :
       api::unknown_parameters(wanted.request, std::vector<std::string_view>{"ids", "back"}))
    wanted.problems.push_back(problem);
  const std::vector<std::string> ids = ids_of(wanted.request);
  if (ids.empty())
    wanted.problems.push_back({"ids", "is missing", "name records by their ids: ids=one,another"});
  if (ids.size() > kMostIds)
    wanted.problems.push_back({"ids", fmt::format("names {} records", ids.size()),
                               fmt::format("name at most {}, or download a search", kMostIds)});
  if (!wanted.problems.empty()) return refuse_problems(asking, wanted.problems);
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "" : ",") + id;
  return download_named(asking, wanted,
                        {ids, "compare", "Records side by side", list, "/compare?ids=" + list});
}

}  // namespace outturn::routes
