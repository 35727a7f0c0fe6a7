// SPDX-License-Identifier: GPL-3.0-or-later
// Entries made of records, findings, searches and sources; contracts in citation.h.
#include "server/api/citation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "schema/base/files.h"
#include "schema/base/text.h"
#include "schema/evidence/derive.h"
#include "schema/evidence/record_json.h"
#include "server/render/words.h"

namespace outturn::api {
namespace {

using evidence::Json;
using evidence::Record;
using evidence::Source;

constexpr const char* kWho = "Outturn";
constexpr const char* kBase = "Outturn evidence base";
constexpr std::size_t kAddressDigits = 8;  ///< of a digest, in the key of a search

/// By which a publisher is known to be a journal. Lower case.
constexpr std::array<std::string_view, 5> kJournalWords{"journal", "lancet", "bmj", "annals",
                                                        "review of"};

const Source* find_source(const Record& record, const std::string& id) {
  for (const Source& source : record.sources)
    if (source.id == id) return &source;
  return nullptr;
}

/// What is the same for all that is cited of this base.
Reference of_base(const CitedRelease& release) {
  Reference out;
  out.kind = ReferenceKind::kEntry;
  out.authors = {{kWho, ""}};
  out.collection = kBase;
  out.edition = "release " + release.id;
  out.date = release.published;
  return out;
}

std::string address_of(const Record& record, const CitedRelease& release) {
  return fmt::format("{}/records/{}", release.site, base::percent_encode(record.id));
}

/// What the release held, and that the address may by now show a later one.
std::string release_note(const CitedRelease& release) {
  return fmt::format("What that release held: <{}/releases/{}>.", release.site,
                     base::percent_encode(release.id));
}

/// "Crime (arrests by age 15), boys".
std::string finding_words(const evidence::Finding& finding) {
  std::string text = render::label("outcome", finding.outcome);
  if (finding.measure) text += fmt::format(" ({})", *finding.measure);
  if (finding.subgroup) text += ", " + *finding.subgroup;
  return text;
}

std::string source_note(std::string_view how, const Source& source, const std::string& locator) {
  Reference reference = reference_of(source);
  if (!locator.empty()) reference.locator = locator;
  return fmt::format("{}: {}", how, to_text(reference));
}

bool is_journal(const std::string& publisher) {
  const std::string lower = base::lower(publisher);
  return std::any_of(kJournalWords.begin(), kJournalWords.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

Response response(const Json& json) {
  return {200,
          "application/json; charset=utf-8",
          json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n",
          {}};
}

Json written(const Reference& reference) {
  return {
      {"text", to_text(reference)}, {"bibtex", to_bibtex(reference)}, {"ris", to_ris(reference)}};
}

}  // namespace

std::vector<const Source*> sources_of_figures(const Record& record) {
  std::vector<const Source*> out;
  for (const std::string& id : evidence::figure_sources(record))
    if (const Source* source = find_source(record, id)) out.push_back(source);
  return out;
}

Reference reference_of(const Record& record, const CitedRelease& release) {
  Reference out = of_base(release);
  out.key = fmt::format("outturn-{}-{}", record.id, release.id);
  out.title = record.title;
  out.url = address_of(record, release);
  out.abstract = record.summary;
  for (const Source* source : sources_of_figures(record))
    out.notes.push_back(source_note("Rests on", *source, ""));
  out.notes.push_back(release_note(release));
  return out;
}

Reference reference_of(const Record& record, std::size_t number, const CitedRelease& release) {
  const evidence::Finding& finding = record.findings[number];
  Reference out = of_base(release);
  out.key = fmt::format("outturn-{}-finding-{}-{}", record.id, number + 1, release.id);
  out.title = fmt::format("{}: finding {}, {}", record.title, number + 1, finding_words(finding));
  out.url = fmt::format("{}#finding-{}", address_of(record, release), number + 1);
  if (const Source* source = find_source(record, finding.source))
    out.notes.push_back(source_note("Printed in", *source, finding.locator));
  out.notes.push_back(release_note(release));
  return out;
}

Reference reference_of(const CitedSearch& search, const CitedRelease& release) {
  Reference out = of_base(release);
  const std::string query = search.permalink.empty() ? "" : "?" + search.permalink;
  out.key = fmt::format("outturn-search-{}-{}",
                        base::sha256(search.permalink).substr(0, kAddressDigits), release.id);
  out.title = search.words.empty() ? "All records" : "Search: " + search.words;
  out.url = fmt::format("{}/search{}", release.site, query);
  out.notes.push_back(fmt::format("Found {}{} in that release.", search.approximate ? "about " : "",
                                  base::plural(search.total, "record", "records")));
  out.notes.push_back(release_note(release));
  return out;
}

Reference reference_of(const Source& source) {
  Reference out;
  out.key = source.id;
  out.title = source.title;
  for (const std::string& name : source.authors) out.authors.push_back(author_of(name));
  const std::string publisher = source.publisher.value_or("");
  if (is_journal(publisher)) {
    out.kind = ReferenceKind::kArticle;
    out.collection = publisher;
  } else {
    out.kind = publisher.empty() ? ReferenceKind::kOther : ReferenceKind::kReport;
    out.publisher = publisher;
  }
  if (out.authors.empty() && !publisher.empty()) out.authors = {{publisher, ""}};
  if (source.year) out.date = std::to_string(*source.year);
  out.url = source.url.value_or("");
  out.locator = source.locator.value_or("");
  return out;
}

std::string to_ris(const Record& record, const CitedRelease& release) {
  std::string out = to_ris(reference_of(record, release));
  for (const Source* source : sources_of_figures(record)) out += to_ris(reference_of(*source));
  return out;
}

std::string to_bibtex(const Record& record, const CitedRelease& release) {
  std::string out = to_bibtex(reference_of(record, release));
  for (const Source* source : sources_of_figures(record))
    out += "\n" + to_bibtex(reference_of(*source));
  return out;
}

Response citation_json(const Record& record, const CitedRelease& release) {
  Json cited = written(reference_of(record, release));
  cited["address"] = address_of(record, release);
  Json findings = Json::array();
  for (std::size_t i = 0; i < record.findings.size(); ++i) {
    const Reference reference = reference_of(record, i, release);
    Json one{{"number", i + 1}, {"outcome", record.findings[i].outcome}};
    one["address"] = reference.url;
    one.update(written(reference));
    findings.push_back(std::move(one));
  }
  Json sources = Json::array();
  for (const Source* source : sources_of_figures(record)) {
    Json one{{"id", source->id}};
    one.update(written(reference_of(*source)));
    sources.push_back(std::move(one));
  }
  return response({{"release", release.id},
                   {"published", release.published},
                   {"id", record.id},
                   {"record", std::move(cited)},
                   {"findings", std::move(findings)},
                   {"sources", std::move(sources)}});
}

Response citation_json(const CitedSearch& search, const CitedRelease& release) {
  const Reference reference = reference_of(search, release);
  Json json{
      {"release", release.id}, {"published", release.published},    {"words", search.words},
      {"total", search.total}, {"approximate", search.approximate}, {"address", reference.url}};
  json.update(written(reference));
  return response(json);
}

}  // namespace outturn::api
