// SPDX-License-Identifier: GPL-3.0-or-later
// See dataset.h.
#include "server/render/dataset.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "schema/base/text.h"
#include "server/api/file_format.h"
#include "server/render/format.h"
#include "server/render/words.h"

namespace outturn::render {
namespace {

using evidence::Record;
using nlohmann::json;

/// Of our records and the words in them; the documents they were read from have their own.
constexpr const char* kLicence = "https://creativecommons.org/licenses/by/4.0/";

json of_type(const char* type) { return {{"@type", type}}; }

json citations(const Record& record) {
  json list = json::array();
  for (const evidence::Source& source : record.sources) {
    json work = of_type("CreativeWork");
    work["name"] = source.title;
    if (!source.authors.empty()) work["author"] = source.authors;
    if (source.publisher) {
      work["publisher"] = of_type("Organization");
      work["publisher"]["name"] = *source.publisher;
    }
    if (source.year) work["datePublished"] = std::to_string(*source.year);
    if (source.url && is_web_address(*source.url)) work["url"] = *source.url;
    list.push_back(std::move(work));
  }
  return list;
}

/// The outcomes of findings and benefits, each once.
json measured(const Record& record) {
  json list = json::array();
  const auto add = [&](const std::string& outcome) {
    json words = label("outcome", outcome);
    if (std::find(list.begin(), list.end(), words) == list.end()) list.push_back(std::move(words));
  };
  for (const evidence::Finding& finding : record.findings) add(finding.outcome);
  for (const evidence::Appraisal& appraisal : record.appraisals)
    for (const evidence::BenefitLine& line : appraisal.benefits) add(line.outcome);
  return list;
}

json places(const Record& record) {
  json list = json::array();
  for (const evidence::Place& place : record.places) {
    json one = of_type("Place");
    one["name"] = place_text(place);
    list.push_back(std::move(one));
  }
  return list;
}

json downloads(const Site& site, const Release& release, const Record& record) {
  json list = json::array();
  for (const api::FileFormatRow& format : api::kFileFormats) {
    json one = of_type("DataDownload");
    one["encodingFormat"] = format.bare_type();
    one["contentUrl"] = whole_address(
        site, release, fmt::format("/records/{}.{}", base::percent_encode(record.id), format.name));
    list.push_back(std::move(one));
  }
  return list;
}

/// "2012/2016" of ISO 8601; ".." where an end is open; empty where neither is known.
std::string interval(const evidence::Period& period) {
  if (!period.start && !period.end) return {};
  return period.start.value_or("..") + "/" + period.end.value_or("..");
}

json catalogue_name(const Site& site, const Release& release) {
  json out = of_type("DataCatalog");
  out["@id"] = whole_address(site, release, "/");
  out["name"] = "Outturn";
  out["url"] = out["@id"];
  return out;
}

void put_unless_empty(json& out, const char* name, json list) {
  if (!list.empty()) out[name] = std::move(list);
}

}  // namespace

json dataset(const Site& site, const Release& release, const Record& record,
             const search::Standing* standing) {
  json out = of_type("Dataset");
  out["@context"] = "https://schema.org";
  const std::string address =
      whole_address(site, release, "/records/" + base::percent_encode(record.id));
  out["@id"] = address;
  out["url"] = address;
  out["name"] = record.title;
  out["description"] = record.summary;
  out["identifier"] = record.id;
  out["inLanguage"] = "en-GB";
  out["isAccessibleForFree"] = true;
  out["license"] = kLicence;
  out["measurementTechnique"] = label("design", record.evidence.design);
  if (standing != nullptr) {
    out["version"] = std::to_string(standing->version);
    out["datePublished"] = standing->added;
    out["dateModified"] = standing->changed;
  }
  put_unless_empty(out, "citation", citations(record));
  put_unless_empty(out, "variableMeasured", measured(record));
  put_unless_empty(out, "spatialCoverage", places(record));
  if (record.period && !interval(*record.period).empty())
    out["temporalCoverage"] = interval(*record.period);
  out["distribution"] = downloads(site, release, record);
  out["isPartOf"] = catalogue_name(site, release);
  out["includedInDataCatalog"] = out["isPartOf"];
  return out;
}

json catalogue(const Site& site, const Release& release) {
  json out = catalogue_name(site, release);
  out["@context"] = "https://schema.org";
  out["description"] = fmt::format(
      "Interventions for people and places: what changed, what each pound brought back and to "
      "whom, and how far to trust it. {}, {}, {}.",
      plural(release.records, "record", "records"), plural(release.findings, "finding", "findings"),
      plural(release.appraisals, "appraisal", "appraisals"));
  out["inLanguage"] = "en-GB";
  out["isAccessibleForFree"] = true;
  out["license"] = kLicence;
  out["version"] = release.id;
  if (!release.published.empty()) out["dateModified"] = release.published;
  return out;
}

}  // namespace outturn::render
